//! What stands before every handler: host, sender, a place among the calls in flight, a deadline; and behind it, the headers of an answer.

use super::problem::Problem;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::timeout;

/// How long a handler may take.
const DEADLINE: Duration = Duration::from_secs(30);

/// What kind of endpoint stands behind the guard.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fold {
    Action,
    Route,
}

#[derive(Clone)]
pub(super) struct Guard {
    fold: Fold,
    places: Arc<Semaphore>,
}

impl Guard {
    pub(super) fn new(fold: Fold) -> Self {
        Self { fold, places: Arc::new(Semaphore::new(1024)) }
    }
}

pub(super) async fn guard(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    if let Err(problem) = admit(guard.fold, &request) {
        return finish(guard.fold, problem.response());
    }
    let Ok(_place) = guard.places.try_acquire() else {
        return finish(guard.fold, Problem::status(StatusCode::SERVICE_UNAVAILABLE).response());
    };
    let answer = timeout(DEADLINE, next.run(request)).await;
    finish(guard.fold, answer.unwrap_or_else(|_| Problem::status(StatusCode::SERVICE_UNAVAILABLE).into_response()))
}

/// The algorithm of Go's `CrossOriginProtection`.
fn admit(fold: Fold, request: &Request) -> Result<(), Problem> {
    let headers = request.headers();
    let host = single(headers, "host")?.ok_or_else(|| Problem::status(StatusCode::BAD_REQUEST))?;
    if request.method().is_safe() {
        return Ok(());
    }
    let is_own = match (single(headers, "sec-fetch-site")?, single(headers, "origin")?) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => origin.split_once("://").is_some_and(|(_, named)| named.eq_ignore_ascii_case(host)),
        (None, None) => fold == Fold::Route,
    };
    if is_own { Ok(()) } else { Err(Problem::status(StatusCode::FORBIDDEN)) }
}

/// The one value of a header, or none.
fn single<'a>(headers: &'a HeaderMap, name: &'static str) -> Result<Option<&'a str>, Problem> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (None, _) => Ok(None),
        (Some(value), None) => value.to_str().map(Some).map_err(|_| Problem::status(StatusCode::FORBIDDEN)),
        (Some(_), Some(_)) => Err(Problem::status(StatusCode::FORBIDDEN)),
    }
}

fn finish(fold: Fold, mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if fold == Fold::Action {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    }
    response
}
