//! The bytes of a stream, as its events.
//!
//! In: pieces, cut anywhere. Out: events, each once it is complete. What is not complete when the stream breaks off is not given.

use std::collections::VecDeque;
use std::mem::take;

/// The most bytes of one event.
const MAX: usize = 16 * 1024 * 1024;

/// An event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Event {
    /// Its type; empty for a message.
    pub(crate) kind: String,
    /// Its data: its lines, with line feeds between.
    pub(crate) data: String,
}

/// An event has more bytes than a stream may hold of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooLong;

/// A parser of one stream, as HTML says it (section 9.2.6), but for `retry`: how long to wait is the caller's own affair.
#[derive(Debug, Default)]
pub(crate) struct Parser {
    /// The bytes of a line that has no end yet.
    line: Vec<u8>,
    /// The line before ended with a carriage return, so a line feed now is of the same end.
    after_return: bool,
    /// There was a line: a byte order mark is one at the start alone.
    has_begun: bool,
    kind: String,
    /// The data, each line with a line feed after it.
    data: String,
    id: String,
    last_id: String,
    complete: VecDeque<Event>,
    is_too_long: bool,
}

impl Parser {
    /// A parser of a stream that goes on after an event of this id.
    pub(crate) fn after(last_id: String) -> Self {
        Self { id: last_id.clone(), last_id, ..Self::default() }
    }

    /// Takes the next bytes.
    pub(crate) fn feed(&mut self, mut bytes: &[u8]) {
        while let Some(end) = bytes.iter().position(|byte| matches!(byte, b'\r' | b'\n')) {
            let (line, rest) = bytes.split_at(end);
            let is_second_half = self.after_return && end == 0 && rest[0] == b'\n';
            if !is_second_half {
                self.add(line);
                self.end_line();
            }
            self.after_return = rest[0] == b'\r';
            bytes = &rest[1..];
        }
        self.after_return = self.after_return && bytes.is_empty();
        self.add(bytes);
    }

    /// The next complete event.
    ///
    /// # Errors
    /// An event is too long. From there on nothing is read.
    pub(crate) fn next_event(&mut self) -> Result<Option<Event>, TooLong> {
        match self.complete.pop_front() {
            None if self.is_too_long => Err(TooLong),
            event => Ok(event),
        }
    }

    /// The id of the last event that had one.
    pub(crate) fn last_id(&self) -> &str {
        &self.last_id
    }

    fn add(&mut self, bytes: &[u8]) {
        self.is_too_long = self.is_too_long || self.line.len() + self.data.len() + bytes.len() > MAX;
        if !self.is_too_long {
            self.line.extend_from_slice(bytes);
        }
    }

    fn end_line(&mut self) {
        let bytes = take(&mut self.line);
        if self.is_too_long {
            return;
        }
        let is_first = !std::mem::replace(&mut self.has_begun, true);
        let text = String::from_utf8_lossy(&bytes);
        let line = if is_first { text.strip_prefix('\u{feff}').unwrap_or(&text) } else { &text };
        if line.is_empty() {
            return self.end_event();
        }
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        self.field(name, value.strip_prefix(' ').unwrap_or(value));
    }

    /// A field. A comment is one without a name.
    fn field(&mut self, name: &str, value: &str) {
        match name {
            "event" => value.clone_into(&mut self.kind),
            "data" => {
                self.data.push_str(value);
                self.data.push('\n');
            }
            "id" if !value.contains('\0') => value.clone_into(&mut self.id),
            _ => {}
        }
    }

    /// An empty line: the event is complete, unless it has no data.
    fn end_event(&mut self) {
        self.last_id.clone_from(&self.id);
        let (kind, mut data) = (take(&mut self.kind), take(&mut self.data));
        if data.pop().is_some() {
            self.complete.push_back(Event { kind, data });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The events of a text as `kind/data`, and the last id.
    fn read(pieces: &[&[u8]]) -> (Vec<String>, String) {
        let mut parser = Parser::default();
        let mut events = Vec::new();
        for piece in pieces {
            parser.feed(piece);
            events.extend(std::iter::from_fn(|| parser.next_event().unwrap()).map(|Event { kind, data }| format!("{kind}/{data}")));
        }
        (events, parser.last_id().to_owned())
    }

    /// Texts, their events, and the last id: the examples of section 9.2.6, and the cases of the web platform tests. The client in TypeScript reads them too.
    fn cases() -> Vec<(String, Vec<String>, String)> {
        serde_json::from_str(include_str!("cases.json")).unwrap()
    }

    #[test]
    fn streams_are_read_as_html_says() {
        for (text, events, last_id) in cases() {
            assert_eq!(read(&[text.as_bytes()]), (events, last_id), "{text:?}");
        }
    }

    #[test]
    fn where_a_piece_ends_makes_no_difference() {
        for (text, _, _) in cases() {
            let (bytes, whole) = (text.as_bytes(), read(&[text.as_bytes()]));
            for at in 0..=bytes.len() {
                let (one, other) = bytes.split_at(at);
                assert_eq!(read(&[one, other]), whole, "{text:?} cut at {at}");
                assert_eq!(read(&[one, b"", other]), whole, "{text:?} cut at {at}");
            }
            assert_eq!(read(&bytes.chunks(1).collect::<Vec<_>>()), whole, "{text:?} byte by byte");
        }
    }

    #[test]
    fn an_event_is_given_with_its_last_byte() {
        let mut parser = Parser::default();
        parser.feed(b"data: x\r\n\r");
        assert!(parser.next_event().unwrap().is_some(), "it does not wait for a line feed that may never come");
        parser.feed(b"\ndata: y\n\n");
        assert_eq!(parser.next_event().unwrap().unwrap().data, "y");
        assert_eq!(parser.next_event(), Ok(None));
    }

    #[test]
    fn bytes_that_are_no_text_are_replaced() {
        assert_eq!(read(&[b"data: a\xff\xc3", b"\n\n"]).0, ["/a\u{fffd}\u{fffd}"]);
    }

    #[test]
    fn an_event_has_an_end() {
        for endless in [b"x".as_slice(), b"data: x\n", b"\xff"] {
            let mut parser = Parser::default();
            parser.feed(b"data: before\n\n");
            let piece = endless.repeat(64 * 1024);
            (0..300).for_each(|_| parser.feed(&piece));
            assert_eq!(parser.next_event().unwrap().unwrap().data, "before");
            assert_eq!(parser.next_event(), Err(TooLong));
            assert!(parser.line.len() + parser.data.len() <= MAX);
        }
    }

    #[test]
    fn a_stream_goes_on_after_an_id() {
        let mut parser = Parser::after("7".to_owned());
        parser.feed(b"data: x\n\n");
        assert_eq!((parser.next_event().unwrap().map(|event| event.data), parser.last_id()), (Some("x".to_owned()), "7"));
    }
}
