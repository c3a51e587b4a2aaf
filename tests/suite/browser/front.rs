//! The pages of the todo example: what a visitor sees is the same in each, so one function tests it in all of them.

use super::{Browser, Script, built, bundle, find};
use crate::support::{Running, Traffic};
use anyhow::Result;
use axum::Router;
use fantoccini::Client;
use std::sync::Arc;
use todos_api::{AccountsSpec, TodosSpec};
use todos_server::{App, Config, react, site_around};

/// A page of the example.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Front {
    /// Scripts are switched off.
    Plain,
    WebAssembly,
    /// It calls the server by the package in TypeScript.
    React,
}

/// The example on a port of its own, with a database of its own.
pub(super) struct Example {
    pub(super) server: Running,
    pub(super) traffic: Traffic,
    _database: tempfile::TempDir,
}

impl Front {
    /// The example, and the page in a browser.
    pub(super) async fn open(self) -> Result<(Example, Browser)> {
        self.open_behind(|router| router).await
    }

    /// The example behind something, and the page in a browser.
    pub(super) async fn open_behind(self, layer: impl FnOnce(Router) -> Router) -> Result<(Example, Browser)> {
        let example = self.start(layer).await?;
        let browser = self.visit(&example).await?;
        Ok((example, browser))
    }

    /// The server of the page. That of React has no other with a script.
    async fn start(self, layer: impl FnOnce(Router) -> Router) -> Result<Example> {
        let database = tempfile::tempdir()?;
        let assets = if self == Self::React { None } else { Some(bundle("todos-web")?) };
        let config = Config { database: database.path().join("todos.db"), assets, https: false };
        let app = Arc::new(App::open(&config.database)?);
        let site = site_around(app.clone(), &config);
        let site = if self == Self::React { site.pages(react(app, &built("todos-react", "index.html")?, false)?) } else { site };
        let traffic = Traffic::default();
        let server = Running::start(layer(traffic.watch(site.into_router()))).await?;
        Ok(Example { server, traffic, _database: database })
    }

    /// The page in a browser of its own.
    pub(super) async fn visit(self, example: &Example) -> Result<Browser> {
        let browser = Browser::open(if self == Self::Plain { Script::Off } else { Script::On }).await?;
        self.goto(&browser.page, example, "").await?;
        Ok(browser)
    }

    /// Shows a part of the list: all of it, `active` or `completed`.
    pub(super) async fn goto(self, page: &Client, example: &Example, part: &str) -> Result<()> {
        page.goto(&example.server.url(&self.path(part))).await?;
        self.is_live(page).await
    }

    /// The path of a part of the list.
    pub(super) fn path(self, part: &str) -> String {
        let path = format!("{}/{part}", if self == Self::React { "/react" } else { "" });
        if path.len() > 1 { path.trim_end_matches('/').to_owned() } else { path }
    }

    /// Waits until the script has taken over the page, where there is one.
    pub(super) async fn is_live(self, page: &Client) -> Result<()> {
        let form = match self {
            Self::Plain => "form[data-call=create]",
            Self::WebAssembly => "form[data-call=create][novalidate]",
            Self::React => "#app .new-todo",
        };
        find(page, form).await.map(drop)
    }
}

impl Example {
    /// Number of calls that were made, by the script or by a form that was sent to its page, other than to read; and how often a page was asked for.
    pub(super) fn actions_and_pages(&self) -> (usize, usize) {
        let reads = [TodosSpec::LIST.action_path(), TodosSpec::CHANGES.action_path(), AccountsSpec::WHO.action_path()];
        let is_page = |path: &str| matches!(path.strip_prefix("/react").unwrap_or(path), "" | "/" | "/active" | "/completed");
        let is_call = |path: &str| path.starts_with("/_action/") && !reads.contains(&path) || is_page(path);
        (self.traffic.count("POST", is_call), self.traffic.count("GET", is_page))
    }
}
