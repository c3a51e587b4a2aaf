//! Servers in processes of their own, behind nginx.

use crate::nginx::{Nginx, Proxy, free, upstream};
use crate::process::{Process, Told};
use crate::redis::server::RedisServer;
use anyhow::{Result, ensure};
use reqwest::Client;
use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::Path;
use std::time::{Duration, Instant};
use tempfile::NamedTempFile;

/// Servers in processes of their own, and the file in which all note what they carry out.
pub(super) struct Nodes {
    pub(super) nodes: Vec<Process>,
    pub(super) addresses: Vec<SocketAddr>,
    pub(super) nginx: Nginx,
    pub(super) notes: NamedTempFile,
    pub(super) client: Client,
    redis: Option<String>,
    builds: Vec<Option<&'static str>>,
}

impl Nodes {
    /// Two servers of one build.
    pub(super) async fn start(redis: Option<&RedisServer>) -> Result<Self> {
        let one = |servers: &[SocketAddr]| Proxy { above: upstream("servers", servers), to: "servers".to_owned(), more: String::new() };
        Self::start_as(redis, &[None; 2], |_, servers| Ok(one(servers))).await
    }

    /// A server of each of the builds, and a proxy that knows them all.
    pub(super) async fn start_as(
        redis: Option<&RedisServer>,
        builds: &[Option<&'static str>],
        proxy: impl FnOnce(&Path, &[SocketAddr]) -> Result<Proxy>,
    ) -> Result<Self> {
        let addresses = builds.iter().map(|_| free()).collect::<Result<Vec<_>>>()?;
        let nginx = Nginx::start_to(|folder| proxy(folder, &addresses)).await?;
        let (client, notes) = (Client::builder().timeout(Duration::from_secs(20)).build()?, NamedTempFile::new()?);
        let (redis, builds) = (redis.map(RedisServer::url), builds.to_vec());
        let mut all = Self { nodes: Vec::new(), addresses, nginx, notes, client, redis, builds };
        for node in 0..all.builds.len() {
            all.nodes.push(all.node(node).await?);
        }
        Ok(all)
    }

    async fn node(&self, node: usize) -> Result<Process> {
        let told = Told { notes: Some(self.notes.path()), redis: self.redis.as_deref(), build: self.builds[node] };
        Process::start_with(self.addresses[node], told).await
    }

    pub(super) fn url(&self, path: &str) -> String {
        format!("http://{}/api/v1/probe/{path}", self.nginx.front)
    }

    pub(super) async fn note(&self, number: usize, key: &str) -> Result<u16> {
        note(&self.client, &self.url("note"), number, key).await
    }

    /// Number of executions of each number.
    pub(super) fn executions(&self) -> Result<HashMap<usize, usize>> {
        let mut executions = HashMap::new();
        for line in std::fs::read_to_string(self.notes.path())?.lines() {
            *executions.entry(line.parse()?).or_default() += 1;
        }
        Ok(executions)
    }

    /// Executions a key.
    pub(super) fn executions_a_key(&self) -> Result<f64> {
        let executions = self.executions()?;
        Ok(executions.values().sum::<usize>() as f64 / executions.len().max(1) as f64)
    }

    /// Stops a server, and starts it anew.
    pub(super) async fn restart(&mut self, node: usize) -> Result<Duration> {
        let (server, since) = (self.nodes.remove(node), Instant::now());
        server.terminate().await?;
        ensure!(server.end().await?.success());
        let took = since.elapsed();
        self.nodes.insert(node, self.node(node).await?);
        Ok(took)
    }
}

/// Has a number noted under a key, and gives the status of the answer.
pub(super) async fn note(client: &Client, url: &str, number: usize, key: &str) -> Result<u16> {
    Ok(client.post(url).header("idempotency-key", key).json(&number).send().await?.status().as_u16())
}
