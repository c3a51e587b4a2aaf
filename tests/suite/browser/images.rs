//! Images that are attached to a todo.

use super::{Front, PATIENCE, add, find, says, screenshot, titles_are};
use anyhow::{Context, Result};
use fantoccini::Client;
use serde_json::json;
use std::time::Duration;
use tempfile::TempDir;

/// One red point, as a PNG.
const POINT: [u8; 69] = [
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00,
    0x00, 0x01, 0x08, 0x02, 0x00, 0x00, 0x00, 0x90, 0x77, 0x53, 0xDE, 0x00, 0x00, 0x00, 0x0C, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9C, 0x63,
    0xF8, 0xCF, 0xC0, 0x00, 0x00, 0x03, 0x01, 0x01, 0x00, 0xC9, 0xFE, 0x92, 0xEF, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4E, 0x44, 0xAE,
    0x42, 0x60, 0x82,
];

/// Chooses a file for the only todo, and attaches it. The browser reads it from the folder when it sends it.
async fn attach(page: &Client, folder: &TempDir, name: &str, content: &[u8]) -> Result<()> {
    let file = folder.path().join(name);
    std::fs::write(&file, content)?;
    find(page, ".attach summary").await?.click().await?;
    find(page, ".attach input[type=file]").await?.send_keys(file.to_str().context("a path in UTF-8")?).await?;
    Ok(find(page, ".attach input[type=submit]").await?.click().await?)
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

pub(super) async fn an_image_is_attached_and_the_page_stays(front: Front) -> Result<()> {
    let (example, browser) = front.open().await?;
    let page = &browser.page;
    add(page, "Buy milk").await?;
    titles_are(page, &["Buy milk"]).await?;
    let (_, loaded) = example.actions_and_pages();
    let folder = tempfile::tempdir()?;
    for (name, address) in [("a.png", "/image/1?1"), ("b.png", "/image/1?2")] {
        attach(page, &folder, name, &POINT).await?;
        shows(page, address).await?;
    }
    screenshot(page, &format!("image-{front:?}.png")).await?;
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
    let (_example, browser) = Front::Plain.open().await?;
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
