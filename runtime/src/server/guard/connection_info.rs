//! The connection that a request came by, as far as a server knows it.
//!
//! In: a peer's address and the stage of the server, once a connection. Out: both for what counts callers and waits for calls; and, as request
//! extensions, for the application. Extensions cost a table a request, so it is told only where there is somebody who could look.

use super::stage::Stage;
use axum::extract::ConnectInfo;
use http::Extensions;
use std::net::SocketAddr;
use std::sync::Arc;

/// A connection, as far as its requests need to know it.
#[derive(Debug)]
pub(in crate::server) struct ConnectionInfo {
    pub(in crate::server) peer: SocketAddr,
    pub(in crate::server) stage: Stage,
}

impl ConnectionInfo {
    pub(in crate::server) fn new(peer: SocketAddr, stage: Stage) -> Self {
        Self { peer, stage }
    }

    /// The connection of a request that was told.
    pub(in crate::server) fn of(extensions: &Extensions) -> Option<&Arc<Self>> {
        extensions.get()
    }

    /// Tells a request, and with it the application: `ConnectInfo<SocketAddr>` is axum's.
    pub(in crate::server) fn tell(self: &Arc<Self>, extensions: &mut Extensions) {
        extensions.insert(ConnectInfo(self.peer));
        extensions.insert(self.clone());
    }
}
