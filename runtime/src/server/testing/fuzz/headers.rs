//! A request's head: one header a line, and everything that reads one.
//!
//! The first line is the target. What stands for a host's own mark (an address, a page, a signature) must not be had by asking for it.

use super::request::judge;
use super::served::with_ids;
use super::targets::is_decent;
use crate::body::Cursor;
use crate::condition::ETag;
use crate::server::guard::accept::accepts;
use crate::server::guard::content_type::ContentType;
use crate::server::guard::host;
use crate::server::guard::request_headers::RequestHeaders;
use crate::server::idempotency;
use crate::server::response::action::back;
use crate::server::response::conditional;
use crate::server::response::precondition::Precondition;
use crate::server::response::range::{Part, part};
use crate::server::trace::trace_parent::TraceParent;
use axum::body::Body;
use axum::extract::FromRequestParts;
use futures_util::FutureExt;
use http::request::Parts;
use http::{HeaderName, HeaderValue, Method, Request, Response, Version, header};
use std::time::{Duration, SystemTime};

/// The length of the file whose parts are asked for.
const LENGTH: u64 = 1000;

/// A head.
pub(crate) fn headers(input: &[u8]) {
    let Some(mut parts) = head(input) else { return };
    let found = RequestHeaders::of(&parts.headers);
    let _ = accepts(found.accept, &parts.headers).map_err(is_decent);
    let _ = ContentType::of(&found).map_err(is_decent);
    conditions(&mut parts);
    range(&parts);
    sender(&parts);
    keys(&parts);
    address(&parts);
    of_a_server(&parts);
    #[cfg(feature = "webhooks")]
    signatures(parts);
}

/// The headers that a server alone reads: the reads in the flight of a write, and where a stream is to go on.
fn of_a_server(parts: &Parts) {
    let asks = [("trifold-refresh", Method::POST, "/_action/@a"), ("last-event-id", Method::GET, "/api/v1/feed")];
    for (name, method, target) in asks {
        if !parts.headers.contains_key(name) {
            continue;
        }
        let body = if method == Method::GET { Body::empty() } else { Body::from("[7,{\"text\":\"a\"},null]") };
        let Ok(mut request) = Request::builder().method(method).uri(with_ids(target)).body(body) else { panic!("{target} is one") };
        let own = [("host", "a"), ("sec-fetch-site", "same-origin"), ("content-type", "application/json")];
        *request.headers_mut() =
            own.into_iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value))).collect();
        for value in parts.headers.get_all(name) {
            let text = value.to_str().map(with_ids).ok().and_then(|text| HeaderValue::from_str(&text).ok());
            request.headers_mut().append(name, text.unwrap_or_else(|| value.clone()));
        }
        judge(request);
    }
}

/// The target and the headers; nothing where they cannot stand in a request.
fn head(input: &[u8]) -> Option<Parts> {
    let mut lines = input.split(|byte| *byte == b'\n');
    let target = std::str::from_utf8(lines.next()?).ok()?;
    let mut parts = Request::post(target).version(Version::HTTP_11).body(()).ok()?.into_parts().0;
    for line in lines.take(32) {
        let Some(colon) = line.iter().position(|byte| *byte == b':') else { continue };
        let (name, value) = (HeaderName::from_bytes(&line[..colon]), HeaderValue::from_bytes(line[colon + 1..].trim_ascii()));
        let (Ok(name), Ok(value)) = (name, value) else { continue };
        parts.headers.append(name, value);
    }
    Some(parts)
}

/// `If-Match`, `If-None-Match` and the dates beside them: on a write, and on a read.
fn conditions(parts: &mut Parts) {
    let tag = ETag::strong("a");
    let has = |parts: &Parts, name: HeaderName| parts.headers.contains_key(name);
    for method in [Method::PUT, Method::GET] {
        parts.method = method;
        let Some(Ok(precondition)) = Precondition::from_request_parts(parts, &()).now_or_never() else { panic!("it waits, or fails") };
        let (is_write, if_match, if_none) = (parts.method == Method::PUT, has(parts, header::IF_MATCH), has(parts, header::IF_NONE_MATCH));
        assert_eq!(precondition.is_given(), if_match || if_none);
        assert!(precondition.check(&tag).is_ok() || is_write && precondition.is_given());
        assert_eq!(precondition.check_absent().is_ok(), !(is_write && if_match));
    }
    let answer = conditional::tagged(Response::new(Body::from("{}")), &tag, &parts.headers);
    assert!(answer.status() == 200 || answer.status() == 304 && has(parts, header::IF_NONE_MATCH));
    for value in parts.headers.values().filter_map(|value| value.to_str().ok()) {
        assert!(ETag::parse(value).is_none_or(|tag| tag.to_string() == value), "{value}");
    }
}

/// `Range` and `If-Range`: what is sent is there.
fn range(parts: &Parts) {
    let modified = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777);
    for length in [0, 1, LENGTH] {
        if let Part::Bytes(bytes) = part(&parts.headers, length, Some(&ETag::strong("a")), Some(modified)) {
            assert!(bytes.start < bytes.end && bytes.end <= length, "{bytes:?} of {length}");
        }
    }
}

/// `Host`, the target of a form, `traceparent`.
fn sender(parts: &Parts) {
    match host::of(parts.version, &parts.uri, &parts.headers) {
        Ok(host) => assert!(host.is_some_and(host::is_host)),
        Err(rejection) => is_decent(rejection),
    }
    let page = back(parts).headers().get(header::LOCATION).and_then(|page| page.to_str().ok()).map(str::to_owned).unwrap_or_default();
    let is_local = page.starts_with('/') && !page.starts_with("//") && !page.contains(['\\', '\r', '\n']);
    assert!(is_local && !page.starts_with("/_action/"), "{page:?} is a page of another host's");
    let again = |parent: TraceParent| TraceParent::parse(parent.to_string().as_bytes());
    assert!(TraceParent::of(RequestHeaders::of(&parts.headers).traceparent).is_none_or(|parent| again(parent) == Some(parent)));
}

/// `Idempotency-Key`; and a cursor, which is a word of the query.
fn keys(parts: &Parts) {
    match idempotency::key(&parts.headers) {
        Ok(key) => assert!(key.is_none_or(|key| (1..=255).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic()))),
        Err(rejection) => is_decent(rejection),
    }
    let words = parts.headers.values().filter_map(|value| value.to_str().ok()).chain(parts.uri.query());
    for key in words.filter_map(|word| Cursor::<(u64, Option<String>)>::from(word.to_owned()).key()) {
        let again = Cursor::new(&key).ok().and_then(|cursor| cursor.key());
        assert_eq!(again, Some(key));
    }
}

/// `Forwarded` and `X-Forwarded-For`: nobody but a trusted proxy says for whom it calls, and no proxy that it is one.
fn address(parts: &Parts) {
    use crate::server::guard::rate_limit::Proxies;
    let proxies = Proxies::parse(["10.0.0.0/8", "::1"]).unwrap_or_default();
    for (peer, is_trusted) in [("192.0.2.1", false), ("10.1.2.3", true), ("::1", true), ("2001:db8::1", false)] {
        let Ok(peer) = peer.parse() else { panic!("{peer} is an address") };
        let caller = proxies.caller(peer, &parts.headers);
        assert!(is_trusted || caller == peer, "{peer} passes for {caller}");
    }
}

/// Signatures of deliveries: whoever does not know the secret has none that holds.
#[cfg(feature = "webhooks")]
fn signatures(mut parts: Parts) {
    use crate::server::context::body_check::BodyVerifier;
    use crate::server::webhooks::{GithubWebhooks, StandardWebhooks};
    let (Ok(standard), Ok(github)) = (StandardWebhooks::new(["c2VjcmV0"]), GithubWebhooks::new(["secret"])) else { panic!("no secrets") };
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_614_265_330);
    match standard.watch(&mut parts, now).map(|_| BodyVerifier::see(&parts.extensions, b"{}")) {
        Ok(Ok(())) => panic!("a delivery was taken that nobody signed"),
        Ok(Err(rejection)) | Err(rejection) => is_decent(rejection),
    }
    parts.extensions.clear();
    match github.watch(&mut parts).map(|_| BodyVerifier::see(&parts.extensions, b"{}")) {
        Ok(Ok(())) => panic!("a delivery was taken that nobody signed"),
        Ok(Err(rejection)) | Err(rejection) => is_decent(rejection),
    }
}
