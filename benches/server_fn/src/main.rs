//! `bench-server_fn` and the words that `bench_common::run` takes.

use anyhow::Result;
use axum::Router;
use axum::body::Body;
use axum::routing::any;
use bench_common::{NewTodo, Sent, Todo, TodoError, Wire};
use http::Method;
use http_body_util::BodyExt;
use serde::{Deserialize, Serialize};
use server_fn::codec::{GetUrl, Json, JsonEncoding};
use server_fn::error::{FromServerFnError, ServerFnErrorErr};
use server_fn_macro_default::server;
use tower::ServiceExt;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Refused(TodoError);

impl FromServerFnError for Refused {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        Self(TodoError::Transport { message: error.to_string() })
    }
}

#[server(prefix = "/api", endpoint = "create_todo", input = Json, output = Json)]
pub async fn create_todo(todo: NewTodo) -> Result<Todo, Refused> {
    bench_common::create_todo(todo).map_err(Refused)
}

#[server(prefix = "/api", endpoint = "get_todo", input = GetUrl, output = Json)]
pub async fn get_todo(id: u64) -> Result<Todo, Refused> {
    bench_common::get_todo(id).map_err(Refused)
}

const BODY: &str = r#"{"todo":{"title":"Write the benchmark baseline","tags":["perf","rust","wasm"],"due":1790000000,"priority":3}}"#;

fn main() -> Result<()> {
    let router = Router::new().route("/api/{*function}", any(server_fn::axum::handle_server_fn));
    let create = Sent { method: Method::POST, path: "/api/create_todo", body: BODY, headers: &[] };
    let get = Sent { method: Method::GET, path: "/api/get_todo?id=42", body: "", headers: &[] };
    bench_common::run(Wire { create, get }, |request| {
        let router = router.clone();
        async move {
            let response = router.oneshot(request.map(Body::from)).await?;
            Ok((response.status().as_u16(), response.into_body().collect().await?.to_bytes()))
        }
    })
}
