//! The paths in a form's names: `new.tags[0].name`, `tags[]`.

/// The most steps that a name may have.
const MAX_DEPTH: usize = 16;
/// The largest index that a name may have.
const MAX_INDEX: usize = 999;

/// A step of a path.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Step<'a> {
    /// `name`
    Name(&'a str),
    /// `[3]`
    Index(usize),
    /// `[]`: the next free index.
    Next,
}

/// Reads a name; nothing if it is no path, too deep, or counts too far.
pub(super) fn parse(name: &str) -> Option<Vec<Step<'_>>> {
    let mut steps = Vec::new();
    for part in name.split('.') {
        let (field, indices) = part.split_at(part.find('[').unwrap_or(part.len()));
        if field.is_empty() || field.contains(']') {
            return None;
        }
        steps.push(Step::Name(field));
        push_indices(indices, &mut steps)?;
        if steps.len() > MAX_DEPTH {
            return None;
        }
    }
    Some(steps)
}

fn push_indices<'a>(mut text: &'a str, steps: &mut Vec<Step<'a>>) -> Option<()> {
    while !text.is_empty() {
        let (index, rest) = text.strip_prefix('[')?.split_once(']')?;
        steps.push(match index {
            "" => Step::Next,
            digits => Step::Index(digits.parse().ok().filter(|index| *index <= MAX_INDEX)?),
        });
        if steps.len() > MAX_DEPTH {
            return None;
        }
        text = rest;
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::{Step, parse};

    #[test]
    fn a_name_is_a_path() {
        assert_eq!(parse("id"), Some(vec![Step::Name("id")]));
        assert_eq!(parse("a.b[2][].c"), Some(vec![Step::Name("a"), Step::Name("b"), Step::Index(2), Step::Next, Step::Name("c")]));
    }

    #[test]
    fn anything_else_is_none() {
        for name in ["", ".", "a.", "[0]", "a[", "a]", "a[1", "a[x]", "a[-1]", "a[1000]", "a[0]b"] {
            assert_eq!(parse(name), None, "{name}");
        }
    }
}
