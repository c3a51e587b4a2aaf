//! The examples in a real browser: todos, in WebAssembly, in React and with scripts switched off; RealWorld.

mod conduit;
mod docs;
pub(crate) mod driver;
mod enhanced;
mod forms;
mod frameworks;
mod front;
mod hydrated;
mod images;
mod login;
mod once;
mod rough;
mod scenarios;
mod steps;
mod store;
mod streams;

use anyhow::{Context, Result};
use driver::{Browser, Script};
use fantoccini::elements::Element;
use fantoccini::key::Key;
use fantoccini::{Client, Locator};
use front::{Example, Front};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Each wait is bounded.
const PATIENCE: Duration = Duration::from_secs(15);

/// The bundle of a page, which `cargo xtask test` makes.
fn bundle(package: &str) -> Result<PathBuf> {
    built(package, "manifest.json")
}

/// The folder of a page that was made, and has this file.
fn built(page: &str, file: &str) -> Result<PathBuf> {
    let default = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/bundle");
    let folder = std::env::var_os("BUNDLES").map_or(default, PathBuf::from).join(page);
    anyhow::ensure!(
        folder.join(file).is_file(),
        "no page in {}: `cargo xtask test browser` makes it, that of React `.. test react`",
        folder.display()
    );
    Ok(folder)
}

async fn find(page: &Client, selector: &str) -> Result<Element> {
    page.wait().at_most(PATIENCE).for_element(Locator::Css(selector)).await.with_context(|| format!("nothing on the page is `{selector}`"))
}

/// Waits until the titles on the page are these; a title that is done begins with `✓`.
async fn titles_are(page: &Client, expected: &[&str]) -> Result<()> {
    let mut seen = Vec::new();
    for _ in 0..PATIENCE.as_millis() / 50 {
        seen = titles(page).await?;
        if seen == expected {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    anyhow::bail!("the page shows {seen:?}, expected {expected:?}")
}

/// The titles that the page shows, each with a tick where it is done.
async fn titles(page: &Client) -> Result<Vec<String>> {
    const READ: &str = "return [...document.querySelectorAll('.todo-list li')].map(li =>
        (li.classList.contains('completed') ? '✓ ' : '') + li.querySelector('[data-testid=todo-title]').textContent)";
    Ok(serde_json::from_value(page.execute(READ, vec![]).await?)?)
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

/// Waits until the page says this.
async fn says(page: &Client, selector: &str, words: &str) -> Result<()> {
    for _ in 0..PATIENCE.as_millis() / 50 {
        if let Ok(element) = page.find(Locator::Css(selector)).await
            && element.text().await.unwrap_or_default().contains(words)
        {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    anyhow::bail!("`{selector}` does not say {words}")
}

#[tokio::test(flavor = "multi_thread")]
async fn without_scripts_forms_do_the_same() -> Result<()> {
    let (example, browser) = Front::Plain.open().await?;
    let page = &browser.page;
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
