//! Keys over HTTP/2: streams that are reset lose no call and keep no failure.

use super::{GuardedServer, GuardedSpec, Site};
use crate::frames::{DATA, GOAWAY, NO_TABLE, Peer, RST_STREAM};
use anyhow::{Context, Result, ensure};
use std::sync::atomic::Ordering;
use std::time::Duration;
use tokio::net::TcpListener;
use trifold::server::{FormKey, Server};

type Field<'a> = (&'a str, &'a str);

fn order<'a>(key: &'a str) -> [Field<'a>; 6] {
    let kind = ("content-type", "application/json");
    [(":method", "POST"), (":scheme", "http"), (":path", "/api/v1/orders"), (":authority", "a"), kind, ("idempotency-key", key)]
}

async fn send(peer: &mut Peer, stream: u32, fields: &[Field<'_>], body: &str) -> Result<(u16, String)> {
    peer.head(stream, fields, false).await?;
    peer.body(stream, body.as_bytes()).await?;
    peer.answer(stream).await?.context("reset")
}

/// Asks until no other call holds the key.
async fn settled(peer: &mut Peer, first: u32, fields: &[Field<'_>], body: &str) -> Result<(u16, String)> {
    let mut answer = (409, String::new());
    for stream in (first..first + 990).step_by(2) {
        answer = send(peer, stream, fields, body).await?;
        if answer.0 != 409 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    Ok(answer)
}

/// Waits until a count has come to so many.
async fn until(count: impl Fn() -> usize, many: usize) -> Result<()> {
    for _ in 0..1000 {
        if count() == many {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    anyhow::bail!("there are {} of {many}", count())
}

#[tokio::test]
async fn a_key_is_for_one_call_over_http_2() -> Result<()> {
    let site = Site::start(|server| server, |serving| serving).await?;
    let mut peer = site.peer().await?;
    for stream in [1, 3] {
        let (status, text) = send(&mut peer, stream, &order("k"), "0").await?;
        ensure!((status, &*text) == (200, "1"), "{status} {text}");
    }
    let (status, text) = send(&mut peer, 5, &order("k"), "7").await?;
    ensure!(status == 422 && text.contains("/problems/idempotency-key-used"), "{status} {text}");
    let other = [&order("k")[..], &[("authorization", "Bearer b")]].concat();
    ensure!(send(&mut peer, 7, &other, "0").await?.1 == "2", "another caller's key is another");
    // A form that is sent twice.
    let (page, key) = (crate::support::to_page("/", GuardedSpec::ORDER), FormKey::new());
    let form = [(":method", "POST"), (":scheme", "http"), (":path", &*page), (":authority", "a"), ("sec-fetch-site", "same-origin")];
    let form = [&form[..], &[("content-type", "application/x-www-form-urlencoded")]].concat();
    for stream in [9, 11] {
        ensure!(send(&mut peer, stream, &form, &format!("{}={key}&cents=0", FormKey::NAME)).await?.0 == 303);
    }
    ensure!(site.guard.calls() == 3);
    Ok(())
}

/// A stream that is reset is a caller who leaves: a call with a key goes on, and its answer is there for whoever comes back.
#[tokio::test]
async fn a_stream_that_is_reset_loses_no_call_with_a_key() -> Result<()> {
    let site = Site::start(|server| server, |serving| serving).await?;
    let mut peer = site.peer().await?;
    for (stream, fields) in [(1, order("k").to_vec()), (3, order("k")[..5].to_vec())] {
        peer.head(stream, &fields, false).await?;
        peer.body(stream, b"5").await?;
    }
    until(|| site.guard.calls(), 2).await?;
    for stream in [1, 3] {
        peer.send(RST_STREAM, 0, stream, &[0, 0, 0, 8]).await?;
    }
    let (status, text) = send(&mut peer, 5, &order("k"), "5").await?;
    ensure!(status == 409 && text.contains("/problems/idempotency-key-in-use"), "{status} {text}");
    site.guard.released.add_permits(2);
    until(|| site.guard.ended.load(Ordering::SeqCst), 1).await?;
    let answer = settled(&mut peer, 7, &order("k"), "5").await?;
    ensure!(answer == (200, "1".to_owned()), "{answer:?}");
    ensure!(site.guard.released.available_permits() == 1, "the call without a key has ended with its caller");
    Ok(())
}

/// A file whose stream is reset, or stalls, is a fault of the network: its key may be used again.
#[tokio::test]
async fn a_file_whose_stream_is_reset_keeps_no_key() -> Result<()> {
    let site = Site::start(|server| server, |serving| serving.stall_deadline(Duration::from_millis(300))).await?;
    let mut peer = site.peer().await?;
    let kind = ("content-type", "multipart/form-data; boundary=X");
    let fields = |key| [&order(key)[..2], &[(":path", "/api/v1/files"), (":authority", "a"), kind, ("idempotency-key", key)]].concat();
    let body = "--X\r\ncontent-disposition: form-data; name=\"name\"\r\n\r\na\r\n--X\r\ncontent-disposition: form-data; name=\"file\"; filename=\"b\"\r\n\r\nbytes\r\n--X--\r\n";
    for (stream, key, is_reset) in [(1, "reset", true), (3, "stalled", false)] {
        let before = site.guard.calls();
        peer.head(stream, &fields(key), false).await?;
        peer.send(DATA, 0, stream, &body.as_bytes()[..body.len() - 10]).await?;
        until(|| site.guard.calls(), before + 1).await?;
        if is_reset {
            peer.send(RST_STREAM, 0, stream, &[0, 0, 0, 8]).await?;
        }
        until(|| site.guard.ended.load(Ordering::SeqCst), before + 1).await?;
        if !is_reset {
            let (status, text) = peer.answer(stream).await?.context("reset")?;
            ensure!(status == 408, "{status} {text}");
        }
    }
    for (first, key) in [(5, "reset"), (1001, "stalled")] {
        let answer = settled(&mut peer, first, &fields(key), body).await?;
        ensure!(answer == (200, "6".to_owned()), "{key}: {answer:?}");
    }
    Ok(())
}

/// Told to stop, a server says so, answers the streams that are open, and waits for what goes on without its caller.
#[tokio::test]
async fn a_drain_answers_open_streams_and_waits_for_those_that_were_reset() -> Result<()> {
    let site = Site::start(|server| server, |serving| serving).await?;
    let (listener, guard) = (TcpListener::bind("127.0.0.1:0").await?, site.guard.clone());
    let address = listener.local_addr()?;
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let server = Server::new().add_service(GuardedServer::from_arc(guard.clone()));
    let serving = server.serve_until(listener, async { drop(stopped.await) }).grace(Duration::ZERO);
    let server = tokio::spawn(serving.into_future());
    let mut peer = Peer::connect(address, &[NO_TABLE]).await?;
    for (stream, key) in [(1, "left"), (3, "stays")] {
        peer.head(stream, &order(key), false).await?;
        peer.body(stream, b"5").await?;
    }
    until(|| guard.calls(), 2).await?;
    peer.send(RST_STREAM, 0, 1, &[0, 0, 0, 8]).await?;
    drop(stop);
    while peer.next().await?.context("closed without a word")?.kind != GOAWAY {}
    ensure!(!server.is_finished());
    guard.released.add_permits(2);
    ensure!(peer.answer(3).await?.context("reset")?.0 == 200);
    server.await??;
    ensure!(guard.ended.load(Ordering::SeqCst) == 2, "both were carried out");
    Ok(())
}
