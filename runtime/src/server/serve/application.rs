//! The application that a server carries bytes to and from: a router, or a server without a router in front.

use crate::server::guard::connection_info::ConnectionInfo;
use axum::Router;
use axum::body::Body;
use axum::routing::future::RouteFuture;
use http::{Request, Response};
use std::convert::Infallible;
use std::sync::Arc;
use tower_service::Service;

/// Answers requests.
pub(in crate::server) trait Application: Clone + Send + Sync + 'static {
    /// One answer, on its way.
    type Answer: Future<Output = Result<Response<Body>, Infallible>> + Send + Unpin + 'static;

    /// Answers a request, which is told nothing of its connection yet.
    fn answer(&self, request: Request<Body>, connection: &Arc<ConnectionInfo>) -> Self::Answer;
}

impl Application for Router {
    type Answer = RouteFuture<Infallible>;

    fn answer(&self, mut request: Request<Body>, connection: &Arc<ConnectionInfo>) -> RouteFuture<Infallible> {
        connection.tell(request.extensions_mut());
        self.clone().call(request)
    }
}
