//! The application that a server carries bytes to and from: a router, or a server without a router in front.

use super::activity::Places;
use super::connection::Connection;
use axum::body::Body;
use http::{Request, Response};
use std::convert::Infallible;
use std::pin::Pin;
use tokio::net::TcpStream;
use tower_service::Service;

/// Answers requests. Its type is forgotten once a connection, not once a request.
pub(in crate::server) trait Application: Send + Sync {
    /// Answers the requests of a connection, until it is closed.
    fn serve(&self, connection: Connection, stream: TcpStream, places: Places) -> Pin<Box<dyn Future<Output = ()> + Send>>;
}

impl<S> Application for S
where
    S: Service<Request<Body>, Response = Response<Body>, Error = Infallible, Future: Send> + Clone + Send + Sync + 'static,
{
    fn serve(&self, connection: Connection, stream: TcpStream, places: Places) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        Box::pin(connection.serve(self.clone(), stream, places))
    }
}
