//! A download as an answer: whole, or the part that the request asks for.

use super::range::{Part, part};
use super::route_request::{RouteRequest, value};
use super::{cache_control, conditional};
use crate::body::{Content, Download, Parts, Source, disposition};
use crate::condition::ETag;
use crate::server::problem::rejection::Rejection;
use axum::body::Body;
use http::{HeaderValue, Method, Response, StatusCode, header};
use std::ops::Range;
use std::time::SystemTime;

/// The answer of a route.
///
/// # Errors
/// 412 for a condition that does not hold; 416 for a range that is not there.
pub(super) fn answer(download: Download, request: RouteRequest<'_>) -> Result<Response<Body>, Rejection> {
    let (tag, modified) = (request.tag().or_else(|| tag(&download, request)), download.0.modified);
    let length = download.length();
    let mut head = head(&download);
    *head.status_mut() = request.status.unwrap_or(StatusCode::OK);
    cache_control::mark(&mut head, request, false);
    let head = conditional::apply(head, tag.clone(), modified, request)?;
    if head.status() == StatusCode::NOT_MODIFIED {
        return Ok(head);
    }
    match wanted(length, request, tag.as_ref(), modified) {
        Part::Nothing => Err(unsatisfiable(length)),
        Part::Bytes(range) => Ok(partial(head, range, length, download.0.content)),
        Part::Whole if request.parts.method == Method::HEAD => Ok(announced(head, length)),
        Part::Whole => Ok(announced(whole(head, download.0.content), length)),
    }
}

/// The answer of an action: the whole, for this caller only.
pub(in crate::server) fn plain(download: Download) -> Response<Body> {
    let length = download.length();
    let mut head = head(&download);
    head.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    head.headers_mut().remove(header::ACCEPT_RANGES);
    announced(whole(head, download.0.content), length)
}

/// What the download says of itself; of bytes at hand, a tag is made where one is of use.
fn tag(download: &Download, request: RouteRequest<'_>) -> Option<ETag> {
    let made = || match &download.0.content {
        Content::Bytes(bytes) if request.keeps_tags(request.status.unwrap_or(StatusCode::OK)) => Some(ETag::of_bytes(bytes)),
        _ => None,
    };
    download.0.etag.clone().or_else(made)
}

/// A part is for GET, and only of a plain success (RFC 9110, section 14.2).
fn wanted(length: Option<u64>, request: RouteRequest<'_>, tag: Option<&ETag>, modified: Option<SystemTime>) -> Part {
    match length {
        Some(length) if request.parts.method == Method::GET && request.status.is_none_or(|status| status == StatusCode::OK) => {
            part(&request.parts.headers, length, tag, modified)
        }
        _ => Part::Whole,
    }
}

/// The headers.
fn head(download: &Download) -> Response<Body> {
    let Parts { media_type, file_name: _, inline, .. } = &download.0;
    let mut response = Response::new(Body::empty());
    let headers = response.headers_mut();
    let unknown = HeaderValue::from_static("application/octet-stream");
    headers.insert(header::CONTENT_TYPE, value(media_type).unwrap_or(unknown));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    let disposition = value(&disposition::write(*inline, download.file_name()));
    headers.extend(disposition.map(|disposition| (header::CONTENT_DISPOSITION, disposition)));
    if download.length().is_some() {
        headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    }
    response
}

fn whole(mut response: Response<Body>, content: Content) -> Response<Body> {
    *response.body_mut() = match content {
        Content::Bytes(bytes) => Body::from(bytes),
        Content::Source(Source::Whole(pieces)) => Body::from_stream(pieces),
        Content::Source(Source::Ranged(length, open)) => Body::from_stream(open(0..length)),
    };
    response
}

fn partial(mut response: Response<Body>, range: Range<u64>, length: Option<u64>, content: Content) -> Response<Body> {
    *response.status_mut() = StatusCode::PARTIAL_CONTENT;
    let of = format!("bytes {}-{}/{}", range.start, range.end.saturating_sub(1), length.unwrap_or(range.end));
    response.headers_mut().extend(value(&of).map(|of| (header::CONTENT_RANGE, of)));
    let many = range.end - range.start;
    *response.body_mut() = match content {
        Content::Bytes(bytes) => Body::from(bytes::Bytes::from(bytes).slice(range.start as usize..range.end as usize)),
        Content::Source(Source::Whole(pieces)) => Body::from_stream(pieces),
        Content::Source(Source::Ranged(_, open)) => Body::from_stream(open(range)),
    };
    announced(response, Some(many))
}

fn announced(mut response: Response<Body>, length: Option<u64>) -> Response<Body> {
    response.headers_mut().extend(length.map(|length| (header::CONTENT_LENGTH, length.into())));
    response
}

/// 416 says how many bytes there are (RFC 9110, section 15.5.17).
fn unsatisfiable(length: Option<u64>) -> Rejection {
    let of = format!("bytes */{}", length.unwrap_or_default());
    let rejection = Rejection::status(StatusCode::RANGE_NOT_SATISFIABLE);
    match value(&of) {
        Some(of) => rejection.header(header::CONTENT_RANGE, of),
        None => rejection,
    }
}
