//! A rate that two servers share.

use super::nodes::Nodes;
use crate::redis::server::RedisServer;
use anyhow::{Result, ensure};
use std::time::Instant;

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
