//! What peers may do to a server: it stays up, its memory stays bounded, and others are answered meanwhile.

use crate::process::{ProbeSpec, Process};
use crate::support::{raw, to_page, to_the_end};
use anyhow::{Context, Result, ensure};
use futures_util::future::try_join_all;
use reqwest::Client;
use serde_json::json;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::task::JoinHandle;

/// Most memory, in KiB, that the server may take for all of this; measured were 50 MiB.
const MOST_MEMORY: u64 = 128 * 1024;

const HEALTH: &str = "GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n";
const LAST_HEALTH: &str = "GET /healthz HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n";

fn echo(length: &str, body: &str) -> String {
    format!("POST /api/v1/probe/echo HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n{length}\r\n\r\n{body}")
}

/// Somebody who calls all the while, and must be answered each time.
struct Bystander {
    stop: Arc<AtomicBool>,
    task: JoinHandle<Result<usize>>,
}

impl Bystander {
    fn start(url: String) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = stop.clone();
        let task = tokio::spawn(async move {
            let client = Client::builder().timeout(Duration::from_secs(20)).build()?;
            let mut answers = 0;
            while !stopped.load(Ordering::Relaxed) {
                let answer = client.post(&url).json(&json!("still there")).send().await?;
                ensure!(answer.json::<String>().await? == "still there");
                answers += 1;
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            Ok(answers)
        });
        Self { stop, task }
    }

    async fn end(self) -> Result<usize> {
        self.stop.store(true, Ordering::Relaxed);
        self.task.await?
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_survives_its_peers() -> Result<()> {
    let process = Process::start().await?;
    let address = process.address();
    let before = process.peak_memory()?;
    let bystander = Bystander::start(process.url("/api/v1/probe/echo"));
    tokio::try_join!(slow_heads(address), slow_bodies(address), readers_that_do_not_read(address), half_closed(address))?;
    churn(address).await?;
    giant_heads(address).await?;
    deep_and_wide(&process).await?;
    pipelined_garbage(address).await?;
    smuggled(address).await?;
    rapid_reset(address).await?;
    let answers = bystander.end().await.context("somebody was not answered")?;
    let after = process.peak_memory()?;
    println!("{answers} calls of others were answered; the server's memory grew from {before} to {after} KiB at most");
    assert!(answers > 0 && after < MOST_MEMORY, "{answers} answers, {after} KiB");
    Ok(())
}

/// Sends a text byte by byte until the server closes; it must.
async fn trickle(address: SocketAddr, text: String) -> Result<String> {
    let mut stream = TcpStream::connect(address).await?;
    for byte in text.bytes().cycle().take(1000) {
        if stream.write_all(&[byte]).await.is_err() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    to_the_end(stream).await
}

async fn slow_heads(address: SocketAddr) -> Result<()> {
    let head = "GET /healthz HTTP/1.1\r\nhost: a\r\nx-slow: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    for answer in try_join_all((0..100).map(|_| trickle(address, head.to_owned()))).await? {
        ensure!(answer.is_empty(), "{answer}");
    }
    Ok(())
}

async fn slow_bodies(address: SocketAddr) -> Result<()> {
    let stalled = echo("content-length: 1000", "\"x");
    let chunked = echo("transfer-encoding: chunked", "5\r\n\"x");
    let requests = [stalled, chunked].into_iter().cycle().take(100);
    for answer in try_join_all(requests.map(|request| async move { raw(address, request.as_bytes()).await })).await? {
        ensure!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
    }
    Ok(())
}

/// Asks for a large answer many times over one connection, and reads none of it.
async fn readers_that_do_not_read(address: SocketAddr) -> Result<()> {
    let text = json!("x".repeat(500_000)).to_string();
    let request = echo(&format!("content-length: {}", text.len()), &text);
    let ask = || async {
        let mut stream = TcpStream::connect(address).await?;
        for _ in 0..50 {
            let sent = tokio::time::timeout(Duration::from_secs(30), stream.write_all(request.as_bytes())).await;
            if sent.context("the server holds a connection that does not read")?.is_err() {
                return Ok::<_, anyhow::Error>(());
            }
        }
        Err(anyhow::anyhow!("the server took everything, and nobody read its answers"))
    };
    try_join_all((0..8).map(|_| ask())).await?;
    Ok(())
}

/// A peer that stops sending after a whole request has left, or waits for the answer: either way the connection ends.
async fn half_closed(address: SocketAddr) -> Result<()> {
    let ask = |request: &'static str| async move {
        let mut stream = TcpStream::connect(address).await?;
        stream.write_all(request.as_bytes()).await?;
        stream.shutdown().await?;
        to_the_end(stream).await
    };
    let requests = [HEALTH, "GET /healthz HTTP/1.1\r\nhos", ""].into_iter().cycle().take(150);
    try_join_all(requests.map(ask)).await?;
    Ok(())
}

/// 10 000 connections, 100 at a time: some ask, some leave in the middle, some say nothing.
async fn churn(address: SocketAddr) -> Result<()> {
    let answered = AtomicUsize::new(0);
    let visit = |number: usize| {
        let answered = &answered;
        async move {
            if number.is_multiple_of(2) {
                let answer = raw(address, LAST_HEALTH.as_bytes()).await?;
                ensure!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
                answered.fetch_add(1, Ordering::Relaxed);
            } else {
                let mut stream = TcpStream::connect(address).await?;
                stream.write_all(&HEALTH.as_bytes()[..number % HEALTH.len()]).await?;
            }
            Ok(())
        }
    };
    for step in 0..100 {
        try_join_all((0..100).map(|number| visit(100 * step + number))).await?;
    }
    ensure!(answered.into_inner() == 5000);
    Ok(())
}

async fn giant_heads(address: SocketAddr) -> Result<()> {
    let long_value = format!("GET /healthz HTTP/1.1\r\nhost: a\r\nx: {}\r\n\r\n", "x".repeat(1 << 20));
    let many_fields = format!("GET /healthz HTTP/1.1\r\nhost: a\r\n{}\r\n", "x: y\r\n".repeat(1000));
    let long_target = format!("GET /{} HTTP/1.1\r\nhost: a\r\n\r\n", "x".repeat(1 << 20));
    for (request, refusals) in [(long_value, ["431"; 2]), (many_fields, ["431"; 2]), (long_target, ["414", "431"])] {
        for answer in try_join_all((0..20).map(|_| raw(address, request.as_bytes()))).await? {
            // The server closes while the peer still sends, and then its answer may be lost on the way.
            ensure!(answer.is_empty() || refusals.iter().any(|refusal| answer.starts_with(&format!("HTTP/1.1 {refusal} "))), "{answer}");
        }
    }
    Ok(())
}

/// Bodies that are whole and malicious: each is refused as the caller's fault.
async fn deep_and_wide(process: &Process) -> Result<()> {
    let client = Client::new();
    let deep = format!("{}{}", "{\"children\":[".repeat(20_000), "]}".repeat(20_000));
    let brackets = "[".repeat(1_000_000);
    let pairs = "a=b&".repeat(100_000);
    let parts = "--x\r\ncontent-disposition: form-data; name=\"text\"\r\n\r\ny\r\n".repeat(10_000) + "--x--\r\n";
    let nested = format!("tree{}=x", "[children]".repeat(10_000));
    let (json, form, multipart) = ("application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x");
    let bodies = [(json, deep), (json, brackets), (form, pairs), (form, nested), (multipart, parts)];
    let pages = [to_page("/", ProbeSpec::TREE), to_page("/", ProbeSpec::ECHO), "/?/AAECAwQFBgcICQoLDA0ODw".to_owned()];
    let paths = ["/api/v1/probe/tree", ProbeSpec::TREE.action_path(), ProbeSpec::ECHO.action_path()];
    for path in paths.into_iter().chain(pages.iter().map(String::as_str)) {
        for (kind, body) in &bodies {
            let answer = client.post(process.url(path)).header("content-type", *kind).body(body.clone()).send().await?;
            ensure!(answer.status().is_client_error(), "{path} {kind}: {}", answer.status());
        }
    }
    Ok(())
}

async fn pipelined_garbage(address: SocketAddr) -> Result<()> {
    let mut request = HEALTH.repeat(200).into_bytes();
    request.extend((0..100_000_u32).map(|byte| (byte.wrapping_mul(2_654_435_761) >> 24) as u8));
    let answer = raw(address, &request).await?;
    let answers = answer.matches("HTTP/1.1 200 ").count();
    ensure!(answers <= 200 && !answer.contains("HTTP/1.1 5"), "{answers}");
    Ok(())
}

/// Requests whose end two servers could see at different places. What follows must never be taken for a request of its own.
async fn smuggled(address: SocketAddr) -> Result<()> {
    let hidden = "GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n";
    let body = format!("0\r\n\r\n{hidden}");
    let lengths = [
        format!("content-length: {}\r\ntransfer-encoding: chunked", body.len()),
        format!("transfer-encoding: chunked\r\ncontent-length: {}", body.len()),
        "content-length: 3\r\ncontent-length: 5".to_owned(),
        "content-length: 3, 5".to_owned(),
        "content-length: +5".to_owned(),
        "content-length : 5".to_owned(),
        "transfer-encoding: xchunked".to_owned(),
        "transfer-encoding: chunked, identity".to_owned(),
        "transfer-encoding:\x0bchunked".to_owned(),
        "x: y\r\n transfer-encoding: chunked".to_owned(),
    ];
    for length in lengths {
        let answer = raw(address, echo(&length, &body).as_bytes()).await?;
        ensure!(answer.starts_with("HTTP/1.1 4") && answer.matches("HTTP/1.1 ").count() == 1, "{length}: {answer}");
    }
    // Their end is known, and what they hold is not: a coding that is taken off by nobody.
    for coding in [
        "gzip, chunked",
        "chunked, chunked",
        "identity, chunked",
        "gzip\r\ntransfer-encoding: chunked",
        "chunked\r\ntransfer-encoding: chunked",
    ] {
        let chunked = format!("3\r\n\"a\"\r\n0\r\n\r\n{hidden}");
        let answer = raw(address, echo(&format!("transfer-encoding: {coding}"), &chunked).as_bytes()).await?;
        let words = ["\r\nconnection: close\r\n", "send the body in chunks, or with its length, and in no other transfer coding"];
        let is_refused = answer.starts_with("HTTP/1.1 501 ") && words.iter().all(|word| answer.contains(word));
        ensure!(is_refused && answer.matches("HTTP/1.1 ").count() == 1, "{coding}: {answer}");
    }
    Ok(())
}

/// CVE-2023-44487: streams that are opened and reset at once, over several connections.
async fn rapid_reset(address: SocketAddr) -> Result<()> {
    let attack = || async {
        let stream = TcpStream::connect(address).await?;
        let (mut sender, connection) = h2::client::handshake(stream).await?;
        let connection = tokio::spawn(connection);
        for _ in 0..5000 {
            let Ok(ready) = sender.clone().ready().await else { break };
            sender = ready;
            let request = axum::http::Request::get(format!("http://{address}/healthz")).body(())?;
            let Ok((_, mut sent)) = sender.send_request(request, true) else { break };
            sent.send_reset(h2::Reason::CANCEL);
            tokio::task::yield_now().await;
        }
        drop(sender);
        // The server may end it with an error of its own: that is its defence.
        drop(connection.await?);
        Ok::<_, anyhow::Error>(())
    };
    try_join_all((0..4).map(|_| attack())).await?;
    Ok(())
}
