//! Connections over HTTP/2 that take what they should not: time, heads, streams, frames.

use super::{GuardedSpec, Site};
use crate::frames::{CONTINUATION, DATA, HEADERS, NO_TABLE, PRIORITY, Peer, RST_STREAM, SETTINGS, WINDOW, WINDOW_UPDATE, block};
use crate::process::{ProbeSpec, Process};
use crate::support::to_page;
use anyhow::{Context, Result, ensure};
use futures_util::future::try_join_all;
use std::time::{Duration, Instant};
use trifold::server::Server;

/// The head of a form, without its path.
const FORM: [(&str, &str); 5] = [
    (":method", "POST"),
    (":scheme", "http"),
    (":authority", "a"),
    ("sec-fetch-site", "same-origin"),
    ("content-type", "application/x-www-form-urlencoded"),
];

const SHORT: Duration = Duration::from_millis(300);

/// Time in which nothing happens that should: far more than it takes.
const LONG: Duration = Duration::from_secs(20);

fn head(path: &'static str) -> [(&'static str, &'static str); 5] {
    [(":method", "POST"), (":scheme", "http"), (":path", path), (":authority", "a"), ("content-type", "application/json")]
}

/// Sends frames, one every now and then, until the server has closed; it must.
async fn closes<'a>(mut peer: Peer, frames: impl Iterator<Item = (u8, u32, &'a [u8])>) -> Result<()> {
    let since = Instant::now();
    for (kind, stream, payload) in frames {
        if since.elapsed() > LONG || peer.send(kind, 0, stream, payload).await.is_err() {
            break;
        }
        tokio::time::sleep(SHORT / 10).await;
    }
    peer.read_all().await?;
    ensure!(since.elapsed() < LONG, "the connection was open for {:?}", since.elapsed());
    Ok(())
}

/// A head that does not end, and one that trickles; before a first request, and behind one. So does a preface that is nothing more.
#[tokio::test]
async fn a_head_that_does_not_end_closes_its_connection() -> Result<()> {
    let site = Site::start(|server| server, |serving| serving.header_deadline(SHORT).idle_deadline(2 * SHORT)).await?;
    let block = block(&head("/api/v1/echo"));
    let cases = [false, true].into_iter().flat_map(|first| (0..3).map(move |way| (first, way)));
    try_join_all(cases.map(|(is_first, way)| {
        let (site, block) = (&site, &block);
        async move {
            let mut peer = site.peer().await?;
            if !is_first {
                peer.ask(1, "GET", "/healthz", true).await?;
                peer.answer(1).await?;
            }
            let begun = (HEADERS, 3, &block[..9]);
            let trickle = block[9..].chunks(1).cycle().map(|byte| (CONTINUATION, 3, byte));
            match way {
                0 => closes(peer, std::iter::empty()).await,
                1 => closes(peer, std::iter::once(begun)).await,
                _ => closes(peer, std::iter::once(begun).chain(trickle.take(block.len() - 10))).await,
            }
            .with_context(|| format!("first: {is_first}, way {way}"))
        }
    }))
    .await?;
    site.answers_others().await
}

/// A head has only so many bytes, in whatever frames it comes.
#[tokio::test]
async fn a_head_has_only_so_many_bytes_in_whatever_frames() -> Result<()> {
    let site = Site::start(|server| server, |serving| serving).await?;
    let (value, many) = ("x".repeat(60_000), "y".repeat(10));
    let long = [&head("/api/v1/echo")[..], &[("x-long", &*value)]].concat();
    let wide: Vec<_> = head("/api/v1/echo").into_iter().chain((0..3000).map(|_| ("x-many", &*many))).collect();
    let cookies: Vec<_> = head("/api/v1/echo").into_iter().chain((0..5000).map(|_| ("cookie", "a=b"))).collect();
    for fields in [&long, &wide, &cookies] {
        let mut peer = site.peer().await?;
        peer.head(1, fields, true).await.unwrap_or_default();
        let answer = peer.answer(1).await;
        let is_refused = !matches!(&answer, Ok(Some((status, _))) if *status != 431);
        ensure!(is_refused, "{answer:?}");
    }
    // Frames that carry nothing, or say the same again, do not go on for ever.
    for payload in [&b""[..], &[0x82; 1000]] {
        let mut peer = site.peer().await?;
        peer.send(HEADERS, 0, 1, &[0x82]).await?;
        let mut sent = 0;
        while sent < 200_000 && peer.send(CONTINUATION, 0, 1, payload).await.is_ok() {
            sent += 1;
        }
        ensure!(sent < 200_000, "{sent} frames of {} bytes were taken", payload.len());
    }
    ensure!(site.guard.calls() == 0);
    site.answers_others().await
}

/// A body that pauses is refused on its stream, one that comes byte by byte at its deadline, and the streams beside it go on.
#[tokio::test]
async fn a_body_that_does_not_come_is_refused_on_its_stream() -> Result<()> {
    let site = Site::start(|server| server.body_deadline(4 * SHORT), |serving| serving.stall_deadline(SHORT)).await?;
    let mut peer = site.peer().await?;
    peer.head(1, &head("/api/v1/echo"), false).await?;
    peer.send(DATA, 0, 1, b"\"x").await?;
    let (status, text) = peer.answer(1).await?.context("reset")?;
    ensure!(status == 408 && text.contains("did not arrive in time"), "{status} {text}");
    peer.head(3, &head("/api/v1/echo"), false).await?;
    for _ in 0..30 {
        // Once it is refused, more of it may be no longer taken.
        peer.send(DATA, 0, 3, b" ").await.unwrap_or_default();
        tokio::time::sleep(SHORT / 5).await;
    }
    let (status, text) = peer.answer(3).await?.context("reset")?;
    ensure!(status == 408, "{status} {text}");
    peer.head(5, &head("/api/v1/echo"), false).await?;
    peer.body(5, b"\"x\"").await?;
    ensure!(peer.answer(5).await?.context("reset")?.0 == 200, "one stream of many has ended");
    Ok(())
}

/// The body of a form that is refused by its head is waited for as any other: of one peer so many, and the longest wait ends for the newest.
#[tokio::test]
async fn bodies_of_refused_forms_are_waited_for_by_few() -> Result<()> {
    const SHARE: u32 = 3;
    let site = Site::start(|server| server.calls_of_a_peer(SHARE as usize), |serving| serving).await?;
    let form = |path| [&[(":path", path)], &FORM[..]].concat();
    for (path, status) in [("/?/AAECAwQFBgcICQoLDA0ODw", 409), (&*to_page("/", GuardedSpec::ACCOUNT), 401)] {
        let mut answers = Vec::new();
        // A machine that stands still for seconds ends the wait: then once more.
        for _ in 0..5 {
            let mut peer = site.peer().await?;
            let streams: Vec<_> = (0..20).map(|number| 2 * number + 1).collect();
            let (early, late) = streams.split_at(streams.len() - SHARE as usize);
            for stream in &streams {
                peer.head(*stream, &form(path), false).await?;
            }
            answers.clear();
            for stream in early {
                answers.push(peer.answer(*stream).await?.context("reset")?);
            }
            let (last, rest) = late.split_last().context("there are some")?;
            peer.body(*last, b"text=what+was+typed").await?;
            for stream in rest {
                peer.send(RST_STREAM, 0, *stream, &[0, 0, 0, 8]).await?;
            }
            answers.push(peer.answer(*last).await?.context("reset")?);
            if answers.last().is_some_and(|(_, text)| text.contains("what was typed")) {
                break;
            }
        }
        let (last, early) = answers.split_last().context("there are some")?;
        ensure!(last.0 == status && last.1.contains("what was typed"), "{last:?}");
        ensure!(early.iter().all(|(_, text)| !text.contains("typed")) && early.len() == 17, "{early:?}");
    }
    Ok(())
}

/// Of streams there are so many at one time; of connections too.
#[tokio::test]
async fn streams_and_connections_are_bounded() -> Result<()> {
    let site = Site::start(|server| server, |serving| serving.streams(3).connections_of_a_peer(2)).await?;
    let mut peer = site.peer().await?;
    for stream in [1, 3, 5, 7] {
        peer.head(stream, &head("/api/v1/echo"), false).await?;
    }
    ensure!(peer.answer(7).await?.is_none(), "a fourth stream was answered");
    peer.body(1, b"\"x\"").await?;
    ensure!(peer.answer(1).await?.context("reset")?.0 == 200);
    let _second = site.peer().await?;
    if let Ok(mut third) = site.peer().await {
        third.ask(1, "GET", "/healthz", true).await.unwrap_or_default();
        ensure!(third.answer(1).await.is_err(), "a third connection was served");
    }
    Ok(())
}

/// A stream of events that nobody reads makes no event ahead of its reader, and is closed; one that is reset leaves its place at once; one that has
/// reached its age ends, and its connection does not.
#[tokio::test]
async fn streams_of_events_are_bounded_over_http_2() -> Result<()> {
    let bound = |server: Server| server.live_streams_of_a_caller(2).live_age(8 * SHORT);
    let site = Site::start(bound, |serving| serving.stall_deadline(3 * SHORT)).await?;
    let mut idle = Peer::connect(site.address, &[NO_TABLE, (WINDOW, 0)]).await?;
    idle.ask(1, "GET", "/api/v1/feed", true).await?;
    let mut peer = Peer::connect(site.address, &[NO_TABLE, (WINDOW, 5000)]).await?;
    peer.ask(1, "GET", "/api/v1/feed", true).await?;
    peer.ask(3, "GET", "/api/v1/feed", true).await?;
    let (status, text) = peer.answer(3).await?.context("reset")?;
    ensure!(status == 503 && text.contains("/problems/overloaded"), "{status} {text}");
    peer.send(RST_STREAM, 0, 1, &[0, 0, 0, 8]).await?;
    let mut opened = None;
    for stream in (5..1000).step_by(2) {
        peer.ask(stream, "GET", "/api/v1/feed", true).await?;
        let frame = loop {
            let frame = peer.next().await?.context("closed")?;
            if frame.stream == stream && frame.kind == HEADERS {
                break frame;
            }
        };
        if frame.is_ok() || frame.payload[1..].first() == Some(&0x88) {
            opened = Some(stream);
            break;
        }
        tokio::time::sleep(SHORT / 10).await;
    }
    let opened = opened.context("the place of what was reset is free")?;
    // Whoever reads goes on until the stream's age.
    let since = Instant::now();
    loop {
        peer.take(opened, 2000).await?;
        peer.take(0, 2000).await?;
        let frame = peer.next().await?.context("closed")?;
        if frame.stream == opened && frame.is_last() {
            break;
        }
        ensure!(since.elapsed() < LONG, "the stream is open");
    }
    peer.ask(opened + 2, "GET", "/healthz", true).await?;
    ensure!(peer.answer(opened + 2).await?.context("reset")?.0 == 200);
    ensure!(idle.read_all().await? == 0, "nothing may be sent without a window");
    Ok(())
}

/// Frames by the ten thousand: each costs its sender more than the server.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn floods_of_frames_take_nothing_from_others() -> Result<()> {
    const FRAMES: u32 = 20_000;
    /// In KiB. Measured were some 18 000 in a debug build.
    const MOST_MEMORY: u64 = 64 * 1024;
    let process = Process::start().await?;
    let before = process.peak_memory()?;
    let echo: &'static str = ProbeSpec::ECHO.action_path();
    let get = block(&[(":method", "GET"), (":scheme", "http"), (":path", "/healthz"), (":authority", "a")]);
    let post = block(&head(echo));
    type Flood<'a> = Box<dyn Fn(u32) -> Vec<(u8, u8, u32, Vec<u8>)> + Send + 'a>;
    let floods: [(&str, Flood<'_>); 9] = [
        ("requests that are reset", Box::new(|n| vec![(HEADERS, 5, 2 * n + 1, get.clone()), (RST_STREAM, 0, 2 * n + 1, vec![0, 0, 0, 8])])),
        // The server itself resets these, for a window of nothing: CVE-2025-8671.
        (
            "requests that are made to be reset",
            Box::new(|n| vec![(HEADERS, 4, 2 * n + 1, post.clone()), (WINDOW_UPDATE, 0, 2 * n + 1, vec![0; 4])]),
        ),
        ("requests without a body", Box::new(|n| vec![(HEADERS, 4, 2 * n + 1, post.clone())])),
        ("malformed requests", Box::new(|n| vec![(HEADERS, 5, 2 * n + 1, block(&[("X", "y")]))])),
        ("settings", Box::new(|n| vec![(SETTINGS, 0, 0, [&[0, 4][..], &(n + 1).to_be_bytes()].concat())])),
        ("pings", Box::new(|n| vec![(6, 0, 0, u64::from(n).to_be_bytes().to_vec())])),
        ("priorities", Box::new(|n| vec![(PRIORITY, 0, 2 * n + 1, vec![0, 0, 0, 0, 7])])),
        ("windows", Box::new(|_| vec![(WINDOW_UPDATE, 0, 0, vec![0, 0, 0, 1])])),
        ("data of nothing", Box::new(|n| if n == 0 { vec![(HEADERS, 4, 1, post.clone())] } else { vec![(DATA, 0, 1, Vec::new())] })),
    ];
    for (name, flood) in floods {
        let mut peer = Peer::connect(process.address(), &[]).await?;
        let mut taken = 0;
        'frames: for n in 0..FRAMES {
            for (kind, flags, stream, payload) in flood(n) {
                // Whoever reads none of its answers finds no more room at some time, or is closed.
                match tokio::time::timeout(LONG, peer.send(kind, flags, stream, &payload)).await {
                    Ok(Ok(())) => taken += 1,
                    Ok(Err(_)) => break 'frames,
                    Err(_) => anyhow::bail!("{name}: the server holds a connection that does not read"),
                }
            }
        }
        let client = reqwest::Client::builder().timeout(LONG).build()?;
        let answer = client.post(process.url("/api/v1/probe/echo")).json(&name).send().await.context(name)?;
        ensure!(answer.json::<String>().await? == name, "{name}");
        println!("{name}: {taken} frames were taken");
    }
    let grown = process.peak_memory()? - before;
    println!("the server's memory grew by {grown} KiB");
    ensure!(grown < MOST_MEMORY, "{grown} KiB");
    Ok(())
}
