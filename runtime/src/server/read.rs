//! Reads a body within its limit.

use super::reject::Rejection;
use axum::body::Body;
use bytes::{Bytes, BytesMut};
use http::StatusCode;
use http_body::Body as _;
use http_body_util::BodyExt;

/// Reads a whole body of at most `limit` bytes. A body that came in one piece is not copied.
///
/// # Errors
/// 413 as soon as the body declares or shows more than `limit`; 400 if it breaks off.
pub(super) async fn read(mut body: Body, limit: usize) -> Result<Bytes, Rejection> {
    if body.size_hint().lower() > limit as u64 {
        return Err(too_large(limit));
    }
    let Some(first) = next(&mut body).await? else { return Ok(Bytes::new()) };
    if first.len() > limit {
        return Err(too_large(limit));
    }
    if body.is_end_stream() {
        return Ok(first);
    }
    let mut whole = BytesMut::from(first);
    while let Some(more) = next(&mut body).await? {
        if whole.len() + more.len() > limit {
            return Err(too_large(limit));
        }
        whole.extend_from_slice(&more);
    }
    Ok(whole.freeze())
}

/// The next piece of data; trailers are passed over.
async fn next(body: &mut Body) -> Result<Option<Bytes>, Rejection> {
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| Rejection::status(StatusCode::BAD_REQUEST).detail("the body broke off"))?;
        if let Ok(data) = frame.into_data() {
            return Ok(Some(data));
        }
    }
    Ok(None)
}

fn too_large(limit: usize) -> Rejection {
    Rejection::status(StatusCode::PAYLOAD_TOO_LARGE).detail(format!("the body may have at most {limit} bytes"))
}
