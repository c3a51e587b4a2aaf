//! What the script does with files, and with where methods lead.

use super::forms::open;
use super::{Example, PATIENCE, Script, add, find, is_live, screenshot, titles_are};
use anyhow::{Context, Result};
use fantoccini::{Client, Locator};
use serde_json::json;
use std::time::Duration;

/// One red point, as a PNG.
const POINT: [u8; 69] = [
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00,
    0x00, 0x01, 0x08, 0x02, 0x00, 0x00, 0x00, 0x90, 0x77, 0x53, 0xDE, 0x00, 0x00, 0x00, 0x0C, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9C, 0x63,
    0xF8, 0xCF, 0xC0, 0x00, 0x00, 0x03, 0x01, 0x01, 0x00, 0xC9, 0xFE, 0x92, 0xEF, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4E, 0x44, 0xAE,
    0x42, 0x60, 0x82,
];

/// Chooses a file for the only todo, and attaches it.
async fn attach(page: &Client, content: &[u8]) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("point.png");
    std::fs::write(&file, content)?;
    find(page, ".attach summary").await?.click().await?;
    find(page, ".attach input[type=file]").await?.send_keys(file.to_str().context("a path in UTF-8")?).await?;
    find(page, ".attach input[type=submit]").await?.click().await?;
    // The browser reads the file when it sends it.
    tokio::time::sleep(Duration::from_millis(500)).await;
    Ok(())
}

/// Waits until the page shows the image of this address, and the browser has read it.
async fn shows(page: &Client, address: &str) -> Result<()> {
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
    for address in ["/image/1?1", "/image/1?2"] {
        attach(page, &POINT).await?;
        shows(page, address).await?;
    }
    screenshot(page, "image.png").await?;
    attach(page, b"no image").await?;
    let notice = page.wait().at_most(PATIENCE).for_element(Locator::Css(".notice:not(:empty)")).await?;
    assert!(notice.text().await?.contains("no image that this page can show"));
    let (actions, _) = example.actions_and_pages();
    attach(page, &[0; 600 * 1024]).await?;
    assert!(find(page, ".notice").await?.text().await?.contains("at most 512 KiB"));
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
    attach(page, &POINT).await?;
    shows(page, "/image/1").await?;
    attach(page, b"no image").await?;
    assert!(find(page, ".refused").await?.text().await?.contains("a PNG, a JPEG, a GIF or a WebP image"));
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
    // The call, the list of the new page; and that page.
    assert_eq!((now - actions, loaded - pages), (2, 1), "{:?}", example.traffic);
    browser.close().await
}
