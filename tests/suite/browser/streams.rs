//! Streams in a browser: over connections that break off, many in one page, and of a page that is away.

use super::steps::{Page, until};
use super::{Browser, PATIENCE, Script};
use crate::streams::answers::Answers;
use crate::support::Running;
use anyhow::{Context, Result};
use axum::body::Body;
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use futures_util::StreamExt;
use serde_json::json;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// A place at which an answer is cut.
#[derive(Debug, Clone, Copy)]
enum Cut {
    /// Before its head: the connection is closed.
    BeforeTheHead,
    /// After so many bytes of its body.
    After(usize),
}

/// Cuts the answers of streams, the first here, the next there.
fn cutting(cuts: impl IntoIterator<Item = Cut>) -> impl FnOnce(axum::Router) -> axum::Router {
    let cuts = Arc::new(Mutex::new(cuts.into_iter().collect::<std::collections::VecDeque<_>>()));
    move |router| {
        router.layer(from_fn(move |request: Request, next: Next| {
            let is_stream = request.headers().get("accept").is_some_and(|accept| accept.as_bytes().starts_with(b"text/event-stream"));
            let cut = is_stream.then(|| cuts.lock().unwrap_or_else(PoisonError::into_inner).pop_front()).flatten();
            async move {
                match cut {
                    Some(Cut::BeforeTheHead) => panic!("the connection is cut"),
                    Some(Cut::After(bytes)) => next.run(request).await.map(|body| cut_off(body, bytes)),
                    None => next.run(request).await,
                }
            }
        }))
    }
}

/// So many bytes of a body, and then an error, which closes the connection.
fn cut_off(body: Body, bytes: usize) -> Body {
    let pieces = body.into_data_stream().scan(bytes, |left, piece| {
        let piece = piece.map_err(std::io::Error::other).and_then(|mut piece| {
            piece.truncate(*left);
            *left -= piece.len();
            if piece.is_empty() { Err(std::io::Error::other("cut")) } else { Ok(piece) }
        });
        std::future::ready(Some(piece))
    });
    Body::from_stream(pieces)
}

/// The numbers that each stream gave.
async fn seen(page: &Page) -> Result<Vec<Vec<u64>>> {
    let lines: Vec<String> = serde_json::from_value(page.run_now("seen()").await?)?;
    let numbers = |line: &String| line.split_whitespace().map(|word| word.parse().with_context(|| line.clone())).collect();
    lines.iter().map(numbers).collect()
}

/// Waits until each stream gave so many numbers, and looks that each came once and in order.
async fn all_count(page: &Page, many: usize) -> Result<()> {
    for _ in 0..4 * PATIENCE.as_millis() / 100 {
        let seen = seen(page).await?;
        assert!(seen.iter().all(|numbers| numbers.iter().copied().eq(1..=numbers.len() as u64)), "{seen:?}");
        if seen.iter().all(|numbers| numbers.len() >= many) {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    anyhow::bail!("not in time: {:?}", seen(page).await?)
}

#[tokio::test(flavor = "multi_thread")]
async fn each_event_comes_once_wherever_a_connection_is_cut_in_a_browser() -> Result<()> {
    // The opening frame has 20 bytes, an event some 15: in the middle of a frame, at its border, before the first, and without a head.
    let cuts = [40, 50, 20, 35, 49, 0, 21, 64].map(Cut::After).into_iter();
    let page = Page::open_behind(cutting(cuts.chain([Cut::BeforeTheHead, Cut::After(51), Cut::BeforeTheHead]))).await?;
    page.run_now("count(2, 20)").await?;
    all_count(&page, 40).await?;
    page.browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn each_event_comes_once_when_the_server_is_restarted() -> Result<()> {
    let mut page = Page::open_behind(|router| router).await?;
    page.run_now("count(3, 20)").await?;
    for _ in 0..2 {
        let many = seen(&page).await?.iter().map(Vec::len).max().unwrap_or_default();
        all_count(&page, many + 20).await?;
        page.restart().await?;
    }
    let many = seen(&page).await?.iter().map(Vec::len).max().unwrap_or_default();
    all_count(&page, many + 20).await?;
    page.browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_streams_of_a_page_take_turns_and_leave_room_for_calls() -> Result<()> {
    let page = Page::open_behind(|router| router).await?;
    page.run_now("count(10, 500)").await?;
    until(|| page.probed.open.load(Ordering::SeqCst) == 3).await?;
    for _ in 0..20 {
        assert_eq!(page.run("page.call()").await?, json!(true));
        assert!(page.probed.open.load(Ordering::SeqCst) <= 3);
    }
    all_count(&page, 2).await?;
    page.browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_streams_of_a_page_that_is_away_are_closed_until_it_is_back() -> Result<()> {
    let page = Page::open_behind(|router| router).await?;
    let open = || page.probed.open.load(Ordering::SeqCst);
    page.run_now("count(2, 50)").await?;
    all_count(&page, 2).await?;
    let told = |event: &str| format!("Promise.resolve(window.dispatchEvent(new Event('{event}')))");
    let online =
        |is: bool| format!("Promise.resolve(!!Object.defineProperty(navigator, 'onLine', {{ get: () => {is}, configurable: true }}))");
    for (away, back) in
        [(vec![told("pagehide")], vec![told("pageshow")]), (vec![online(false), told("offline")], vec![online(true), told("online")])]
    {
        for step in away {
            page.run(&step).await?;
        }
        until(|| open() == 0).await?;
        for step in back {
            page.run(&step).await?;
        }
        until(|| open() == 2).await?;
    }
    let many = seen(&page).await?[0].len();
    all_count(&page, many + 5).await?;
    page.browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_is_no_stream_ends_it_unless_it_tells_of_the_moment_in_a_browser() -> Result<()> {
    let answers = Answers::default();
    let page = Page::open_behind(|router| answers.before(router)).await?;
    let step = format!("Promise.all(Array.from({{ length: {} }}, (_, at) => page.end_of(`page-${{at}}`, at % 2 === 0)))", Answers::MANY);
    answers.check("page", &serde_json::from_value::<Vec<String>>(page.run(&step).await?)?);
    page.browser.close().await
}

/// As the guide shows it.
#[tokio::test(flavor = "multi_thread")]
async fn an_event_source_is_closed_at_the_end() -> Result<()> {
    let (server, counts) = crate::streams::server();
    let router = server.pages(axum::Router::new().route("/", axum::routing::get(async || "")));
    let running = Running::start(router.into_router()).await?;
    let browser = Browser::open(Script::On).await?;
    browser.page.goto(&running.url("/")).await?;
    let read = "const [done, seen] = [arguments[0], []];
        const source = new EventSource('/api/v1/feeds/three');
        source.onmessage = ({ data }) => seen.push(JSON.parse(data).number);
        for (const last of ['end', 'problem']) source.addEventListener(last, () => { source.close(); setTimeout(() => done(seen), 3000); });";
    assert_eq!(browser.page.execute_async(read, vec![]).await?, json!([1, 2, 3]));
    assert_eq!(counts.dropped(), 1, "it does not come back");
    browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_source_reads_a_route() -> Result<()> {
    let page = Page::open_behind(cutting([Cut::After(50)])).await?;
    let read = "new Promise((resolve, reject) => {
        const [numbers, source] = [[], new EventSource('/api/v1/count/x?milliseconds=20')];
        source.onmessage = event => {
            numbers.push(Number(event.data));
            if (numbers.length === 10) { source.close(); resolve(numbers); }
        };
        setTimeout(() => reject(numbers.join()), 14000);
    })";
    assert_eq!(page.run(read).await?, json!((1..=10).collect::<Vec<_>>()));
    page.browser.close().await
}
