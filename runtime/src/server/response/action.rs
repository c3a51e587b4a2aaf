//! The response of an action, and of a form.

use super::download;
use super::prepared::ACTION;
use super::referring_page::page_of;
use super::written::{Written, empty, respond};
use axum::body::Body;
use http::request::Parts;
use http::{HeaderValue, Response, StatusCode, header};

/// The answer of an action: the value as JSON, a download as it is.
pub(in crate::server) fn action(value: Written) -> Response<Body> {
    match value {
        Written::Download(download) => download::plain(download),
        value => respond(value.into_json(), StatusCode::OK, &ACTION),
    }
}

/// The answer of a form: back to the page that it was on, by GET (303, RFC 9110, section 15.4.4).
pub(in crate::server) fn back(form: &Parts) -> Response<Body> {
    let mut response = empty(StatusCode::SEE_OTHER);
    let page = page_of(form).and_then(|page| HeaderValue::from_str(&page).ok());
    response.headers_mut().insert(header::LOCATION, page.unwrap_or(HeaderValue::from_static("/")));
    response
}
