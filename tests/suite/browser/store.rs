//! A store in a browser: its requests, and the browser's events.

use super::PATIENCE;
use super::rough::{Lost, Way, line};
use super::steps::{Page, until};
use anyhow::Result;
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use trifold_page::ProbeSpec;

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

/// A page, and the number of requests to its server so far.
async fn counted() -> Result<(Page, impl Fn() -> usize)> {
    let requests = Arc::new(AtomicUsize::new(0));
    let counted = requests.clone();
    let page = Page::open_behind(|router| {
        router.layer(from_fn(move |request: Request, next: Next| {
            counted.fetch_add(1, Ordering::SeqCst);
            next.run(request)
        }))
    })
    .await?;
    Ok((page, move || requests.load(Ordering::SeqCst)))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_write_and_what_it_makes_stale_are_one_request() -> Result<()> {
    let (page, requests) = counted().await?;
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

#[tokio::test(flavor = "multi_thread")]
async fn a_login_says_who_the_caller_is_in_its_own_flight() -> Result<()> {
    let (page, requests) = counted().await?;
    page.run_now("show_who()").await?;
    all_shown(&page, &["-", ""]).await?;
    assert_eq!(page.run("page.sign_in('ann')").await?, json!(true));
    all_shown(&page, &["-", "", "session=ann"]).await?;
    assert_eq!(requests(), 2, "under the cookie that the login has just set");
    page.browser.close().await
}

/// The first of two writes is carried out first, and answered last.
#[tokio::test(flavor = "multi_thread")]
async fn two_writes_whose_answers_come_in_reverse_order_end_right() -> Result<()> {
    let plan = |path: &str, number: usize| match number {
        0 if path == ProbeSpec::SET.action_path() => Way::of(0, 800),
        _ => Way::of(100, 100),
    };
    let page = Page::open_behind(line(plan)).await?;
    page.run_now("show()").await?;
    all_shown(&page, &["-", "0"]).await?;
    page.browser.page.execute("window.first = page.set(1)", vec![]).await?;
    until(|| page.probed.number.load(Ordering::SeqCst) == 1).await?;
    assert_eq!(page.run("Promise.all([page.set(2), first])").await?, json!([true, true]));
    all_shown(&page, &["-", "0", "1?", "2?", "2"]).await?;
    page.browser.close().await
}

/// A read that is lost is sent again, and so is one that is lost then: what a write did is shown although its flight was lost.
#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_leaves_nothing_open() -> Result<()> {
    let plan = |path: &str, number: usize| match (path == ProbeSpec::SET.action_path(), number) {
        (true, 0) => Way::of(50, 50).loses(Lost::Answer),
        (false, 1 | 2) => Way::of(50, 0).loses(Lost::Request),
        _ => Way::of(50, 50),
    };
    let page = Page::open_behind(line(plan)).await?;
    page.run_now("show()").await?;
    all_shown(&page, &["-", "0"]).await?;
    assert_eq!(page.run("page.set(1)").await?, json!(false));
    all_shown(&page, &["-", "0", "1?", "0", "1"]).await?;
    page.browser.close().await
}
