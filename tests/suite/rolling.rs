//! Two servers behind nginx are restarted in turn while calls go on: none is lost.
//!
//! A few rounds here; `cargo xtask restarts` does a hundred.

use crate::nginx::{Nginx, free};
use crate::process::Process;
use anyhow::{Result, ensure};
use reqwest::Client;
use std::collections::HashSet;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;
use tempfile::NamedTempFile;

/// Number of rounds, where the environment does not say.
const ROUNDS: usize = 4;

/// Number of callers at one time.
const CALLERS: usize = 8;

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
    let nginx = Nginx::start_with(&addresses, "").await?;
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
