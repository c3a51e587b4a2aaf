//! Streams through nginx, whether it buffers answers or not.

use super::{FeedsRestClient, Tick, running};
use crate::nginx::Nginx;
use anyhow::{Context, Result};
use futures_util::StreamExt;
use reqwest::Client;
use std::time::Duration;

#[tokio::test]
async fn nginx_passes_each_event_on_at_once() -> Result<()> {
    for buffering in ["on", "off"] {
        let (server, counts) = running().await?;
        let nginx = Nginx::start_with(&[server.address()], &format!("proxy_buffering {buffering};")).await?;
        // One that buffers would hold the opening frame back for good: nothing comes after it.
        let mut silent = Client::new().get(format!("http://{}/api/v1/feeds/silent", nginx.front)).send().await?;
        let opening = tokio::time::timeout(Duration::from_secs(10), silent.chunk()).await.with_context(|| buffering)??;
        assert_eq!(opening.as_deref(), Some(b": open\nretry: 2000\n\n".as_slice()), "{buffering}");
        drop(silent);
        let client = FeedsRestClient::new(&format!("http://{}", nginx.front))?;
        let ticks: Vec<_> = client.watch("slow".to_owned()).await?.take(20).collect().await;
        let numbers: Vec<_> = ticks.into_iter().map(|tick| tick.map(|Tick { number, .. }| number)).collect::<Result<_, _>>()?;
        assert!(numbers.iter().copied().eq(1..=20), "{buffering}: {numbers:?}");
        for _ in 0..200 {
            if counts.dropped() == 2 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        assert_eq!(counts.dropped(), 2, "{buffering}: nginx tells that its caller is gone");
    }
    Ok(())
}
