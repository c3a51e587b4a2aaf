//! `bench-trifold <action|route>[-router|-spans] ..`, `bench-trifold serve`, or `bench-trifold build 500`, which builds the server so often.
//!
//! Without more, the server stands by itself; `-router`: on an axum router; `-spans`: with a subscriber that formats to nowhere.

mod api;

use anyhow::{Result, bail};
use api::{App, TodosServer, TodosSpec};
use axum::body::Body;
use bench_common::{NEW_TODO, Sent, Wire};
use http::{Method, Request, Response};
use http_body_util::BodyExt;
use std::convert::Infallible;
use tower::{Service, ServiceExt};
use trifold::server::Server;

fn main() -> Result<()> {
    let variant = std::env::args().nth(1).unwrap_or_default();
    let (fold, how) = variant.split_once('-').unwrap_or((&variant, ""));
    let wire = match fold {
        "serve" => return bench_common::runtime()?.block_on(serve()),
        "build" => {
            let times: u32 = std::env::args().nth(2).unwrap_or_default().parse()?;
            (0..times).for_each(|_| drop(TodosServer::new(App).into_service()));
            return Ok(());
        }
        "action" => actions(),
        "route" => routes(),
        _ => bail!("write `action`, `route`, `serve` or `build`"),
    };
    match how {
        "" => drive(wire, TodosServer::new(App).into_service()),
        "router" => drive(wire, Server::new().add_service(TodosServer::new(App)).into_router()),
        "spans" => {
            tracing_subscriber::fmt().with_writer(std::io::sink).init();
            drive(wire, TodosServer::new(App).into_service())
        }
        _ => bail!("there is no way `{how}`"),
    }
}

fn drive<S>(wire: Wire, service: S) -> Result<()>
where
    S: Service<Request<Body>, Response = Response<Body>, Error = Infallible> + Clone,
{
    bench_common::run(wire, |request| {
        let service = service.clone();
        async move {
            let response = service.oneshot(request.map(Body::from)).await?;
            Ok((response.status().as_u16(), response.into_body().collect().await?.to_bytes()))
        }
    })
}

async fn serve() -> Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("{}", listener.local_addr()?);
    Ok(Server::new().add_service(TodosServer::new(App)).serve(listener).await?)
}

/// The least that an action takes: the header that each browser of today sends.
fn actions() -> Wire {
    let headers = &[("sec-fetch-site", "same-origin")];
    let create = Sent { method: Method::POST, path: TodosSpec::CREATE_TODO.action_path(), body: arguments(), headers };
    let get = Sent { method: Method::POST, path: TodosSpec::GET_TODO.action_path(), body: "[42]", headers };
    Wire { create, get }
}

/// The arguments of an action are a list.
fn arguments() -> &'static str {
    format!("[{NEW_TODO}]").leak()
}

fn routes() -> Wire {
    let create = Sent { method: Method::POST, path: "/api/v1/todos", body: NEW_TODO, headers: &[] };
    let get = Sent { method: Method::GET, path: "/api/v1/todos/42", body: "", headers: &[] };
    Wire { create, get }
}
