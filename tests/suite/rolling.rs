//! Two servers behind nginx are restarted in turn while calls go on: none is lost.
//!
//! A few rounds here; `cargo xtask restarts` does a hundred.

use crate::process::Process;
use anyhow::{Context, Result, ensure};
use reqwest::Client;
use std::collections::HashSet;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;
use tempfile::{NamedTempFile, TempDir};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};

/// Number of rounds, where the environment does not say.
const ROUNDS: usize = 4;

/// Number of callers at one time.
const CALLERS: usize = 8;

/// An address that nobody has now.
pub(crate) fn free() -> Result<SocketAddr> {
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
        Self::start_as(|folder, front| Ok(configuration(folder, front, servers, more))).await
    }

    /// Starts one with a configuration of its own, for its folder and for where it listens.
    pub(crate) async fn start_as(configuration: impl FnOnce(&Path, SocketAddr) -> Result<String>) -> Result<Self> {
        let (folder, front) = (TempDir::new()?, free()?);
        let file = folder.path().join("nginx.conf");
        std::fs::write(&file, configuration(folder.path(), front)?)?;
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

/// The calls that were made, and what became of them.
#[derive(Default)]
struct Calls {
    made: AtomicUsize,
    lost: AtomicUsize,
    is_over: AtomicBool,
}

/// Calls until it is over, with another number each time. Every answer must be 200.
async fn call(front: SocketAddr, calls: Arc<Calls>) -> Result<()> {
    let client = Client::builder().timeout(Duration::from_secs(20)).build()?;
    while !calls.is_over.load(Ordering::Relaxed) {
        let number = calls.made.fetch_add(1, Ordering::Relaxed);
        let answer = client.post(format!("http://{front}/api/v1/probe/note")).json(&number).send().await;
        if !answer.is_ok_and(|answer| answer.status() == 200) {
            calls.lost.fetch_add(1, Ordering::Relaxed);
        }
        tokio::time::sleep(Duration::from_millis(4)).await;
    }
    Ok(())
}

async fn restart(server: Process, address: SocketAddr, notes: &Path) -> Result<Process> {
    server.terminate().await?;
    ensure!(server.end().await?.success());
    Process::start_at(address, Some(notes)).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_call_is_lost_when_servers_are_restarted_in_turn() -> Result<()> {
    let rounds = std::env::var("TRIFOLD_RESTARTS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(ROUNDS);
    let addresses = [free()?, free()?];
    let notes = NamedTempFile::new()?;
    let mut servers = Vec::new();
    for address in addresses {
        servers.push(Process::start_at(address, Some(notes.path())).await?);
    }
    let nginx = Nginx::start(&addresses).await?;
    let calls = Arc::new(Calls::default());
    let callers: Vec<_> = (0..CALLERS).map(|_| tokio::spawn(call(nginx.front, calls.clone()))).collect();
    for _ in 0..rounds {
        for address in addresses {
            let restarted = restart(servers.remove(0), address, notes.path()).await?;
            servers.push(restarted);
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
    calls.is_over.store(true, Ordering::Relaxed);
    for caller in callers {
        caller.await??;
    }
    let (made, lost) = (calls.made.load(Ordering::Relaxed), calls.lost.load(Ordering::Relaxed));
    let noted = std::fs::read_to_string(notes.path())?;
    let (all, each) = (noted.lines().count(), noted.lines().collect::<HashSet<_>>().len());
    println!("{rounds} rolling restarts, {made} calls: {lost} lost, {} executed twice, {} never", all - each, made - each);
    ensure!(made > 20 * rounds && lost == 0, "calls were lost: {}", nginx.errors());
    ensure!(all == made && each == made, "{all} were carried out, {each} apart, of {made}");
    Ok(())
}
