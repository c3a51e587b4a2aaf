//! A store in a browser: its requests, and the browser's events.

use super::PATIENCE;
use super::steps::{Page, until};
use anyhow::Result;
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// Waits until the page has shown all of this.
async fn all_shown(page: &Page, expected: &[&str]) -> Result<()> {
    for _ in 0..PATIENCE.as_millis() / 50 {
        let shown = page.run_now("shown()").await?;
        if shown == json!(expected) {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    anyhow::bail!("{expected:?} was to be shown, and it was {}", page.run_now("shown()").await?)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_write_and_what_it_makes_stale_are_one_request() -> Result<()> {
    let requests = Arc::new(AtomicUsize::new(0));
    let counted = requests.clone();
    let page = Page::open_behind(|router| {
        router.layer(from_fn(move |request: Request, next: Next| {
            counted.fetch_add(1, Ordering::SeqCst);
            next.run(request)
        }))
    })
    .await?;
    let requests = || requests.load(Ordering::SeqCst);
    page.run_now("show()").await?;
    all_shown(&page, &["-", "0"]).await?;
    assert_eq!(requests(), 1);
    assert_eq!(page.run("page.set(7)").await?, json!(true));
    all_shown(&page, &["-", "0", "7?", "7"]).await?;
    assert_eq!(requests(), 2, "the read comes in the flight of the write");
    for (event, expected) in
        [("document.dispatchEvent(new Event('visibilitychange'))", 3), ("window.dispatchEvent(new Event('online'))", 4)]
    {
        page.run(&format!("Promise.resolve({event})")).await?;
        until(|| requests() == expected).await?;
    }
    all_shown(&page, &["-", "0", "7?", "7"]).await?;
    page.browser.close().await
}
