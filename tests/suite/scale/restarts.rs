//! Servers are restarted in turn while calls and streams go on.

use super::nodes::{Nodes, note};
use super::times;
use crate::process::ProbeRestClient;
use crate::redis::server::RedisServer;
use anyhow::{Context, Result, ensure};
use reqwest::Client;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;
use tokio::task::JoinHandle;
use trifold::client::Http;
use trifold::stream::Connection;

/// Outcome of an attempt.
#[derive(Debug, PartialEq)]
pub(super) enum Outcome {
    Right,
    /// A value that is none of this call.
    Wrong,
    /// The server is of another build.
    Stale,
    Refused,
}

/// Calls that were made, and those that went wrong.
#[derive(Default)]
pub(super) struct Calls {
    made: AtomicUsize,
    refused_first: AtomicUsize,
    stale: AtomicUsize,
    wrong: AtomicUsize,
    lost: AtomicUsize,
    is_over: AtomicBool,
}

/// The numbers of [`Calls`].
#[derive(Debug, Default, PartialEq, Clone, Copy)]
pub(super) struct Counts {
    pub(super) made: usize,
    pub(super) refused_first: usize,
    pub(super) stale: usize,
    pub(super) wrong: usize,
    pub(super) lost: usize,
}

/// Callers that go on until they are told to end.
pub(super) struct Callers {
    calls: Arc<Calls>,
    tasks: Vec<JoinHandle<()>>,
}

impl Callers {
    /// Starts so many, who call with a number that nobody else has, so often until it is done.
    pub(super) fn start<F>(callers: usize, attempts: usize, send: impl Fn(usize) -> F + Send + Clone + 'static) -> Self
    where
        F: Future<Output = Outcome> + Send + 'static,
    {
        let calls = Arc::new(Calls::default());
        let tasks = (0..callers).map(|_| tokio::spawn(call(calls.clone(), attempts, send.clone()))).collect();
        Self { calls, tasks }
    }

    /// Lets each end its call.
    pub(super) async fn end(self) -> Result<Counts> {
        self.calls.is_over.store(true, Ordering::Relaxed);
        for task in self.tasks {
            task.await?;
        }
        let of = |count: &AtomicUsize| count.load(Ordering::Relaxed);
        let Calls { made, refused_first, stale, wrong, lost, .. } = &*self.calls;
        Ok(Counts { made: of(made), refused_first: of(refused_first), stale: of(stale), wrong: of(wrong), lost: of(lost) })
    }
}

async fn call<F: Future<Output = Outcome> + Send>(calls: Arc<Calls>, attempts: usize, send: impl Fn(usize) -> F + Send) {
    while !calls.is_over.load(Ordering::Relaxed) {
        let number = calls.made.fetch_add(1, Ordering::Relaxed);
        let mut outcome = Outcome::Refused;
        for attempt in 0..attempts {
            outcome = send(number).await;
            match outcome {
                Outcome::Right | Outcome::Wrong => break,
                Outcome::Stale => drop(calls.stale.fetch_add(1, Ordering::Relaxed)),
                Outcome::Refused => drop(calls.refused_first.fetch_add(usize::from(attempt == 0), Ordering::Relaxed)),
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        calls.wrong.fetch_add(usize::from(outcome == Outcome::Wrong), Ordering::Relaxed);
        calls.lost.fetch_add(usize::from(matches!(outcome, Outcome::Stale | Outcome::Refused)), Ordering::Relaxed);
        tokio::time::sleep(Duration::from_millis(4)).await;
    }
}

/// Restarts each server so many times, one after the other, and gives the longest time that one took to end.
pub(super) async fn restart_in_turn(nodes: &mut Nodes, rounds: usize) -> Result<Duration> {
    let mut longest = Duration::ZERO;
    for _ in 0..rounds {
        for node in 0..nodes.nodes.len() {
            longest = longest.max(nodes.restart(node).await?);
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
    Ok(longest)
}

/// Number of numbers that were carried out twice, and of those that never were.
pub(super) fn twice_and_never(executions: &HashMap<usize, usize>, made: usize) -> (usize, usize) {
    (executions.values().filter(|times| **times > 1).count(), made - executions.len())
}

/// Without keys and without a second attempt, every answer must be 200. `cargo xtask restarts` does a hundred rounds.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_call_is_lost_when_servers_are_restarted_in_turn() -> Result<()> {
    let rounds = std::env::var("TRIFOLD_RESTARTS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(4);
    let mut nodes = Nodes::start(None).await?;
    let (client, url) = (nodes.client.clone(), nodes.url("note"));
    let callers = Callers::start(8, 1, move |number| {
        let call = client.post(url.clone()).json(&number);
        async move { if call.send().await.is_ok_and(|answer| answer.status() == 200) { Outcome::Right } else { Outcome::Refused } }
    });
    restart_in_turn(&mut nodes, rounds).await?;
    let Counts { made, lost, .. } = callers.end().await?;
    let (twice, never) = twice_and_never(&nodes.executions()?, made);
    println!("{rounds} rolling restarts, {made} calls: {lost} lost, {twice} executed twice, {never} never");
    ensure!(made > 20 * rounds && lost == 0, "calls were lost: {}", nodes.nginx.errors());
    ensure!((twice, never) == (0, 0), "{twice} {never}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t4_no_call_is_lost_or_carried_out_twice_in_rolling_restarts() -> Result<()> {
    let (redis, rounds) = (RedisServer::start()?, 3 * times());
    let mut nodes = Nodes::start(Some(&redis)).await?;
    let (client, url) = (nodes.client.clone(), nodes.url("note"));
    let callers = Callers::start(8, 40, move |number| {
        let (client, url) = (client.clone(), url.clone());
        async move {
            if matches!(note(&client, &url, number, &format!("k{number}")).await, Ok(200)) { Outcome::Right } else { Outcome::Refused }
        }
    });
    let longest = restart_in_turn(&mut nodes, rounds).await?;
    let Counts { made, refused_first, lost, .. } = callers.end().await?;
    let (twice, never) = twice_and_never(&nodes.executions()?, made);
    println!(
        "T4  {} restarts, {made} calls: {refused_first} first answers not 200, {twice} twice, {never} never, exit within {longest:.2?}",
        2 * rounds
    );
    ensure!(made > 40 * rounds, "{made} calls are too few");
    ensure!((refused_first, lost, twice, never) == (0, 0, 0, 0), "{refused_first} {lost} {twice} {never}");
    Ok(())
}

/// Calls whose callers leave: each that begins ends, once.
async fn leave(client: Client, url: String, number: usize) -> Outcome {
    let call = client.post(url).header("idempotency-key", format!("s{number}")).json(&(2 * number + 1));
    drop(call.timeout(Duration::from_millis(80)).send().await);
    Outcome::Right
}

/// A stream that is read until it is over.
#[derive(Default)]
struct Reader {
    last: AtomicU64,
    reopened: AtomicUsize,
    is_over: AtomicBool,
}

impl Reader {
    async fn read(self: Arc<Self>, front: String) -> Result<()> {
        let counted = self.clone();
        let numbers = ProbeRestClient::with_transport(Http::new(&front)?).numbers().await?;
        let mut numbers = numbers.on_connection(move |connection| {
            counted.reopened.fetch_add(usize::from(connection == Connection::Open), Ordering::Relaxed);
        });
        while !self.is_over.load(Ordering::Relaxed) {
            let number = tokio::time::timeout(Duration::from_secs(20), numbers.next()).await?.context("the stream ended")??;
            let last = self.last.swap(number, Ordering::Relaxed);
            ensure!(number == last + 1, "{number} came after {last}");
        }
        Ok(())
    }

    fn last(&self) -> u64 {
        self.last.load(Ordering::Relaxed)
    }

    /// Waits until an event comes after this one.
    async fn comes_after(&self, last: u64) -> Result<()> {
        for _ in 0..2000 {
            if self.last() > last {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        anyhow::bail!("nothing comes after {last}")
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t6_slow_calls_end_and_streams_go_on_in_rolling_restarts() -> Result<()> {
    let (redis, rounds) = (RedisServer::start()?, 2 * times());
    let mut nodes = Nodes::start(Some(&redis)).await?;
    let (client, url, reader) = (nodes.client.clone(), nodes.url("slow"), Arc::new(Reader::default()));
    let reading = tokio::spawn(reader.clone().read(format!("http://{}", nodes.nginx.front)));
    reader.comes_after(0).await?;
    let callers = Callers::start(4, 1, move |number| leave(client.clone(), url.clone(), number));
    restart_in_turn(&mut nodes, rounds).await?;
    let Counts { made, .. } = callers.end().await?;
    reader.comes_after(reader.last()).await?;
    reader.is_over.store(true, Ordering::Relaxed);
    reading.await??;
    for node in nodes.nodes.drain(..) {
        node.terminate().await?;
        ensure!(node.end().await?.success());
    }
    let executions = nodes.executions()?;
    let begun = executions.keys().filter(|number| *number % 2 == 1).count();
    let (ended, twice) = (executions.len() - begun, executions.values().filter(|times| **times > 1).count());
    println!(
        "T6  {} restarts, {made} callers that leave: {begun} calls begun, {ended} ended, {twice} twice; a stream came back {} times, {} events in order",
        2 * rounds,
        reader.reopened.load(Ordering::Relaxed),
        reader.last(),
    );
    ensure!(begun > 20 * rounds && begun == ended && twice == 0, "{begun} {ended} {twice}");
    ensure!(reader.reopened.load(Ordering::Relaxed) > 0, "the stream was never cut");
    Ok(())
}
