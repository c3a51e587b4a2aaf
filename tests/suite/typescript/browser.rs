//! The programs that Node runs, in a page of Chromium.

use super::rows::{App, RowsServer};
use crate::browser::driver::{Browser, Script};
use crate::streams;
use crate::streams::answers::Answers;
use crate::support::Running;
use anyhow::{Result, bail};
use axum::Router;
use axum::extract;
use axum::http::StatusCode;
use axum::response::Html;
use axum::routing::{MethodRouter, get};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::time::Duration;
use trifold::typescript::Package;

/// Runs the programs one after the other: those of two builds take two servers, of which one would be another origin.
const PAGE: &str = r#"<!doctype html><title>Calls</title><script type="module">
const failures = [];
for (const program of ["rows", "calls", "streams", "answers"]) {
    await import(`/typescript/${program}.mjs`).catch((error) => failures.push(`${program}: ${error.stack}`));
}
const { failures: failed } = await import("/typescript/client.mjs");
globalThis.said = [...failures, ...failed];
</script>"#;

/// Longest time of the page, in seconds.
const PATIENCE: u32 = 120;

#[tokio::test(flavor = "multi_thread")]
async fn a_page_calls_as_node_does() -> Result<()> {
    let (server, _) = streams::server();
    let server = server.add_service(RowsServer::new(App));
    let folder = tempfile::tempdir()?;
    Package::in_dir(folder.path()).write(&server)?;
    let router = server.pages(site(folder.path())).into_router();
    let running = Running::start(Answers::default().before(router)).await?;
    let browser = Browser::open(Script::On).await?;
    browser.page.goto(&running.url("/")).await?;
    for _ in 0..PATIENCE * 10 {
        let said = browser.page.execute("return globalThis.said ?? null", vec![]).await?;
        if !said.is_null() {
            assert_eq!(said, json!([]));
            return browser.close().await;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    bail!("the page is not at its end")
}

/// The page, its programs, and the package.
fn site(package: &Path) -> Router {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    Router::new()
        .route("/", get(async || Html(PAGE)))
        .route("/typescript/{file}", files(tests.join("typescript")))
        .route("/client/{file}", files(package.to_owned()))
        .route("/runtime/src/stream/{file}", files(tests.join("../runtime/src/stream")))
}

/// The modules of a folder.
fn files(folder: PathBuf) -> MethodRouter {
    get(async move |extract::Path(file): extract::Path<String>| {
        let kind = if file.ends_with(".json") { "application/json" } else { "text/javascript" };
        let text = std::fs::read_to_string(folder.join(file)).map_err(|_| StatusCode::NOT_FOUND)?;
        Ok::<_, StatusCode>(([("content-type", kind)], text))
    })
}
