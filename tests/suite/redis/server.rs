//! A Redis of a test's own, killed when dropped.

use anyhow::{Context, Result, ensure};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;
use trifold_redis::Redis;

/// A running Redis.
pub(crate) struct RedisServer {
    child: Child,
    folder: TempDir,
    address: SocketAddr,
    writes: bool,
}

impl RedisServer {
    /// Starts one that has all in memory, and waits until it listens.
    pub(crate) fn start() -> Result<Self> {
        Self::start_with(false)
    }

    /// Starts one that writes down all that it is told before it answers.
    pub(crate) fn durable() -> Result<Self> {
        Self::start_with(true)
    }

    fn start_with(writes: bool) -> Result<Self> {
        let folder = TempDir::new()?;
        let address = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
        let child = spawn(folder.path(), address, writes)?;
        let server = Self { child, folder, address, writes };
        server.listens()?;
        Ok(server)
    }

    /// Kills it, and starts it anew, with what it has written.
    pub(crate) fn restart(&mut self) -> Result<()> {
        self.kill()?;
        self.child = spawn(self.folder.path(), self.address, self.writes)?;
        self.listens()
    }

    /// Kills it with SIGKILL.
    pub(crate) fn kill(&mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Sends a signal: `STOP`, `CONT`.
    pub(crate) fn signal(&self, name: &str) -> Result<()> {
        let told = Command::new("kill").args([&format!("-{name}"), &self.child.id().to_string()]).status()?;
        ensure!(told.success(), "no signal was sent");
        Ok(())
    }

    /// The store that servers share.
    pub(crate) fn store(&self) -> Redis {
        Redis::connect(&self.url()).expect("a URL").prefix("test")
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    pub(crate) fn url(&self) -> String {
        format!("redis://{}/", self.address)
    }

    fn listens(&self) -> Result<()> {
        for _ in 0..1000 {
            if TcpStream::connect(self.address).is_ok() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        anyhow::bail!("redis-server does not listen")
    }
}

impl Drop for RedisServer {
    fn drop(&mut self) {
        self.kill().unwrap_or_default();
    }
}

fn spawn(folder: &Path, address: SocketAddr, writes: bool) -> Result<Child> {
    let (port, writes) = (address.port().to_string(), if writes { "yes" } else { "no" });
    let mut command = Command::new("redis-server");
    command.args(["--bind", "127.0.0.1", "--port", &port, "--save", "", "--appendonly", writes, "--appendfsync", "always"]);
    command.arg("--dir").arg(folder).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().context("this test needs `redis-server`: install it, and put it on the PATH")
}
