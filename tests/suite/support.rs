//! A server on a port of the system's choice, stopped when dropped.

use anyhow::Result;
use axum::Router;
use axum::extract::Request;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use trifold::MethodSpec;
use trifold::form::Form;
use trifold::server::Serving;

/// A running server.
pub(crate) struct Running {
    address: SocketAddr,
    task: JoinHandle<()>,
}

impl Running {
    /// Serves `router` on 127.0.0.1.
    pub(crate) async fn start(router: Router) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        Ok(Self::run(address, trifold::server::serve(listener, router).until(std::future::pending())))
    }

    /// Runs what already knows where it listens.
    pub(crate) fn run(address: SocketAddr, serving: Serving) -> Self {
        let task = tokio::spawn(async move { drop(serving.await) });
        Self { address, task }
    }

    /// Stops it at once, and runs another in its place.
    ///
    /// # Errors
    /// The address is not free within two seconds.
    pub(crate) async fn restart(&mut self, router: Router) -> Result<()> {
        self.task.abort();
        let mut listener = TcpListener::bind(self.address).await;
        for _ in 0..100 {
            if listener.is_ok() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
            listener = TcpListener::bind(self.address).await;
        }
        *self = Self::run(self.address, trifold::server::serve(listener?, router).until(std::future::pending()));
        Ok(())
    }

    /// The URL of a path.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// `http://127.0.0.1:port`.
    pub(crate) fn base(&self) -> String {
        self.url("")
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Sends bytes on a connection of their own, and gives what comes until the server closes it.
///
/// # Errors
/// The server does not close it within a minute.
pub(crate) async fn raw(address: SocketAddr, request: &[u8]) -> Result<String> {
    let mut stream = TcpStream::connect(address).await?;
    // A server may close before it has read all; what it says then is still there to read.
    stream.write_all(request).await.unwrap_or_default();
    to_the_end(stream).await
}

/// What comes on a connection until the server closes it.
///
/// # Errors
/// The server does not close it within a minute.
pub(crate) async fn to_the_end(mut stream: TcpStream) -> Result<String> {
    let mut answer = Vec::new();
    let ended = tokio::time::timeout(Duration::from_secs(60), stream.read_to_end(&mut answer)).await;
    // A reset is an end too.
    drop(ended?);
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

/// A request as the app's own page sends it.
pub(crate) fn from_page(request: reqwest::RequestBuilder) -> reqwest::RequestBuilder {
    request.header("sec-fetch-site", "same-origin")
}

/// The target of a form of a page: `/todos?filter=open&/{id}`.
pub(crate) fn to_page(page: &str, method: &'static MethodSpec) -> String {
    format!("{}{}", page.split('?').next().unwrap_or_default(), Form::of(method).on_page(page).action())
}

/// What a server was asked: verb and path of each request, in order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Traffic(Arc<Mutex<Vec<(String, String)>>>);

impl Traffic {
    /// Notes each request to `router`.
    pub(crate) fn watch(&self, router: Router) -> Router {
        let traffic = self.clone();
        router.layer(axum::middleware::map_request(move |request: Request| {
            traffic.note(&request);
            std::future::ready(request)
        }))
    }

    fn note(&self, request: &Request) {
        let line = (request.method().to_string(), request.uri().path().to_owned());
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(line);
    }

    /// Number of requests of this verb and such a path.
    pub(crate) fn count(&self, verb: &str, path: impl Fn(&str) -> bool) -> usize {
        let lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        lines.iter().filter(|(v, p)| v == verb && path(p)).count()
    }
}

/// Holds a text equal to a file below `tests`, or writes the file where `TRIFOLD_BLESS` is set.
#[track_caller]
pub(crate) fn golden(file: &str, text: &str) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    if std::env::var_os("TRIFOLD_BLESS").is_some() {
        std::fs::write(&path, text).unwrap_or_else(|error| panic!("cannot write {}: {error}", path.display()));
        return;
    }
    let reviewed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        reviewed == text,
        "{} is another; after a change that is meant, set TRIFOLD_BLESS=1 and read the diff. Now:\n{text}",
        path.display()
    );
}
