//! A Redis that is killed, stalled, or restarted while servers use it.

use super::server::RedisServer;
use crate::support::Running;
use anyhow::Result;
use reqwest::{Client, StatusCode};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use trifold::server::Server;
use trifold::service;

/// Far longer than what a server may take without an answer of Redis, and shorter than its client's own retries.
const PATIENCE: Duration = Duration::from_secs(5);

#[service(version = 1)]
trait Till {
    /// Says the how manieth it is.
    #[idempotent]
    #[post("/payments")]
    async fn pay(&self, cents: u64) -> u64;

    /// Says the price.
    #[rate_limit("6/h")]
    #[get("/price")]
    async fn price(&self) -> u64;
}

struct Counter(Arc<AtomicU64>);

impl Till for Counter {
    async fn pay(&self, _: u64) -> u64 {
        self.0.fetch_add(1, Ordering::SeqCst) + 1
    }

    async fn price(&self) -> u64 {
        7
    }
}

/// Two servers that share a Redis, with one count of payments.
struct Nodes {
    nodes: [Running; 2],
    count: Arc<AtomicU64>,
    client: Client,
}

impl Nodes {
    async fn start(redis: &RedisServer) -> Result<Self> {
        let count = Arc::new(AtomicU64::new(0));
        let node = async || {
            let server = Server::new().add_service(TillServer::new(Counter(count.clone()))).shared_store(redis.store());
            Running::start(server.into_router()).await
        };
        Ok(Self { nodes: [node().await?, node().await?], count: count.clone(), client: Client::builder().timeout(PATIENCE).build()? })
    }

    async fn pay(&self, node: usize, key: &str) -> Result<u16> {
        let call = self.client.post(self.nodes[node].url("/api/v1/payments")).header("idempotency-key", key).json(&1);
        Ok(call.send().await?.status().as_u16())
    }

    async fn price(&self, node: usize) -> Result<u16> {
        Ok(self.client.get(self.nodes[node].url("/api/v1/price")).send().await?.status().as_u16())
    }

    /// Pays until Redis is there again.
    async fn pay_at_last(&self, node: usize, key: &str) -> Result<()> {
        for _ in 0..1000 {
            if self.pay(node, key).await? == 200 {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        anyhow::bail!("keys are refused for ever")
    }

    fn payments(&self) -> u64 {
        self.count.load(Ordering::SeqCst)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_servers_with_one_redis_are_one_to_their_callers() -> Result<()> {
    let redis = RedisServer::start()?;
    let nodes = Nodes::start(&redis).await?;
    for key in 0..20 {
        assert_eq!((nodes.pay(0, &key.to_string()).await?, nodes.pay(1, &key.to_string()).await?), (200, 200));
    }
    assert_eq!(nodes.payments(), 20, "each key once");
    let mut allowed = 0;
    for n in 0..20 {
        allowed += usize::from(nodes.price(n % 2).await? == 200);
    }
    assert_eq!(allowed, 6, "of both together");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn without_redis_keys_are_refused_and_rates_counted_by_each_server() -> Result<()> {
    for stalled in [true, false] {
        let mut redis = RedisServer::durable()?;
        let nodes = Nodes::start(&redis).await?;
        assert_eq!((nodes.pay(0, "a").await?, nodes.price(0).await?, nodes.price(1).await?), (200, 200, 200));
        if stalled {
            redis.signal("STOP")?
        } else {
            redis.kill()?
        }
        for n in 0..4 {
            assert_eq!(nodes.pay(n % 2, "b").await?, StatusCode::SERVICE_UNAVAILABLE, "a key, and nobody to ask");
        }
        let mut allowed = [0, 0];
        for n in 0..16 {
            allowed[n % 2] += usize::from(nodes.price(n % 2).await? == 200);
        }
        assert_eq!(allowed, [5, 4], "each goes on from what it last heard");
        if stalled {
            redis.signal("CONT")?
        } else {
            redis.restart()?
        }
        for node in [0, 1] {
            nodes.pay_at_last(node, "b").await?;
            nodes.pay_at_last(node, "a").await?;
        }
        assert_eq!(nodes.payments(), 2, "what was claimed before is known; stalled: {stalled}");
    }
    Ok(())
}
