//! Nothing is lost when parts fail or a server restarts: stores that hang, callers that leave, connections that are kept.

use crate::process::Process;
use crate::support::{Running, raw, to_the_end};
use anyhow::{Context, Result, ensure};
use reqwest::{Client, RequestBuilder};
use serde_json::json;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use trifold::server::webhooks::{StandardWebhook, StandardWebhooks};
use trifold::server::{Claimed, IdempotencyStore, MemoryStore, Server, Serving, StoreKey, Stored, StoredAnswer, Token};
use trifold::{ApiError, Upload, service};

const SHORT: Duration = Duration::from_millis(300);

/// Far more than what should happen takes, and far less than what should not.
const LONG: Duration = Duration::from_secs(20);

#[derive(Debug, thiserror::Error, ApiError)]
enum DeskError {
    #[error("the file is not whole")]
    #[status(422)]
    Torn,
}

#[service(version = 1)]
trait Desk {
    /// Takes a while.
    #[idempotent]
    #[post("/orders", deprecated = "2026-01-01", sunset = "2999-01-01")]
    async fn order(&self, milliseconds: u64) -> usize;

    /// Takes a file.
    #[idempotent]
    #[post("/files")]
    async fn file(&self, #[body] file: Upload) -> Result<usize, DeskError>;

    /// Takes a delivery.
    #[no_action]
    #[post("/deliveries")]
    async fn delivered(&self, #[context] delivery: StandardWebhook, amount: u64) -> usize;
}

struct Clerk {
    begun: AtomicUsize,
    ended: AtomicUsize,
    webhooks: StandardWebhooks,
}

impl AsRef<StandardWebhooks> for Clerk {
    fn as_ref(&self) -> &StandardWebhooks {
        &self.webhooks
    }
}

impl Clerk {
    fn new() -> Result<Arc<Self>> {
        let webhooks = StandardWebhooks::new(["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"])?;
        Ok(Arc::new(Self { begun: AtomicUsize::new(0), ended: AtomicUsize::new(0), webhooks }))
    }

    fn counts(&self) -> (usize, usize) {
        (self.begun.load(Ordering::SeqCst), self.ended.load(Ordering::SeqCst))
    }
}

impl Desk for Clerk {
    async fn order(&self, milliseconds: u64) -> usize {
        self.begun.fetch_add(1, Ordering::SeqCst);
        tokio::time::sleep(Duration::from_millis(milliseconds)).await;
        self.ended.fetch_add(1, Ordering::SeqCst) + 1
    }

    async fn file(&self, file: Upload) -> Result<usize, DeskError> {
        self.begun.fetch_add(1, Ordering::SeqCst);
        let bytes = file.bytes().await.map_err(|_| DeskError::Torn)?;
        self.ended.fetch_add(1, Ordering::SeqCst);
        Ok(bytes.len())
    }

    async fn delivered(&self, _: StandardWebhook, _: u64) -> usize {
        self.begun.fetch_add(1, Ordering::SeqCst)
    }
}

/// A server that stops when it is told to.
struct Stoppable {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    task: JoinHandle<std::io::Result<()>>,
}

impl Stoppable {
    async fn start(server: Server, bounds: impl FnOnce(Serving) -> Serving) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let (stop, stopped) = oneshot::channel::<()>();
        let serving = server.serve_until(listener, async { drop(stopped.await) });
        Ok(Self { address, stop, task: tokio::spawn(bounds(serving).into_future()) })
    }

    async fn end(self) -> Result<()> {
        drop(self.stop);
        tokio::time::timeout(LONG, self.task).await.context("the server goes on")???;
        Ok(())
    }
}

fn order(address: SocketAddr, key: &str, milliseconds: u64) -> RequestBuilder {
    Client::new().post(format!("http://{address}/api/v1/orders")).header("idempotency-key", key).json(&milliseconds)
}

/// The place at which a store hangs.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Hangs {
    Claim,
    Complete,
    Release,
    /// It gives the key, but tells so too late.
    Late,
}

/// A store that hangs, and notes what it was told.
struct Stuck {
    hangs: Hangs,
    store: Arc<MemoryStore>,
    told: Arc<Mutex<Vec<(&'static str, Duration)>>>,
}

impl Stuck {
    fn new(hangs: Hangs) -> Self {
        Self { hangs, store: Arc::default(), told: Arc::default() }
    }

    fn note(&self, what: &'static str, time: Duration) {
        self.told.lock().unwrap_or_else(PoisonError::into_inner).push((what, time));
    }
}

impl IdempotencyStore for Stuck {
    fn claim<'a>(&'a self, key: &'a StoreKey, payload: &'a [u8; 32], lease: Duration) -> Stored<'a, Claimed> {
        self.note("claim", lease);
        match self.hangs {
            Hangs::Claim => Box::pin(std::future::pending()),
            Hangs::Late => Box::pin(async move {
                let claimed = self.store.claim(key, payload, lease).await;
                tokio::time::sleep(SHORT * 2).await;
                claimed
            }),
            Hangs::Complete | Hangs::Release => self.store.claim(key, payload, lease),
        }
    }

    fn complete<'a>(&'a self, key: &'a StoreKey, token: Token, answer: StoredAnswer, keep: Duration) -> Stored<'a, ()> {
        self.note("complete", keep);
        if self.hangs == Hangs::Complete { Box::pin(std::future::pending()) } else { self.store.complete(key, token, answer, keep) }
    }

    fn release<'a>(&'a self, key: &'a StoreKey, token: Token) -> Stored<'a, ()> {
        self.note("release", Duration::ZERO);
        if self.hangs == Hangs::Release { Box::pin(std::future::pending()) } else { self.store.release(key, token) }
    }
}

/// A store has a budget for all that one call asks of it: without its word nothing runs, and without its help the answer goes out.
#[tokio::test]
async fn a_store_that_hangs_holds_no_call() -> Result<()> {
    for (hangs, statuses) in [(Hangs::Claim, [503, 503]), (Hangs::Complete, [200, 409])] {
        let clerk = Clerk::new()?;
        let store = Stuck::new(hangs);
        let told = store.told.clone();
        let server = Server::new().idempotency_store(store).method_deadline(LONG).add_service(DeskServer::from_arc(clerk.clone()));
        let server = Stoppable::start(server, |serving| serving.grace(Duration::ZERO)).await?;
        let mut longest = Duration::ZERO;
        for status in statuses {
            let since = Instant::now();
            let answer = order(server.address, "k", 1).send().await?;
            ensure!(answer.status() == status, "{hangs:?}: {}", answer.status());
            longest = longest.max(since.elapsed());
        }
        println!("T10 a store that never answers to `{hangs:?}`: longest wait {longest:.2?}");
        ensure!(longest < LONG / 2, "{hangs:?}: {longest:?}");
        ensure!(clerk.counts().0 == usize::from(hangs == Hangs::Complete), "{hangs:?}: {:?}", clerk.counts());
        let told = told.lock().unwrap_or_else(PoisonError::into_inner).clone();
        ensure!(told.iter().all(|(what, time)| *what != "claim" || *time > LONG), "a lease is longer than a call: {told:?}");
        ensure!(hangs != Hangs::Complete || told.contains(&("complete", Duration::from_secs(24 * 60 * 60))), "{told:?}");
        server.end().await?;
    }
    Ok(())
}

/// Nobody keeps a key for which nothing runs: neither a caller who leaves while the store is asked, nor a store that is late.
#[tokio::test]
async fn a_claim_that_nobody_waits_for_is_given_back() -> Result<()> {
    for (deadline, patience) in [(LONG, SHORT), (SHORT, LONG)] {
        let clerk = Clerk::new()?;
        let store = Stuck::new(Hangs::Late);
        let kept = store.store.clone();
        let server = Server::new().idempotency_store(store).store_deadline(deadline).add_service(DeskServer::from_arc(clerk.clone()));
        let first = Stoppable::start(server, |serving| serving).await?;
        let left = order(first.address, "k", 1).timeout(patience).send().await;
        ensure!(left.is_err() || left.is_ok_and(|answer| answer.status() == 503));
        ensure!(clerk.counts() == (0, 0), "nothing ran");
        // A drain waits until the key is free.
        first.end().await?;
        let shared = Stuck { store: kept, ..Stuck::new(Hangs::Release) };
        let second = Server::new().idempotency_store(shared).add_service(DeskServer::from_arc(clerk.clone()));
        let second = Stoppable::start(second, |serving| serving).await?;
        let answer = order(second.address, "k", 1).send().await?;
        ensure!(answer.status() == 200, "{}", answer.status());
        second.end().await?;
    }
    Ok(())
}

/// A call with a key whose caller has left is waited for, and what takes too long is cut off.
#[tokio::test]
async fn a_drain_waits_for_calls_that_go_on_without_their_caller() -> Result<()> {
    let clerk = Clerk::new()?;
    let server = Server::new().add_service(DeskServer::from_arc(clerk.clone()));
    let server = Stoppable::start(server, |serving| serving.grace(Duration::ZERO)).await?;
    ensure!(order(server.address, "k", 1500).timeout(SHORT).send().await.is_err_and(|error| error.is_timeout()));
    ensure!(clerk.counts() == (1, 0), "it goes on");
    server.end().await?;
    ensure!(clerk.counts() == (1, 1), "and is done when the server ends");

    let server = Server::new().add_service(DeskServer::from_arc(clerk.clone()));
    let server = Stoppable::start(server, |serving| serving.grace(Duration::ZERO).drain_deadline(SHORT)).await?;
    ensure!(order(server.address, "k", 15_000).timeout(SHORT).send().await.is_err_and(|error| error.is_timeout()));
    let since = Instant::now();
    server.end().await?;
    ensure!(since.elapsed() < LONG / 2 && clerk.counts() == (2, 1));
    Ok(())
}

const READY: &str = "GET /readyz HTTP/1.1\r\nhost: a\r\n\r\n";

/// Reads one answer to a request without closing.
async fn ask(stream: &mut TcpStream, request: &str) -> Result<String> {
    stream.write_all(request.as_bytes()).await?;
    let (mut answer, mut bytes) = (String::new(), [0; 4096]);
    while !answer.contains("\r\n\r\n") {
        let read = stream.read(&mut bytes).await?;
        ensure!(read > 0, "closed without an answer");
        answer.push_str(&String::from_utf8_lossy(&bytes[..read]));
    }
    Ok(answer)
}

/// A proxy in front hears that the server leaves, on a new connection and on each that was kept, before any of them closes.
#[tokio::test]
async fn a_server_that_leaves_says_so_before_it_closes() -> Result<()> {
    let server = Server::new().readiness("/readyz").health("/healthz").add_service(DeskServer::from_arc(Clerk::new()?));
    let server = Stoppable::start(server, |serving| serving.grace(5 * SHORT)).await?;
    let address = server.address;
    let mut kept = Vec::new();
    for _ in 0..3 {
        let mut stream = TcpStream::connect(address).await?;
        let answer = ask(&mut stream, READY).await?;
        ensure!(answer.starts_with("HTTP/1.1 200 ") && !answer.contains("connection: close"), "{answer}");
        kept.push(stream);
    }
    drop(server.stop);
    tokio::time::sleep(SHORT).await;
    let new = raw(address, READY.as_bytes()).await?;
    ensure!(new.starts_with("HTTP/1.1 503 ") && new.contains("connection: close") && new.ends_with("leaving"), "{new}");
    let post = "POST /api/v1/orders HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 1\r\n\r\n1";
    for mut stream in kept {
        let answer = ask(&mut stream, post).await?;
        ensure!(answer.starts_with("HTTP/1.1 200 ") && answer.contains("connection: close"), "{answer}");
        to_the_end(stream).await?;
    }
    tokio::time::timeout(LONG, server.task).await.context("the server goes on")???;
    ensure!(TcpStream::connect(address).await.is_err(), "then the listener closes");
    Ok(())
}

#[tokio::test]
async fn a_server_is_ready_if_what_it_needs_is() -> Result<()> {
    let is_well = Arc::new(AtomicBool::new(true));
    let (asked, hangs) = (is_well.clone(), Arc::new(AtomicBool::new(false)));
    let stuck = hangs.clone();
    let server = Server::new().readiness("/readyz");
    let server = server.readiness_check(move || std::future::ready(if asked.load(Ordering::SeqCst) { Ok(()) } else { Err("no database") }));
    let server = server.readiness_check(move || {
        let hangs = stuck.load(Ordering::SeqCst);
        async move { if hangs { std::future::pending().await } else { Ok::<_, std::io::Error>(()) } }
    });
    let running = Running::start(server.into_router()).await?;
    let ask = async || -> Result<(u16, String)> {
        let answer = Client::new().get(running.url("/readyz")).send().await?;
        ensure!(answer.headers()["cache-control"] == "no-store");
        Ok((answer.status().as_u16(), answer.text().await?))
    };
    ensure!(ask().await? == (200, "ready".to_owned()));
    is_well.store(false, Ordering::SeqCst);
    ensure!(ask().await? == (503, "not ready".to_owned()), "the reason is for the log");
    is_well.store(true, Ordering::SeqCst);
    hangs.store(true, Ordering::SeqCst);
    ensure!(ask().await? == (503, "not ready".to_owned()));
    for wrong in ["readyz", "/{any}", "/healthz"] {
        ensure!(Server::new().health("/healthz").readiness(wrong).try_into_router().is_err(), "{wrong}");
    }
    Ok(())
}

/// Anybody may ask, and the application's checks cost what they cost: they run one at a time, and one that panics is one that fails.
#[tokio::test]
async fn checks_of_readiness_run_one_at_a_time() -> Result<()> {
    let (now, most, ever) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (counted, peak, all, breaks) = (now.clone(), most.clone(), ever.clone(), Arc::new(AtomicBool::new(false)));
    let is_broken = breaks.clone();
    let server = Server::new().readiness("/readyz").readiness_check(move || {
        let (now, most) = (counted.clone(), peak.clone());
        all.fetch_add(1, Ordering::SeqCst);
        let is_broken = is_broken.load(Ordering::SeqCst);
        async move {
            most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            tokio::time::sleep(SHORT).await;
            now.fetch_sub(1, Ordering::SeqCst);
            assert!(!is_broken, "a check breaks");
            Ok::<_, std::io::Error>(())
        }
    });
    let running = Running::start(server.into_router()).await?;
    for (status, left) in [(200, 0), (503, 0), (200, 5)] {
        breaks.store(status == 503, Ordering::SeqCst);
        let ask = |_| Client::new().get(running.url("/readyz")).send();
        // Some leave at once: the others are answered all the same.
        let leave = (0..left).map(|_| Client::new().get(running.url("/readyz")).timeout(SHORT / 3).send());
        let (_, answers) = tokio::join!(futures_util::future::join_all(leave), futures_util::future::try_join_all((0..40).map(ask)));
        ensure!(answers?.iter().all(|answer| answer.status() == status), "{status}");
    }
    let (most, ever) = (most.load(Ordering::SeqCst), ever.load(Ordering::SeqCst));
    ensure!(most == 1 && ever < 100, "{most} at a time, {ever} in all");
    Ok(())
}

/// A server that is dropped closes its connections, without a drain.
#[tokio::test]
async fn a_server_that_is_dropped_holds_no_connection() -> Result<()> {
    let server = Stoppable::start(Server::new().health("/healthz"), |serving| serving).await?;
    let mut rests = TcpStream::connect(server.address).await?;
    ask(&mut rests, "GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n").await?;
    let says_nothing = TcpStream::connect(server.address).await?;
    tokio::time::sleep(SHORT).await;
    server.task.abort();
    for stream in [rests, says_nothing] {
        tokio::time::timeout(LONG, to_the_end(stream)).await.context("a connection is open")??;
    }
    Ok(())
}

#[tokio::test]
async fn a_second_signal_ends_a_server_at_once() -> Result<()> {
    let mut process = Process::start().await?;
    let nap = tokio::spawn(Client::new().post(process.url("/api/v1/probe/nap")).json(&json!(25_000)).send());
    process.await_naps(1).await?;
    process.terminate().await?;
    tokio::time::sleep(SHORT).await;
    process.terminate().await?;
    ensure!(tokio::time::timeout(LONG, process.end()).await.context("the server goes on")??.success());
    ensure!(nap.await?.is_err(), "the call is cut off");
    Ok(())
}

/// A fault of the network is no answer of the method: the same key may be used again.
#[tokio::test]
async fn a_file_that_broke_off_keeps_no_key() -> Result<()> {
    let clerk = Clerk::new()?;
    let server = Server::new().add_service(DeskServer::from_arc(clerk.clone()));
    let server = Stoppable::start(server, |serving| serving.stall_deadline(SHORT).grace(Duration::ZERO)).await?;
    let body = "x".repeat(5000);
    let kind = "content-type: image/png\r\nidempotency-key: k\r\ncontent-length: 5000\r\nconnection: close";
    let request = format!("POST /api/v1/files HTTP/1.1\r\nhost: a\r\n{kind}\r\n\r\n{body}");
    let mut broken = TcpStream::connect(server.address).await?;
    broken.write_all(&request.as_bytes()[..3000]).await?;
    while clerk.counts().0 == 0 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    drop(broken);
    let stalled = raw(server.address, &request.as_bytes()[..3000]).await?;
    ensure!(["HTTP/1.1 408 ", "HTTP/1.1 409 "].iter().any(|status| stalled.starts_with(status)), "{stalled}");
    let mut answer = String::new();
    for _ in 0..100 {
        answer = raw(server.address, request.as_bytes()).await?;
        if !answer.starts_with("HTTP/1.1 409 ") {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    ensure!(answer.starts_with("HTTP/1.1 200 ") && answer.ends_with("5000"), "{answer}");
    ensure!(clerk.counts().1 == 1);
    let again = raw(server.address, request.as_bytes()).await?;
    ensure!(again.starts_with("HTTP/1.1 200 ") && again.contains("idempotent-replayed: true"), "{again}");
    server.end().await
}

/// An answer says what belongs to its route once, also when it comes again.
#[tokio::test]
async fn a_replayed_answer_says_once_that_its_route_goes() -> Result<()> {
    let server = Server::new().deprecation_policy("https://a.example/policy").add_service(DeskServer::from_arc(Clerk::new()?));
    let server = Stoppable::start(server, |serving| serving.grace(Duration::ZERO)).await?;
    for replayed in [false, true] {
        let answer = order(server.address, "k", 1).send().await?;
        ensure!(answer.headers().contains_key("idempotent-replayed") == replayed);
        for (name, count) in [("deprecation", 1), ("sunset", 1), ("link", 2), ("content-type", 1), ("cache-control", 0)] {
            ensure!(answer.headers().get_all(name).iter().count() == count, "{name}: {:?}", answer.headers());
        }
    }
    server.end().await
}
