//! Steps of a client in a browser: the page of `tests/fixtures/page`.

use super::driver::{Browser, Script};
use super::{PATIENCE, bundle};
use crate::support::Running;
use anyhow::{Context, Result};
use axum::Router;
use axum::http::header;
use axum::response::{Html, IntoResponse};
use axum::routing::get;
use futures_util::stream;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;
use trifold::error::Never;
use trifold::server::Server;
use trifold::{EventStream, LastEventId};
use trifold_page::{Probe, ProbeServer};

/// The server's side of the page.
#[derive(Debug, Default)]
pub(super) struct Probed {
    /// Number of calls of `wait` that have begun and not ended, one way or the other.
    waiting: Arc<AtomicUsize>,
    number: AtomicU64,
    /// Number of open streams.
    pub(super) open: Arc<AtomicUsize>,
}

/// Something that has begun, until this is dropped.
struct Begun(Arc<AtomicUsize>);

impl Begun {
    fn new(count: &Arc<AtomicUsize>) -> Self {
        count.fetch_add(1, Ordering::SeqCst);
        Self(count.clone())
    }
}

impl Drop for Begun {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Probe for Probed {
    async fn wait(&self, milliseconds: u64) -> u64 {
        let _waiting = Begun::new(&self.waiting);
        tokio::time::sleep(Duration::from_millis(milliseconds)).await;
        milliseconds
    }

    async fn number(&self) -> u64 {
        self.number.load(Ordering::SeqCst)
    }

    async fn set(&self, number: u64) {
        self.number.store(number, Ordering::SeqCst);
    }

    async fn count(&self, after: LastEventId, _: String, milliseconds: u64) -> EventStream<u64, Never> {
        let (open, first) = (Begun::new(&self.open), after.id().map_or(1, |id: u64| id + 1));
        EventStream::with_ids(stream::unfold((open, first), move |(open, number)| async move {
            tokio::time::sleep(Duration::from_millis(milliseconds)).await;
            Some((Ok((number.into(), number)), (open, number + 1)))
        }))
    }
}

/// An empty page, which has loaded the module.
pub(super) struct Page {
    pub(super) probed: Arc<Probed>,
    pub(super) browser: Browser,
    _server: Running,
}

impl Page {
    async fn open() -> Result<Self> {
        Self::open_behind(|router| router).await
    }

    /// The page of a server behind something.
    pub(super) async fn open_behind(layer: impl FnOnce(Router) -> Router) -> Result<Self> {
        let probed = Arc::new(Probed::default());
        let service = Server::new().add_service(ProbeServer::from_arc(probed.clone()));
        let server = Running::start(layer(service.into_router()).merge(files()?)).await?;
        let browser = Browser::open(Script::On).await?;
        browser.page.goto(&server.url("/")).await?;
        let page = Self { probed, browser, _server: server };
        page.run("import('/trifold_page.js').then(async page => { await page.default(); window.page = page; return true; })").await?;
        Ok(page)
    }

    /// Runs a step, which gives a promise.
    pub(super) async fn run(&self, step: &str) -> Result<Value> {
        let script = format!("const done = arguments[arguments.length - 1]; ({step}).then(done, error => done('failed: ' + error))");
        let done = self.browser.page.execute_async(&script, vec![]).await?;
        anyhow::ensure!(!done.as_str().is_some_and(|words| words.starts_with("failed: ")), "{step} {done}");
        Ok(done)
    }

    /// Runs a step that has its outcome at once.
    pub(super) async fn run_now(&self, step: &str) -> Result<Value> {
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

pub(super) async fn until(what: impl Fn() -> bool) -> Result<()> {
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
