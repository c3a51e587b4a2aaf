//! The promises of `docs/SECURITY.md` about requests, over both versions of HTTP: over HTTP/2 by frames that are written by hand.

mod calls;
mod connections;
mod once;

use crate::frames::{NO_TABLE, Peer};
use crate::process::Tree;
use crate::support::{Running, raw};
use anyhow::{Context, Result};
use axum::Router;
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::Html;
use axum::routing::get;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use trifold::error::Never;
use trifold::form::Form;
use trifold::server::webhooks::{StandardWebhook, StandardWebhooks};
use trifold::server::{FormState, Server, Serving};
use trifold::{ApiError, EventStream, LastEventId, RawBody, Upload, service};

#[derive(Debug, thiserror::Error, ApiError)]
enum FileError {
    #[error("the file is not whole")]
    #[status(422)]
    Torn,
}

/// Something of each kind.
#[service(version = 1)]
trait Guarded {
    type Caller;

    #[limit(body = "1 KiB")]
    #[post("/echo")]
    async fn echo(&self, text: String) -> String;

    #[post("/tree")]
    async fn tree(&self, tree: Tree) -> usize;

    #[post("/numbers")]
    async fn numbers(&self, #[body] all: Vec<f32>) -> usize;

    #[idempotent]
    #[limit(body = "50 kB")]
    #[post("/files")]
    async fn file(&self, name: String, file: Upload) -> Result<usize, FileError>;

    #[post("/raw")]
    async fn raw(&self, #[body] raw: RawBody) -> usize;

    /// Waits until it is let go.
    #[idempotent]
    #[post("/orders")]
    async fn order(&self, cents: u64) -> usize;

    #[post("/account")]
    async fn account(&self, #[context] caller: Self::Caller, text: String) -> String;

    #[rate_limit("2/h")]
    #[get("/few")]
    async fn few(&self) -> u8;

    #[limit(deadline = "50ms")]
    #[post("/forever")]
    async fn forever(&self) -> u8;

    #[no_action]
    #[post("/deliveries")]
    async fn delivered(&self, #[context] delivery: StandardWebhook, amount: u64) -> u64;

    #[get("/numbers/{number}")]
    async fn number(&self, number: f64) -> f64;

    #[get("/feed")]
    async fn feed(&self, #[context] after: LastEventId) -> EventStream<String, Never>;
}

/// Caller with a token.
struct Caller;

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StatusCode> {
        parts.headers.get("authorization").map(|_| Self).ok_or(StatusCode::UNAUTHORIZED)
    }
}

struct Guard {
    calls: AtomicUsize,
    ended: AtomicUsize,
    released: Semaphore,
    webhooks: StandardWebhooks,
}

impl AsRef<StandardWebhooks> for Guard {
    fn as_ref(&self) -> &StandardWebhooks {
        &self.webhooks
    }
}

impl Guard {
    fn calls(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }

    fn count<T>(&self, value: T) -> T {
        self.calls.fetch_add(1, Ordering::SeqCst);
        value
    }
}

impl Guarded for Guard {
    type Caller = Caller;

    async fn echo(&self, text: String) -> String {
        self.count(text)
    }

    async fn tree(&self, tree: Tree) -> usize {
        self.count(tree.children.len())
    }

    async fn numbers(&self, all: Vec<f32>) -> usize {
        self.count(all.len())
    }

    async fn file(&self, name: String, file: Upload) -> Result<usize, FileError> {
        self.count(());
        let file = file.bytes().await;
        self.ended.fetch_add(1, Ordering::SeqCst);
        file.map(|file| name.len() + file.len()).map_err(|_| FileError::Torn)
    }

    async fn raw(&self, raw: RawBody) -> usize {
        self.count(raw.0.len())
    }

    async fn order(&self, cents: u64) -> usize {
        self.count(());
        if cents > 0 {
            self.released.acquire().await.map_or_else(drop, |permit| permit.forget());
        }
        self.ended.fetch_add(1, Ordering::SeqCst) + 1
    }

    async fn account(&self, _: Caller, text: String) -> String {
        self.count(text)
    }

    async fn few(&self) -> u8 {
        self.count(1)
    }

    async fn forever(&self) -> u8 {
        std::future::pending().await
    }

    async fn delivered(&self, _: StandardWebhook, amount: u64) -> u64 {
        self.count(amount)
    }

    async fn number(&self, number: f64) -> f64 {
        self.count(number)
    }

    async fn feed(&self, after: LastEventId) -> EventStream<String, Never> {
        let first: u64 = after.id().unwrap_or(0);
        EventStream::new(futures_util::stream::iter((first..).map(|number| Ok(format!("{number} {}", "x".repeat(1000))))))
    }
}

/// A server that is told to stop when its sender is dropped.
struct Site {
    guard: Arc<Guard>,
    address: SocketAddr,
    _running: Running,
}

impl Site {
    async fn start(set: impl FnOnce(Server) -> Server, bound: impl FnOnce(Serving) -> Serving) -> Result<Self> {
        let webhooks = StandardWebhooks::new(["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"])?;
        let guard = Arc::new(Guard { calls: AtomicUsize::new(0), ended: AtomicUsize::new(0), released: Semaphore::new(0), webhooks });
        let page = async |forms: FormState| {
            let typed = |form: Form| form.field("text").value().map(str::to_owned);
            Html(format!("<h1>a page</h1>{:?}", [forms.form(GuardedSpec::ECHO), forms.form(GuardedSpec::ACCOUNT)].map(typed)))
        };
        let server = Server::new().add_service(GuardedServer::from_arc(guard.clone())).pages(Router::new().route("/", get(page)));
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let serving = set(server.health("/healthz")).serve_until(listener, std::future::pending());
        Ok(Self { guard, address, _running: Running::run(address, bound(serving)) })
    }

    /// A peer over HTTP/2.
    async fn peer(&self) -> Result<Peer> {
        Peer::connect(self.address, &[NO_TABLE]).await
    }

    /// Sees that somebody else is answered.
    async fn answers_others(&self) -> Result<()> {
        let health = raw(self.address, b"GET /healthz HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n").await?;
        anyhow::ensure!(health.starts_with("HTTP/1.1 200 "), "{health}");
        let mut peer = self.peer().await?;
        peer.ask(1, "GET", "/healthz", true).await?;
        anyhow::ensure!(peer.answer(1).await?.context("reset")?.0 == 200);
        Ok(())
    }
}
