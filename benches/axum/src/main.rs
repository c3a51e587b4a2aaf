//! `bench-axum serve`, or what `bench_common::run` takes.

use anyhow::Result;
use axum::body::Body;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use bench_common::{NEW_TODO, NewTodo, Sent, Todo, TodoError, Wire};
use http::{Method, StatusCode};
use http_body_util::BodyExt;
use tower::ServiceExt;

struct Refused(TodoError);

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let status = match self.0 {
            TodoError::NotFound { .. } => StatusCode::NOT_FOUND,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        (status, Json(self.0)).into_response()
    }
}

async fn create_todo(Json(new): Json<NewTodo>) -> Result<Json<Todo>, Refused> {
    bench_common::create_todo(new).map(Json).map_err(Refused)
}

async fn get_todo(Path(id): Path<u64>) -> Result<Json<Todo>, Refused> {
    bench_common::get_todo(id).map(Json).map_err(Refused)
}

fn main() -> Result<()> {
    let router = Router::new().route("/todos", post(create_todo)).route("/todos/{id}", get(get_todo));
    if std::env::args().nth(1).as_deref() == Some("serve") {
        return bench_common::runtime()?.block_on(serve(router));
    }
    let create = Sent { method: Method::POST, path: "/todos", body: NEW_TODO, headers: &[] };
    let get = Sent { method: Method::GET, path: "/todos/42", body: "", headers: &[] };
    bench_common::run(Wire { create, get }, |request| {
        let router = router.clone();
        async move {
            let response = router.oneshot(request.map(Body::from)).await?;
            Ok((response.status().as_u16(), response.into_body().collect().await?.to_bytes()))
        }
    })
}

async fn serve(router: Router) -> Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("{}", listener.local_addr()?);
    Ok(axum::serve(listener, router).await?)
}
