//! Answers on their way out of the store, and how long one that sets cookies may come again.

use super::stored_answer::StoredAnswer;
use crate::error::problem_type;
use crate::server::problem::rejection::Rejection;
use axum::body::Body;
use http::{HeaderName, HeaderValue, Response, StatusCode, header};
use std::time::{Duration, SystemTime};

/// The header that says that an answer is that of an earlier call.
pub(super) const REPLAYED: &str = "idempotent-replayed";

/// The header of a kept answer that says when it was kept, in milliseconds since 1970. It is never sent.
const KEPT_AT: &str = "trifold-kept-at";

/// Notes on the answer of a form when it is kept, if it sets cookies: a session may be over by the time at which a page from the browser's memory
/// is sent again. A double click gets the answer all the same.
pub(super) fn note_time(answer: &mut StoredAnswer) {
    if answer.headers.iter().any(|(name, _)| name == header::SET_COOKIE.as_str()) {
        answer.headers.push((KEPT_AT.to_owned(), now().as_millis().to_string().into_bytes()));
    }
}

/// Returns true for an answer with a note that is older than this.
fn is_over(answer: &StoredAnswer, most: Duration) -> bool {
    let note = answer.headers.iter().find(|(name, _)| name == KEPT_AT).and_then(|(_, at)| std::str::from_utf8(at).ok()?.parse().ok());
    note.is_some_and(|at| now().saturating_sub(Duration::from_millis(at)) > most)
}

fn now() -> Duration {
    SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default()
}

/// The answer of an earlier call, which a call may take as long as `lease`. It takes the place of the method, and so it comes as a refusal.
pub(super) fn replay(mut answer: StoredAnswer, lease: Duration) -> Rejection {
    let body = answer.body.take().filter(|_| !is_over(&answer, lease));
    let Some(body) = body else {
        return Rejection::of(StatusCode::CONFLICT, problem_type::KEY_USED, "Key used before")
            .detail("the call was carried out, and its answer is not kept");
    };
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    for (name, value) in answer.headers.into_iter().filter(|(name, _)| name != KEPT_AT) {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            headers.append(name, value);
        }
    }
    headers.insert(HeaderName::from_static(REPLAYED), HeaderValue::from_static("true"));
    Rejection::answered(response)
}
