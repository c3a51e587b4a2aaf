//! A server without the feature `docs-page`: its documents are there, in both renditions, and no page and no script beside them.

#![cfg(not(feature = "docs-page"))]

use trifold::server::{InProcess, Server};
use trifold::transport::Request;
use trifold::{Transport, Verb, service};

/// Greets.
#[service(version = 1)]
trait Greetings {
    /// Greets.
    #[get("/hello")]
    async fn hello(&self) -> u8;
}

struct App;

impl Greetings for App {
    async fn hello(&self) -> u8 {
        7
    }
}

#[tokio::test]
async fn documents_are_there_and_no_page() {
    let server = InProcess::new(Server::new().add_service(GreetingsServer::new(App)).into_router());
    let get = |name: &str| {
        let target = format!("/api/v1/{name}");
        server.send(Request { method: GreetingsSpec::HELLO, verb: Verb::Get, target, headers: Vec::new(), body: None, timeout: None })
    };
    for (name, status) in [("hello", 200), ("openapi.json", 200), ("openapi-3.0.json", 200), ("docs", 404), ("docs/rapidoc-9.3.8.js", 404)]
    {
        assert_eq!(get(name).await.unwrap().status, status, "{name}");
    }
}
