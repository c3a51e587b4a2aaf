//! An nginx on a port of its own, in front of servers under test.

use anyhow::{Context, Result};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;
use tempfile::TempDir;
use tokio::net::TcpStream;
use tokio::process::{Child, Command};

/// An address that nobody has now.
pub(crate) fn free() -> Result<SocketAddr> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?)
}

/// Servers that a proxy passes requests on to, by a name. The proxy's own memory of failures is off: with it a restart of both within ten seconds leaves it without any.
pub(crate) fn upstream(name: &str, servers: &[SocketAddr]) -> String {
    let servers: String = servers.iter().map(|server| format!("server {server} max_fails=0; ")).collect();
    format!("upstream {name} {{ {servers} keepalive 32; }}\n")
}

/// A configuration: a proxy that keeps connections to its servers, and asks the next where one does not take a connection.
fn configuration(folder: &Path, front: SocketAddr, Proxy { above, to, more }: &Proxy) -> String {
    let folder = folder.display();
    format!(
        "daemon off; master_process off; pid {folder}/pid; error_log {folder}/errors;
events {{ worker_connections 512; }}
http {{
    access_log off;
    client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder}; uwsgi_temp_path {folder}; scgi_temp_path {folder};
    {above}
    server {{
        listen {front};
        location / {{ proxy_pass http://{to}; proxy_http_version 1.1; proxy_set_header Connection \"\"; proxy_set_header Host $http_host; {more} }}
    }}
}}
"
    )
}

/// The part of a configuration that differs.
pub(crate) struct Proxy {
    /// Servers and maps.
    pub(crate) above: String,
    /// The name of the servers that requests go to.
    pub(crate) to: String,
    /// More to say of how requests are passed on.
    pub(crate) more: String,
}

/// A running nginx, stopped when dropped.
pub(crate) struct Nginx {
    _child: Child,
    folder: TempDir,
    pub(crate) front: SocketAddr,
}

impl Nginx {
    /// Starts one in front of servers, with more to say of how it passes requests on.
    pub(crate) async fn start_with(servers: &[SocketAddr], more: &str) -> Result<Self> {
        Self::start_to(|_| Ok(Proxy { above: upstream("servers", servers), to: "servers".to_owned(), more: more.to_owned() })).await
    }

    /// Starts one that passes requests on in a way of its own, which may write files into its folder.
    pub(crate) async fn start_to(proxy: impl FnOnce(&Path) -> Result<Proxy>) -> Result<Self> {
        Self::start_as(|folder, front| Ok(configuration(folder, front, &proxy(folder)?))).await
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
    pub(crate) fn errors(&self) -> String {
        let errors = std::fs::read_to_string(self.folder.path().join("errors")).unwrap_or_default();
        errors.lines().filter(|line| !line.contains("connect() failed")).take(5).collect::<Vec<_>>().join("\n")
    }
}
