//! What a route's answer says beside its value: how long it keeps, which version it is, where the new thing is, what comes next.
//!
//! In: a method's value, and the request that asked for it. Out: the response, or a condition's 304, 412 or 416. Calls no method and reads no body.

mod accept;
mod cache;
mod condition;
mod download;
mod links;
mod location;
mod precondition;
mod range;

pub(super) use accept::accepts;
pub(super) use cache::keep_private;
pub(super) use condition::tagged;
pub(super) use download::plain as plain_download;
pub(super) use location::members as location_members;
pub use precondition::Precondition;
pub(super) use precondition::demand;
#[cfg(any(test, feature = "fuzzing"))]
pub(super) use range::{Part, part};

use super::answer::{Written, empty, respond};
use super::reject::Rejection;
use super::routes::Captures;
use crate::condition::ETag;
use crate::spec::{MethodSpec, Verb};
use axum::body::Body;
use http::request::Parts;
use http::{HeaderValue, Response, StatusCode, header};

/// A request for a route, once its method has run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) method: &'static MethodSpec,
    pub(super) parts: &'a Parts,
    pub(super) version: Option<u32>,
    pub(super) captures: &'a Captures,
    /// Whether the answer depends on more than the target: the method takes contexts.
    pub(super) personal: bool,
}

/// The answer of a route: a download as it is, else the value as JSON; 204 without a body for `()`, unless the route names another status.
pub(super) fn answer(value: Written, asked: Asked<'_>) -> Result<Response<Body>, Rejection> {
    let (body, is_empty) = match value {
        Written::Download(download) => return download::answer(download, asked),
        Written::Nothing => (b"null".to_vec(), true),
        Written::Json(json) => (json, false),
    };
    let status = asked.status().unwrap_or(if is_empty { StatusCode::NO_CONTENT } else { StatusCode::OK });
    let location = location::of(asked, &body);
    let links = links::of(asked, &body);
    let tag = asked.tag().or_else(|| asked.keeps_tags(status).then(|| ETag::of_bytes(&body)));
    let mut response = if is_empty { empty(status) } else { respond(body, status) };
    for (name, value) in [(header::LOCATION, location), (header::LINK, links)] {
        if let Some(value) = value {
            response.headers_mut().insert(name, value);
        }
    }
    cache::mark(&mut response, asked);
    condition::judge(response, tag, None, asked)
}

impl Asked<'_> {
    /// The status that the route's attribute names.
    fn status(self) -> Option<StatusCode> {
        self.method.route?.status.and_then(|status| StatusCode::from_u16(status).ok())
    }

    /// The tag that the method itself gave.
    fn tag(self) -> Option<ETag> {
        precondition::answered(self.parts)
    }

    /// Whether an answer of this status is worth a tag of its bytes: one that may be asked for again.
    fn keeps_tags(self, status: StatusCode) -> bool {
        self.is_read() && status == StatusCode::OK && self.method.rest.cache != Some("no-store")
    }

    /// Whether the method only reads.
    fn is_read(self) -> bool {
        self.method.verb() == Some(Verb::Get)
    }
}

/// A header's value, unless the text cannot stand in one.
fn value(text: &str) -> Option<HeaderValue> {
    HeaderValue::from_str(text).ok()
}

/// Takes the body off the answer to HEAD, which says how long it would be (RFC 9110, section 9.3.2).
pub(super) fn without_body(response: &mut Response<Body>) {
    let length = http_body::Body::size_hint(response.body()).exact().filter(|_| says_length(response.status()));
    if let Some(length) = length {
        response.headers_mut().entry(header::CONTENT_LENGTH).or_insert(length.into());
    }
    *response.body_mut() = Body::empty();
}

/// 204 has no length, and that of 304 would be another answer's (RFC 9110, section 8.6).
fn says_length(status: StatusCode) -> bool {
    !matches!(status, StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED)
}
