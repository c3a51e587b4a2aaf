//! The images that the page shows, to the session that they belong to.

use super::Site;
use crate::session::User;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// The image of a todo. It is asked for again each time, since another may take its place.
pub(super) async fn show(site: State<Site>, id: Path<u64>, headers: HeaderMap) -> Response {
    let Some(user) = User::of_browser(&headers, site.app.seals()) else { return StatusCode::NOT_FOUND.into_response() };
    match site.app.image_of(user, *id).await {
        Ok(image) => {
            let kind = HeaderValue::from_str(&image.kind).unwrap_or(HeaderValue::from_static("application/octet-stream"));
            ([(header::CONTENT_TYPE, kind)], FIXED, image.bytes).into_response()
        }
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Nothing but an image, whatever somebody has made it look like.
const FIXED: [(HeaderName, &str); 4] = [
    (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
    (header::CACHE_CONTROL, "private, no-cache"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::VARY, "cookie"),
];
