//! A server of each attribute of `#[service]`. Its documents are what partners' tools read beside those of the examples, and of the family of types
//! (`tests/suite/family`). `cargo xtask partners` starts it; it prints its address, and serves until it is stopped.

mod library;
mod shelf;

use anyhow::Result;
use std::io::Write;
use std::sync::Arc;
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("http://{}", listener.local_addr()?);
    std::io::stdout().flush()?;
    let router = library::server(Arc::new(shelf::Shelf::new()?)).try_into_router()?;
    trifold::server::serve(listener, router).await?;
    Ok(())
}
