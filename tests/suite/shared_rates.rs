//! Rates that servers count together; by themselves where their store fails.

use crate::support::Running;
use anyhow::Result;
use reqwest::Client;
use std::future::pending;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;
use trifold::server::{MemoryStore, Quota, RateStore, Server, Standing, StoreError, Stored};
use trifold::service;
use trifold::spec::Rate;

#[service(version = 1, path = "/gate")]
trait Gate {
    #[rate_limit("4/h")]
    #[get("/few")]
    async fn few(&self) -> u8;

    #[get("/many")]
    async fn many(&self) -> u8;
}

struct Open;

impl Gate for Open {
    async fn few(&self) -> u8 {
        1
    }

    async fn many(&self) -> u8 {
        2
    }
}

/// A store in memory that counts what it is asked, and may be down or stalled.
#[derive(Default)]
struct Flaky {
    inner: MemoryStore,
    asked: AtomicUsize,
    is_down: AtomicBool,
    is_stalled: AtomicBool,
}

impl RateStore for Flaky {
    fn take<'a>(&'a self, quotas: &'a [Quota]) -> Stored<'a, Vec<Standing>> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        if self.is_down.load(Ordering::SeqCst) {
            return Box::pin(std::future::ready(Err(StoreError("it is down".to_owned()))));
        }
        if self.is_stalled.load(Ordering::SeqCst) { Box::pin(pending()) } else { self.inner.take(quotas) }
    }
}

async fn node(store: &Arc<Flaky>, change: impl FnOnce(Server) -> Server) -> Result<Running> {
    let server = Server::new().add_service(GateServer::new(Open)).rate_store(store.clone());
    Running::start(change(server).into_router()).await
}

/// Status, and what is said of the caller's standing.
async fn get(node: &Running, path: &str) -> Result<(u16, String)> {
    let answer = Client::new().get(node.url(&format!("/api/v1/gate/{path}"))).send().await?;
    let limit = answer.headers().get("ratelimit").map_or("", |limit| limit.to_str().unwrap_or("?")).to_owned();
    Ok((answer.status().as_u16(), limit))
}

async fn statuses<const N: usize>(nodes: [&Running; N]) -> Result<[u16; N]> {
    let mut statuses = [0; N];
    for (status, node) in statuses.iter_mut().zip(nodes) {
        *status = get(node, "few").await?.0;
    }
    Ok(statuses)
}

#[tokio::test]
async fn two_servers_with_one_store_count_together() -> Result<()> {
    let store = Arc::new(Flaky::default());
    let (one, two) = (node(&store, |server| server).await?, node(&store, |server| server).await?);
    assert_eq!(get(&one, "few").await?, (200, "\"Gate.few\";r=3;t=900".to_owned()));
    assert_eq!(get(&two, "few").await?, (200, "\"Gate.few\";r=2;t=1800".to_owned()));
    assert_eq!(statuses([&one, &two, &one, &two]).await?, [200, 200, 429, 429], "four in all");
    let asked = store.asked.load(Ordering::SeqCst);
    assert_eq!(statuses([&one, &two, &one]).await?, [429; 3]);
    assert_eq!(store.asked.load(Ordering::SeqCst), asked, "whoever is known to be over its limit is no question");
    Ok(())
}

#[tokio::test]
async fn one_question_is_about_all_limits_of_a_call_and_a_call_without_limits_is_none() -> Result<()> {
    let store = Arc::new(Flaky::default());
    let limited = node(&store, |server| server.rate_limit(Rate::per_hour(6))).await?;
    let free = node(&store, |server| server).await?;
    assert_eq!(get(&free, "many").await?, (200, String::new()));
    assert_eq!(store.asked.load(Ordering::SeqCst), 0);
    assert_eq!(get(&limited, "few").await?, (200, "\"Gate.few\";r=3;t=900, \"server\";r=5;t=600".to_owned()));
    assert_eq!(store.asked.load(Ordering::SeqCst), 1);
    Ok(())
}

#[tokio::test]
async fn a_store_that_is_down_refuses_nobody_and_each_server_counts_on() -> Result<()> {
    let store = Arc::new(Flaky::default());
    let (one, two) = (node(&store, |server| server).await?, node(&store, |server| server).await?);
    assert_eq!(statuses([&one, &one, &two]).await?, [200; 3]);
    store.is_down.store(true, Ordering::SeqCst);
    assert_eq!(statuses([&one, &one, &one]).await?, [200, 200, 429], "it knows of two");
    assert_eq!(statuses([&two, &two]).await?, [200, 429], "and the other of the third");
    Ok(())
}

#[tokio::test]
async fn a_store_that_stalls_is_waited_for_once_and_within_the_stores_time() -> Result<()> {
    let store = Arc::new(Flaky::default());
    let often = Rate::per_hour(1_000_000);
    let node = node(&store, |server| server.rate_limit(often).store_deadline(Duration::from_millis(100))).await?;
    store.is_stalled.store(true, Ordering::SeqCst);
    // Without a bound none of them would ever be answered.
    assert_eq!(statuses([&node, &node, &node, &node, &node]).await?, [200, 200, 200, 200, 429]);
    assert!(store.asked.load(Ordering::SeqCst) < 4, "it is left alone for a second");
    store.is_stalled.store(false, Ordering::SeqCst);
    let asked = store.asked.load(Ordering::SeqCst);
    for _ in 0..1000 {
        assert_eq!(get(&node, "many").await?.0, 200);
        if store.asked.load(Ordering::SeqCst) > asked {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("it is not asked again")
}
