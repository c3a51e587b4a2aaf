//! The server. Imports run one way: `page → session → app`.

mod app;
mod page;
mod session;
#[cfg(test)]
mod tests;

pub use app::App;

use notes_api::{NotesServer, SessionsServer};
use std::sync::Arc;
use trifold::server::{Info, Server};
use trifold_bundle::Assets;

/// Puts everything together. Without assets the page comes without a script, and works.
pub fn server(app: Arc<App>, assets: Option<Assets>) -> Server {
    Server::new()
        .info(Info::new("Notes"))
        .add_service(NotesServer::from_arc(app.clone()))
        .add_service(SessionsServer::from_arc(app.clone()))
        .pages(page::router(app, assets))
        .health("/healthz")
}
