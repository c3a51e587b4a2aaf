//! Feeds, tags, pages of a list; deep links, Back and the focus.

use super::example::Conduit;
use anyhow::Result;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn lists_have_pages_and_tags() -> Result<()> {
    let conduit = Conduit::open().await?;
    let jake = conduit.somebody("jake").await?;
    for number in 1..=12 {
        let tags: &[_] = if number == 12 { &["c# /what?%25"] } else { &["common"] };
        conduit.article(&jake, &format!("Number {number}"), "Text", tags).await?;
    }
    conduit.goto("/").await?;
    conduit.says("document.querySelectorAll('.article-preview').length", json!(10)).await?;
    conduit.texts(".page-item", &["1", "2"]).await?;
    conduit.click(".page-item:last-child a").await?;
    conduit.is_at("/?page=2").await?;
    conduit.texts(".preview-link h1", &["Number 2", "Number 1"]).await?;
    conduit.texts(".page-item.active", &["2"]).await?;
    conduit.says("document.activeElement.localName", json!("main")).await?;
    conduit.page().back().await?;
    conduit.texts(".page-item.active", &["1"]).await?;
    conduit.says("document.querySelector('.preview-link h1')?.textContent", json!("Number 12")).await?;

    conduit.click(".sidebar .tag-pill").await?;
    conduit.is_at("/tag/c%23%20%2Fwhat%3F%2525").await?;
    for _ in 0..2 {
        conduit.texts(".preview-link h1", &["Number 12"]).await?;
        conduit.texts(".feed-toggle .nav-link.active", &["#c# /what?%25"]).await?;
        conduit.page().refresh().await?;
    }
    conduit.goto("/tag/common?page=2").await?;
    conduit.texts(".preview-link h1", &["Number 1"]).await?;
    conduit.goto("/profile/jake?page=2").await?;
    conduit.texts(".preview-link h1", &["Number 2", "Number 1"]).await?;
    conduit.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_has_an_address() -> Result<()> {
    let conduit = Conduit::open().await?;
    let jake = conduit.somebody("jake").await?;
    let slug = conduit.article(&jake, "Dragons", "Text", &[]).await?;
    let pages = [
        ("/", "Home", "conduit"),
        ("/login", "Sign in", "Sign in"),
        ("/register", "Sign up", "Sign up"),
        ("/profile/jake/favorites", "jake", "jake"),
        ("/no/such/page", "Not found", "Not found"),
        (&*format!("/article/{slug}"), "Dragons", "Dragons"),
    ];
    for (path, title, heading) in pages {
        conduit.goto(path).await?;
        conduit.says("document.title", json!(format!("{title} · Conduit"))).await?;
        conduit.says("document.querySelector('h1, [role=heading]')?.textContent", json!(heading)).await?;
    }
    conduit.press("jake").await?;
    conduit.is_at("/profile/jake").await?;
    conduit.page().back().await?;
    conduit.says("document.title", json!("Dragons · Conduit")).await?;
    conduit.page().forward().await?;
    conduit.says("document.title", json!("jake · Conduit")).await?;
    let missing = reqwest::get(conduit.server.url("/no/such/page")).await?;
    assert_eq!((missing.status().as_u16(), missing.headers()["content-type"].as_bytes()), (404, &b"text/html; charset=utf-8"[..]));
    let missing = reqwest::get(conduit.server.url("/api/no/such")).await?;
    assert_eq!(missing.status(), 404);
    assert!(missing.headers()["content-type"].to_str()?.contains("json"));
    conduit.close().await
}
