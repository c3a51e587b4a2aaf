//! `bench-poem` and the words that `bench_common::run` takes.

use anyhow::Result;
use bench_common::{NEW_TODO, Sent, Wire};
use http::Method;
use poem::Endpoint;
use poem_openapi::param::Path;
use poem_openapi::payload::Json;
use poem_openapi::{ApiResponse, Object, OpenApi, OpenApiService, Union};
use std::sync::Arc;

#[derive(Object)]
struct NewTodo {
    title: String,
    tags: Vec<String>,
    due: Option<u64>,
    priority: u8,
}

#[derive(Object)]
struct Todo {
    id: u64,
    title: String,
    tags: Vec<String>,
    due: Option<u64>,
    priority: u8,
    done: bool,
}

#[derive(Object)]
struct EmptyTitle {
    empty_title: bool,
}

#[derive(Object)]
struct NotFound {
    id: u64,
}

#[derive(Union)]
enum TodoError {
    EmptyTitle(EmptyTitle),
    NotFound(NotFound),
}

#[derive(ApiResponse)]
enum Reply {
    #[oai(status = 200)]
    Ok(Json<Todo>),
    #[oai(status = 422)]
    Err(Json<TodoError>),
}

fn reply(outcome: Result<bench_common::Todo, bench_common::TodoError>) -> Reply {
    match outcome {
        Ok(bench_common::Todo { id, title, tags, due, priority, done }) => Reply::Ok(Json(Todo { id, title, tags, due, priority, done })),
        Err(bench_common::TodoError::NotFound { id }) => Reply::Err(Json(TodoError::NotFound(NotFound { id }))),
        Err(_) => Reply::Err(Json(TodoError::EmptyTitle(EmptyTitle { empty_title: true }))),
    }
}

struct Api;

#[OpenApi]
impl Api {
    #[oai(path = "/todos", method = "post")]
    async fn create_todo(&self, body: Json<NewTodo>) -> Reply {
        let NewTodo { title, tags, due, priority } = body.0;
        reply(bench_common::create_todo(bench_common::NewTodo { title, tags, due, priority }))
    }

    #[oai(path = "/todos/:id", method = "get")]
    async fn get_todo(&self, id: Path<u64>) -> Reply {
        reply(bench_common::get_todo(id.0))
    }
}

fn main() -> Result<()> {
    let app = Arc::new(poem::Route::new().nest("/", OpenApiService::new(Api, "todos", "1")));
    let create = Sent { method: Method::POST, path: "/todos", body: NEW_TODO, headers: &[] };
    let get = Sent { method: Method::GET, path: "/todos/42", body: "", headers: &[] };
    bench_common::run(Wire { create, get }, |request| {
        let app = app.clone();
        async move {
            let (parts, body) = request.into_parts();
            let builder = poem::Request::builder().method(parts.method).uri(parts.uri);
            let request = parts.headers.iter().fold(builder, |builder, (name, value)| builder.header(name, value)).body(body);
            let response = app.get_response(request).await;
            Ok((response.status().as_u16(), response.into_body().into_bytes().await?))
        }
    })
}
