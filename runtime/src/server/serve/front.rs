//! What stands between a connection and the application: one request in, one response out.

use super::activity::Activity;
use super::body::{Arriving, Leaving, Sent};
use crate::server::guard::host;
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use http::{HeaderValue, Request, Response, StatusCode, Version, header};
use std::convert::Infallible;
use std::net::SocketAddr;
use std::time::Duration;
use tower::ServiceExt;

/// What a request is told of its connection, and the application that answers it.
#[derive(Clone)]
pub(super) struct Front {
    pub(super) app: Router,
    pub(super) peer: SocketAddr,
    pub(super) activity: Activity,
    pub(super) stall_deadline: Duration,
}

impl Front {
    /// Answers a request: 400 where it names no host, or two; else what the application says.
    pub(super) async fn answer<B: Sent>(self, request: Request<B>) -> Result<Response<Leaving>, Infallible> {
        let version = request.version();
        let visit = self.activity.visit(version == Version::HTTP_2);
        let mut response = match host::of(version, request.uri(), request.headers()) {
            Ok(_) => self.ask(request).await,
            Err(rejection) => rejection.into_response(),
        };
        if response.status() == StatusCode::REQUEST_TIMEOUT && version <= Version::HTTP_11 {
            response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        Ok(response.map(|body| Leaving { body, _visit: visit }))
    }

    async fn ask<B: Sent>(self, request: Request<B>) -> Response<Body> {
        let mut request = Arriving::new(request, self.stall_deadline);
        request.extensions_mut().insert(ConnectInfo(self.peer));
        match self.app.oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        }
    }
}
