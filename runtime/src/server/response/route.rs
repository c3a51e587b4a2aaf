//! The response of a route.

use super::prepared::{READ, WRITE};
use super::route_request::RouteRequest;
use super::written::{Written, empty, respond};
use super::{cache_control, conditional, download, link, location};
use crate::condition::ETag;
use crate::server::problem::rejection::Rejection;
use axum::body::Body;
use http::{Response, StatusCode, header};

/// The answer of a route: a download as it is, else the value as JSON; 204 without a body for `()`, unless the route names another status.
pub(in crate::server) fn answer(value: Written, request: RouteRequest<'_>) -> Result<Response<Body>, Rejection> {
    let (body, is_empty) = match value {
        Written::Download(download) => return download::answer(download, request),
        Written::Nothing | Written::Events(_) => (b"null".to_vec(), true),
        Written::Json(json) => (json, false),
    };
    let status = request.status.unwrap_or(if is_empty { StatusCode::NO_CONTENT } else { StatusCode::OK });
    let location = location::of(request, &body);
    let links = link::of(request, &body);
    let tag = request.tag().or_else(|| request.keeps_tags(status).then(|| ETag::of_bytes(&body)));
    let is_tagged_read = !is_empty && request.is_read() && tag.is_some();
    let mut response = match (is_empty, is_tagged_read) {
        (true, _) => empty(status),
        (false, true) => respond(body, status, &READ),
        (false, false) => respond(body, status, &WRITE),
    };
    if let Some(location) = location {
        response.headers_mut().insert(header::LOCATION, location);
    }
    if let Some(links) = links {
        response.headers_mut().insert(header::LINK, links);
    }
    cache_control::mark(&mut response, request, is_tagged_read);
    conditional::apply(response, tag, None, request)
}
