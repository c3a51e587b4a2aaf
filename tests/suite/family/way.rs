//! A transport for every case: in process or over a socket, and what it carried.

use anyhow::Result;
use axum::Router;
use std::sync::{Arc, Mutex, PoisonError};
use trifold::Transport;
use trifold::client::Http;
use trifold::server::InProcess;
use trifold::transport::{Request, Response, TransportError};

/// One request and its answer, as they were on the wire.
#[derive(Debug, Clone, Default)]
pub(super) struct Exchange {
    pub(super) target: String,
    pub(super) request: String,
    pub(super) status: u16,
    pub(super) answer: String,
}

/// A way to the server, with the last exchange on it.
#[derive(Clone)]
pub(super) struct Way {
    carrier: Carrier,
    last: Arc<Mutex<Exchange>>,
}

#[derive(Clone)]
enum Carrier {
    Here(InProcess),
    Socket(Http),
}

impl Way {
    pub(super) fn here(router: Router) -> Self {
        Self::by(Carrier::Here(InProcess::new(router)))
    }

    pub(super) fn socket(client: &reqwest::Client, base: &str) -> Result<Self> {
        Ok(Self::by(Carrier::Socket(Http::from_client(client.clone(), base)?)))
    }

    fn by(carrier: Carrier) -> Self {
        Self { carrier, last: Arc::default() }
    }

    /// What was carried last; nothing where a call never left.
    pub(super) fn take(&self) -> Exchange {
        std::mem::take(&mut *self.last.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Transport for Way {
    async fn send(&self, request: Request) -> Result<Response, TransportError> {
        let target = request.target.clone();
        let body = text(request.body.as_deref().unwrap_or_default());
        let response = match &self.carrier {
            Carrier::Here(here) => here.send(request).await?,
            Carrier::Socket(socket) => socket.send(request).await?,
        };
        let exchange = Exchange { target, request: body, status: response.status, answer: text(&response.body) };
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = exchange;
        Ok(response)
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
