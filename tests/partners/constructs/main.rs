//! A server of each attribute of `#[service]`. Its documents are what partners' tools read beside those of the examples, and of the family of types
//! (`tests/suite/family`). `cargo xtask partners` starts it; it prints its address, and serves until it is stopped. With the word `bookings` it is the
//! server of the bookings example, which has no page here.

mod library;
mod shelf;

use anyhow::Result;
use axum::Router;
use axum::routing::get;
use bookings_api::BookingsSpec;
use std::io::Write;
use std::sync::Arc;
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("http://{}", listener.local_addr()?);
    std::io::stdout().flush()?;
    let server = match std::env::args().nth(1).as_deref() {
        Some("bookings") => bookings_server::services(Arc::default()).pages(enter()),
        _ => library::server(Arc::new(shelf::Shelf::new()?)),
    };
    let router = server.try_into_router()?;
    trifold::server::serve(listener, router).await?;
    Ok(())
}

/// At `/enter`, the path of the action that makes somebody a guest.
fn enter() -> Router {
    Router::new().route("/enter", get(async || BookingsSpec::ENTER.action_path()))
}
