//! Where in a JSON text an error stands, as a JSON pointer (RFC 6901).
//!
//! A fault has an offset. Walking the text once more, only for a request that is refused, costs less than a reader that keeps a path for every
//! request that is not.

use crate::json;
use crate::wire::step;

/// What the walk is inside of.
enum Level {
    Object(Option<String>),
    Array(usize),
}

/// The pointer to the value in which the byte before this offset stands.
pub(super) fn pointer_before(text: &[u8], end: usize) -> String {
    let mut levels: Vec<Level> = Vec::new();
    let mut rest = &text[..end.min(text.len())];
    while let [byte, tail @ ..] = rest {
        rest = tail;
        match byte {
            b'{' => levels.push(Level::Object(None)),
            b'[' => levels.push(Level::Array(0)),
            b'}' | b']' => drop(levels.pop()),
            b',' => next_item(levels.last_mut()),
            b'"' => {
                let (string, after) = string(rest);
                rest = after;
                name_member(levels.last_mut(), string, rest);
            }
            _ => {}
        }
    }
    levels.iter().filter_map(Level::step).fold(String::new(), |path, step| path + "/" + &step)
}

/// Takes the first step off a pointer, if it is an index.
pub(super) fn split(pointer: &str) -> (Option<usize>, &str) {
    let Some(path) = pointer.strip_prefix('/') else { return (None, pointer) };
    let (first, _) = path.split_once('/').unwrap_or((path, ""));
    (first.parse().ok(), &pointer[1 + first.len()..])
}

impl Level {
    fn step(&self) -> Option<String> {
        match self {
            Self::Object(name) => name.as_deref().map(step),
            Self::Array(index) => Some(index.to_string()),
        }
    }
}

fn next_item(level: Option<&mut Level>) {
    match level {
        Some(Level::Array(index)) => *index += 1,
        Some(Level::Object(name)) => *name = None,
        None => {}
    }
}

/// A string followed by a colon is a member's name.
fn name_member(level: Option<&mut Level>, string: &[u8], rest: &[u8]) {
    if let Some(Level::Object(name @ None)) = level
        && rest.trim_ascii_start().first() == Some(&b':')
    {
        *name = Some(read(string).chars().take(64).collect());
    }
}

/// A name without its escapes, if it can be read.
fn read(string: &[u8]) -> String {
    let raw = String::from_utf8_lossy(string);
    json::read(&format!("\"{raw}\"")).unwrap_or_else(|_| raw.into_owned())
}

/// The string that `text` begins with, its opening quote taken off, and what comes after it.
fn string(text: &[u8]) -> (&[u8], &[u8]) {
    let mut escaped = false;
    for (i, byte) in text.iter().enumerate() {
        match byte {
            b'"' if !escaped => return (&text[..i], &text[i + 1..]),
            _ => escaped = *byte == b'\\' && !escaped,
        }
    }
    (text, &[])
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[allow(dead_code)]
    struct New {
        title: String,
        tags: Vec<String>,
    }

    fn pointer_of(text: &str) -> Option<String> {
        let fault = crate::json::read::<(New, u8)>(text).err()?;
        Some(pointer_before(text.as_bytes(), fault.at()))
    }

    #[test]
    fn the_place_of_a_fault_is_found() {
        let cases = [
            (r#"[{"title": 5, "tags": []}, 1]"#, "/0/title"),
            (r#"[{"title": "a", "tags": ["a", "b", 7]}, 1]"#, "/0/tags/2"),
            (r#"[{"title": "a \" , [ {", "tags": ["x"]}, 300]"#, "/1"),
            (r#"[{"tags": []}, 1]"#, "/0"),
            ("[{\"title\": \"a\",\n \"tags\": \"none\"}, 1]", "/0/tags"),
            (r#"{"a": 1}"#, ""),
            (r#"[{"title": [1], "tags": []}, 1]"#, "/0/title"),
        ];
        for (text, expected) in cases {
            assert_eq!(pointer_of(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn nothing_breaks_it() {
        for text in ["", "[", "]]]]", "{\"", "\"\\", "{\"a\":{\"b\":[[[", "\u{1}\u{2}"] {
            for end in 0..20 {
                pointer_before(text.as_bytes(), end);
            }
        }
    }
}
