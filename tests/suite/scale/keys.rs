//! Keys that two servers share: calls, deliveries, and a server that is killed in a call.

use super::nodes::Nodes;
use super::times;
use crate::redis::server::RedisServer;
use crate::webhooks::sign;
use ::redis::Commands;
use anyhow::{Result, ensure};
use reqwest::Client;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

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

/// T3: each delivery to both servers, and again with a new timestamp, as senders do.
async fn runs_a_delivery(redis: Option<&RedisServer>) -> Result<f64> {
    let nodes = Nodes::start(redis).await?;
    for number in 1..=25 * times() {
        for late in [200, 200, 0, 0] {
            let call = sign(nodes.client.post(nodes.url("delivered")), &format!("d{number}"), &number.to_string(), late)?;
            let status = call.body(number.to_string()).send().await?.status();
            ensure!(status.is_success(), "{status}");
        }
    }
    nodes.executions_a_key()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t3_a_delivery_is_carried_out_once_by_two_servers() -> Result<()> {
    let alone = runs_a_delivery(None).await?;
    let redis = RedisServer::start()?;
    let shared = runs_a_delivery(Some(&redis)).await?;
    let mut connection = ::redis::Client::open(redis.url())?.get_connection()?;
    let kept: Vec<String> = connection.keys("*")?;
    let kept = kept.iter().map(|key| connection.ttl::<_, i64>(key)).collect::<Result<Vec<_>, _>>()?;
    let hours = kept.iter().min().map_or(0.0, |seconds| *seconds as f64 / 3600.0);
    println!("T3  runs a delivery that comes 4 times  alone {alone:.2}  shared {shared:.2}, remembered for {hours:.1} h");
    ensure!(alone > 1.5, "the proxy sends all to one server: this test shows nothing");
    ensure!(shared == 1.0 && kept.len() == 25 * times() && hours > 71.0, "{shared} {kept:?}");
    Ok(())
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
    let (first, second) = (nodes.addresses[0], nodes.addresses[1]);
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
