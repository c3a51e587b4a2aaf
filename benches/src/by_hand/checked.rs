//! The same with what Trifold does for each call: sender, host, content type in UTF-8, size, rules, problem documents, a deadline, a cap on
//! calls in flight, panics as a 500, `no-store` and `nosniff`; of a read also `Accept`, an `ETag` and `If-None-Match`.
//!
//! Not done here, and done by Trifold: keys given twice where nobody reads them, the place of a fault in JSON, spans, skew, folds for contexts.

use super::guard::{Fold, Guard, guard};
use super::problem::Problem;
use super::{App, NewTodo, Todo};
use axum::body::{Body, Bytes};
use axum::extract::rejection::PathRejection;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use axum::{Json, Router};
use garde::Validate;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::hash::{DefaultHasher, Hasher};
use std::sync::Arc;
use tower_http::catch_panic::CatchPanicLayer;

/// The most bytes of a body.
const MOST_BYTES: usize = 1024 * 1024;

pub(crate) fn router() -> Router {
    let actions = Router::new().route("/api/create", post(create)).route("/api/toggle", post(toggle));
    let routes =
        Router::new().route("/api/v1/todos", get(list).post(create_at_route)).route("/api/v1/todos/{id}", get(find).delete(delete));
    let guarded = |router: Router<Arc<App>>, fold| router.layer(from_fn_with_state(Guard::new(fold), guard));
    guarded(actions, Fold::Action)
        .merge(guarded(routes, Fold::Route))
        .layer(CatchPanicLayer::custom(|_| Problem::status(StatusCode::INTERNAL_SERVER_ERROR).response()))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .with_state(Arc::new(App))
}

async fn list(headers: HeaderMap) -> Result<Response<Body>, Problem> {
    tagged(&headers, &[App::todo(7)])
}

async fn find(State(app): State<Arc<App>>, id: Result<Path<u64>, PathRejection>, headers: HeaderMap) -> Result<Response<Body>, Problem> {
    let Path(id) = id.map_err(|_| Problem::status(StatusCode::BAD_REQUEST))?;
    accepts(&headers)?;
    tagged(&headers, &app.find(id).await?)
}

async fn create(State(app): State<Arc<App>>, headers: HeaderMap, body: Bytes) -> Result<Json<Todo>, Problem> {
    Ok(Json(app.create(sound(read(&headers, &body)?)?).await?))
}

async fn create_at_route(State(app): State<Arc<App>>, headers: HeaderMap, body: Bytes) -> Result<(StatusCode, Json<Todo>), Problem> {
    accepts(&headers)?;
    Ok((StatusCode::CREATED, Json(app.create(sound(read(&headers, &body)?)?).await?)))
}

async fn delete(Path(_): Path<u64>) -> StatusCode {
    StatusCode::NO_CONTENT
}

async fn toggle(State(app): State<Arc<App>>, headers: HeaderMap, body: Bytes) -> Result<Json<Todo>, Problem> {
    let (id, done) = read(&headers, &body)?;
    Ok(Json(app.toggle(id, done).await?))
}

/// JSON in UTF-8.
fn read<T: DeserializeOwned>(headers: &HeaderMap, body: &[u8]) -> Result<T, Problem> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let is_json = kind == "application/json" || kind.eq_ignore_ascii_case("application/json; charset=utf-8");
    if !is_json || headers.contains_key(header::CONTENT_ENCODING) {
        return Err(Problem::status(StatusCode::UNSUPPORTED_MEDIA_TYPE));
    }
    serde_json::from_slice(body).map_err(|error| Problem::status(StatusCode::UNPROCESSABLE_ENTITY).detail(error.to_string()))
}

fn sound(new: NewTodo) -> Result<NewTodo, Problem> {
    match new.validate() {
        Ok(()) => Ok(new),
        Err(report) => Err(Problem::status(StatusCode::UNPROCESSABLE_ENTITY).detail(report.to_string())),
    }
}

/// Whether a caller takes JSON.
fn accepts(headers: &HeaderMap) -> Result<(), Problem> {
    let takes = |line: &HeaderValue| line.to_str().is_ok_and(|line| line.contains("*/*") || line.contains("application/json"));
    let mut lines = headers.get_all(header::ACCEPT).iter().peekable();
    if lines.peek().is_none() || lines.any(takes) { Ok(()) } else { Err(Problem::status(StatusCode::NOT_ACCEPTABLE)) }
}

/// The answer to a read, or 304 to who has it.
fn tagged<T: Serialize + ?Sized>(asked: &HeaderMap, value: &T) -> Result<Response<Body>, Problem> {
    let body = serde_json::to_vec(value).map_err(|_| Problem::status(StatusCode::INTERNAL_SERVER_ERROR))?;
    let mut hasher = DefaultHasher::new();
    hasher.write(&body);
    let tag = format!("\"{:016x}\"", hasher.finish());
    let is_known = asked.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let mut response = if is_known { Response::new(Body::empty()) } else { Response::new(Body::from(body)) };
    *response.status_mut() = if is_known { StatusCode::NOT_MODIFIED } else { StatusCode::OK };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.extend(HeaderValue::from_str(&tag).map(|tag| (header::ETAG, tag)));
    Ok(response)
}
