//! Freshness of an answer, and for whom (RFC 9111).
//!
//! Without `#[cache(..)]` a read is kept and asked about each time (`no-cache`): with its tag, that costs a 304. Where a method has contexts, only
//! the caller's own cache may keep it, unless it says for whom, and the answer varies with what says who the caller is. It varies with each
//! header that is an argument, too.

use super::route_request::RouteRequest;
use crate::server::header::private::keep_private;
use crate::spec::{MethodSpec, Place, SchemeKind};
use axum::body::Body;
use http::{HeaderValue, Response, header};

/// The headers that contexts read to know the caller, where nothing else is said.
const WHO_CALLS: [&str; 2] = ["authorization", "cookie"];

/// Sets `Cache-Control` and `Vary` on a success. `is_prepared`: the headers are those of a read already.
pub(super) fn mark(response: &mut Response<Body>, request: RouteRequest<'_>, is_prepared: bool) {
    if !request.is_read() {
        return;
    }
    let headers = response.headers_mut();
    match request.method.rest.cache {
        Some(said) => drop(headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(said))),
        None if is_prepared => {}
        None => drop(headers.insert(header::CACHE_CONTROL, UNSAID)),
    }
    if request.personal {
        keep_private(headers);
    }
    let names = varies_with(request);
    if !names.is_empty()
        && let Ok(names) = HeaderValue::try_from(names.join(", "))
    {
        headers.append(header::VARY, names);
    }
}

/// The value where a method says nothing of caches.
pub(super) const UNSAID: HeaderValue = HeaderValue::from_static("no-cache");

/// The headers of a request that decide what the answer is.
fn varies_with(request: RouteRequest<'_>) -> Vec<&'static str> {
    let who = if request.personal { &WHO_CALLS[..] } else { &[] };
    let mut names = who.to_vec();
    for name in schemes(request.method).chain(arguments(request.method)) {
        if !names.iter().any(|known| known.eq_ignore_ascii_case(name)) {
            names.push(name);
        }
    }
    names
}

/// The headers in which callers prove who they are.
fn schemes(method: &'static MethodSpec) -> impl Iterator<Item = &'static str> {
    method.security.iter().flat_map(|security| security.schemes).filter_map(|scheme| match scheme.kind {
        SchemeKind::Header(name) => Some(name),
        _ => None,
    })
}

/// The headers that are arguments.
fn arguments(method: &'static MethodSpec) -> impl Iterator<Item = &'static str> {
    method.params.iter().filter_map(|param| match param.place {
        Place::Header(name) => Some(name),
        _ => None,
    })
}
