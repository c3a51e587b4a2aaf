//! The documents that the recipes serve, for partners' tools: `cargo xtask partners` starts the server of this test.

use crate::{files, hello, idempotency, list, login, logs, redis, signature, stream, tls, typescript, versions, webhook};
use anyhow::Result;
use axum::Router;
use axum::routing::get;
use tokio::net::TcpListener;
use trifold::server::{Info, Server};

/// The server of each recipe that has routes, by its name.
fn servers() -> Result<Vec<(&'static str, Server)>> {
    Ok(vec![
        ("files", files::server()),
        ("hello", hello::server()),
        ("idempotency", idempotency::server()),
        ("list", list::server()),
        ("login", Server::new().add_service(login::SessionsServer::new(login::App::default()))),
        ("logs", Server::new().add_service(logs::GreetingsServer::new(logs::App))),
        ("redis", redis::server("redis://127.0.0.1:1")?),
        ("signature", signature::server()),
        ("stream", stream::server()),
        ("tls", Server::new().add_service(tls::GreetingsServer::new(tls::App))),
        ("typescript", typescript::server()),
        ("versions", versions::server()),
        ("webhook", webhook::server()?),
    ])
}

/// Words about a recipe, which no recipe has of its own.
fn info(name: &str) -> Info {
    Info::new(name)
        .description("A recipe.")
        .contact("Trifold", "https://github.com/trifold-rs/trifold")
        .license("MIT OR Apache-2.0", "https://github.com/trifold-rs/trifold#license")
}

/// Each recipe below its name, and at `/bases` the places of all documents, a line each.
#[tokio::test]
#[ignore = "no test, a server: `cargo xtask partners` starts it"]
async fn serves_partners() -> Result<()> {
    let (mut router, mut bases) = (Router::new(), String::new());
    for (name, server) in servers()? {
        let server = server.info(info(name));
        for document in server.documents()? {
            let version = document.version.map(|version| format!("/v{version}")).unwrap_or_default();
            bases += &format!("/{name}{}{version}\n", document.base);
        }
        router = router.nest(&format!("/{name}"), server.into_router());
    }
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    // On a line of its own, whatever the test runner has begun.
    println!("\nhttp://{}", listener.local_addr()?);
    axum::serve(listener, router.route("/bases", get(async move || bases))).await?;
    Ok(())
}
