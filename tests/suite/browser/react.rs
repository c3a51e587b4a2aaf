//! The page in React, which calls the server by the package in TypeScript: what a visitor sees is what the page in WebAssembly shows.

use super::live::{POINT, attach, says, shows};
use super::{Browser, Example, Script, add, find, screenshot, titles_are};
use crate::support::{Running, Traffic};
use anyhow::{Context, Result};
use fantoccini::key::Key;
use fantoccini::{Client, Locator};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use todos_api::TodosSpec;
use todos_server::{App, Config, react, site_around};

/// The example with the page that `cargo xtask test` builds.
async fn start() -> Result<Example> {
    let default = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/bundle");
    let folder = std::env::var_os("BUNDLES").map_or(default, PathBuf::from).join("todos-react");
    let database = tempfile::tempdir()?;
    let config = Config { database: database.path().join("todos.db"), assets: None, https: false };
    let app = Arc::new(App::open(&config.database)?);
    let page = react(app.clone(), &folder, false).context("run `cargo xtask test react`, which builds it")?;
    let traffic = Traffic::default();
    let server = Running::start(traffic.watch(site_around(app, &config).pages(page).into_router())).await?;
    Ok(Example { server, traffic, _database: database })
}

async fn open() -> Result<(Example, Browser)> {
    let (example, browser) = (start().await?, Browser::open(Script::On).await?);
    browser.page.goto(&example.server.url("/react")).await?;
    find(&browser.page, ".new-todo").await?;
    Ok((example, browser))
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_stays() -> Result<()> {
    let (example, browser) = open().await?;
    let page = &browser.page;
    add(page, "Buy milk").await?;
    titles_are(page, &["Buy milk"]).await?;
    add(page, "  Walk the dog  ").await?;
    titles_are(page, &["Buy milk", "Walk the dog"]).await?;
    find(page, ".todo-list li:first-child .toggle").await?.click().await?;
    titles_are(page, &["✓ Buy milk", "Walk the dog"]).await?;
    screenshot(page, "todos-react.png").await?;
    find(page, ".filters a[href='/react/active']").await?.click().await?;
    titles_are(page, &["Walk the dog"]).await?;
    page.back().await?;
    titles_are(page, &["✓ Buy milk", "Walk the dog"]).await?;
    page.execute("document.querySelector('.todo-list li:first-child .destroy').click()", vec![]).await?;
    titles_are(page, &["Walk the dog"]).await?;
    find(page, ".toggle-all").await?.click().await?;
    titles_are(page, &["✓ Walk the dog"]).await?;
    page.refresh().await?;
    titles_are(page, &["✓ Walk the dog"]).await?;
    find(page, ".clear-completed").await?.click().await?;
    titles_are(page, &[]).await?;
    assert!(example.actions_and_pages().0 >= 6, "each change is an action: {:?}", example.traffic);
    browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fault_is_shown_beside_the_field() -> Result<()> {
    let (_example, browser) = open().await?;
    let page = &browser.page;
    add(page, &"x".repeat(201)).await?;
    let field = find(page, ".new-todo[aria-invalid=true]").await?;
    let described = field.attr("aria-describedby").await?.context("the field names its message")?;
    assert!(!find(page, &format!("#{described}")).await?.text().await?.is_empty());
    add(page, "Buy milk").await?;
    titles_are(page, &["Buy milk"]).await?;
    assert!(page.find(Locator::Css("[aria-invalid=true]")).await.is_err(), "what is right has no fault");
    browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_title_is_changed_in_its_place() -> Result<()> {
    let (_example, browser) = open().await?;
    let page = &browser.page;
    add(page, "Buy milk").await?;
    titles_are(page, &["Buy milk"]).await?;
    edit(page, "Buy tea").await?;
    titles_are(page, &["Buy tea"]).await?;
    edit(page, " ").await?;
    titles_are(page, &[]).await?;
    browser.close().await
}

/// Gives the only todo another title.
async fn edit(page: &Client, title: &str) -> Result<()> {
    const OPEN: &str = "document.querySelector('.todo-list label').dispatchEvent(new MouseEvent('dblclick', { bubbles: true }))";
    page.execute(OPEN, vec![]).await?;
    let field = find(page, ".edit").await?;
    let all = format!("{}a{}", char::from(Key::Control), char::from(Key::Null));
    field.send_keys(&all).await?;
    field.send_keys(title).await?;
    Ok(field.send_keys(&char::from(Key::Enter).to_string()).await?)
}

/// The list shows at once what will come of a call, also on a list that is read again meanwhile, and takes it back where nothing comes of it.
#[tokio::test(flavor = "multi_thread")]
async fn a_tick_is_shown_before_the_answer_and_taken_back_when_it_fails() -> Result<()> {
    const HOLD: &str = "
        const send = window.fetch, [path] = arguments;
        window.fetch = (...call) => (call[0].url ?? call[0]).endsWith(path) ? new Promise((_, fail) => window.lose = () => fail(new TypeError('lost'))) : send(...call);";
    let (_example, browser) = open().await?;
    let page = &browser.page;
    add(page, "Buy milk").await?;
    titles_are(page, &["Buy milk"]).await?;
    page.execute(HOLD, vec![TodosSpec::TOGGLE.action_path().into()]).await?;
    find(page, ".todo-list .toggle").await?.click().await?;
    titles_are(page, &["✓ Buy milk"]).await?;
    find(page, ".todo-list li[aria-busy=true]").await?;
    create_elsewhere(page, "Walk the dog").await?;
    titles_are(page, &["✓ Buy milk", "Walk the dog"]).await?;
    page.execute("window.lose()", vec![]).await?;
    titles_are(page, &["Buy milk", "Walk the dog"]).await?;
    says(page, ".notice", "That did not work").await?;
    browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_image_is_attached() -> Result<()> {
    let (example, browser) = open().await?;
    let page = &browser.page;
    add(page, "Buy milk").await?;
    titles_are(page, &["Buy milk"]).await?;
    let folder = tempfile::tempdir()?;
    for (name, address) in [("a.png", "/image/1?1"), ("b.png", "/image/1?2")] {
        attach(page, &folder, name, &POINT).await?;
        shows(page, address).await?;
    }
    attach(page, &folder, "c.png", b"no image").await?;
    says(page, ".notice", "no image that this page can show").await?;
    let (actions, _) = example.actions_and_pages();
    attach(page, &folder, "d.png", &[0; 600 * 1024]).await?;
    says(page, ".notice", "at most 512 KiB").await?;
    assert_eq!(example.actions_and_pages().0, actions, "what is too large is not sent: {:?}", example.traffic);
    browser.close().await
}

/// A page of an older build says so; it never shows a wrong list.
#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_another_build_says_so() -> Result<()> {
    let (_example, browser) = open().await?;
    let page = &browser.page;
    const RENAME: &str = "
        const send = window.fetch;
        window.fetch = async request => send('/_action/AAAAAAAAAAAAAAAAAAAAAA', { method: 'POST', headers: request.headers, body: await request.text() });";
    page.execute(RENAME, vec![]).await?;
    add(page, "Buy milk").await?;
    says(page, ".notice", "a new version of this page").await?;
    browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_follows_what_happens_elsewhere() -> Result<()> {
    let (_example, browser) = open().await?;
    let page = &browser.page;
    add(page, "Buy milk").await?;
    titles_are(page, &["Buy milk"]).await?;
    create_elsewhere(page, "Walk the dog").await?;
    titles_are(page, &["Buy milk", "Walk the dog"]).await?;
    browser.close().await
}

/// Creates a todo by a request that is none of the page's own calls, so nothing but the stream tells the page of it.
async fn create_elsewhere(page: &Client, title: &str) -> Result<()> {
    const CREATE: &str = "fetch(arguments[0], { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify([{ title: arguments[1] }]) })";
    page.execute(CREATE, vec![TodosSpec::CREATE.action_path().into(), title.into()]).await?;
    Ok(())
}
