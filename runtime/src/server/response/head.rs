//! The response to HEAD.

use axum::body::Body;
use http::{Response, StatusCode, header};

/// Takes the body off the answer to HEAD, which says how long it would be (RFC 9110, section 9.3.2).
pub(in crate::server) fn without_body(response: &mut Response<Body>) {
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
