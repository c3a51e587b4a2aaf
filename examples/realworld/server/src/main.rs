//! `PORT=3000 HOST=127.0.0.1 DATABASE_URL=sqlite:realworld.db JWT_SECRET=.. BUNDLE=DIR realworld`
//!
//! `BUNDLE` is the folder of the page's bundle. Not set, the bundle is made now, as far as its sources are newer; empty, there is no page.

use anyhow::Context;
use realworld::{App, Page, site};
use std::env::var;
use std::sync::Arc;
use tokio::net::TcpListener;

/// A file in the current folder, made where there is none.
const DATABASE: &str = "sqlite:realworld.db";

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    tracing_subscriber::fmt().with_max_level(tracing::Level::INFO).with_writer(std::io::stderr).init();
    let database = var("DATABASE_URL").unwrap_or_else(|_| DATABASE.to_owned());
    let app = App::open(&database, var("JWT_SECRET").ok().as_deref()).await.context("cannot open the database of DATABASE_URL")?;
    let page = match var("BUNDLE") {
        Ok(folder) if folder.is_empty() => None,
        Ok(folder) => Some(Page::open(folder)?),
        Err(_) => Some(Page::make().context("without the page it starts with BUNDLE=\"\"")?),
    };
    let site = site(Arc::new(app), page.as_ref());
    let host = var("HOST").unwrap_or_else(|_| "127.0.0.1".to_owned());
    let port = var("PORT").unwrap_or_else(|_| "3000".to_owned());
    let address = format!("{host}:{port}");
    let listener = TcpListener::bind(&address).await.with_context(|| format!("cannot listen on {address}"))?;
    println!("{}\n", site.manifest);
    println!("http://{}", listener.local_addr()?);
    Ok(trifold::server::serve(listener, site.router).await?)
}
