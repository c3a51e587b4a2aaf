//! The server of the todo example.
//!
//! In: a [`Config`]. Out: a [`Server`] with the page, its assets, and the actions and routes of [`Todos`](todos_api::Todos).
//! Imports run one way: `app → {store, session, word}`, `{page, accounts} → app`, `react → page`. The binary does no more than read its arguments and listen.

mod accounts;
mod app;
mod assets;
mod changes;
mod images;
mod page;
mod passwords;
mod react;
mod session;
mod store;
mod word;

use accounts::Door;
use anyhow::Context;
use std::path::PathBuf;
use std::sync::Arc;
use todos_api::{AccountsServer, TodosServer};
use trifold::server::{Info, Server};

pub use app::App;
pub use react::react;
pub use session::{User, Visitor};

/// What the server is told at its start.
#[derive(Debug, Clone)]
pub struct Config {
    /// The SQLite file; it is made where there is none.
    pub database: PathBuf,
    /// The folder of the browser bundle. Without one the page is served without a script, and works.
    pub assets: Option<PathBuf>,
    /// Whether browsers come over https, through a proxy that ends it. Cookies are then `Secure`; over plain http a browser would
    /// not send such a cookie back, except to a host that it trusts without (not every browser trusts 127.0.0.1).
    pub https: bool,
}

/// Opens the database and puts everything together.
///
/// # Errors
/// The database cannot be opened.
pub fn site(config: &Config) -> anyhow::Result<Server> {
    let app = App::open(&config.database).with_context(|| format!("cannot open {}", config.database.display()))?;
    Ok(site_around(Arc::new(app), config))
}

/// The services, without a page.
pub fn services(app: Arc<App>, https: bool) -> Server {
    let accounts = AccountsServer::new(Door::new(app.clone(), https));
    let info = Info::new("Todos")
        .description("A list of what is to be done, by script and by page.")
        .contact("Trifold", "https://github.com/trifold-rs/trifold")
        .license("MIT OR Apache-2.0", "https://github.com/trifold-rs/trifold#license");
    Server::new().info(info).add_service(TodosServer::from_arc(app)).add_service(accounts)
}

/// Puts everything together around an application that others hold too. The configuration's database is not looked at.
pub fn site_around(app: Arc<App>, config: &Config) -> Server {
    let bundle = assets::bundle(config.assets.as_deref());
    let script = bundle.as_ref().map(|bundle| bundle.head(assets::BASE));
    let pages = page::router(app.clone(), script, config.https).merge(assets::router(bundle.as_ref()));
    services(app, config.https).pages(pages).login(page::LOGIN).expect("it is a page of this origin")
}
