//! Writes over a line that is slow, and that loses requests and answers: nothing is done twice, lost, left open, or shown that is not so.

use super::{Example, Front, PATIENCE, add, find, titles, titles_are};
use anyhow::{Result, ensure};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn};
use axum::response::IntoResponse;
use fantoccini::Client;
use futures_util::{Stream, StreamExt, stream};
use serde_json::{Value, json};
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use todos_api::TodosSpec;

/// The way of a request and the way back of its answer, in milliseconds, and what is lost.
#[derive(Debug, Clone, Copy)]
pub(super) struct Way {
    there: u64,
    back: u64,
    lost: Option<Lost>,
}

/// A call that has no answer.
#[derive(Debug, Clone, Copy)]
pub(super) enum Lost {
    /// The proxy does not reach the server.
    Request,
    /// The connection breaks after the head of the answer.
    Answer,
    /// The connection breaks before any byte of the answer. A browser sends the request again by itself, on another connection.
    Connection,
}

impl Way {
    pub(super) fn of(there: u64, back: u64) -> Self {
        Self { there, back, lost: None }
    }

    pub(super) fn loses(self, lost: Lost) -> Self {
        Self { lost: Some(lost), ..self }
    }
}

/// A line on which each request goes its own way: `plan` is told its path, and the number of requests to that path before it.
pub(super) fn line(plan: impl Fn(&str, usize) -> Way + Clone + Send + Sync + 'static) -> impl FnOnce(Router) -> Router {
    let seen = Arc::new(Mutex::new(HashMap::<String, usize>::new()));
    move |router| {
        router.layer(from_fn(move |request: Request, next: Next| {
            let number = {
                let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
                let number = seen.entry(request.uri().path().to_owned()).or_default();
                *number += 1;
                *number - 1
            };
            let way = plan(request.uri().path(), number);
            async move {
                tokio::time::sleep(Duration::from_millis(way.there)).await;
                if let Some(Lost::Request) = way.lost {
                    return StatusCode::BAD_GATEWAY.into_response();
                }
                let answer = next.run(request).await;
                tokio::time::sleep(Duration::from_millis(way.back)).await;
                match way.lost {
                    Some(Lost::Connection) => panic!("the connection breaks"),
                    Some(_) => answer.map(|_| Body::from_stream(cut_off())),
                    None => answer,
                }
            }
        }))
    }
}

/// A body of which one byte comes, after the head.
fn cut_off() -> impl Stream<Item = std::io::Result<Bytes>> {
    let broken = async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        Err(std::io::Error::other("the connection breaks"))
    };
    stream::iter([Ok(Bytes::from_static(b" "))]).chain(stream::once(broken))
}

/// Notes each list that the page shows from now on, as the titles that [`titles_are`] compares.
async fn note(page: &Client) -> Result<()> {
    const NOTE: &str = "
        const read = () => [...document.querySelectorAll('.todo-list li')].map(li =>
            (li.classList.contains('completed') ? '✓ ' : '') + li.querySelector('[data-testid=todo-title]').textContent).join(', ');
        window.noted = [read()];
        new MutationObserver(() => { const now = read(); if (noted.at(-1) !== now) noted.push(now); })
            .observe(document.querySelector('.todoapp').parentNode, { subtree: true, childList: true, attributes: true, characterData: true });";
    page.execute(NOTE, vec![]).await?;
    Ok(())
}

/// The lists that the page has shown, once nothing has changed for a second.
async fn noted(page: &Client) -> Result<Value> {
    let mut last = Value::Null;
    for _ in 0..PATIENCE.as_secs() {
        let now = page.execute("return noted", vec![]).await?;
        if now == last {
            return Ok(now);
        }
        last = now;
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    anyhow::bail!("the page does not come to rest: {last}")
}

/// Holds what the page shows equal to what the server has: a page that is loaded anew shows that.
async fn is_true(page: &Client, expected: &[&str]) -> Result<()> {
    titles_are(page, expected).await?;
    page.refresh().await?;
    titles_are(page, expected).await
}

/// Holds that each of these is there once, in whichever order they reached the server: a page that is loaded anew shows the same.
async fn each_is_there(page: &Client, expected: &[&str]) -> Result<()> {
    let sorted = |titles: &[&str]| titles.iter().map(|title| (*title).to_owned()).collect::<BTreeSet<_>>();
    let mut shown = Vec::new();
    for _ in 0..PATIENCE.as_millis() / 50 {
        shown = titles(page).await?;
        let shown: Vec<_> = shown.iter().map(String::as_str).collect();
        if shown.len() == expected.len() && sorted(&shown) == sorted(expected) {
            return is_true(page, &shown).await;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    anyhow::bail!("the page shows {shown:?}, expected {expected:?} in any order")
}

async fn tick(page: &Client, row: usize) -> Result<()> {
    Ok(find(page, &format!(".todo-list li:nth-child({row}) .toggle")).await?.click().await?)
}

async fn delete(page: &Client, row: usize) -> Result<()> {
    let click = format!("document.querySelector('.todo-list li:nth-child({row}) .destroy').click()");
    page.execute(&click, vec![]).await?;
    Ok(())
}

async fn with(example: &Example, front: Front, page: &Client, titles: &[&str]) -> Result<()> {
    for title in titles {
        add(page, title).await?;
    }
    titles_are(page, titles).await?;
    front.goto(page, example, "").await?;
    titles_are(page, titles).await
}

/// Of six that are added, the connection of one is lost, and the answer of the last: each is there once.
pub(super) async fn nothing_is_lost_or_done_twice(front: Front) -> Result<()> {
    let plan = |path: &str, number: usize| match (path == TodosSpec::CREATE.action_path(), number) {
        (true, 1) => Way::of(50, 100).loses(Lost::Connection),
        (true, 6) => Way::of(50, 100).loses(Lost::Answer),
        (true, _) => Way::of(100, 150),
        // Of the reads, which are sent again, each third is lost.
        (false, _) if path == TodosSpec::LIST.action_path() && number.is_multiple_of(3) => Way::of(80, 0).loses(Lost::Request),
        (false, _) => Way::of(40, 60),
    };
    let (example, browser) = front.open_behind(line(plan)).await?;
    let page = &browser.page;
    let all = ["one", "two", "three", "four", "five", "six"];
    for title in all {
        add(page, title).await?;
    }
    match front {
        // It sends each at once, so that they may pass each other on their way.
        Front::React => each_is_there(page, &all).await?,
        Front::Plain | Front::WebAssembly => is_true(page, &all).await?,
    }
    let reached = example.traffic.count("POST", |path| path == TodosSpec::CREATE.action_path());
    ensure!(reached == 7, "six calls, and one of them again by the browser: {:?}", example.traffic);
    browser.close().await
}

/// Three quick clicks on one box, and another window's todo meanwhile, over a line of 600 ms.
pub(super) async fn each_expected_value_is_shown_once(front: Front) -> Result<()> {
    let plan = |path: &str, _| if path == TodosSpec::TOGGLE.action_path() { Way::of(300, 300) } else { Way::of(20, 20) };
    let (example, browser) = front.open_behind(line(plan)).await?;
    let page = &browser.page;
    with(&example, front, page, &["milk", "dog"]).await?;
    note(page).await?;
    for _ in 0..3 {
        tick(page, 1).await?;
    }
    let first = page.window().await?;
    let second = page.new_window(false).await?.handle;
    page.switch_to_window(second).await?;
    front.goto(page, &example, "").await?;
    add(page, "tea").await?;
    page.switch_to_window(first).await?;
    titles_are(page, &["✓ milk", "dog", "tea"]).await?;
    let noted = noted(page).await?;
    let rows: Vec<_> = noted.as_array().into_iter().flatten().filter_map(|line| line.as_str()?.split(", ").next()).collect();
    let mut shown = rows.clone();
    shown.dedup();
    ensure!(shown == ["milk", "✓ milk", "milk", "✓ milk"], "the row was {rows:?}");
    is_true(page, &["✓ milk", "dog", "tea"]).await?;
    browser.close().await
}

/// The first of two writes is answered last; neither row comes back meanwhile.
pub(super) async fn answers_in_reverse_order_end_right(front: Front) -> Result<()> {
    let plan = |path: &str, number: usize| match number {
        0 if path == TodosSpec::DELETE.action_path() => Way::of(0, 1200),
        _ => Way::of(20, 20),
    };
    let (example, browser) = front.open_behind(line(plan)).await?;
    let page = &browser.page;
    with(&example, front, page, &["milk", "dog", "tea"]).await?;
    note(page).await?;
    delete(page, 1).await?;
    titles_are(page, &["dog", "tea"]).await?;
    delete(page, 1).await?;
    titles_are(page, &["tea"]).await?;
    assert_eq!(noted(page).await?, json!(["milk, dog, tea", "dog, tea", "tea"]));
    is_true(page, &["tea"]).await?;
    browser.close().await
}

/// A refused write, whose answer is lost too, and the one after it: the box shows what the server has, and each control can be used again.
pub(super) async fn no_call_stays_open(front: Front) -> Result<()> {
    let plan = |path: &str, number: usize| match (path == TodosSpec::TOGGLE.action_path(), number) {
        (true, 0) => Way::of(200, 0).loses(Lost::Request),
        (true, 1) => Way::of(100, 100).loses(Lost::Answer),
        _ => Way::of(50, 50),
    };
    let (example, browser) = front.open_behind(line(plan)).await?;
    let page = &browser.page;
    with(&example, front, page, &["milk"]).await?;
    tick(page, 1).await?;
    titles_are(page, &["✓ milk"]).await?;
    titles_are(page, &["milk"]).await?;
    note(page).await?;
    tick(page, 1).await?;
    // The answer is lost: what the call did is read.
    noted(page).await?;
    titles_are(page, &["✓ milk"]).await?;
    find(page, ".notice:not(:empty)").await?;
    tick(page, 1).await?;
    find(page, ".notice:empty").await?;
    is_true(page, &["milk"]).await?;
    browser.close().await
}
