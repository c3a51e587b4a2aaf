//! A peer keeps nothing from others, over either version of HTTP: its answers must be taken, its bodies sent, its rest ended.

use crate::frames::{DATA, GOAWAY, PING, Peer, RST_STREAM, WINDOW};
use crate::support::{Running, raw, to_the_end};
use anyhow::{Context, Result, ensure};
use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::response::Response;
use axum::routing::{MethodRouter, get};
use futures_util::StreamExt;
use futures_util::future::try_join_all;
use hyper_util::rt::TokioIo;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use trifold::server::{Server, Serving};
use trifold::service;

const SHORT: Duration = Duration::from_millis(500);

/// Time in which nothing happens that should: far more than it takes.
const LONG: Duration = Duration::from_secs(20);

#[service(version = 1)]
trait Store {
    /// Says the same.
    #[post("/echo")]
    async fn echo(&self, text: String) -> String;
}

struct Echo;

impl Store for Echo {
    async fn echo(&self, text: String) -> String {
        text
    }
}

/// A large answer, one that comes byte by byte, and a service.
fn router() -> Router {
    let drops =
        || futures_util::stream::iter(0..12).then(|_| async { tokio::time::sleep(SHORT / 4).await }).map(|()| Ok::<_, std::io::Error>("x"));
    Server::new()
        .add_service(StoreServer::new(Echo))
        .health("/healthz")
        .into_router()
        .route("/large", get(|| async { "x".repeat(200_000) }))
        .route("/small", get(|| async { "x".repeat(2000) }))
        .route(
            "/pieces",
            get(|| async { Body::from_stream(futures_util::stream::iter((0..50).map(|_| Ok::<_, std::io::Error>("x".repeat(4000))))) }),
        )
        .route("/drops", get(move || async move { Body::from_stream(drops()) }))
}

async fn start(bounds: impl FnOnce(Serving) -> Serving) -> Result<(SocketAddr, Running)> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let serving = trifold::server::serve(listener, router()).until(std::future::pending());
    Ok((address, Running::run(address, bounds(serving))))
}

/// For all that is ready and not taken, the peer has the stall deadline.
#[tokio::test]
async fn a_peer_that_takes_no_answer_is_closed() -> Result<()> {
    let (address, _server) = start(|serving| serving.stall_deadline(SHORT).idle_deadline(LONG * 10)).await?;
    let takes_little = |(path, window): (&'static str, u32)| async move {
        let mut peer = Peer::connect(address, &[(WINDOW, window)]).await?;
        for stream in 0..20 {
            peer.ask(2 * stream + 1, "GET", path, true).await?;
        }
        let taken = peer.read_all().await.with_context(|| format!("{path} with a window of {window}"))?;
        ensure!(taken <= 20 * window as usize, "{path}: {taken}");
        Ok(())
    };
    let paths = ["/large", "/small", "/pieces"].into_iter();
    try_join_all(paths.flat_map(|path| [0, 1, 1500].map(|window| (path, window))).map(takes_little)).await?;
    Ok(())
}

#[tokio::test]
async fn a_window_that_opens_byte_by_byte_takes_no_answer() -> Result<()> {
    let (address, _server) = start(|serving| serving.stall_deadline(SHORT).idle_deadline(LONG * 10)).await?;
    let mut peer = Peer::connect(address, &[(WINDOW, 1)]).await?;
    peer.ask(1, "GET", "/large", true).await?;
    let since = Instant::now();
    while since.elapsed() < LONG {
        if peer.take(1, 1).await.is_err() {
            return Ok(());
        }
        tokio::time::sleep(SHORT / 20).await;
    }
    anyhow::bail!("the connection is open, and some bytes of its answer were taken")
}

/// A reader that is slow and steady is served, as long as it takes, and so is one whose answer is not there yet.
#[tokio::test]
async fn a_slow_reader_and_a_slow_answer_are_no_stall() -> Result<()> {
    let (address, _server) = start(|serving| serving.stall_deadline(SHORT)).await?;
    for path in ["/large", "/pieces"] {
        let mut peer = Peer::connect(address, &[(WINDOW, 0)]).await?;
        peer.ask(1, "GET", path, true).await?;
        let (since, mut taken) = (Instant::now(), 0);
        peer.take(1, 16 * 1024).await?;
        while let Some(frame) = peer.next().await? {
            if frame.kind == DATA {
                taken += frame.payload.len();
            }
            if frame.is_last() {
                break;
            }
            if frame.kind == DATA && taken.is_multiple_of(16 * 1024) {
                tokio::time::sleep(SHORT / 5).await;
                peer.take(1, 16 * 1024).await?;
                peer.take(0, 16 * 1024).await?;
            }
        }
        ensure!(taken == 200_000 && since.elapsed() > SHORT, "{path}: {taken} bytes in {:?}", since.elapsed());
    }
    let mut peer = Peer::connect(address, &[]).await?;
    peer.ask(1, "GET", "/drops", true).await?;
    let mut taken = 0;
    while let Some(frame) = peer.next().await? {
        taken += if frame.kind == DATA { frame.payload.len() } else { 0 };
        if frame.is_last() {
            break;
        }
    }
    ensure!(taken == 12, "{taken}");
    let answer = raw(address, b"GET /drops HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n").await?;
    ensure!(answer.matches('x').count() >= 12, "{answer}");
    Ok(())
}

/// The unread answers of a peer are bounded over all of its connections, also while it has time to read.
#[tokio::test]
async fn a_peer_that_reads_nothing_gets_no_more_answers() -> Result<()> {
    let (address, _server) = start(|serving| serving.unread_of_a_peer(1_000_000)).await?;
    for path in ["/large", "/pieces"] {
        let mut peers = Vec::new();
        let mut answered = 0;
        for _ in 0..20 {
            let mut peer = Peer::connect(address, &[(WINDOW, 0)]).await?;
            for stream in 0..20 {
                peer.ask(2 * stream + 1, "GET", path, true).await?;
            }
            for _ in 0..20 {
                let head = loop {
                    let frame = peer.next().await?.context("closed")?;
                    if frame.stream > 0 && frame.kind == crate::frames::HEADERS {
                        break frame;
                    }
                };
                answered += usize::from(head.is_ok());
            }
            peers.push(peer);
        }
        // Of an answer that comes in pieces of 4000 bytes one is ready; of the other, all of it.
        let most = if path == "/large" { 1_000_000 / 200_000 + 1 } else { 1_000_000 / 4000 + 1 };
        ensure!((1..=most).contains(&answered), "{path}: {answered} answers");
        ensure!(raw(address, b"GET /small HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n").await?.starts_with("HTTP/1.1 503 "));
        drop(peers);
        let mut small = String::new();
        for _ in 0..500 {
            small = raw(address, b"GET /small HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n").await?;
            if small.starts_with("HTTP/1.1 200 ") {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        ensure!(small.starts_with("HTTP/1.1 200 "), "what left with its connection counts no more: {small}");
    }
    Ok(())
}

#[tokio::test]
async fn pings_keep_no_connection_at_rest() -> Result<()> {
    let (address, _server) = start(|serving| serving.idle_deadline(SHORT)).await?;
    let mut peer = Peer::connect(address, &[]).await?;
    peer.ask(1, "GET", "/healthz", true).await?;
    let since = Instant::now();
    while since.elapsed() < LONG {
        if peer.send(PING, 0, 0, &[7; 8]).await.is_err() {
            return Ok(());
        }
        tokio::time::sleep(SHORT / 10).await;
    }
    anyhow::bail!("the connection is open")
}

/// Half a head has the deadline of heads, wherever it stands.
#[tokio::test]
async fn half_a_head_behind_a_request_has_its_own_deadline() -> Result<()> {
    let (address, _server) = start(|serving| serving.header_deadline(SHORT).idle_deadline(LONG * 10)).await?;
    let get = "GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n".to_owned();
    let post = "POST /api/v1/echo HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n";
    let sized = format!("{post}content-length: 3\r\n\r\n\"x\"");
    let chunked = format!("{post}transfer-encoding: chunked\r\n\r\n3\r\n\"x\"\r\n0\r\n\r\n");
    let is_closed = |(request, pause): (String, Duration)| async move {
        let mut stream = TcpStream::connect(address).await?;
        if pause.is_zero() {
            stream.write_all(format!("{request}GET /heal").as_bytes()).await?;
        } else {
            stream.write_all(request.as_bytes()).await?;
            tokio::time::sleep(pause).await;
            stream.write_all(b"GET /heal").await?;
        }
        let answer = tokio::time::timeout(LONG, to_the_end(stream)).await.with_context(|| format!("open: {request:?} {pause:?}"))??;
        ensure!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
        Ok(())
    };
    let requests = [get, sized, chunked].into_iter();
    try_join_all(requests.flat_map(|request| [Duration::ZERO, SHORT / 5].map(|pause| (request.clone(), pause))).map(is_closed)).await?;
    Ok(())
}

/// A peer that rests has the idle deadline, whatever it sent before.
#[tokio::test]
async fn a_whole_request_is_no_half_head() -> Result<()> {
    let (address, _server) = start(|serving| serving.header_deadline(SHORT).idle_deadline(LONG * 10)).await?;
    let post = "POST /api/v1/echo HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n";
    let requests = [
        "GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n".to_owned(),
        format!("{post}content-length: 3\r\n\r\n\"x\""),
        format!("{post}transfer-encoding: chunked\r\n\r\n3\r\n\"x\"\r\n0\r\n\r\n"),
    ];
    let rests = |request: String| async move {
        let mut stream = TcpStream::connect(address).await?;
        for _ in 0..2 {
            stream.write_all(request.as_bytes()).await?;
            let mut answer = [0; 4096];
            let read = stream.read(&mut answer).await?;
            ensure!(answer[..read].starts_with(b"HTTP/1.1 200 "), "{request}");
            tokio::time::sleep(3 * SHORT).await;
        }
        Ok(())
    };
    try_join_all(requests.map(rests)).await?;
    Ok(())
}

/// A request may be refused before its body has come: what comes then is no head.
#[tokio::test]
async fn the_rest_of_a_refused_body_is_no_half_head() -> Result<()> {
    let (address, _server) = start(|serving| serving.header_deadline(SHORT).idle_deadline(LONG * 10)).await?;
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(b"POST /api/v1/echo HTTP/1.1\r\nhost: a\r\ncontent-type: image/png\r\ncontent-length: 9\r\n\r\n\"a").await?;
    let mut answer = [0; 4096];
    let read = tokio::time::timeout(LONG, stream.read(&mut answer)).await??;
    ensure!(answer[..read].starts_with(b"HTTP/1.1 415 "), "it is refused at its head");
    stream.write_all(b"b\r\n\r\ncd").await?;
    tokio::time::sleep(3 * SHORT).await;
    stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n").await?;
    let read = tokio::time::timeout(LONG, stream.read(&mut answer)).await??;
    ensure!(answer[..read].starts_with(b"HTTP/1.1 200 "), "the connection was closed");
    Ok(())
}

/// Serves what is upgraded at `/up`, until the sender is dropped, and then for the drain's deadline.
async fn serve_upgrades(up: MethodRouter, drain: Duration) -> Result<(SocketAddr, oneshot::Sender<()>, JoinHandle<std::io::Result<()>>)> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let (stop, stopped) = oneshot::channel();
    let serving = trifold::server::serve(listener, Router::new().route("/up", up)).until(async { drop(stopped.await) });
    let serving = serving.connections_of_a_peer(2).grace(Duration::ZERO).drain_deadline(drain);
    Ok((address, stop, tokio::spawn(serving.into_future())))
}

/// Answers `101`, and then says the same as long as somebody speaks.
async fn upgrade(open: Arc<AtomicUsize>, mut request: Request) -> Response {
    let upgrade = hyper::upgrade::on(&mut request);
    tokio::spawn(async move {
        let Ok(upgraded) = upgrade.await else { return };
        let mut socket = TokioIo::new(upgraded);
        open.fetch_add(1, Ordering::SeqCst);
        let mut bytes = [0; 64];
        while let Ok(read @ 1..) = socket.read(&mut bytes).await {
            if socket.write_all(&bytes[..read]).await.is_err() {
                break;
            }
        }
        open.fetch_sub(1, Ordering::SeqCst);
    });
    switching()
}

fn switching() -> Response {
    let response = Response::builder().status(StatusCode::SWITCHING_PROTOCOLS);
    response.header(header::CONNECTION, "upgrade").header(header::UPGRADE, "echo").body(Body::empty()).unwrap_or_default()
}

async fn upgraded(address: SocketAddr) -> Result<Option<TcpStream>> {
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(b"GET /up HTTP/1.1\r\nhost: a\r\nconnection: upgrade\r\nupgrade: echo\r\n\r\n").await.unwrap_or_default();
    let mut answer = [0; 1024];
    let read = stream.read(&mut answer).await.unwrap_or_default();
    Ok(answer[..read].starts_with(b"HTTP/1.1 101 ").then_some(stream))
}

/// Bytes that a peer has read count no more, though its connection goes on: to the next of the requests that came together, or as the application's.
#[tokio::test]
async fn what_was_read_is_given_back_while_the_connection_is_busy() -> Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let open = Arc::new(AtomicUsize::new(0));
    let router = Router::new()
        .route("/up", get(move |request: Request| upgrade(open.clone(), request)))
        .route("/large", get(|| async { "x".repeat(60_000) }));
    let _server = Running::run(address, trifold::server::serve(listener, router).until(std::future::pending()).unread_of_a_peer(200_000));
    let large = "GET /large HTTP/1.1\r\nhost: a\r\n";
    let together = format!("{large}\r\n").repeat(11) + large + "connection: close\r\n\r\n";
    let answers = raw(address, together.as_bytes()).await?;
    ensure!(answers.matches("HTTP/1.1 200 ").count() == 12, "of twelve that came together some are refused");
    let mut held = Vec::new();
    for upgrade in 0..8 {
        let mut stream = TcpStream::connect(address).await?;
        let both = format!("{large}\r\nGET /up HTTP/1.1\r\nhost: a\r\nconnection: upgrade\r\nupgrade: echo\r\n\r\n");
        stream.write_all(both.as_bytes()).await?;
        let mut answers = Vec::new();
        while !answers.windows(13).any(|part| part == b"HTTP/1.1 101 ") {
            let read = tokio::time::timeout(LONG, stream.read_buf(&mut answers)).await.with_context(|| format!("upgrade {upgrade}"))??;
            ensure!(read > 0, "upgrade {upgrade} is refused");
        }
        held.push(stream);
    }
    Ok(())
}

/// An upgraded connection has its places among the others, is waited for, and is cut off.
#[tokio::test]
async fn an_upgraded_connection_counts_as_one() -> Result<()> {
    let open = Arc::new(AtomicUsize::new(0));
    let counted = open.clone();
    let up = get(move |request: Request| upgrade(counted.clone(), request));
    let (address, stop, server) = serve_upgrades(up, 3 * SHORT).await?;
    let held: Vec<_> = try_join_all((0..10).map(|_| upgraded(address))).await?.into_iter().flatten().collect();
    ensure!(held.len() == 2, "{} of 10 were upgraded, and a peer may have two connections", held.len());
    ensure!(upgraded(address).await?.is_none(), "both are held for as long as they are open");
    for mut socket in held {
        socket.write_all(b"still there").await?;
        let mut bytes = [0; 64];
        ensure!(socket.read(&mut bytes).await? == 11);
        drop(socket);
    }
    let mut held = None;
    for _ in 0..500 {
        held = upgraded(address).await?;
        if held.is_some() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let mut held = held.context("the places of those that have left are free")?;
    let since = Instant::now();
    drop(stop);
    tokio::time::sleep(SHORT).await;
    held.write_all(b"yet").await?;
    let mut bytes = [0; 64];
    ensure!(held.read(&mut bytes).await? == 3, "a drain waits for what was upgraded");
    server.await??;
    ensure!(since.elapsed() >= 3 * SHORT, "it waited for its deadline");
    ensure!(!matches!(held.read(&mut bytes).await, Ok(1..)), "and then it cuts off");
    ensure!(open.load(Ordering::SeqCst) == 0, "whoever read from it was told");
    Ok(())
}

/// Answers `101`, and then reads in one task and writes in another, for as long as it can.
async fn split(open: Arc<AtomicUsize>, mut request: Request) -> Response {
    let upgrade = hyper::upgrade::on(&mut request);
    tokio::spawn(async move {
        let Ok(upgraded) = upgrade.await else { return };
        let (mut reader, mut writer) = tokio::io::split(TokioIo::new(upgraded));
        open.fetch_add(2, Ordering::SeqCst);
        let reads = open.clone();
        tokio::spawn(async move {
            _ = tokio::io::copy(&mut reader, &mut tokio::io::sink()).await;
            reads.fetch_sub(1, Ordering::SeqCst);
        });
        while writer.write_all(&[b'x'; 65_536]).await.is_ok() {}
        open.fetch_sub(1, Ordering::SeqCst);
    });
    switching()
}

/// The task that reads from an upgraded connection is told of the server's end, and so is the one that writes to it.
#[tokio::test]
async fn both_halves_of_an_upgraded_connection_are_cut_off() -> Result<()> {
    let open = Arc::new(AtomicUsize::new(0));
    let counted = open.clone();
    let up = get(move |request: Request| split(counted.clone(), request));
    let (address, stop, server) = serve_upgrades(up, SHORT).await?;
    let _held = upgraded(address).await?.context("it is upgraded")?;
    let becomes = |expected: usize| {
        let open = open.clone();
        tokio::time::timeout(LONG, async move {
            while open.load(Ordering::SeqCst) != expected {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        })
    };
    becomes(2).await.context("both halves are at work")?;
    tokio::time::sleep(SHORT).await;
    drop(stop);
    server.await??;
    becomes(0).await.context("one half was not told")?;
    Ok(())
}

/// A peer that sends no bodies takes nothing from others, and nothing from its own address.
#[tokio::test]
async fn bodies_that_do_not_come_keep_nobody_out() -> Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let server = Server::new().add_service(StoreServer::new(Echo)).calls_in_flight(160);
    let _server = Running::run(address, server.serve_until(listener, std::future::pending()));
    let mut held = Vec::new();
    for _ in 0..4 {
        let mut peer = Peer::connect(address, &[]).await?;
        for stream in 0..100 {
            peer.ask(2 * stream + 1, "POST", "/api/v1/echo", false).await?;
        }
        held.push(peer);
    }
    // What waited for the longest was told so, and a peer has a share.
    let mut refused = 0;
    while refused < 380 {
        for peer in &mut held {
            while let Ok(frame) = tokio::time::timeout(Duration::from_millis(200), peer.next()).await {
                let frame = frame?.context("closed")?;
                ensure!(!frame.is_ok(), "a body was not there");
                refused += usize::from(frame.kind == crate::frames::HEADERS);
            }
        }
    }
    ensure!(refused == 380, "{refused} of 400 were refused, and 20 are an eighth of 160");
    let whole =
        "POST /api/v1/echo HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 3\r\nconnection: close\r\n\r\n\"x\"";
    for _ in 0..5 {
        let answer = raw(address, whole.as_bytes()).await?;
        ensure!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    }
    let (head, body) = whole.split_at(whole.len() - 3);
    let mut slow = TcpStream::connect(address).await?;
    slow.write_all(head.as_bytes()).await?;
    tokio::time::sleep(Duration::from_millis(100)).await;
    slow.write_all(body.as_bytes()).await?;
    let answer = to_the_end(slow).await?;
    ensure!(answer.starts_with("HTTP/1.1 200 "), "a body that comes a moment later: {answer}");
    Ok(())
}

#[tokio::test]
async fn a_connection_over_http_2_is_told_that_the_server_leaves() -> Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let serving = trifold::server::serve(listener, router()).until(async { drop(stopped.await) }).grace(LONG);
    let _server = Running::run(address, serving);
    let mut peer = Peer::connect(address, &[]).await?;
    peer.ask(1, "GET", "/healthz", true).await?;
    while !peer.next().await?.context("closed")?.is_last() {}
    drop(stop);
    while peer.next().await?.context("closed without a word")?.kind != GOAWAY {}
    Ok(())
}

/// A drain waits for a call that was under way when its peer was told, and not for a peer that says nothing more.
#[tokio::test]
async fn a_peer_that_is_gone_holds_no_drain() -> Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let serving = trifold::server::serve(listener, router()).until(async { drop(stopped.await) }).grace(Duration::ZERO);
    let server = tokio::spawn(serving.drain_deadline(LONG * 10).into_future());
    let (mut gone, mut late) = (Peer::connect(address, &[]).await?, Peer::connect(address, &[]).await?);
    for peer in [&mut gone, &mut late] {
        peer.ask(1, "GET", "/healthz", true).await?;
        while !peer.next().await?.context("closed")?.is_last() {}
    }
    gone.ask(3, "POST", "/api/v1/echo", false).await?;
    gone.send(RST_STREAM, 0, 3, &[0, 0, 0, 8]).await?;
    drop(stop);
    while late.next().await?.context("closed without a word")?.kind != GOAWAY {}
    tokio::time::sleep(2 * SHORT).await;
    late.ask(3, "GET", "/drops", true).await?;
    while !late.next().await?.context("the call was cut off")?.is_last() {}
    tokio::time::timeout(LONG, server).await.context("the drain waits for a peer that is gone")???;
    Ok(())
}
