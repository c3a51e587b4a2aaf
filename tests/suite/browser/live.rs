//! What the script does with files, and with where methods lead.

use super::forms::open;
use super::{Example, PATIENCE, Script, add, find, is_live, screenshot, titles_are};
use anyhow::{Context, Result};
use fantoccini::{Client, Locator};
use serde_json::json;
use std::time::Duration;
use tempfile::TempDir;

/// One red point, as a PNG.
pub(super) const POINT: [u8; 69] = [
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00,
    0x00, 0x01, 0x08, 0x02, 0x00, 0x00, 0x00, 0x90, 0x77, 0x53, 0xDE, 0x00, 0x00, 0x00, 0x0C, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9C, 0x63,
    0xF8, 0xCF, 0xC0, 0x00, 0x00, 0x03, 0x01, 0x01, 0x00, 0xC9, 0xFE, 0x92, 0xEF, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4E, 0x44, 0xAE,
    0x42, 0x60, 0x82,
];

/// Chooses a file for the only todo, and attaches it. The browser reads it from the folder when it sends it.
pub(super) async fn attach(page: &Client, folder: &TempDir, name: &str, content: &[u8]) -> Result<()> {
    let file = folder.path().join(name);
    std::fs::write(&file, content)?;
    find(page, ".attach summary").await?.click().await?;
    find(page, ".attach input[type=file]").await?.send_keys(file.to_str().context("a path in UTF-8")?).await?;
    Ok(find(page, ".attach input[type=submit]").await?.click().await?)
}

/// Waits until the page says this.
pub(super) async fn says(page: &Client, selector: &str, words: &str) -> Result<()> {
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

/// Waits until the page shows the image of this address, and the browser has read it.
pub(super) async fn shows(page: &Client, address: &str) -> Result<()> {
    const READ: &str = "const image = document.querySelector('img.image'); return image && [image.getAttribute('src'), image.naturalWidth]";
    let mut seen = json!(null);
    for _ in 0..PATIENCE.as_millis() / 50 {
        seen = page.execute(READ, vec![]).await?;
        if seen == json!([address, 1]) {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    anyhow::bail!("the page shows {seen}, expected {address}")
}

#[tokio::test(flavor = "multi_thread")]
async fn an_image_is_attached_and_the_page_stays() -> Result<()> {
    let (example, browser) = open(Script::On).await?;
    let page = &browser.page;
    add(page, "Buy milk").await?;
    titles_are(page, &["Buy milk"]).await?;
    let (_, loaded) = example.actions_and_pages();
    let folder = tempfile::tempdir()?;
    for (name, address) in [("a.png", "/image/1?1"), ("b.png", "/image/1?2")] {
        attach(page, &folder, name, &POINT).await?;
        shows(page, address).await?;
    }
    screenshot(page, "image.png").await?;
    attach(page, &folder, "c.png", b"no image").await?;
    says(page, ".notice", "no image that this page can show").await?;
    let (actions, _) = example.actions_and_pages();
    attach(page, &folder, "d.png", &[0; 600 * 1024]).await?;
    says(page, ".notice", "at most 512 KiB").await?;
    let (now, pages) = example.actions_and_pages();
    assert_eq!((now, pages), (actions, loaded), "what is too large is not sent, and nothing was loaded: {:?}", example.traffic);
    browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn without_scripts_an_image_is_attached_by_its_form() -> Result<()> {
    let (_example, browser) = open(Script::Off).await?;
    let page = &browser.page;
    add(page, "Buy milk").await?;
    titles_are(page, &["Buy milk"]).await?;
    let folder = tempfile::tempdir()?;
    attach(page, &folder, "a.png", &POINT).await?;
    shows(page, "/image/1").await?;
    attach(page, &folder, "b.png", b"no image").await?;
    says(page, ".refused", "a PNG, a JPEG, a GIF or a WebP image").await?;
    browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_goes_where_a_method_leads() -> Result<()> {
    let (example, browser): (Example, _) = open(Script::On).await?;
    let page = &browser.page;
    add(page, "Buy milk").await?;
    titles_are(page, &["Buy milk"]).await?;
    find(page, ".account a").await?.click().await?;
    find(page, "[name='who.name']").await?.send_keys("ann").await?;
    find(page, "[name='who.password']").await?.send_keys("correct horse").await?;
    find(page, ".login .save").await?.click().await?;
    is_live(page).await?;
    page.goto(&example.server.url("/active")).await?;
    is_live(page).await?;
    titles_are(page, &["Buy milk"]).await?;
    let (actions, pages) = example.actions_and_pages();
    find(page, ".account button").await?.click().await?;
    titles_are(page, &[]).await?;
    is_live(page).await?;
    assert_eq!(page.current_url().await?.path(), "/", "where `sign_out` leads");
    let (now, loaded) = example.actions_and_pages();
    // The call, and the page that it leads to.
    assert_eq!((now - actions, loaded - pages), (1, 1), "{:?}", example.traffic);
    browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn another_window_shows_what_happens_in_this_one() -> Result<()> {
    let (example, browser) = open(Script::On).await?;
    let page = &browser.page;
    add(page, "Buy milk").await?;
    titles_are(page, &["Buy milk"]).await?;
    let first = page.window().await?;
    let second = page.new_window(false).await?.handle;
    page.switch_to_window(second.clone()).await?;
    page.goto(&example.server.url("/")).await?;
    is_live(page).await?;
    page.switch_to_window(first.clone()).await?;
    add(page, "Walk the dog").await?;
    page.switch_to_window(second).await?;
    titles_are(page, &["Buy milk", "Walk the dog"]).await?;
    find(page, ".todo-list li:first-child .toggle").await?.click().await?;
    titles_are(page, &["✓ Buy milk", "Walk the dog"]).await?;
    page.execute("document.querySelector('.todo-list li:last-child .destroy').click()", vec![]).await?;
    page.switch_to_window(first).await?;
    titles_are(page, &["✓ Buy milk"]).await?;
    browser.close().await
}
