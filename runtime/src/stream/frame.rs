//! The frames of a stream, as its bytes.
//!
//! In: JSON, and perhaps an id. Out: lines that end with an empty one.

use super::EventId;

/// The first frame: a comment, so that proxies and callers see the head at once, and how long an `EventSource` waits before it comes back.
pub(crate) const OPEN: &str = ": open\nretry: 2000\n\n";

/// The frame of silence.
pub(crate) const PING: &str = ":\n\n";

/// The last frame of a stream that is at its end: do not come back.
pub(crate) const END: &str = "event: end\ndata:\n\n";

/// The frame of a value.
pub(crate) fn event(id: Option<&EventId>, json: &str) -> String {
    let id_length = id.map_or(0, |id| id.as_str().len());
    let mut frame = String::with_capacity(json.len() + id_length + 16);
    if let Some(id) = id {
        field(&mut frame, "id", id.as_str());
    }
    data(frame, json)
}

/// The last frame of a stream that fails: a problem document (RFC 9457).
pub(crate) fn problem(json: &str) -> String {
    let mut frame = String::with_capacity(json.len() + 32);
    field(&mut frame, "event", "problem");
    data(frame, json)
}

/// Adds the data and the end of the frame. JSON is one line, unless a type writes line breaks of its own; between tokens JSON takes either.
fn data(mut frame: String, json: &str) -> String {
    json.split(['\r', '\n']).for_each(|line| field(&mut frame, "data", line));
    frame.push('\n');
    frame
}

fn field(frame: &mut String, name: &str, value: &str) {
    [name, ": ", value, "\n"].iter().for_each(|part| frame.push_str(part));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stream::parser::{Event, Parser};

    #[test]
    fn frames_are_as_the_protocol_says() {
        assert_eq!(event(None, "1"), "data: 1\n\n");
        assert_eq!(event(Some(&EventId::from(42)), "{\"id\":7}"), "id: 42\ndata: {\"id\":7}\n\n");
        assert_eq!(problem("{}"), "event: problem\ndata: {}\n\n");
    }

    #[test]
    fn what_was_written_is_read() {
        let id = EventId::try_from("größe").unwrap();
        let written = [OPEN, &event(Some(&id), "[1,\r\n2]"), PING, &event(None, "\"\""), &problem("{}"), END].concat();
        let mut parser = Parser::default();
        parser.feed(written.as_bytes());
        let read: Vec<_> = std::iter::from_fn(|| parser.next_event().unwrap()).map(|Event { kind, data }| (kind, data)).collect();
        let expected = [("", "[1,\n\n2]"), ("", "\"\""), ("problem", "{}"), ("end", "")];
        assert_eq!(read, expected.map(|(kind, data)| (kind.to_owned(), data.to_owned())));
        assert_eq!(parser.last_id(), "größe");
    }
}
