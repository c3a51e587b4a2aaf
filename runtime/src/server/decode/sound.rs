//! What every JSON body must be, before anything is decoded: UTF-8 without a byte order mark, no key twice in one object, not too deep.
//!
//! In: the body's bytes. Out: its text, or the first fault with its place. One pass; what else is wrong with it, the decoder says. serde
//! would let a second key of a map win in silence, and skip values that nobody asks for however deep they are.

use super::fault::Fault;
use super::place::pointer_before;
use std::borrow::Cow;
use std::collections::HashSet;

/// The most arrays and objects within each other. The decoder's own bound, for what it skips too.
pub(super) const MAX_DEPTH: usize = 127;

/// From so many keys on, an object's keys are looked up in a set.
const MANY: usize = 16;

/// The body as text.
///
/// # Errors
/// The fault, and the pointer to where it is.
pub(super) fn text(body: &[u8]) -> Result<&str, (String, Fault)> {
    let text = std::str::from_utf8(body)
        .map_err(|error| (pointer_before(body, error.valid_up_to()), Fault::new("syntax", "is not UTF-8 (RFC 8259, section 8.1)")))?;
    if text.starts_with('\u{feff}') {
        return Err((String::new(), Fault::new("syntax", "begins with a byte order mark (RFC 8259, section 8.1)")));
    }
    Walk { text, levels: Vec::new(), keys: Vec::new() }.run().map_err(|(end, fault)| (pointer_before(body, end), fault))?;
    Ok(text)
}

/// A walk through a text that may not even be JSON.
struct Walk<'a> {
    text: &'a str,
    levels: Vec<Level<'a>>,
    /// The keys of all objects that are open, of the outermost first.
    keys: Vec<Cow<'a, str>>,
}

/// What the walk is inside of.
enum Level<'a> {
    Array,
    Object {
        /// Where its keys begin.
        first: usize,
        /// Whether the next string is a key.
        wants_key: bool,
        /// Its keys once more, when they are many.
        many: HashSet<Cow<'a, str>>,
    },
}

impl<'a> Walk<'a> {
    /// To the end, or to the offset after which a fault stands.
    fn run(mut self) -> Result<(), (usize, Fault)> {
        let bytes = self.text.as_bytes();
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            at += 1;
            match byte {
                b'"' => at = self.string(at)?,
                b'{' => self.open(at, Level::Object { first: self.keys.len(), wants_key: true, many: HashSet::new() })?,
                b'[' => self.open(at, Level::Array)?,
                b'}' | b']' => self.close(),
                b',' => {
                    if let Some(Level::Object { wants_key, .. }) = self.levels.last_mut() {
                        *wants_key = true;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn open(&mut self, at: usize, level: Level<'a>) -> Result<(), (usize, Fault)> {
        if self.levels.len() == MAX_DEPTH {
            return Err((at - 1, Fault::new("syntax", "is nested too deep")));
        }
        self.levels.push(level);
        Ok(())
    }

    fn close(&mut self) {
        if let Some(Level::Object { first, .. }) = self.levels.pop() {
            self.keys.truncate(first);
        }
    }

    /// Passes a string whose opening quote stands before `start`; a key must be new.
    fn string(&mut self, start: usize) -> Result<usize, (usize, Fault)> {
        let bytes = self.text.as_bytes();
        let (mut end, mut has_escapes) = (start, false);
        while let Some(byte) = bytes.get(end) {
            match byte {
                b'"' => break,
                b'\\' => (end, has_escapes) = (end + 2, true),
                _ => end += 1,
            }
        }
        let end = end.min(bytes.len());
        let after = (end + 1).min(bytes.len());
        let Some(Level::Object { first, wants_key, many }) = self.levels.last_mut() else { return Ok(after) };
        if !std::mem::take(wants_key) {
            return Ok(after);
        }
        let key = unescaped(self.text, start, end, has_escapes);
        if !is_new(&self.keys[*first..], many, &key) {
            return Err((after_colon(bytes, after), Fault::new("duplicate", "is given twice")));
        }
        self.keys.push(key);
        Ok(after)
    }
}

/// Whether an object has no such key yet.
#[allow(clippy::ptr_arg, reason = "a key that is borrowed stays so when it is kept")]
fn is_new<'a>(keys: &[Cow<'a, str>], many: &mut HashSet<Cow<'a, str>>, key: &Cow<'a, str>) -> bool {
    if keys.len() < MANY {
        return !keys.contains(key);
    }
    if many.is_empty() {
        many.extend(keys.iter().cloned());
    }
    many.insert(key.clone())
}

/// A key as the decoder will read it; one that it cannot read stays as it is.
fn unescaped(text: &str, start: usize, end: usize, has_escapes: bool) -> Cow<'_, str> {
    let raw = text.get(start..end).unwrap_or_default();
    let read = has_escapes.then(|| serde_json::from_str(&format!("\"{raw}\"")).ok()).flatten();
    read.map_or(Cow::Borrowed(raw), Cow::Owned)
}

/// The offset behind the colon that follows a key, so that the place is the member's.
fn after_colon(bytes: &[u8], after: usize) -> usize {
    bytes[after..].iter().position(|byte| *byte == b':').map_or(after, |colon| after + colon + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    fn fault(body: impl AsRef<[u8]>) -> Option<(String, &'static str)> {
        text(body.as_ref()).err().map(|(pointer, fault)| (pointer, fault.code()))
    }

    #[test]
    fn a_key_stands_once_at_any_depth() {
        let many: Vec<_> = (0..100).map(|i| format!("\"k{i}\":{i}")).collect();
        let many = many.join(",");
        let cases = [
            (r#"{"a":1,"a":2}"#.to_owned(), "/a"),
            (r#"[{"x":{"a":[1,{"b":0,"c":{"b":1},"b":2}]}}]"#.to_owned(), "/0/x/a/1/b"),
            (r#"{"a":1,"\u0061":2}"#.to_owned(), "/a"),
            (r#"{"a/b~":1, "a/b~" : 2}"#.to_owned(), "/a~1b~0"),
            (format!("{{{many},\"k3\":0}}"), "/k3"),
            (format!("[{{{many},\"\\u006b99\":0}}]"), "/0/k99"),
        ];
        for (body, pointer) in cases {
            assert_eq!(fault(&body), Some((pointer.to_owned(), "duplicate")), "{body}");
        }
        for body in [
            r#"[{"a":1},{"a":2}]"#.to_owned(),
            r#"{"a":{"a":{"a":"a"}},"b":"a","c":["a","a"]}"#.to_owned(),
            r#"{"a":"{\"b\":1,\"b\":2}","b":"\\","c":"\""}"#.to_owned(),
            format!("{{{many}}}"),
        ] {
            assert_eq!(fault(&body), None, "{body}");
        }
    }

    #[test]
    fn a_body_is_plain_utf8() {
        assert_eq!(fault(b"[{\"title\":\"a\xffb\"}]"), Some(("/0/title".to_owned(), "syntax")));
        assert_eq!(fault("\u{feff}[1]"), Some((String::new(), "syntax")));
        assert_eq!(fault("[\"\u{feff}\u{10ffff}\"]"), None);
    }

    #[test]
    fn a_body_is_not_too_deep_also_where_nobody_looks() {
        let deep = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert_eq!(fault(deep(MAX_DEPTH)), None);
        assert!(serde_json::from_str::<Value>(&deep(MAX_DEPTH)).is_ok(), "the decoder agrees");
        assert!(serde_json::from_str::<Value>(&deep(MAX_DEPTH + 1)).is_err(), "the decoder agrees");
        assert_eq!(fault(deep(MAX_DEPTH + 1)).map(|(_, code)| code), Some("syntax"));
        assert_eq!(fault("[".repeat(1_000_000)).map(|(_, code)| code), Some("syntax"));
    }

    #[test]
    fn nothing_breaks_it() {
        let seeds = ["", "\"", "\"\\", "{\"", "{\"a", "{\"a\\", "{\"a\"\"a\"", "]]}}", "{,,\"a\",\"a\"", "{\"\u{e9}\\", "{\"a\":1 \"a\":2"];
        for text in seeds {
            let _ = super::text(text.as_bytes());
        }
    }
}
