//! Answers on their way out of the store.

use super::stored_answer::StoredAnswer;
use crate::error::problem_type;
use crate::server::problem::rejection::Rejection;
use axum::body::Body;
use http::{HeaderName, HeaderValue, Response, StatusCode};

/// The header that says that an answer is that of an earlier call.
pub(super) const REPLAYED: &str = "idempotent-replayed";

/// The answer of an earlier call. It takes the place of the method, and so it comes as a refusal.
pub(super) fn replay(answer: StoredAnswer) -> Rejection {
    let Some(body) = answer.body else {
        return Rejection::of(StatusCode::CONFLICT, problem_type::KEY_USED, "Key used before")
            .detail("the call was carried out, and its answer was too large to keep");
    };
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    for (name, value) in answer.headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            headers.append(name, value);
        }
    }
    headers.insert(HeaderName::from_static(REPLAYED), HeaderValue::from_static("true"));
    Rejection::answered(response)
}
