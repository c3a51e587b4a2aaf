//! `Last-Event-ID`: from the header to the context, and what is made of one that the method could not read.

use super::refusal::Refusal;
use crate::error::FieldError;
use crate::server::header::field::{Field, Repeated};
use crate::server::problem::rejection::Rejection;
use crate::stream::{EventId, LAST_EVENT_ID, LastEventId};
use axum::extract::FromRequestParts;
use http::StatusCode;
use http::header::HeaderMap;
use http::request::Parts;

impl<S: Sync> FromRequestParts<S> for LastEventId {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        let after = match read(&parts.headers) {
            Ok(id) => id.map_or_else(Self::default, Self::from),
            Err(Unreadable) => return Err(Refusal::of(refusal("is no id of an event"))),
        };
        parts.extensions.insert(after.clone());
        Ok(after)
    }
}

/// A header that is no id.
struct Unreadable;

/// The id in the header. An empty one is none.
fn read(headers: &HeaderMap) -> Result<Option<EventId>, Unreadable> {
    let Some(value) = Field::of(headers, LAST_EVENT_ID).single().map_err(|Repeated| Unreadable)? else { return Ok(None) };
    let value = std::str::from_utf8(value.as_bytes()).map_err(|_| Unreadable)?;
    if value.is_empty() { Ok(None) } else { EventId::try_from(value).map(Some).map_err(|_| Unreadable) }
}

/// The refusal of an id that the method could not read, whatever the method made of it.
pub(in crate::server) fn misread(parts: &Parts) -> Option<Rejection> {
    let is_misread = parts.extensions.get::<LastEventId>().is_some_and(LastEventId::is_misread);
    is_misread.then(|| refusal("is no id of this stream"))
}

fn refusal(message: &str) -> Rejection {
    let fault =
        FieldError { pointer: None, parameter: Some(LAST_EVENT_ID.to_owned()), code: "invalid".to_owned(), message: message.to_owned() };
    Rejection::malformed(StatusCode::BAD_REQUEST, fault)
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::{HeaderName, HeaderValue};

    #[test]
    fn a_header_is_an_id_or_a_fault() {
        let read_all = |values: &[&[u8]]| {
            let field = |value: &&[u8]| (HeaderName::from_static(LAST_EVENT_ID), HeaderValue::from_bytes(value).unwrap());
            read(&values.iter().map(field).collect()).map(|id| id.map(|id| id.as_str().to_owned())).map_err(|Unreadable| ())
        };
        assert_eq!(read_all(&[]), Ok(None));
        assert_eq!(read_all(&[b""]), Ok(None));
        assert_eq!(read_all(&["größe 7".as_bytes()]), Ok(Some("größe 7".to_owned())));
        for bad in [[b"\xff".as_slice()].as_slice(), &[b"1", b"2"], &[b"x".repeat(257).as_slice()]] {
            assert_eq!(read_all(bad), Err(()));
        }
    }
}
