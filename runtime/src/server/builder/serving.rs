//! A server on a listener of its own.

use super::server::Server;
use crate::server::serve::Served;
use crate::server::{Listener, Serving};
use std::sync::Arc;

impl Server {
    /// Serves on a listener, as [`Server::into_service`], until the process gets SIGTERM or SIGINT, and then drains; a second one ends it at once. Await it. Bounds can be
    /// set before.
    ///
    /// ```ignore
    /// Server::new().add_service(TodosServer::new(app)).serve(listener).await?;
    /// ```
    pub fn serve(self, listener: impl Listener) -> Serving {
        let rates = self.config.rates.clone();
        let app = self.try_into_service().map(|service| Arc::new(service) as Arc<dyn Served>);
        Serving::new(listener.erased(), app).trusting(Arc::new(move |peer| rates.trusts(peer)))
    }

    /// Serves on a listener until `shutdown` ends, and then drains.
    pub fn serve_until(self, listener: impl Listener, shutdown: impl Future<Output = ()> + Send + 'static) -> Serving {
        self.serve(listener).until(shutdown)
    }
}
