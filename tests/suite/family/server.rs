//! A server around one service.

use axum::Router;
use trifold::server::{Mount, Server};

/// Takes calls over a socket too, where nobody says that the page is ours.
pub(super) fn router(service: impl Mount) -> Router {
    Server::new().allow_non_browser().add_service(service).into_router()
}
