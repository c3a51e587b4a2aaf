//! Writes what a method gave, once, into one buffer.

use super::pages::page_of;
use super::reject::Rejection;
use super::rest::plain_download;
use crate::body::{Download, take};
use axum::body::Body;
use http::request::Parts;
use http::{HeaderValue, Response, StatusCode, header};
use serde::Serialize;

/// The answer of an action: the value as JSON. What every answer says besides comes last (`headers`).
pub(super) fn action<V: Serialize>(value: &V) -> Result<Response<Body>, Rejection> {
    Ok(respond(json(value)?, StatusCode::OK))
}

/// The answer of an action that gives a download, from a client or from a form.
pub(super) fn download<V: Serialize + 'static>(value: V) -> Result<Response<Body>, Rejection> {
    let mut value = Some(value);
    match take::<Download>(&mut value) {
        Some(download) => Ok(plain_download(download)),
        None => action(&value),
    }
}

/// The answer of a form: back to the page that it was on, by GET (303, RFC 9110, section 15.4.4).
pub(super) fn back(form: &Parts) -> Response<Body> {
    let mut response = empty(StatusCode::SEE_OTHER);
    let page = page_of(form).and_then(|page| HeaderValue::from_str(&page).ok());
    response.headers_mut().insert(header::LOCATION, page.unwrap_or(HeaderValue::from_static("/")));
    response
}

/// A value as JSON.
pub(super) fn json<V: Serialize>(value: &V) -> Result<Vec<u8>, Rejection> {
    serde_json::to_vec(value).map_err(|error| Rejection::unwritable(&error))
}

/// JSON as an answer.
pub(super) fn respond(body: Vec<u8>, status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

/// An answer without a body.
pub(super) fn empty(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}
