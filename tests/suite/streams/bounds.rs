//! Bounds of a stream: what it may take of a server.

use super::{Counts, FeedsRestClient, Tick, running, server};
use crate::process::Process;
use crate::support::Running;
use anyhow::{Context, Result};
use futures_util::StreamExt;
use reqwest::Client;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

/// Waits until so many streams were dropped.
async fn dropped(counts: &Counts, many: usize) -> bool {
    for _ in 0..100 {
        if counts.dropped() == many {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    false
}

#[tokio::test]
async fn a_stream_is_dropped_when_its_reader_goes() -> Result<()> {
    let (server, counts) = running().await?;
    let clients = [Client::new(), Client::builder().http2_prior_knowledge().build()?];
    for (gone, client) in clients.iter().enumerate() {
        for (more, name) in ["silent", "slow"].into_iter().enumerate() {
            let mut stream = client.get(server.url(&format!("/api/v1/feeds/{name}"))).send().await?;
            assert!(stream.chunk().await?.is_some());
            assert_eq!(counts.dropped(), gone * 2 + more);
            drop(stream);
            assert!(dropped(&counts, gone * 2 + more + 1).await, "within a second");
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_reader_that_stalls_stalls_the_producer() -> Result<()> {
    let (server, counts) = running().await?;
    let mut socket = TcpStream::connect(server.address()).await?;
    socket.write_all(b"GET /api/v1/feeds/large HTTP/1.1\r\nhost: localhost\r\n\r\n").await?;
    let mut before = usize::MAX;
    // Each event has 16 KiB: what the system keeps for the socket, and no more, is made.
    for _ in 0..200 {
        tokio::time::sleep(Duration::from_millis(50)).await;
        if std::mem::replace(&mut before, counts.polled()) == counts.polled() {
            break;
        }
    }
    assert!((1..2000).contains(&before), "{before} events");
    let mut read = vec![0; 8 * 1024 * 1024];
    socket.read_exact(&mut read).await?;
    assert!(counts.polled() > before, "it goes on when the reader does");
    Ok(())
}

#[tokio::test]
async fn streams_have_a_cap_of_their_own() -> Result<()> {
    let (server, counts) = server();
    let server = server.calls_in_flight(2).live_streams(4).live_streams_of_a_caller(3);
    let server = Running::start(server.into_router()).await?;
    let open = async || Client::new().get(server.url("/api/v1/feeds/silent")).send().await;
    let streams = [open().await?, open().await?, open().await?];
    assert!(streams.iter().all(|stream| stream.status() == 200), "calls in flight are counted apart");
    let refused = open().await?;
    assert_eq!((refused.status().as_u16(), refused.headers()["retry-after"].to_str()?), (503, "1"));
    assert!(refused.text().await?.contains("/problems/overloaded"));
    assert_eq!(Client::new().get(server.url("/api/v1/feeds/finished")).send().await?.status(), 503, "asked before the method");
    drop(streams);
    assert!(dropped(&counts, 3).await);
    assert_eq!(open().await?.status(), 200);
    Ok(())
}

#[tokio::test]
async fn streams_are_closed_at_once_when_the_server_stops() -> Result<()> {
    let (server, counts) = server();
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let (stop, stopped) = oneshot::channel::<()>();
    let serving = server.serve(listener).until(async { drop(stopped.await) }).grace(Duration::from_secs(2));
    let serving = tokio::spawn(serving.into_future());
    let url = format!("http://{address}/api/v1/feeds/silent");
    let clients = [Client::new(), Client::builder().http2_prior_knowledge().build()?];
    let mut streams = Vec::new();
    for client in &clients {
        streams.push(client.get(&url).send().await?);
    }
    drop(stop);
    for stream in streams {
        let text = tokio::time::timeout(Duration::from_secs(2), stream.text()).await.context("not within the grace")??;
        assert_eq!(text, ": open\nretry: 2000\n\n", "no end is told, so that callers come back");
    }
    let refused = Client::new().get(&url).send().await?;
    assert_eq!((refused.status().as_u16(), refused.headers()["retry-after"].to_str()?), (503, "1"));
    serving.await??;
    assert_eq!(counts.dropped(), 2);
    Ok(())
}

#[tokio::test]
async fn a_stream_is_closed_at_its_age_and_its_caller_comes_back() -> Result<()> {
    let (server, counts) = server();
    let server = Running::start(server.live_age(Duration::from_millis(150)).into_router()).await?;
    let stream = FeedsRestClient::new(&server.base())?.watch("slow".to_owned()).await?;
    let ticks: Vec<_> = tokio::time::timeout(Duration::from_secs(60), stream.take(20).collect::<Vec<_>>()).await?;
    let numbers: Vec<_> = ticks.into_iter().map(|tick| tick.map(|Tick { number, .. }| number)).collect::<Result<_, _>>()?;
    assert!(numbers.iter().copied().eq(1..=20), "{numbers:?}");
    assert!(counts.dropped() >= 2, "the contexts ran again");
    Ok(())
}

/// The head alone has a deadline.
#[tokio::test]
async fn a_methods_deadline_is_over_with_its_head() -> Result<()> {
    let (server, _) = server();
    let server = Running::start(server.method_deadline(Duration::from_millis(50)).into_router()).await?;
    let stream = FeedsRestClient::new(&server.base())?.watch("slow".to_owned()).await?;
    let ticks: Vec<_> = tokio::time::timeout(Duration::from_secs(60), stream.take(10).collect::<Vec<_>>()).await?;
    assert!(ticks.iter().all(Result::is_ok), "{ticks:?}");
    Ok(())
}

#[tokio::test]
async fn a_thousand_streams_take_little_memory() -> Result<()> {
    const STREAMS: usize = 1000;
    /// In KiB. Measured were some 8 a stream in a debug build, with its share of a connection of HTTP/2.
    const MOST_EACH: u64 = 32;
    let process = Process::start().await?;
    let url = process.url("/api/v1/probe/silence");
    let warm = Client::new().get(&url).send().await?;
    let before = process.memory_now()?;
    let (mut clients, mut streams) = (Vec::new(), Vec::new());
    for place in 0..STREAMS - 1 {
        if place % 90 == 0 {
            clients.push(Client::builder().http2_prior_knowledge().build()?);
        }
        let client = clients.last().context("there is one")?;
        let mut stream = client.get(&url).send().await?;
        anyhow::ensure!(stream.status() == 200 && stream.chunk().await?.is_some(), "stream {place}: {}", stream.status());
        streams.push(stream);
    }
    let grown = process.memory_now()?.saturating_sub(before);
    println!("{STREAMS} open streams take {grown} KiB");
    assert!(grown < MOST_EACH * STREAMS as u64, "{grown} KiB");
    assert_eq!(Client::new().get(process.url("/healthz")).send().await?.status(), 200);
    drop((warm, streams));
    Ok(())
}
