//! How long an answer keeps, and for whom (RFC 9111).
//!
//! Without `#[cache(..)]` a read is kept and asked about each time (`no-cache`): with its tag, that costs a 304. Where a method has contexts, only
//! the caller's own cache may keep it, unless it says for whom, and the answer varies with what says who the caller is. It varies with each
//! header that is an argument, too.

use super::Asked;
use crate::spec::{MethodSpec, Place, SchemeKind};
use axum::body::Body;
use http::{HeaderMap, HeaderValue, Response, header};

/// What contexts read to know the caller, where nothing else is said.
const WHO_CALLS: [&str; 2] = ["authorization", "cookie"];

/// What says for whom an answer is.
const FOR_WHOM: [&str; 3] = ["private", "public", "no-store"];

/// Sets `Cache-Control` and `Vary` on a success.
pub(super) fn mark(response: &mut Response<Body>, asked: Asked<'_>) {
    if !asked.is_read() {
        return;
    }
    let said = asked.method.rest.cache;
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(said.unwrap_or("no-cache")));
    if asked.personal {
        keep_private(headers);
    }
    if let Ok(names) = HeaderValue::try_from(varies_with(asked).join(", "))
        && !names.is_empty()
    {
        headers.append(header::VARY, names);
    }
}

/// Leaves an answer to one caller to that caller's cache, unless its `Cache-Control` says for whom it is.
pub(in crate::server) fn keep_private(headers: &mut HeaderMap) {
    let names = |value: &HeaderValue| {
        let text = value.to_str().unwrap_or_default();
        text.split(',').any(|directive| FOR_WHOM.iter().any(|name| directive.trim().eq_ignore_ascii_case(name)))
    };
    let lines: Vec<_> = headers.get_all(header::CACHE_CONTROL).iter().cloned().collect();
    if lines.is_empty() || lines.iter().any(names) {
        return;
    }
    let all: Vec<_> = ["private"].into_iter().chain(lines.iter().filter_map(|line| line.to_str().ok())).collect();
    headers.insert(header::CACHE_CONTROL, HeaderValue::try_from(all.join(", ")).unwrap_or(HeaderValue::from_static("private")));
}

/// The headers of a request that decide what the answer is.
fn varies_with(asked: Asked<'_>) -> Vec<&'static str> {
    let who = if asked.personal { &WHO_CALLS[..] } else { &[] };
    let mut names = who.to_vec();
    for name in schemes(asked.method).chain(arguments(asked.method)) {
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
