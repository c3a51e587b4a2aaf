//! Two servers behind one proxy, with and without what they share: each figure beside that of servers that share nothing.
//!
//! Short here; `cargo xtask scale` runs the long form and prints the table.

use crate::nginx::{Nginx, free};
use crate::process::Process;
use crate::redis::server::RedisServer;
use anyhow::{Result, ensure};
use reqwest::Client;
use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tempfile::NamedTempFile;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

/// So many times as much is done as in the test run.
fn times() -> usize {
    std::env::var("TRIFOLD_SCALE").ok().and_then(|times| times.parse().ok()).unwrap_or(1)
}

/// Two servers in processes of their own, and the file in which both note what they carry out.
struct Nodes {
    nodes: Vec<Process>,
    addresses: [SocketAddr; 2],
    nginx: Nginx,
    notes: NamedTempFile,
    redis: Option<String>,
    client: Client,
}

impl Nodes {
    async fn start(redis: Option<&RedisServer>) -> Result<Self> {
        let (addresses, notes, redis) = ([free()?, free()?], NamedTempFile::new()?, redis.map(RedisServer::url));
        let mut nodes = Vec::new();
        for address in addresses {
            nodes.push(Process::start_with(address, Some(notes.path()), redis.as_deref()).await?);
        }
        let client = Client::builder().timeout(Duration::from_secs(20)).build()?;
        Ok(Self { nodes, addresses, nginx: Nginx::start_with(&addresses, "").await?, notes, redis, client })
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}/api/v1/probe/{path}", self.nginx.front)
    }

    async fn note(&self, number: usize, key: &str) -> Result<u16> {
        note(&self.client, &self.url("note"), number, key).await
    }

    /// Number of executions of each number.
    fn executions(&self) -> Result<HashMap<usize, usize>> {
        let mut executions = HashMap::new();
        for line in std::fs::read_to_string(self.notes.path())?.lines() {
            *executions.entry(line.parse()?).or_default() += 1;
        }
        Ok(executions)
    }

    /// Executions a key.
    fn executions_a_key(&self) -> Result<f64> {
        let executions = self.executions()?;
        Ok(executions.values().sum::<usize>() as f64 / executions.len().max(1) as f64)
    }

    /// Stops a server, and starts it anew.
    async fn restart(&mut self, node: usize) -> Result<Duration> {
        let (server, since) = (self.nodes.remove(node), Instant::now());
        server.terminate().await?;
        ensure!(server.end().await?.success());
        let took = since.elapsed();
        self.nodes.insert(node, Process::start_with(self.addresses[node], Some(self.notes.path()), self.redis.as_deref()).await?);
        Ok(took)
    }
}

async fn note(client: &Client, url: &str, number: usize, key: &str) -> Result<u16> {
    Ok(client.post(url).header("idempotency-key", key).json(&number).send().await?.status().as_u16())
}

/// T1: each key twice in turn, then four times at once.
async fn executions_a_key(redis: Option<&RedisServer>) -> Result<[f64; 2]> {
    let keys = 25 * times();
    let nodes = Nodes::start(redis).await?;
    for number in 0..keys {
        let key = format!("k{number}");
        assert_eq!((nodes.note(number, &key).await?, nodes.note(number, &key).await?), (200, 200));
    }
    let in_turn = nodes.executions_a_key()?;
    std::fs::write(nodes.notes.path(), "")?;
    for number in keys..2 * keys {
        let key = format!("k{number}");
        let all = tokio::join!(nodes.note(number, &key), nodes.note(number, &key), nodes.note(number, &key), nodes.note(number, &key));
        for status in [all.0?, all.1?, all.2?, all.3?] {
            ensure!(matches!(status, 200 | 409), "{status}");
        }
    }
    Ok([in_turn, nodes.executions_a_key()?])
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t1_a_key_is_carried_out_once_by_two_servers() -> Result<()> {
    let [in_turn, at_once] = executions_a_key(None).await?;
    let redis = RedisServer::start()?;
    let shared = executions_a_key(Some(&redis)).await?;
    println!("T1  executions a key, twice in turn    alone {in_turn:.2}  shared {:.2}", shared[0]);
    println!("T1  executions a key, 4 times at once  alone {at_once:.2}  shared {:.2}", shared[1]);
    ensure!(in_turn > 1.5, "the proxy sends all to one server: this test shows nothing");
    ensure!(shared == [1.0, 1.0], "{shared:?}");
    Ok(())
}

/// T2: sixty calls of a caller who may make ten a minute.
async fn let_through(redis: Option<&RedisServer>) -> Result<(usize, f64)> {
    let (nodes, since) = (Nodes::start(redis).await?, Instant::now());
    let mut allowed = 0;
    for _ in 0..60 {
        let status = nodes.client.get(nodes.url("rated")).send().await?.status();
        ensure!(matches!(status.as_u16(), 200 | 429), "{status}");
        allowed += usize::from(status == 200);
    }
    Ok((allowed, 10.0 + since.elapsed().as_secs_f64() / 6.0))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t2_two_servers_let_no_more_through_than_one() -> Result<()> {
    let (alone, _) = let_through(None).await?;
    let redis = RedisServer::start()?;
    let (shared, most) = let_through(Some(&redis)).await?;
    println!("T2  let through of 60, at 10 a minute  alone {alone}  shared {shared}, where {most:.1} may be");
    ensure!(alone >= 20, "the proxy sends all to one server: this test shows nothing");
    ensure!(shared >= 10 && shared as f64 <= most, "{shared} of {most}");
    Ok(())
}

/// Calls that were made, and those that went wrong.
#[derive(Default)]
struct Calls {
    made: AtomicUsize,
    failed_first: AtomicUsize,
    lost: AtomicUsize,
    is_over: AtomicBool,
}

/// Calls until it is over, with a key each; one that fails is sent again under its key.
async fn call(client: Client, url: String, calls: Arc<Calls>) {
    while !calls.is_over.load(Ordering::Relaxed) {
        let number = calls.made.fetch_add(1, Ordering::Relaxed);
        let mut is_done = false;
        for attempt in 0..20 {
            is_done = matches!(note(&client, &url, number, &format!("k{number}")).await, Ok(200));
            if is_done {
                break;
            }
            if attempt == 0 {
                calls.failed_first.fetch_add(1, Ordering::Relaxed);
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        calls.lost.fetch_add(usize::from(!is_done), Ordering::Relaxed);
        tokio::time::sleep(Duration::from_millis(4)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t4_no_call_is_lost_or_carried_out_twice_in_rolling_restarts() -> Result<()> {
    let (redis, rounds) = (RedisServer::start()?, 3 * times());
    let mut nodes = Nodes::start(Some(&redis)).await?;
    let calls = Arc::new(Calls::default());
    let callers: Vec<_> = (0..8).map(|_| tokio::spawn(call(nodes.client.clone(), nodes.url("note"), calls.clone()))).collect();
    let mut longest = Duration::ZERO;
    for _ in 0..rounds {
        for node in [0, 1] {
            longest = longest.max(nodes.restart(node).await?);
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
    calls.is_over.store(true, Ordering::Relaxed);
    for caller in callers {
        caller.await?;
    }
    let of = |count: &AtomicUsize| count.load(Ordering::Relaxed);
    let (made, failed, lost, executions) = (of(&calls.made), of(&calls.failed_first), of(&calls.lost), nodes.executions()?);
    let twice = executions.values().filter(|times| **times > 1).count();
    let never = made - executions.len();
    println!(
        "T4  {} restarts, {made} calls: {failed} first answers not 200, {twice} twice, {never} never, exit within {longest:.2?}",
        2 * rounds
    );
    ensure!(made > 40 * rounds, "{made} calls are too few");
    ensure!((failed, lost, twice, never) == (0, 0, 0, 0), "{failed} {lost} {twice} {never}");
    Ok(())
}

/// The longest time that a call took, and the statuses that were seen.
struct Longest {
    took: Duration,
    statuses: Vec<u16>,
}

/// Calls with keys, and calls that are counted, through both servers.
async fn longest(nodes: &Nodes, calls: usize) -> Result<[Longest; 2]> {
    let mut seen = [(); 2].map(|()| Longest { took: Duration::ZERO, statuses: Vec::new() });
    for number in 0..calls {
        for (kind, seen) in seen.iter_mut().enumerate() {
            let since = Instant::now();
            let status = if kind == 0 {
                nodes.note(1_000_000 + number, &format!("down{number}")).await?
            } else {
                nodes.client.get(nodes.url("rated_often")).send().await?.status().as_u16()
            };
            seen.took = seen.took.max(since.elapsed());
            seen.statuses.push(status);
        }
    }
    Ok(seen)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t8_a_redis_that_is_gone_holds_nobody_up_and_forgets_no_claim() -> Result<()> {
    let mut redis = RedisServer::durable()?;
    let nodes = Nodes::start(Some(&redis)).await?;
    let keys = 20 * times();
    for number in 0..keys {
        assert_eq!(nodes.note(number, &format!("k{number}")).await?, 200);
    }
    for how in ["stalled", "killed"] {
        if how == "stalled" {
            redis.signal("STOP")?
        } else {
            redis.kill()?
        }
        let [keyed, counted] = longest(&nodes, 4).await?;
        println!("T8  Redis {how}: longest wait {:.2?} of keyed calls, {:.2?} of counted ones", keyed.took, counted.took);
        ensure!(keyed.statuses.iter().all(|status| *status == 503), "{how}: {:?}", keyed.statuses);
        ensure!(counted.statuses.iter().all(|status| *status == 200), "{how}: {:?}", counted.statuses);
        if how == "stalled" {
            redis.signal("CONT")?
        } else {
            redis.restart()?
        }
        let since = Instant::now();
        for n in 0..4 {
            answered(&nodes, 2_000_000 + n, &format!("{how}{n}")).await?;
        }
        println!("T8  Redis {how}: keys are taken again after {:.2?}", since.elapsed());
    }
    for number in 0..keys {
        answered(&nodes, number, &format!("k{number}")).await?;
    }
    let again = nodes.executions()?.into_iter().filter(|(number, times)| *number < keys && *times > 1).count();
    println!("T8  {keys} acknowledged claims, killed with AOF: {again} lost");
    ensure!(again == 0, "{again} keys were carried out again");
    Ok(())
}

/// Calls until the answer is 200.
async fn answered(nodes: &Nodes, number: usize, key: &str) -> Result<()> {
    for _ in 0..1000 {
        if nodes.note(number, key).await? == 200 {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    anyhow::bail!("`{key}` is refused for ever")
}

/// T7: a server is killed while it works on a call with a key.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "it waits for a lease; `cargo xtask scale` runs it"]
async fn t7_a_key_of_a_server_that_was_killed_is_free_after_its_lease() -> Result<()> {
    let redis = RedisServer::start()?;
    let mut nodes = Nodes::start(Some(&redis)).await?;
    let nap = |address: SocketAddr, client: Client, milliseconds: u64| async move {
        let call = client.post(format!("http://{address}/api/v1/probe/brief_nap")).header("idempotency-key", "nap").json(&milliseconds);
        anyhow::Ok(call.send().await?.status().as_u16())
    };
    let [first, second] = nodes.addresses;
    let held = tokio::spawn(nap(first, nodes.client.clone(), 2500));
    nodes.nodes[0].await_naps(1).await?;
    nodes.nodes[0].kill().await?;
    ensure!(held.await?.is_err(), "its caller is told of the end of the connection");
    let since = Instant::now();
    let mut conflicts = 0;
    loop {
        match nap(second, nodes.client.clone(), 2500).await? {
            409 => conflicts += 1,
            200 => break,
            status => anyhow::bail!("{status}"),
        }
        ensure!(conflicts < 1000, "the key is held for ever");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let took = since.elapsed().saturating_sub(Duration::from_millis(2500));
    println!("T7  a server killed in a call: its key is free after {took:.2?} of a lease of 5 s; begun 2, ended 1");
    ensure!(conflicts > 0, "another call of the key ran beside the first");
    Ok(())
}

/// A way to Redis that can be cut.
struct Relay {
    address: SocketAddr,
    task: JoinHandle<()>,
}

impl Relay {
    async fn to(target: SocketAddr) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let task = tokio::spawn(async move {
            // Those who pass are cut off with it.
            let mut passing = JoinSet::new();
            while let Ok((mut here, _)) = listener.accept().await {
                passing.spawn(async move {
                    if let Ok(mut there) = TcpStream::connect(target).await {
                        drop(copy_bidirectional(&mut here, &mut there).await);
                    }
                });
            }
        });
        Ok(Self { address, task })
    }
}

/// T9: one of two servers cannot reach Redis any more.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t9_a_server_that_is_cut_off_degrades_and_the_other_does_not() -> Result<()> {
    let (redis, notes, client) = (RedisServer::start()?, NamedTempFile::new()?, Client::new());
    let relay = Relay::to(redis.address()).await?;
    let near = Process::start_with(free()?, Some(notes.path()), Some(&redis.url())).await?;
    let far = Process::start_with(free()?, Some(notes.path()), Some(&format!("redis://{}/", relay.address))).await?;
    let ask = async |node: &Process, number: usize| {
        let keyed = note(&client, &node.url("/api/v1/probe/note"), number, &format!("k{number}")).await?;
        let counted = client.get(node.url("/api/v1/probe/rated_often")).send().await?.status().as_u16();
        anyhow::Ok((keyed, counted))
    };
    ensure!((ask(&near, 1).await?, ask(&far, 1).await?) == ((200, 200), (200, 200)));
    relay.task.abort();
    let (cut_off, other) = (ask(&far, 2).await?, ask(&near, 2).await?);
    println!(
        "T9  one server cut off from Redis: its keys {}, counted calls {}; the other's {} and {}",
        cut_off.0, cut_off.1, other.0, other.1
    );
    ensure!((cut_off, other) == ((503, 200), (200, 200)), "{cut_off:?} {other:?}");
    Ok(())
}
