//! Listens on `ADDRESS`, with notes in `DATABASE` and the page's files in `ASSETS`. `RUST_LOG=debug` says more, `RUST_LOG=notes_server=debug` of one crate.

use anyhow::Context;
use notes_server::{App, server};
use std::env::var;
use std::sync::Arc;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    tracing_subscriber::fmt::init();
    let address = var("ADDRESS").unwrap_or_else(|_| "127.0.0.1:3000".to_owned());
    let app = App::open(var("DATABASE").unwrap_or_else(|_| "notes.db".to_owned()))?;
    let assets = assets()?;
    let listener = tokio::net::TcpListener::bind(&address).await.with_context(|| format!("cannot listen on {address}"))?;
    println!("http://{}", listener.local_addr()?);
    Ok(server(Arc::new(app), Some(assets)).serve(listener).await?)
}

/// The files of the page: made before, or made now where a source is newer.
fn assets() -> anyhow::Result<trifold_bundle::Assets> {
    match var("ASSETS") {
        Ok(folder) => Ok(trifold_bundle::Assets::open(folder)?),
        #[cfg(feature = "bundle")]
        Err(_) => Ok(trifold_bundle::Bundle::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../web")).profile("dev").build()?),
        #[cfg(not(feature = "bundle"))]
        Err(_) => anyhow::bail!("set ASSETS to the folder of `trifold-bundle web --profile bundle --out dist`"),
    }
}
