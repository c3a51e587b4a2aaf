//! Extractors, a call, `Json`: no check but those of axum's own (content type, 2 MB, a JSON of the type, a number in the path).

use super::{App, NewTodo, Todo, TodoError};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use std::sync::Arc;

pub(crate) fn router() -> Router {
    Router::new()
        .route("/api/create", post(create))
        .route("/api/toggle", post(toggle))
        .route("/api/v1/todos", get(list).post(create_at_route))
        .route("/api/v1/todos/{id}", get(find).delete(delete))
        .with_state(Arc::new(App))
}

impl IntoResponse for TodoError {
    fn into_response(self) -> Response {
        match self {
            Self::NotFound { id } => (StatusCode::NOT_FOUND, format!("todo {id} not found")).into_response(),
            Self::Full => (StatusCode::CONFLICT, "the list is full").into_response(),
        }
    }
}

async fn list() -> Json<Vec<Todo>> {
    Json(vec![App::todo(7)])
}

async fn find(State(app): State<Arc<App>>, Path(id): Path<u64>) -> Result<Json<Todo>, TodoError> {
    app.find(id).await.map(Json)
}

async fn create(State(app): State<Arc<App>>, Json(new): Json<NewTodo>) -> Result<Json<Todo>, TodoError> {
    app.create(new).await.map(Json)
}

async fn create_at_route(State(app): State<Arc<App>>, Json(new): Json<NewTodo>) -> Result<(StatusCode, Json<Todo>), TodoError> {
    Ok((StatusCode::CREATED, Json(app.create(new).await?)))
}

async fn delete(Path(_): Path<u64>) -> StatusCode {
    StatusCode::NO_CONTENT
}

async fn toggle(State(app): State<Arc<App>>, Json((id, done)): Json<(u64, bool)>) -> Result<Json<Todo>, TodoError> {
    app.toggle(id, done).await.map(Json)
}
