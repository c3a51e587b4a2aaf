//! The examples in a real browser: todos, with WebAssembly and with scripts switched off; RealWorld.

mod conduit;
mod docs;
pub(crate) mod driver;
mod enhanced;
mod forms;
mod frameworks;
mod hydrated;
mod live;
mod login;
mod once;
mod react;
mod steps;
mod store;
mod streams;

use crate::support::{Running, Traffic};
use anyhow::{Context, Result};
use driver::{Browser, Script};
use fantoccini::elements::Element;
use fantoccini::key::Key;
use fantoccini::{Client, Locator};
use std::path::{Path, PathBuf};
use std::time::Duration;
use todos_api::TodosSpec;

/// Each wait is bounded.
const PATIENCE: Duration = Duration::from_secs(15);

/// The example on a port of its own, with a database of its own.
struct Example {
    server: Running,
    traffic: Traffic,
    _database: tempfile::TempDir,
}

impl Example {
    async fn start() -> Result<Self> {
        let database = tempfile::tempdir()?;
        let config = todos_server::Config { database: database.path().join("todos.db"), assets: Some(bundle("todos-web")?), https: false };
        let traffic = Traffic::default();
        let server = Running::start(traffic.watch(todos_server::site(&config)?.into_router())).await?;
        Ok(Self { server, traffic, _database: database })
    }

    /// Number of calls that were made, by the script or by a form that was sent to its page, other than to read the list and its changes; and how often
    /// a page was asked for.
    fn actions_and_pages(&self) -> (usize, usize) {
        let reads = [TodosSpec::LIST.action_path(), TodosSpec::CHANGES.action_path()];
        let is_page = |path: &str| matches!(path, "/" | "/active" | "/completed");
        let is_call = |path: &str| path.starts_with("/_action/") && !reads.contains(&path) || is_page(path);
        (self.traffic.count("POST", is_call), self.traffic.count("GET", is_page))
    }
}

/// The bundle of a page, which `cargo xtask test` makes.
fn bundle(package: &str) -> Result<PathBuf> {
    let default = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/bundle");
    let folder = std::env::var_os("BUNDLES").map_or(default, PathBuf::from).join(package);
    anyhow::ensure!(folder.join("manifest.json").is_file(), "no bundle in {}: run `cargo xtask wasm` first", folder.display());
    Ok(folder)
}

async fn find(page: &Client, selector: &str) -> Result<Element> {
    page.wait().at_most(PATIENCE).for_element(Locator::Css(selector)).await.with_context(|| format!("nothing on the page is `{selector}`"))
}

/// Waits until the titles on the page are these; a title that is done begins with `✓`.
async fn titles_are(page: &Client, expected: &[&str]) -> Result<()> {
    const READ: &str = "return [...document.querySelectorAll('.todo-list li')].map(li =>
        (li.classList.contains('completed') ? '✓ ' : '') + li.querySelector('[data-testid=todo-title]').textContent)";
    let mut seen = serde_json::Value::Null;
    for _ in 0..PATIENCE.as_millis() / 50 {
        seen = page.execute(READ, vec![]).await?;
        if seen == serde_json::json!(expected) {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    anyhow::bail!("the page shows {seen}, expected {expected:?}")
}

async fn add(page: &Client, title: &str) -> Result<()> {
    let field = find(page, ".new-todo").await?;
    field.clear().await?;
    field.send_keys(title).await?;
    Ok(field.send_keys(&char::from(Key::Enter).to_string()).await?)
}

async fn screenshot(page: &Client, name: &str) -> Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/screenshots");
    std::fs::create_dir_all(&folder)?;
    Ok(std::fs::write(folder.join(name), page.screenshot().await?)?)
}

/// Waits until the bundle has taken over the page.
async fn is_live(page: &Client) -> Result<()> {
    find(page, "form[data-call=create][novalidate]").await.map(drop)
}

#[tokio::test(flavor = "multi_thread")]
async fn with_webassembly_the_page_stays() -> Result<()> {
    let example = Example::start().await?;
    let browser = Browser::open(Script::On).await?;
    let page = &browser.page;
    page.goto(&example.server.url("/")).await?;
    is_live(page).await?;
    let (_, loaded) = example.actions_and_pages();
    add(page, "Buy milk").await?;
    titles_are(page, &["Buy milk"]).await?;
    add(page, "  Walk the dog  ").await?;
    titles_are(page, &["Buy milk", "Walk the dog"]).await?;
    find(page, ".todo-list li:first-child .toggle").await?.click().await?;
    titles_are(page, &["✓ Buy milk", "Walk the dog"]).await?;
    screenshot(page, "todos.png").await?;
    page.execute("document.querySelector('.todo-list li:first-child .destroy').click()", vec![]).await?;
    titles_are(page, &["Walk the dog"]).await?;
    let (actions, pages) = example.actions_and_pages();
    assert!(actions >= 4, "each change is an action: {:?}", example.traffic);
    assert_eq!(pages, loaded, "the page was loaded once: {:?}", example.traffic);
    page.refresh().await?;
    titles_are(page, &["Walk the dog"]).await?;
    browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fault_is_shown_beside_the_field() -> Result<()> {
    let example = Example::start().await?;
    let browser = Browser::open(Script::On).await?;
    let page = &browser.page;
    page.goto(&example.server.url("/")).await?;
    is_live(page).await?;
    // Past the field's own limit, which a person could not type past.
    page.execute("document.querySelector('.new-todo').removeAttribute('maxlength')", vec![]).await?;
    let (before, _) = example.actions_and_pages();
    add(page, &"x".repeat(201)).await?;
    let field = find(page, ".new-todo[aria-invalid=true]").await?;
    let described = field.attr("aria-describedby").await?.context("the field names its message")?;
    assert!(!find(page, &format!("#{described}")).await?.text().await?.is_empty());
    assert_eq!(example.actions_and_pages().0, before, "the rule was checked before anything was sent");
    browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn without_scripts_forms_do_the_same() -> Result<()> {
    let example = Example::start().await?;
    let browser = Browser::open(Script::Off).await?;
    let page = &browser.page;
    page.goto(&example.server.url("/")).await?;
    add(page, "Buy milk").await?;
    titles_are(page, &["Buy milk"]).await?;
    add(page, "Walk the dog").await?;
    titles_are(page, &["Buy milk", "Walk the dog"]).await?;
    assert!(page.find(Locator::Css("form[data-call=create][novalidate]")).await.is_err(), "no script runs");
    find(page, ".todo-list li:first-child form[data-call=toggle] button").await?.click().await?;
    titles_are(page, &["✓ Buy milk", "Walk the dog"]).await?;
    screenshot(page, "todos-without-scripts.png").await?;
    find(page, ".todo-list li:first-child .destroy").await?.click().await?;
    titles_are(page, &["Walk the dog"]).await?;
    let (actions, pages) = example.actions_and_pages();
    assert_eq!(actions, 4, "each form was an action: {:?}", example.traffic);
    assert!(pages >= 5, "and went back to the page: {:?}", example.traffic);
    browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn two_browsers_have_two_lists() -> Result<()> {
    let example = Example::start().await?;
    let (one, two) = (Browser::open(Script::On).await?, Browser::open(Script::On).await?);
    for browser in [&one, &two] {
        browser.page.goto(&example.server.url("/")).await?;
        is_live(&browser.page).await?;
    }
    add(&one.page, "Mine").await?;
    titles_are(&one.page, &["Mine"]).await?;
    add(&two.page, "Yours").await?;
    titles_are(&two.page, &["Yours"]).await?;
    one.close().await?;
    two.close().await
}
