//! Reads a body within its limits.

use crate::server::guard::limits::{CallLimits, finish};
use crate::server::problem::rejection::Rejection;
use crate::server::serve::Stalled;
use axum::body::Body;
use bytes::{Bytes, BytesMut};
use http::StatusCode;
use http_body::Body as _;
use http_body_util::BodyExt;
use std::error::Error;
use std::pin::pin;

/// Reads a whole body of at most so many bytes, before the deadline. A body that came in one piece is not copied.
///
/// # Errors
/// 413 as soon as the body declares or shows more than the limit; 400 if it breaks off; 408 if it takes too long.
pub(in crate::server) async fn read(body: Body, limits: &CallLimits) -> Result<Bytes, Rejection> {
    finish(limits.body_deadline, pin!(whole(body, limits.body))).await.unwrap_or_else(|| Err(too_slow()))
}

async fn whole(mut body: Body, limit: usize) -> Result<Bytes, Rejection> {
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
        let frame = frame.map_err(|error| broken(&error))?;
        if let Ok(data) = frame.into_data() {
            return Ok(Some(data));
        }
    }
    Ok(None)
}

/// Why a body ended before its end: its sender paused for too long, or left.
fn broken(error: &axum::Error) -> Rejection {
    if has_stalled(error) {
        too_slow()
    } else {
        Rejection::status(StatusCode::BAD_REQUEST).detail("the connection closed before the body was complete")
    }
}

/// Whether a body ended because its sender paused for too long.
pub(in crate::server) fn has_stalled(error: &axum::Error) -> bool {
    let first: &(dyn Error + 'static) = error;
    std::iter::successors(Some(first), |&error| error.source()).any(|error| error.is::<Stalled>())
}

/// 408.
pub(in crate::server) fn too_slow() -> Rejection {
    Rejection::status(StatusCode::REQUEST_TIMEOUT).detail("the body did not arrive in time")
}

/// 413.
pub(in crate::server) fn too_large(limit: usize) -> Rejection {
    Rejection::status(StatusCode::PAYLOAD_TOO_LARGE).detail(format!("the body may have at most {limit} bytes"))
}
