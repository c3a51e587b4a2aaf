//! Steps of a client in a browser: the page of `tests/fixtures/page`.

use super::driver::{Browser, Script};
use super::{PATIENCE, bundle};
use crate::support::Running;
use anyhow::{Context, Result};
use axum::Router;
use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use futures_util::future::BoxFuture;
use futures_util::stream;
use serde_json::{Value, json};
use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;
use trifold::error::Never;
use trifold::server::{Cookie, Cors, Effects, InProcess, Server};
use trifold::{EventStream, LastEventId};
use trifold_client_wasm::Fetch;
use trifold_page::{Probe, ProbeClient, ProbeServer};

/// The server's side of the page.
#[derive(Debug, Default)]
pub(super) struct Probed {
    /// Number of calls of `wait` that have begun and not ended, one way or the other.
    waiting: Arc<AtomicUsize>,
    /// The number that was set last.
    pub(super) number: AtomicU64,
    /// Number of calls of `calls`.
    called: AtomicU64,
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

/// The headers by which a caller is known.
pub(super) struct Caller(Vec<String>);

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let known = [header::AUTHORIZATION, header::COOKIE].into_iter().filter_map(|name| parts.headers.get(name));
        Ok(Self(known.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned()).collect()))
    }
}

impl Probe for Probed {
    type Caller = Caller;
    type Effects = Effects;

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

    async fn calls(&self) -> u64 {
        self.called.fetch_add(1, Ordering::SeqCst) + 1
    }

    async fn who(&self, caller: Caller) -> Vec<String> {
        caller.0
    }

    async fn sign_in(&self, effects: Effects, name: String) {
        effects.set_cookie(Cookie::new("session", name)).expect("a name is the value of a cookie");
    }
}

/// An empty page, which has loaded the module.
pub(super) struct Page {
    pub(super) probed: Arc<Probed>,
    pub(super) browser: Browser,
    server: Running,
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
        let page = Self { probed, browser, server };
        page.run("import('/trifold_page.js').then(async page => { await page.default(); window.page = page; return true; })").await?;
        Ok(page)
    }

    /// Stops the server, and starts another in its place, which knows what the first one knew.
    pub(super) async fn restart(&mut self) -> Result<()> {
        let service = Server::new().add_service(ProbeServer::from_arc(self.probed.clone()));
        self.server.restart(service.into_router().merge(files()?)).await
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
pub(super) fn files<S: Clone + Send + Sync + 'static>() -> Result<Router<S>> {
    let assets = trifold_bundle::Assets::open(bundle("trifold-page")?)?;
    let file = |name: &str, kind: &'static str| {
        let bytes = std::fs::read(assets.folder().join(name));
        bytes.map(|bytes| get(move || std::future::ready(([(header::CONTENT_TYPE, kind)], bytes).into_response())))
    };
    Ok(Router::new()
        .route("/", get(|| std::future::ready(Html("<!doctype html><title>steps</title>"))))
        .route("/trifold_page.js", file(assets.script(), "text/javascript")?)
        .route("/trifold_page_bg.wasm", file(assets.wasm(), "application/wasm")?))
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

/// A proxy that does not reach the server for so many calls. The page and its files are behind none.
fn proxy(unreached: &Arc<AtomicUsize>) -> impl Fn(Request, Next) -> BoxFuture<'static, Response> + Clone + Send + Sync + 'static + use<> {
    let left = unreached.clone();
    move |request: Request, next: Next| {
        let is_unreached = left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok();
        Box::pin(async move { if is_unreached { StatusCode::BAD_GATEWAY.into_response() } else { next.run(request).await } })
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_read_is_sent_again() -> Result<()> {
    let unreached = Arc::new(AtomicUsize::new(0));
    let page = Page::open_behind(|router| router.layer(middleware::from_fn(proxy(&unreached)))).await?;
    unreached.store(2, Ordering::SeqCst);
    assert_eq!(page.run("page.calls()").await?, json!("Ok(1)"));
    unreached.store(3, Ordering::SeqCst);
    let refused = page.run("page.calls()").await?;
    assert!(refused.as_str().is_some_and(|words| words.contains("status: 502")), "{refused}");
    assert_eq!(page.run("page.calls()").await?, json!("Ok(2)"));
    page.browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_that_is_offline_says_so() -> Result<()> {
    let page = Page::open().await?;
    page.browser.set_offline(true).await?;
    assert_eq!(page.run("page.calls()").await?, json!("Err(Offline)"));
    page.browser.set_offline(false).await?;
    assert_eq!(page.run("page.calls()").await?, json!("Ok(1)"));
    page.browser.close().await
}

/// One function renders the page on both sides, as the same caller.
#[tokio::test(flavor = "multi_thread")]
async fn a_page_is_rendered_on_both_sides() -> Result<()> {
    let page = Page::open().await?;
    page.browser.page.execute("document.cookie = 'session=open'", vec![]).await?;
    let in_browser = page.run("page.render()").await?;
    let calls = Server::new().add_service(ProbeServer::from_arc(page.probed.clone())).into_router();
    let rendered = async move |parts: Parts| {
        let fetch = Fetch::through(InProcess::new(calls).on_behalf_of(&parts));
        trifold_page::render(&ProbeClient::new(fetch)).await
    };
    let server = Running::start(Router::new().route("/", get(rendered))).await?;
    let request = reqwest::Client::new().get(server.base()).header(header::COOKIE, "session=open");
    let on_server = request.send().await?.text().await?;
    assert_eq!((on_server.as_str(), in_browser), ("<p>session=open</p>", json!("<p>session=open</p>")));
    page.browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn routes_of_another_origin_are_called_with_a_token() -> Result<()> {
    let page = Page::open().await?;
    let service = ProbeServer::new(Probed::default());
    let cors = Cors::origins([page.server.base()])?.credentials();
    let elsewhere = Running::start(Server::new().cors(cors).add_service(service).into_router()).await?;
    page.browser.page.execute("document.cookie = 'session=open'", vec![]).await?;
    let who = async |credentials: bool| page.run(&format!("page.who_elsewhere('{}/', {credentials})", elsewhere.base())).await;
    assert_eq!(who(false).await?, json!(r#"(Ok(["Bearer token-0"]), Ok(["Bearer token-1"]))"#));
    assert_eq!(who(true).await?, json!(r#"(Ok(["Bearer token-0", "session=open"]), Ok(["Bearer token-1", "session=open"]))"#));
    let refused = page.run(&format!("page.action_elsewhere('{}')", elsewhere.base())).await?;
    assert!(refused.as_str().is_some_and(|words| words.contains("NotSent") && words.contains("by the REST client")), "{refused}");
    for base in ["ftp://127.0.0.1", "api", "http://127.0.0.1/?a=b", "http://"] {
        let refused = page.run(&format!("page.who_elsewhere('{base}', false)")).await?;
        assert!(refused.as_str().is_some_and(|words| words.contains("the base is not the URL of an API")), "{base}: {refused}");
    }
    page.browser.close().await
}
