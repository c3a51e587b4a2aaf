//! Glue in fewer bytes. wasm-bindgen gives each function that a module imports a name with a hash, which stands in the module and in the glue, and
//! which no compression makes small.
//!
//! In: the glue, and the names that the module imports. Out: short names for these, and the glue with them, without comments and indentation.

use std::collections::{HashMap, HashSet};

/// Short names, by the names that they stand for: those that the glue says once, where it declares them.
pub(super) fn names<'a>(glue: &str, imported: impl Iterator<Item = &'a str>) -> HashMap<&'a str, String> {
    let declared: HashSet<&str> = glue.lines().filter_map(declared).collect();
    let mut said: HashMap<&str, usize> = HashMap::new();
    glue.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '$'))).for_each(|word| *said.entry(word).or_default() += 1);
    let is_sure = |name: &&str| declared.contains(name) && said.get(name) == Some(&1);
    let mut names: Vec<&str> = imported.filter(is_sure).collect();
    names.sort_unstable();
    names.dedup();
    names.into_iter().enumerate().map(|(place, name)| (name, letters(place))).collect()
}

/// The glue under these names.
pub(super) fn glue(glue: &str, names: &HashMap<&str, String>) -> String {
    // A text of several lines keeps all that is in it.
    let has_long_texts = glue.lines().any(|line| line.matches('`').count() % 2 == 1 || line.ends_with('\\'));
    let (mut short, mut is_comment) = (String::with_capacity(glue.len()), false);
    for line in glue.lines() {
        let (bare, rest) = (line.trim(), declared(line).and_then(|name| Some((names.get(name)?, line.split_once(": ")?.1))));
        is_comment |= bare.starts_with("/**");
        let is_left_out = !has_long_texts && (is_comment || bare.is_empty() || bare.starts_with("//"));
        is_comment &= !bare.ends_with("*/");
        match rest {
            _ if is_left_out => continue,
            Some((name, rest)) => short.extend([name, ": ", rest]),
            None => short.push_str(if has_long_texts { line } else { bare }),
        }
        short.push('\n');
    }
    short
}

/// The name that a line of the glue declares: `__wbg_abort_f8d1589eb0c65ee2: function(arg0) {`.
fn declared(line: &str) -> Option<&str> {
    line.split_once(": ").map(|(name, _)| name.trim_start()).filter(|name| name.starts_with("__wb"))
}

/// `a`, `b`, .., `z`, `ba`, ..
fn letters(mut place: usize) -> String {
    let mut letters = String::new();
    loop {
        letters.insert(0, char::from(b'a' + (place % 26) as u8));
        place /= 26;
        if place == 0 {
            return letters;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "\
/**
 * Sends a text: __wbg_sent_1
 */
export function run() {
    const ret = wasm.run();
    return ret;
}
const imports = {
        // What ends a request.
        __wbg_abort_f8d1589eb0c65ee2: function(arg0) {
            arg0.abort();
        },
        __wbg_twice_1: function() {},
        __wbg_sent_1: function() {},
};
imports.__wbg_twice_1();
";

    #[test]
    fn glue_is_shorter_and_says_the_same() {
        let imported = ["__wbg_abort_f8d1589eb0c65ee2", "__wbg_twice_1", "__wbg_elsewhere_1"];
        let names = names(GLUE, imported.into_iter());
        assert_eq!(names, HashMap::from([("__wbg_abort_f8d1589eb0c65ee2", "a".to_owned())]));
        let expected = "\
export function run() {
const ret = wasm.run();
return ret;
}
const imports = {
a: function(arg0) {
arg0.abort();
},
__wbg_twice_1: function() {},
__wbg_sent_1: function() {},
};
imports.__wbg_twice_1();
";
        assert_eq!(glue(GLUE, &names), expected);
    }

    #[test]
    fn a_text_of_several_lines_stays() {
        let text = "const a = `\n  // no comment\n`;\n";
        assert_eq!(glue(text, &HashMap::new()), text);
    }

    #[test]
    fn each_name_is_another() {
        let names: HashSet<_> = (0..2000).map(letters).collect();
        assert_eq!(names.len(), 2000);
        assert_eq!([0, 25, 26, 27, 700].map(letters), ["a", "z", "ba", "bb", "bay"]);
    }
}
