//! Whether a request's condition holds for the answer to a read (RFC 9110, section 13).

use super::etag_list::ETagList;
use super::route_request::RouteRequest;
use crate::condition::ETag;
use crate::server::header::date::{http_date, whole_seconds};
use crate::server::problem::rejection::Rejection;
use axum::body::Body;
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header};
use std::time::SystemTime;

/// What a condition makes of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Answer,
    NotModified,
    Failed,
}

/// Puts the tag and the date on a success, and gives 304 or 412 in its place where the request's condition says so.
pub(super) fn apply(
    mut response: Response<Body>,
    tag: Option<ETag>,
    modified: Option<SystemTime>,
    request: RouteRequest<'_>,
) -> Result<Response<Body>, Rejection> {
    let is_asked = request.is_conditional && request.is_read() && response.status() == StatusCode::OK;
    let outcome = if is_asked { outcome(&request.parts.headers, tag.as_ref(), modified) } else { Outcome::Answer };
    if let Some(Ok(tag)) = tag.map(|tag| HeaderValue::try_from(tag.into_text())) {
        set(response.headers_mut(), header::ETAG, tag);
    }
    if let Some(modified) = modified.and_then(http_date) {
        response.headers_mut().insert(header::LAST_MODIFIED, modified);
    }
    match outcome {
        Outcome::Answer => Ok(response),
        Outcome::NotModified => Ok(not_modified(response)),
        Outcome::Failed => Err(Rejection::status(StatusCode::PRECONDITION_FAILED)),
    }
}

/// Sets a header. Most often it has a place already, which is found for half of what it takes to make one.
fn set(headers: &mut HeaderMap, name: HeaderName, value: HeaderValue) {
    match headers.get_mut(&name) {
        Some(place) => *place = value,
        None => drop(headers.insert(name, value)),
    }
}

/// The order is that of RFC 9110, section 13.2.2. A date counts only where there is no tag to look at.
fn outcome(headers: &HeaderMap, tag: Option<&ETag>, modified: Option<SystemTime>) -> Outcome {
    let fits = match ETagList::read(headers, header::IF_MATCH) {
        Some(tags) => tag.is_some_and(|tag| tags.fit_strongly(tag)) || tags == ETagList::Any,
        None => unchanged_since(headers, header::IF_UNMODIFIED_SINCE, modified).unwrap_or(true),
    };
    let is_known = match ETagList::read(headers, header::IF_NONE_MATCH) {
        Some(tags) => tag.is_some_and(|tag| tags.fit_weakly(tag)) || tags == ETagList::Any,
        None => unchanged_since(headers, header::IF_MODIFIED_SINCE, modified).unwrap_or(false),
    };
    match (fits, is_known) {
        (false, _) => Outcome::Failed,
        (true, true) => Outcome::NotModified,
        (true, false) => Outcome::Answer,
    }
}

/// Whether nothing changed after the date in a header; nothing where either is unknown.
fn unchanged_since(headers: &HeaderMap, name: HeaderName, modified: Option<SystemTime>) -> Option<bool> {
    let since = httpdate::parse_http_date(headers.get(name)?.to_str().ok()?).ok()?;
    Some(whole_seconds(modified?)? <= since)
}

/// What is the same for all, with its tag; 304 to who has it.
pub(in crate::server) fn tagged(mut response: Response<Body>, tag: &ETag, request: &HeaderMap) -> Response<Body> {
    if let Ok(value) = HeaderValue::try_from(tag.clone().into_text()) {
        response.headers_mut().insert(header::ETAG, value);
    }
    if ETagList::read(request, header::IF_NONE_MATCH).is_some_and(|tags| tags == ETagList::Any || tags.fit_weakly(tag)) {
        not_modified(response)
    } else {
        response
    }
}

/// 304 carries what would tell a cache about the answer that it has (RFC 9110, section 15.4.5).
fn not_modified(mut response: Response<Body>) -> Response<Body> {
    *response.status_mut() = StatusCode::NOT_MODIFIED;
    *response.body_mut() = Body::empty();
    for name in [header::CONTENT_TYPE, header::CONTENT_LENGTH, header::CONTENT_DISPOSITION, header::ACCEPT_RANGES, header::LAST_MODIFIED] {
        response.headers_mut().remove(name);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn headers(pairs: &[(HeaderName, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn conditions_in_their_order() {
        use header::{IF_MATCH, IF_MODIFIED_SINCE, IF_NONE_MATCH, IF_UNMODIFIED_SINCE};
        const BEFORE: &str = "Sun, 06 Nov 1994 08:49:36 GMT";
        const THEN: &str = "Sun, 06 Nov 1994 08:49:37 GMT";
        let cases: &[(&[(HeaderName, &'static str)], Outcome)] = &[
            (&[], Outcome::Answer),
            (&[(IF_NONE_MATCH, "\"a\"")], Outcome::NotModified),
            (&[(IF_NONE_MATCH, "W/\"a\"")], Outcome::NotModified),
            (&[(IF_NONE_MATCH, "\"x,y\" , \"a\"")], Outcome::NotModified),
            (&[(IF_NONE_MATCH, "*")], Outcome::NotModified),
            (&[(IF_NONE_MATCH, "\"b\"")], Outcome::Answer),
            (&[(IF_NONE_MATCH, "a")], Outcome::Answer),
            (&[(IF_NONE_MATCH, "\"b\""), (IF_MODIFIED_SINCE, THEN)], Outcome::Answer),
            (&[(IF_MODIFIED_SINCE, THEN)], Outcome::NotModified),
            (&[(IF_MODIFIED_SINCE, BEFORE)], Outcome::Answer),
            (&[(IF_MODIFIED_SINCE, "yesterday")], Outcome::Answer),
            (&[(IF_MATCH, "\"a\"")], Outcome::Answer),
            (&[(IF_MATCH, "*")], Outcome::Answer),
            (&[(IF_MATCH, "W/\"a\"")], Outcome::Failed),
            (&[(IF_MATCH, "\"b\"")], Outcome::Failed),
            (&[(IF_MATCH, "\"a\""), (IF_NONE_MATCH, "\"a\"")], Outcome::NotModified),
            (&[(IF_UNMODIFIED_SINCE, BEFORE)], Outcome::Failed),
            (&[(IF_UNMODIFIED_SINCE, THEN)], Outcome::Answer),
        ];
        let modified = SystemTime::UNIX_EPOCH + Duration::from_millis(784_111_777_500);
        for (pairs, expected) in cases {
            assert_eq!(outcome(&headers(pairs), Some(&ETag::strong("a")), Some(modified)), *expected, "{pairs:?}");
        }
        assert_eq!(outcome(&headers(&[(IF_MATCH, "\"a\"")]), None, None), Outcome::Failed);
        let unsayable = Some(SystemTime::UNIX_EPOCH - Duration::from_secs(1));
        for name in [IF_MODIFIED_SINCE, IF_UNMODIFIED_SINCE] {
            assert_eq!(outcome(&headers(&[(name, THEN)]), None, unsayable), Outcome::Answer, "no date to look at");
        }
    }
}
