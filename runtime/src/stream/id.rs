//! The id of an event: what a caller hands back to go on after it.

use std::fmt;
use std::str::FromStr;

/// The most bytes of an id.
const MAX: usize = 256;

/// The id of an event, which a caller hands back as `Last-Event-ID` to go on after it: a number, or a text of 1 to 256 bytes without control
/// characters, and without a space at its start or its end, as a header carries it.
///
/// ```
/// # use trifold::EventId;
/// assert_eq!(EventId::from(42).as_str(), "42");
/// assert_eq!(EventId::try_from("2026-11-30/7")?.as_str(), "2026-11-30/7");
/// assert!(EventId::try_from("line\nbreak").is_err());
/// # Ok::<(), trifold::stream::InvalidEventId>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EventId(String);

impl EventId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The id as another type, if it can be read as one.
    pub(crate) fn parse<I: FromStr>(&self) -> Option<I> {
        self.0.parse().ok()
    }
}

impl From<u64> for EventId {
    fn from(number: u64) -> Self {
        Self(number.to_string())
    }
}

impl TryFrom<String> for EventId {
    type Error = InvalidEventId;

    fn try_from(text: String) -> Result<Self, InvalidEventId> {
        let fits = !text.is_empty() && text.len() <= MAX && text.trim_matches(' ') == text && !text.contains(char::is_control);
        if fits { Ok(Self(text)) } else { Err(InvalidEventId) }
    }
}

impl TryFrom<&str> for EventId {
    type Error = InvalidEventId;

    fn try_from(text: &str) -> Result<Self, InvalidEventId> {
        text.to_owned().try_into()
    }
}

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A text that is no [`EventId`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the id of an event has 1 to 256 bytes, no control character, and no space at its start or its end")]
pub struct InvalidEventId;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_what_a_header_brings_back() {
        for good in ["0", "a b", "größe", &"x".repeat(256)] {
            assert_eq!(EventId::try_from(good).as_ref().map(EventId::as_str), Ok(good));
        }
        for bad in ["", " a", "a ", "a\0", "a\nb", "a\rb", "\u{7f}", &"x".repeat(257)] {
            assert_eq!(EventId::try_from(bad), Err(InvalidEventId), "{bad:?}");
        }
        assert_eq!(EventId::from(u64::MAX).parse(), Some(u64::MAX));
        assert_eq!(EventId::try_from("seven").unwrap().parse::<u64>(), None);
    }
}
