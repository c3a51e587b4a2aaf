//! How long an answer keeps, and for whom (RFC 9111).
//!
//! Without `#[cache(..)]` a read is kept and asked about each time (`no-cache`): with its tag, that costs a 304. Where a method has contexts, only
//! the caller's own cache may keep it, and the answer varies with what says who the caller is.

use super::route_request::RouteRequest;
use axum::body::Body;
use http::{HeaderValue, Response, header};

/// What contexts read to know the caller.
const WHO_CALLS: HeaderValue = HeaderValue::from_static("authorization, cookie");

/// Sets `Cache-Control` and `Vary` on a success.
pub(super) fn mark(response: &mut Response<Body>, request: RouteRequest<'_>) {
    if !request.is_read() {
        return;
    }
    let unsaid = if request.personal { "private, no-cache" } else { "no-cache" };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(request.method.rest.cache.unwrap_or(unsaid)));
    if request.personal {
        headers.append(header::VARY, WHO_CALLS);
    }
}
