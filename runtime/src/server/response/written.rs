//! Writes the value of a method, once, into one buffer.
//!
//! In: a value. Out: its bytes, and a response around them.

use super::frames::Frames;
use crate::body::{Download, take};
use crate::json;
use crate::server::problem::rejection::Rejection;
use crate::spec::Captured;
use axum::body::Body;
use http::{HeaderMap, Response, StatusCode};

/// A value that a method gave, written.
#[derive(Debug)]
pub(in crate::server) enum Written {
    /// JSON.
    Json(Vec<u8>),
    /// Nothing: `()`, which JSON has as `null`.
    Nothing,
    /// A body of its own.
    Download(Download),
    /// Values that come one by one.
    Events(Frames),
}

impl Written {
    /// Writes a value. All that is compiled for each type.
    pub(in crate::server) fn of<V: 'static>(value: V, captured: Captured) -> Result<Self, Rejection> {
        let mut value = Some(value);
        let mut frames: Option<Frames> = None;
        captured.events.into_iter().for_each(|take| take(&mut value, &mut frames));
        if let Some(frames) = frames {
            return Ok(Self::Events(frames));
        }
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

    /// As JSON. A download has none, nor has a stream.
    pub(in crate::server) fn into_json(self) -> Vec<u8> {
        match self {
            Self::Json(json) => json,
            Self::Nothing | Self::Download(_) | Self::Events(_) => b"null".to_vec(),
        }
    }
}

/// JSON as an answer, with these headers.
pub(super) fn respond(body: Vec<u8>, status: StatusCode, prepared: &HeaderMap) -> Response<Body> {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    *response.headers_mut() = prepared.clone();
    response
}

/// An answer without a body.
pub(in crate::server) fn empty(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}
