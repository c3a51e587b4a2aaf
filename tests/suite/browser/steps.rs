//! Steps of a client in a browser: the page of `tests/fixtures/page`.

use super::driver::{Browser, Script};
use super::{PATIENCE, bundle};
use crate::support::Running;
use anyhow::{Context, Result};
use axum::Router;
use axum::http::header;
use axum::response::{Html, IntoResponse};
use axum::routing::get;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use trifold::server::Server;
use trifold_page::{Probe, ProbeServer};

/// The server's side of the page.
#[derive(Debug, Default)]
struct Probed {
    /// How many calls of `wait` have begun and not ended, one way or the other.
    waiting: AtomicUsize,
}

struct Waiting<'a>(&'a AtomicUsize);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Probe for Probed {
    async fn wait(&self, milliseconds: u64) -> u64 {
        self.waiting.fetch_add(1, Ordering::SeqCst);
        let _waiting = Waiting(&self.waiting);
        tokio::time::sleep(Duration::from_millis(milliseconds)).await;
        milliseconds
    }
}

/// An empty page, which has loaded the module.
struct Page {
    probed: Arc<Probed>,
    browser: Browser,
    _server: Running,
}

impl Page {
    async fn open() -> Result<Self> {
        let probed = Arc::new(Probed::default());
        let service = Server::new().add_service(ProbeServer::from_arc(probed.clone()));
        let server = Running::start(service.into_router().merge(files()?)).await?;
        let browser = Browser::open(Script::On).await?;
        browser.page.goto(&server.url("/")).await?;
        let page = Self { probed, browser, _server: server };
        page.run("import('/trifold_page.js').then(async page => { await page.default(); window.page = page; return true; })").await?;
        Ok(page)
    }

    /// Runs a step, which gives a promise.
    async fn run(&self, step: &str) -> Result<Value> {
        let script = format!("const done = arguments[arguments.length - 1]; ({step}).then(done, error => done('failed: ' + error))");
        let done = self.browser.page.execute_async(&script, vec![]).await?;
        anyhow::ensure!(!done.as_str().is_some_and(|words| words.starts_with("failed: ")), "{step} {done}");
        Ok(done)
    }

    /// Runs a step that has its outcome at once.
    async fn run_now(&self, step: &str) -> Result<Value> {
        self.browser.page.execute(&format!("return page.{step}"), vec![]).await.context("the step")
    }
}

/// The page and its bundle.
fn files() -> Result<Router> {
    let folder = bundle("trifold-page")?;
    let file = |name: &str, kind: &'static str| {
        let bytes = std::fs::read(folder.join(name));
        bytes.map(|bytes| get(move || std::future::ready(([(header::CONTENT_TYPE, kind)], bytes).into_response())))
    };
    Ok(Router::new()
        .route("/", get(|| std::future::ready(Html("<!doctype html><title>steps</title>"))))
        .route("/trifold_page.js", file("trifold_page.js", "text/javascript")?)
        .route("/trifold_page_bg.wasm", file("trifold_page_bg.wasm", "application/wasm")?))
}

async fn until(what: impl Fn() -> bool) -> Result<()> {
    let waited = async {
        while !what() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(PATIENCE, waited).await.context("it did not come to that")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dropped_call_is_aborted() -> Result<()> {
    let page = Page::open().await?;
    let waiting = || page.probed.waiting.load(Ordering::SeqCst);
    assert_eq!(page.run_now("hold()").await?, json!(true));
    until(|| waiting() == 1).await?;
    assert_eq!(page.run_now("let_go()").await?, json!(true));
    until(|| waiting() == 0).await?;
    page.browser.close().await
}
