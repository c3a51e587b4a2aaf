//! Two servers behind nginx are restarted in turn while calls go on: none is lost.
//!
//! A few rounds here; `cargo xtask restarts` does a hundred.

use crate::process::Process;
use anyhow::{Context, Result, ensure};
use reqwest::Client;
use serde_json::json;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;
use tempfile::TempDir;
use tokio::net::TcpStream;
use tokio::process::{Child, Command};

/// Number of rounds, where the environment does not say.
const ROUNDS: usize = 4;

/// Number of callers at one time.
const CALLERS: usize = 8;

/// An address that nobody has now.
fn free() -> Result<SocketAddr> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?)
}

/// A proxy that keeps connections to its servers, and asks the next where one does not take a connection. Its own memory of failures is off: with
/// it a restart of both within ten seconds leaves it without any.
fn configuration(folder: &Path, front: SocketAddr, servers: &[SocketAddr], more: &str) -> String {
    let folder = folder.display();
    let servers: String = servers.iter().map(|server| format!("server {server} max_fails=0; ")).collect();
    format!(
        "daemon off; master_process off; pid {folder}/pid; error_log {folder}/errors;
events {{ worker_connections 512; }}
http {{
    access_log off;
    client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder}; uwsgi_temp_path {folder}; scgi_temp_path {folder};
    upstream servers {{ {servers} keepalive 32; }}
    server {{
        listen {front};
        location / {{ proxy_pass http://servers; proxy_http_version 1.1; proxy_set_header Connection \"\"; proxy_set_header Host $host; {more} }}
    }}
}}
"
    )
}

/// A running nginx, stopped when dropped.
pub(crate) struct Nginx {
    _child: Child,
    folder: TempDir,
    pub(crate) front: SocketAddr,
}

impl Nginx {
    async fn start(servers: &[SocketAddr]) -> Result<Self> {
        Self::start_with(servers, "").await
    }

    /// Starts one with more to say of how it passes requests on.
    pub(crate) async fn start_with(servers: &[SocketAddr], more: &str) -> Result<Self> {
        let (folder, front) = (TempDir::new()?, free()?);
        let file = folder.path().join("nginx.conf");
        std::fs::write(&file, configuration(folder.path(), front, servers, more))?;
        let mut command = Command::new("nginx");
        command.arg("-e").arg(folder.path().join("errors")).arg("-p").arg(folder.path()).arg("-c").arg(&file).stderr(Stdio::null());
        let child = command.kill_on_drop(true).spawn().context("this test needs `nginx`: install it, and put it on the PATH")?;
        let nginx = Self { _child: child, folder, front };
        for _ in 0..500 {
            if TcpStream::connect(front).await.is_ok() {
                return Ok(nginx);
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        anyhow::bail!("nginx does not listen: {}", nginx.errors())
    }

    /// The lines that it logged, but for servers that were not there.
    fn errors(&self) -> String {
        let errors = std::fs::read_to_string(self.folder.path().join("errors")).unwrap_or_default();
        errors.lines().filter(|line| !line.contains("connect() failed")).take(5).collect::<Vec<_>>().join("\n")
    }
}

/// Calls until it is told to stop. Every answer must be 200.
async fn call(front: SocketAddr, stop: Arc<AtomicBool>, lost: Arc<AtomicUsize>) -> Result<usize> {
    let client = Client::builder().timeout(Duration::from_secs(20)).build()?;
    let mut calls = 0;
    while !stop.load(Ordering::Relaxed) {
        let answer = client.post(format!("http://{front}/api/v1/probe/echo")).json(&json!("still there")).send().await;
        if !answer.is_ok_and(|answer| answer.status() == 200) {
            lost.fetch_add(1, Ordering::Relaxed);
        }
        calls += 1;
        tokio::time::sleep(Duration::from_millis(4)).await;
    }
    Ok(calls)
}

async fn restart(server: Process, address: SocketAddr) -> Result<Process> {
    server.terminate().await?;
    ensure!(server.end().await?.success());
    Process::start_at(address).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_call_is_lost_when_servers_are_restarted_in_turn() -> Result<()> {
    let rounds = std::env::var("TRIFOLD_RESTARTS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(ROUNDS);
    let addresses = [free()?, free()?];
    let mut servers = vec![Process::start_at(addresses[0]).await?, Process::start_at(addresses[1]).await?];
    let nginx = Nginx::start(&addresses).await?;
    let (stop, lost) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let callers: Vec<_> = (0..CALLERS).map(|_| tokio::spawn(call(nginx.front, stop.clone(), lost.clone()))).collect();
    for _ in 0..rounds {
        for address in addresses {
            let restarted = restart(servers.remove(0), address).await?;
            servers.push(restarted);
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
    stop.store(true, Ordering::Relaxed);
    let mut calls = 0;
    for caller in callers {
        calls += caller.await??;
    }
    println!("{rounds} rolling restarts: {} of {calls} calls were lost", lost.load(Ordering::Relaxed));
    ensure!(calls > 20 * rounds && lost.load(Ordering::Relaxed) == 0, "calls were lost: {}", nginx.errors());
    Ok(())
}
