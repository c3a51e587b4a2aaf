//! A stream of events in both directions: where its bytes are cut makes no difference, and what was written is read again.

use crate::stream::parser::{Event, Parser};
use crate::stream::{EventId, frame};

/// Any bytes, cut at any place. As text they are an event's data and its id too.
pub(crate) fn events(input: &[u8]) {
    let whole = read(&[input]);
    let at = input.first().map_or(0, |byte| usize::from(*byte)).min(input.len());
    let (one, other) = input.split_at(at);
    assert_eq!(read(&[one, other]), whole, "cut at {at}");
    assert_eq!(read(&input.chunks(1).collect::<Vec<_>>()), whole, "byte by byte");
    if let Ok(text) = std::str::from_utf8(input) {
        comes_back(text);
    }
}

/// The events of some bytes, and the last id.
fn read(pieces: &[&[u8]]) -> (Vec<Event>, String) {
    let mut parser = Parser::default();
    pieces.iter().for_each(|piece| parser.feed(piece));
    let events = std::iter::from_fn(|| parser.next_event().expect("no event of a fuzzer's is too long")).collect();
    (events, parser.last_id().to_owned())
}

fn comes_back(text: &str) {
    let id = EventId::try_from(text).ok();
    let written = [frame::OPEN, &frame::event(id.as_ref(), text), frame::PING, &frame::problem(text), frame::END].concat();
    let (events, last_id) = read(&[written.as_bytes()]);
    let data = text.replace('\r', "\n");
    let event = |kind: &str, data: &str| Event { kind: kind.to_owned(), data: data.to_owned() };
    assert_eq!(events, [event("", &data), event("problem", &data), event("end", "")]);
    assert_eq!(last_id, id.as_ref().map_or("", EventId::as_str));
}
