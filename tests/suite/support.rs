//! A server on a port of the system's choice, stopped when dropped.

use anyhow::Result;
use axum::Router;
use axum::extract::Request;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A running server.
pub(crate) struct Running {
    address: std::net::SocketAddr,
    task: JoinHandle<()>,
}

impl Running {
    /// Serves `router` on 127.0.0.1.
    pub(crate) async fn start(router: Router) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let task = tokio::spawn(async move {
            let served = trifold::server::serve(listener, router).until(std::future::pending()).await;
            drop(served);
        });
        Ok(Self { address, task })
    }

    /// The URL of a path.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
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

/// A request as the app's own page sends it.
pub(crate) fn from_page(request: reqwest::RequestBuilder) -> reqwest::RequestBuilder {
    request.header("sec-fetch-site", "same-origin")
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

    /// How many requests there were of this verb and such a path.
    pub(crate) fn count(&self, verb: &str, path: impl Fn(&str) -> bool) -> usize {
        let lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        lines.iter().filter(|(v, p)| v == verb && path(p)).count()
    }
}
