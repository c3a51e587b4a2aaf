//! A whole request to a whole server: a line of verb and target, a header a line, an empty line, and the body.
//!
//! The first byte says how the body is cut on the wire. What must hold of any answer: it comes and it ends; it is never a fault of the server's; a
//! write is carried out once at the most; an action says what each of its answers says; nothing leads to another host.

use super::served::{Answered, answer, with_ids};
use crate::spec::ActionId;
use axum::body::Body;
use bytes::Bytes;
use futures_util::stream;
use http::{HeaderMap, HeaderName, HeaderValue, Request, StatusCode, Version, header};
use std::convert::Infallible;

/// A request.
pub(crate) fn request(input: &[u8]) {
    let Some((choice, input)) = input.split_first() else { return };
    if let Some(request) = parsed(input, usize::from(*choice) + 1) {
        judge(request);
    }
}

/// Sends a request, and judges its answer.
pub(super) fn judge(request: Request<Body>) {
    let path = request.uri().path().to_owned();
    let Answered { response, changes } = answer(request);
    let (head, body) = response.into_parts();
    assert!(changes <= 1, "{changes} writes by one request");
    // What a method gives that no header and no form may hold is its own fault; this one has none.
    assert!(head.status.as_u16() < 500 || head.status == StatusCode::SERVICE_UNAVAILABLE, "{}: {body:?}", head.status);
    assert!(head.status != StatusCode::FORBIDDEN || changes == 0, "who is refused runs nothing");
    leads_nowhere_else(&head.headers);
    if path.starts_with(ActionId::PREFIX) {
        let says = |name: &str| head.headers.get(name).map(HeaderValue::as_bytes);
        assert_eq!(says("cache-control"), Some(&b"no-store"[..]), "{}", head.status);
        assert_eq!(says("x-content-type-options"), Some(&b"nosniff"[..]), "{}", head.status);
        assert!(!head.headers.keys().any(|name| name.as_str().starts_with("access-control")), "{:?}", head.headers);
    }
    let is_json = head.headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().ends_with(b"json"));
    assert!(!is_json || body.is_empty() || serde_json::from_slice::<serde::de::IgnoredAny>(&body).is_ok(), "{body:?}");
}

/// The request of some bytes; nothing where no server would see one.
fn parsed(input: &[u8], size: usize) -> Option<Request<Body>> {
    let end = input.windows(2).position(|two| two == b"\n\n");
    let (head, body) = end.map_or((input, &b""[..]), |end| (&input[..end], &input[end + 2..]));
    let head = with_ids(&String::from_utf8_lossy(head));
    let mut lines = head.split('\n');
    let (verb, target) = lines.next()?.split_once(' ')?;
    let body = with_ids_in(body);
    let pieces: Vec<_> = body.chunks(size).map(|piece| Ok::<_, Infallible>(Bytes::copy_from_slice(piece))).collect();
    let request = Request::builder().method(verb).uri(target).version(Version::HTTP_11);
    let mut request = request.body(if pieces.is_empty() { Body::empty() } else { Body::from_stream(stream::iter(pieces)) }).ok()?;
    // A scheme and a host within the path are no request's.
    request.uri().path_and_query()?;
    for line in lines.take(32) {
        let Some((name, value)) = line.split_once(':') else { continue };
        let (name, value) = (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value.trim()));
        let (Ok(name), Ok(value)) = (name, value) else { continue };
        request.headers_mut().append(name, value);
    }
    Some(request)
}

/// Bodies that are text may name actions too.
fn with_ids_in(body: &[u8]) -> Vec<u8> {
    std::str::from_utf8(body).map_or_else(|_| body.to_vec(), |text| with_ids(text).into_bytes())
}

/// No answer leads to another host than the one that was asked.
fn leads_nowhere_else(headers: &HeaderMap) {
    for name in ["location", "trifold-redirect"] {
        for value in headers.get_all(name) {
            let place = value.as_bytes();
            let is_local = place.starts_with(b"/") && !place.starts_with(b"//") && !place.starts_with(b"/\\");
            assert!(is_local && !place.contains(&b'\\'), "{value:?}");
        }
    }
}
