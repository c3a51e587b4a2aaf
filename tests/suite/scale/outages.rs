//! A Redis that stalls, is killed, or cannot be reached.

use super::nodes::{Nodes, note};
use super::times;
use crate::nginx::free;
use crate::process::{Process, Told};
use crate::redis::server::RedisServer;
use anyhow::{Result, ensure};
use reqwest::Client;
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tempfile::NamedTempFile;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

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
        answered(&nodes, number, &format!("k{number}")).await?;
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
    let again = again(&nodes, keys)?;
    println!("T8  {keys} acknowledged claims, killed with AOF: {again} lost");
    ensure!(again == 0, "{again} keys were carried out again");
    Ok(())
}

/// Number of the first keys that were carried out more than once.
fn again(nodes: &Nodes, keys: usize) -> Result<usize> {
    Ok(nodes.executions()?.into_iter().filter(|(number, times)| *number < keys && *times > 1).count())
}

/// It has nothing written down, and so it forgets: a key stands for no more than its engine keeps.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t8_a_redis_that_writes_nothing_down_forgets_its_claims() -> Result<()> {
    let mut redis = RedisServer::start()?;
    let nodes = Nodes::start(Some(&redis)).await?;
    let keys = 20 * times();
    for killed in [false, true] {
        if killed {
            redis.restart()?;
        }
        for number in 0..keys {
            answered(&nodes, number, &format!("k{number}")).await?;
        }
    }
    let again = again(&nodes, keys)?;
    println!("T8  {keys} acknowledged claims, killed without AOF: {again} lost");
    ensure!(again == keys, "{again} of {keys}");
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
    let (direct, relayed) = (redis.url(), format!("redis://{}/", relay.address));
    let told = |redis| Told { notes: Some(notes.path()), redis: Some(redis), build: None };
    let near = Process::start_with(free()?, told(&direct)).await?;
    let far = Process::start_with(free()?, told(&relayed)).await?;
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
