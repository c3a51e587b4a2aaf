//! What stands between a connection and the application: one request in, one response out.

use super::activity::Activity;
use super::body::{Arriving, Leaving, Sent};
use crate::server::guard::host;
use crate::server::guard::limits::overloaded;
use crate::server::guard::stage::Stage;
use crate::server::guard::unread::Unread;
use crate::server::problem::rejection::Rejection;
use axum::body::Body;
use axum::extract::ConnectInfo;
use http::{HeaderMap, HeaderValue, Request, Response, StatusCode, Version, header};
use std::convert::Infallible;
use std::future::poll_fn;
use std::net::SocketAddr;
use std::time::Duration;
use tower_service::Service;

/// What a request is told of its connection, and the application that answers it.
#[derive(Clone)]
pub(super) struct Front<S> {
    pub(super) app: S,
    pub(super) peer: SocketAddr,
    pub(super) activity: Activity,
    pub(super) stall_deadline: Duration,
    pub(super) stage: Stage,
    /// The bytes that the peer has not read, where they are counted.
    pub(super) unread: Option<Unread>,
    pub(super) most_unread: u64,
}

impl<S> Front<S>
where
    S: Service<Request<Body>, Response = Response<Body>, Error = Infallible>,
{
    /// Answers a request: 400 where it names no host, or two; 503 where its peer leaves too many answers unread; else what the application says.
    pub(super) async fn answer<B: Sent>(self, request: Request<B>) -> Result<Response<Leaving>, Infallible> {
        let (version, stage) = (request.version(), self.stage.clone());
        let is_shared = version == Version::HTTP_2;
        let visit = self.activity.visit(is_shared, length(request.headers()), self.unread.clone());
        let mut response = match self.admit(&request) {
            Ok(()) => self.ask(request).await,
            Err(rejection) => rejection.into_response(),
        };
        let is_last = response.status() == StatusCode::REQUEST_TIMEOUT || stage.is_leaving();
        if is_last && version <= Version::HTTP_11 && response.status() != StatusCode::SWITCHING_PROTOCOLS {
            response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        Ok(response.map(|body| Leaving::new(body, visit, is_shared)))
    }

    fn admit<B>(&self, request: &Request<B>) -> Result<(), Rejection> {
        host::of(request.version(), request.uri(), request.headers())?;
        match &self.unread {
            Some(unread) if unread.bytes() >= self.most_unread => Err(overloaded("too many answers wait for you to read them")),
            _ => Ok(()),
        }
    }

    async fn ask<B: Sent>(mut self, request: Request<B>) -> Response<Body> {
        let mut request = Arriving::new(request, self.stall_deadline).map(Body::new);
        request.extensions_mut().insert(ConnectInfo(self.peer));
        request.extensions_mut().insert(self.stage);
        let Ok(()) = poll_fn(|context| self.app.poll_ready(context)).await;
        let Ok(response) = self.app.call(request).await;
        response
    }
}

/// Length of a body, where a head says so. Where there is a `Transfer-Encoding`, that counts (RFC 9112, section 6.3).
fn length(headers: &HeaderMap) -> Option<u64> {
    let length = headers.get(header::CONTENT_LENGTH).filter(|_| !headers.contains_key(header::TRANSFER_ENCODING));
    length?.to_str().ok()?.parse().ok()
}
