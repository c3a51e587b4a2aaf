//! Prints how many milliseconds a write takes until what it made stale is there again: with a read behind it, and with the read in its flight.

mod line;

use anyhow::{Context, Result, ensure};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use trifold::server::Server;
use trifold::{MethodSpec, service};

/// Number of measurements. The median counts.
const ROUNDS: usize = 5;

#[service]
trait Counter {
    #[read]
    async fn count(&self) -> u64;

    #[refreshes(count)]
    async fn add(&self, number: u64) -> u64;
}

#[derive(Default)]
struct Counted(AtomicU64);

impl Counter for Counted {
    async fn count(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    async fn add(&self, number: u64) -> u64 {
        self.0.fetch_add(number, Ordering::Relaxed) + number
    }
}

fn main() -> Result<()> {
    bench_common::runtime()?.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let far = line::delayed(listener.local_addr()?).await?;
        let serving = Server::new().add_service(CounterServer::new(Counted::default())).serve(listener);
        tokio::select! {
            ended = serving => ended.context("the server has ended"),
            measured = measure(TcpStream::connect(far).await?) => measured,
        }
    })
}

async fn measure(mut page: TcpStream) -> Result<()> {
    let (count, add) = (&CounterSpec::COUNT, &CounterSpec::ADD);
    let read = format!("trifold-refresh: [[\"{}\",\"{}\",[]]]\r\n", id(count), count.strict.as_str());
    call(&mut page, count, "[]", "").await?;
    let (mut apart, mut together) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let started = Instant::now();
        call(&mut page, add, "[1]", "").await?;
        call(&mut page, count, "[]", "").await?;
        apart.push(started.elapsed());
        let started = Instant::now();
        let answer = call(&mut page, add, "[1]", &read).await?;
        ensure!(answer.contains("\"refresh\""), "the read is not in the flight: {answer}");
        together.push(started.elapsed());
    }
    for (name, mut times) in [("apart", apart), ("together", together)] {
        times.sort();
        println!("{name} {}", times[ROUNDS / 2].as_millis());
    }
    Ok(())
}

/// Calls an action over HTTP/1.1. The answer, with its head.
async fn call(page: &mut TcpStream, method: &MethodSpec, arguments: &str, headers: &str) -> Result<String> {
    let path = method.action_path();
    let head = format!("POST {path} HTTP/1.1\r\nhost: a\r\nsec-fetch-site: same-origin\r\ncontent-type: application/json\r\n");
    let request = format!("{head}{headers}content-length: {}\r\n\r\n{arguments}", arguments.len());
    page.write_all(request.as_bytes()).await?;
    let (mut answer, mut piece) = (String::new(), [0; 4096]);
    loop {
        let count = page.read(&mut piece).await?;
        ensure!(count > 0, "the connection is closed: {answer}");
        answer.push_str(std::str::from_utf8(&piece[..count])?);
        let Some((head, body)) = answer.split_once("\r\n\r\n") else { continue };
        let length = head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse::<usize>().ok());
        if body.len() >= length.context("the answer does not say how long it is")? {
            ensure!(head.starts_with("HTTP/1.1 200"), "{answer}");
            return Ok(answer);
        }
    }
}

fn id(method: &MethodSpec) -> &str {
    method.action_path().rsplit('/').next().unwrap_or_default()
}
