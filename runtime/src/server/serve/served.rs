//! An application whose type is forgotten.

use super::application::Application;
use super::connection::Connection;
use super::listener::Stream;
use super::watched::Places;
use std::pin::Pin;

/// An application whose type is forgotten: once a connection, not once a request.
pub(in crate::server) trait Served: Send + Sync {
    /// Answers the requests of a connection, until it is closed.
    fn serve(&self, connection: Connection, stream: Stream, places: Places) -> Pin<Box<dyn Future<Output = ()> + Send>>;
}

impl<A: Application> Served for A {
    fn serve(&self, connection: Connection, stream: Stream, places: Places) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        Box::pin(connection.serve(self.clone(), stream, places))
    }
}
