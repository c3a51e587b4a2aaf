//! `bench-hyper serve`, or what `bench_common::run` takes.

use anyhow::{Result, anyhow};
use bench_common::{NEW_TODO, Sent, Todo, TodoError, Wire, create_todo, get_todo};
use bytes::Bytes;
use http::{HeaderValue, Method, Request, Response, StatusCode, header};
use http_body_util::{BodyExt, Full};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;

fn main() -> Result<()> {
    if std::env::args().nth(1).as_deref() == Some("serve") {
        return bench_common::runtime()?.block_on(serve());
    }
    let create = Sent { method: Method::POST, path: "/todos", body: NEW_TODO, headers: &[] };
    let get = Sent { method: Method::GET, path: "/todos/42", body: "", headers: &[] };
    bench_common::run(Wire { create, get }, |request| async {
        let response = answer(request.map(Full::new)).await?;
        Ok((response.status().as_u16(), response.into_body().collect().await?.to_bytes()))
    })
}

async fn serve() -> Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("{}", listener.local_addr()?);
    loop {
        let (stream, _) = listener.accept().await?;
        tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service_fn(answer)));
    }
}

async fn answer<B>(request: Request<B>) -> Result<Response<Full<Bytes>>>
where
    B: hyper::body::Body<Data = Bytes, Error: std::fmt::Display>,
{
    let (parts, body) = request.into_parts();
    match (&parts.method, parts.uri.path()) {
        (&Method::POST, "/todos") => {
            let body = body.collect().await.map_err(|error| anyhow!("{error}"))?.to_bytes();
            match serde_json::from_slice(&body) {
                Ok(new) => outcome(create_todo(new)),
                Err(_) => Ok(reply(StatusCode::BAD_REQUEST, Vec::new())),
            }
        }
        (&Method::GET, path) => match path.strip_prefix("/todos/").and_then(|id| id.parse().ok()) {
            Some(id) => outcome(get_todo(id)),
            None => Ok(reply(StatusCode::NOT_FOUND, Vec::new())),
        },
        _ => Ok(reply(StatusCode::NOT_FOUND, Vec::new())),
    }
}

fn outcome(outcome: Result<Todo, TodoError>) -> Result<Response<Full<Bytes>>> {
    Ok(match outcome {
        Ok(todo) => reply(StatusCode::OK, serde_json::to_vec(&todo)?),
        Err(error) => reply(StatusCode::UNPROCESSABLE_ENTITY, serde_json::to_vec(&error)?),
    })
}

fn reply(status: StatusCode, body: Vec<u8>) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from(body)));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}
