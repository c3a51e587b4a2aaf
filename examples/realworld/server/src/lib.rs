//! Conduit, the RealWorld project's application, served by Trifold.
//!
//! In: the URL of a database, and the bundle of the page. Out: an axum router with the routes of the Conduit API under `/api`, an action for
//! each of them, and the page. Imports run one way: `service → callers → app → {auth, store}`; `errors` is the format that Conduit wants, and
//! the binary only reads its environment.

mod app;
mod auth;
mod callers;
mod errors;
mod page;
mod service;
mod slug;
mod store;

pub use app::App;
pub use callers::{Author, Caller, CommentAuthor, Reader, Viewer};
pub use page::Page;

use axum::Router;
use http::header;
use realworld_api::{
    ArticlesServer, ArticlesSpec, CommentsServer, CommentsSpec, ProfilesServer, ProfilesSpec, TagsServer, TagsSpec, UsersServer, UsersSpec,
};
use std::sync::Arc;
use trifold::server::{Cors, Info, Manifest, Server};

/// Everything that is served.
#[derive(Debug)]
pub struct Site {
    /// The routes, their document, the actions, the page.
    pub router: Router,
    /// What the API promises: a line for each fold of each method.
    pub manifest: Manifest,
}

/// Puts the five services together around an application, with a page or without.
pub fn site(app: Arc<App>, page: Option<&Page>) -> Site {
    let info = Info::new("Conduit")
        .description("Articles, their authors, and what readers say of them: the RealWorld API.")
        .contact("RealWorld", "https://github.com/gothinkster/realworld")
        .license("MIT", "https://opensource.org/license/mit");
    let server = Server::new()
        .info(info)
        .add_service(UsersServer::from_arc(app.clone()))
        .add_service(ProfilesServer::from_arc(app.clone()))
        .add_service(ArticlesServer::from_arc(app.clone()))
        .add_service(CommentsServer::from_arc(app.clone()))
        .add_service(TagsServer::from_arc(app));
    let services = [UsersSpec::SERVICE, ProfilesSpec::SERVICE, ArticlesSpec::SERVICE, CommentsSpec::SERVICE, TagsSpec::SERVICE];
    let format = errors::format();
    // The token is in a header that no browser adds by itself, so there is nothing that a page of another origin could abuse.
    let open = |server: Server, service| server.problems_of(service, format.clone()).allow_any_origin(service);
    let server = services.into_iter().fold(server, open);
    // Pages of every origin may read what routes answer. Actions are the app's own.
    let server = server.cors(Cors::any().headers([header::AUTHORIZATION, header::CONTENT_TYPE]));
    let server = match page {
        Some(page) => server.pages(page.router()),
        None => server,
    };
    Site { manifest: server.manifest(), router: server.into_router() }
}
