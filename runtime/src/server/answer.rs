//! Writes what a method gave, once, into one buffer.
//!
//! In: a value. Out: its bytes, and around them the response of an action or of a form; a route's is in `rest`.

use super::pages::page_of;
use super::reject::Rejection;
use super::rest::plain_download;
use crate::body::{Download, take};
use crate::json;
use crate::spec::Captured;
use axum::body::Body;
use http::request::Parts;
use http::{HeaderValue, Response, StatusCode, header};

/// What a method gave, once it is written.
#[derive(Debug)]
pub(super) enum Written {
    /// JSON.
    Json(Vec<u8>),
    /// Nothing: `()`, which JSON has as `null`.
    Nothing,
    /// A body of its own.
    Download(Download),
}

impl Written {
    /// Writes a value. All that is compiled for each type.
    pub(super) fn of<V: 'static>(value: V, captured: Captured) -> Result<Self, Rejection> {
        let mut value = Some(value);
        if let Some(download) = take::<Download>(&mut value) {
            return Ok(Self::Download(download));
        }
        let Some(value) = value else { return Ok(Self::Nothing) };
        Self::of_json(captured.write(&value), size_of::<V>() == 0)
    }

    fn of_json(json: Result<String, json::Fault>, is_unit: bool) -> Result<Self, Rejection> {
        let json = json.map_err(|error| Rejection::unwritable(&error))?;
        Ok(if is_unit && json == "null" { Self::Nothing } else { Self::Json(json.into_bytes()) })
    }

    /// As JSON. A download has none.
    fn into_json(self) -> Vec<u8> {
        match self {
            Self::Json(json) => json,
            Self::Nothing | Self::Download(_) => b"null".to_vec(),
        }
    }
}

/// The answer of an action: the value as JSON, a download as it is. What every answer says besides comes last (`headers`).
pub(super) fn action(value: Written) -> Response<Body> {
    match value {
        Written::Download(download) => plain_download(download),
        value => respond(value.into_json(), StatusCode::OK),
    }
}

/// The answer of a form: back to the page that it was on, by GET (303, RFC 9110, section 15.4.4).
pub(super) fn back(form: &Parts) -> Response<Body> {
    let mut response = empty(StatusCode::SEE_OTHER);
    let page = page_of(form).and_then(|page| HeaderValue::from_str(&page).ok());
    response.headers_mut().insert(header::LOCATION, page.unwrap_or(HeaderValue::from_static("/")));
    response
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
