//! A server around one service.

use axum::Router;
use serde_json::Value;
use trifold::server::{Info, Mount, Server};

/// Takes calls over a socket too, where nobody says that the page is ours.
pub(super) fn router(service: impl Mount) -> Router {
    Server::new().allow_non_browser().add_service(service).into_router()
}

/// The documents of a service, in OpenAPI 3.1 and 3.0.3.
pub(super) fn documents(service: impl Mount) -> [Value; 2] {
    let info = Info::new("Family")
        .description("Every type, there and back.")
        .contact("Trifold", "https://trifold.example")
        .license("MIT", "https://opensource.org/license/mit");
    let documents = Server::new().info(info).add_service(service).documents();
    documents.unwrap_or_default().pop().map(|published| [published.document, published.older]).unwrap_or_default()
}
