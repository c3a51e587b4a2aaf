//! Names of form fields, and the JSON pointers that they mean.

#[cfg(feature = "server")]
use crate::wire::step;

/// The hidden field with the one-time key of a form. No argument can be called so.
pub const KEY: &str = "_key";

/// The steps of a name: `new`, `tags`, `0` of `new.tags[0]`.
#[cfg(feature = "server")]
pub(crate) fn steps(name: &str) -> Vec<&str> {
    name.split(['.', '[']).map(|step| step.trim_end_matches(']')).collect()
}

/// The JSON pointer of what a name means: `/new/tags/0` for `new.tags[0]`.
#[cfg(feature = "server")]
pub(crate) fn of_name(name: &str) -> String {
    steps(name).into_iter().filter(|name| !name.is_empty()).fold(String::new(), |pointer, name| pointer + "/" + &step(name))
}

/// Whether a name is one of those that `pattern` stands for: `tags[3]` of `tags[]`.
pub(crate) fn is_of_pattern(name: &str, pattern: &str) -> bool {
    let (mut given, mut wanted) = (name.split('['), pattern.split('['));
    loop {
        match (given.next(), wanted.next()) {
            (None, None) => return true,
            (Some(given), Some(wanted)) if given == wanted => {}
            (Some(given), Some(wanted)) => match (given.split_once(']'), wanted.split_once(']')) {
                (Some((index, given)), Some(("", wanted))) if given == wanted && index.bytes().all(|byte| byte.is_ascii_digit()) => {}
                _ => return false,
            },
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(feature = "server")]
    #[test]
    fn a_name_is_a_pointer() {
        for (pointer, name) in [("/id", "id"), ("/new/tags/0", "new.tags[0]"), ("/a~1b/c~0d", "a/b.c~d")] {
            assert_eq!((of_name(name).as_str(), crate::wire::name_of(pointer).as_deref()), (pointer, Some(name)));
        }
    }

    #[test]
    fn an_index_is_one_of_a_list() {
        for name in ["a.b", "a.tags[]", "a.tags[0]", "a.items[12].name"] {
            let pattern = name.replace("[0]", "[]").replace("[12]", "[]");
            assert!(is_of_pattern(name, &pattern), "{name}");
        }
        for (name, pattern) in
            [("a.b", "a.c"), ("a.tags", "a.tags[]"), ("a.tags[x]", "a.tags[]"), ("a.items[0].b", "a.items[].c"), ("a", "a.b")]
        {
            assert!(!is_of_pattern(name, pattern), "{name}");
        }
    }

    #[cfg(feature = "server")]
    #[test]
    fn steps_have_no_marks() {
        assert_eq!(steps("new.tags[0]"), ["new", "tags", "0"]);
        assert_eq!(steps("items[].name"), ["items", "", "name"]);
    }
}
