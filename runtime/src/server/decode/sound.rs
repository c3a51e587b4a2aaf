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

/// What may stand between values (RFC 8259, section 2).
const SPACE: [char; 4] = [' ', '\t', '\n', '\r'];

/// From so many keys on, an object's keys are looked up in a set.
const MANY: usize = 16;

/// The body as text.
///
/// # Errors
/// The fault, and the pointer to where it is.
pub(super) fn text(body: &[u8]) -> Result<&str, (String, Fault)> {
    walk(body, None).map(|(text, _)| text)
}

/// The body as text, and the array that it is, if it is one.
///
/// # Errors
/// As of [`text`].
pub(super) fn array(body: &[u8]) -> Result<(&str, Option<Array>), (String, Fault)> {
    walk(body, Some(Array::default()))
}

/// Where the items of an array end that is a whole body. Of a text that may not be JSON: it is if each of the items is.
#[derive(Debug, Default)]
pub(super) struct Array {
    commas: Vec<usize>,
    end: Option<usize>,
}

/// The items of an array that is a whole text, in order.
#[derive(Debug)]
pub(super) struct Split<'a> {
    text: &'a str,
    /// Where the next one begins, if there is one.
    begin: Option<usize>,
    commas: std::vec::IntoIter<usize>,
    end: usize,
}

impl<'a> Split<'a> {
    /// No items.
    pub(super) fn nothing() -> Self {
        Self { text: "", begin: None, commas: Vec::new().into_iter(), end: 0 }
    }

    /// Whether there are no more.
    pub(super) fn is_done(&self) -> bool {
        self.begin.is_none()
    }
}

impl<'a> Iterator for Split<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let begin = self.begin.take()?;
        let comma = self.commas.next();
        self.begin = comma.map(|comma| comma + 1);
        self.text.get(begin..comma.unwrap_or(self.end))
    }
}

impl Array {
    /// The items; of a text that is no array, nothing.
    pub(super) fn split(self, text: &str) -> Option<Split<'_>> {
        let (begin, end) = (text.len() - text.trim_start_matches(SPACE).len(), self.end?);
        let is_array = text.get(begin..)?.starts_with('[') && text.get(end..)?.trim_end_matches(SPACE) == "]";
        let is_empty = self.commas.is_empty() && text.get(begin + 1..end)?.trim_matches(SPACE).is_empty();
        let begin = (!is_empty).then_some(begin + 1);
        is_array.then(|| Split { text, begin, commas: self.commas.into_iter(), end })
    }

    /// Notes a comma between two items.
    fn comma(&mut self, at: usize) {
        if self.end.is_none() {
            self.commas.push(at);
        }
    }
}

fn walk(body: &[u8], array: Option<Array>) -> Result<(&str, Option<Array>), (String, Fault)> {
    let text = std::str::from_utf8(body)
        .map_err(|error| (pointer_before(body, error.valid_up_to()), Fault::new("syntax", "is not UTF-8 (RFC 8259, section 8.1)")))?;
    if text.starts_with('\u{feff}') {
        return Err((String::new(), Fault::new("syntax", "begins with a byte order mark (RFC 8259, section 8.1)")));
    }
    let walk = Walk { text, depth: 0, objects: 0, wants_key: false, keys: Vec::with_capacity(MANY), begin: 0, array };
    let array = walk.run().map_err(|(end, fault)| (pointer_before(body, end), fault))?;
    Ok((text, array))
}

/// A walk through a text that may not even be JSON.
struct Walk<'a> {
    text: &'a str,
    depth: usize,
    /// A bit for each level, the innermost last: whether it is an object.
    objects: u128,
    /// Whether the next string is a key.
    wants_key: bool,
    /// The keys of all objects that are open, each behind the mark of its object, of the outermost first.
    keys: Vec<Key<'a>>,
    /// Where the mark of the innermost object stands.
    begin: usize,
    /// What is known of the outermost array, where that is asked.
    array: Option<Array>,
}

enum Key<'a> {
    /// An object begins, within the one whose mark stands at `outer`. Its keys are here once more, when they are many.
    Open {
        outer: usize,
        #[allow(clippy::box_collection, reason = "few objects have many keys, and each key takes as much room as this")]
        many: Option<Box<HashSet<Cow<'a, str>>>>,
    },
    Name(Cow<'a, str>),
}

impl<'a> Key<'a> {
    fn name(&self) -> Option<&Cow<'a, str>> {
        match self {
            Self::Open { .. } => None,
            Self::Name(name) => Some(name),
        }
    }
}

impl<'a> Walk<'a> {
    /// To the end, or to the offset after which a fault stands.
    fn run(mut self) -> Result<Option<Array>, (usize, Fault)> {
        let bytes = self.text.as_bytes();
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            at += 1;
            match byte {
                b'"' => at = self.string(at)?,
                b'{' | b'[' => self.open(at, *byte == b'{')?,
                b'}' | b']' => self.close(at),
                b',' => self.comma(at),
                _ => {}
            }
        }
        Ok(self.array)
    }

    fn open(&mut self, at: usize, is_object: bool) -> Result<(), (usize, Fault)> {
        if self.depth == MAX_DEPTH {
            return Err((at - 1, Fault::new("syntax", "is nested too deep")));
        }
        self.depth += 1;
        self.objects = self.objects << 1 | u128::from(is_object);
        self.wants_key = is_object;
        if is_object {
            let outer = std::mem::replace(&mut self.begin, self.keys.len());
            self.keys.push(Key::Open { outer, many: None });
        }
        Ok(())
    }

    fn comma(&mut self, at: usize) {
        self.wants_key = self.objects & 1 == 1;
        if let (1, false, Some(array)) = (self.depth, self.wants_key, &mut self.array) {
            array.comma(at - 1);
        }
    }

    fn close(&mut self, at: usize) {
        if let (1, Some(array)) = (self.depth, &mut self.array) {
            array.end.get_or_insert(at - 1);
        }
        if self.objects & 1 == 1
            && let Some(Key::Open { outer, .. }) = self.keys.get(self.begin)
        {
            let outer = *outer;
            self.keys.truncate(std::mem::replace(&mut self.begin, outer));
        }
        self.depth = self.depth.saturating_sub(1);
        (self.objects, self.wants_key) = (self.objects >> 1, false);
    }

    /// Passes a string whose opening quote stands before `start`; a key must be new.
    fn string(&mut self, start: usize) -> Result<usize, (usize, Fault)> {
        let bytes = self.text.as_bytes();
        let (mut end, mut has_escapes) = (start, false);
        while let Some(length) = bytes[end..].iter().position(|byte| matches!(byte, b'"' | b'\\')) {
            end += length;
            match bytes[end] {
                b'"' => break,
                _ => (end, has_escapes) = ((end + 2).min(bytes.len()), true),
            }
        }
        let end = if bytes.get(end) == Some(&b'"') { end } else { bytes.len() };
        let after = (end + 1).min(bytes.len());
        if !std::mem::take(&mut self.wants_key) {
            return Ok(after);
        }
        let key = unescaped(self.text, start, end, has_escapes);
        if !is_new(&mut self.keys[self.begin..], &key) {
            return Err((after_colon(bytes, after), Fault::new("duplicate", "is given twice")));
        }
        self.keys.push(Key::Name(key));
        Ok(after)
    }
}

/// Whether an object, its mark and then its keys, has no such key yet.
#[allow(clippy::ptr_arg, reason = "a key that is borrowed stays so when it is kept")]
fn is_new<'a>(object: &mut [Key<'a>], key: &Cow<'a, str>) -> bool {
    let Some((Key::Open { many, .. }, names)) = object.split_first_mut() else { return true };
    if names.len() < MANY {
        return !names.iter().filter_map(Key::name).any(|known| known == key);
    }
    many.get_or_insert_with(|| Box::new(names.iter().filter_map(Key::name).cloned().collect())).insert(key.clone())
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
    fn an_array_is_split_at_its_own_commas() {
        let items = |text| super::array(str::as_bytes(text)).ok().and_then(|(text, array)| Some(array?.split(text)?.collect::<Vec<_>>()));
        let table: [(&str, &[&str]); 9] = [
            (" [ ] ", &[]),
            ("\r\n\t[\r\n\t]\r\n\t", &[]),
            ("[\u{c}]", &["\u{c}"]),
            ("[1]", &["1"]),
            (r#"[ {"a":[1,2],"b":{}}, "x,]y" ,[3,[4,5]]]"#, &[r#" {"a":[1,2],"b":{}}"#, r#" "x,]y" "#, "[3,[4,5]]"]),
            ("[1,]", &["1", ""]),
            ("[,]", &["", ""]),
            (r#"[{"a":1],2]"#, &[r#"{"a":1]"#, "2"]),
            (r#"["\"",2]"#, &[r#""\"""#, "2"]),
        ];
        for (text, expected) in table {
            assert_eq!(items(text).as_deref(), Some(expected), "{text}");
        }
        for text in [
            "",
            " ",
            "1",
            "{}",
            r#"{"a":1,"b":2}"#,
            "[",
            "[1",
            "]",
            "1]",
            "[1]2",
            "[1][2]",
            "[1}",
            "{1]",
            "x[1]",
            "[1}]",
            r#""[1]""#,
            "\u{c}[1]",
            "[1]\u{c}",
            "[1]\u{b}",
            "\u{a0}[1]",
        ] {
            assert_eq!(items(text), None, "{text}");
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
