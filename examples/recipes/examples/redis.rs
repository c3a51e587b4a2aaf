//! Several servers that share keys and rates in one Redis: a call that is repeated runs once, whichever server it reaches.

use std::sync::atomic::{AtomicU64, Ordering};
use tokio::net::TcpListener;
use trifold::server::Server;
use trifold::service;
use trifold_redis::{InvalidUrl, Redis};

/// Orders.
#[service(version = 1)]
pub trait Orders {
    /// Orders something, and gives the number of the order.
    #[idempotent]
    #[post("/orders", status = 201)]
    async fn order(&self, cents: u64) -> u64;

    /// Three an hour for each caller, over all servers together.
    #[rate_limit("3/h")]
    #[get("/quotes")]
    async fn quote(&self) -> u64;
}

/// One server's part of the application.
#[derive(Debug, Default)]
pub struct App(AtomicU64);

impl Orders for App {
    async fn order(&self, _cents: u64) -> u64 {
        self.0.fetch_add(1, Ordering::Relaxed) + 1
    }

    async fn quote(&self) -> u64 {
        100
    }
}

/// One of the servers. Those of one prefix share what they remember; staging and production differ in it.
///
/// # Errors
/// If the URL is none of a Redis.
pub fn server(redis: &str) -> Result<Server, InvalidUrl> {
    Ok(Server::new().add_service(OrdersServer::new(App::default())).shared_store(Redis::connect(redis)?.prefix("orders-prod")))
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let (url, address) = (std::env::var("REDIS_URL"), std::env::args().nth(1));
    let server = server(url.as_deref().unwrap_or("redis://127.0.0.1/"))?;
    Ok(server.serve(TcpListener::bind(address.as_deref().unwrap_or("127.0.0.1:3000")).await?).await?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::net::UnixStream;
    use std::process::{Child, Command, Stdio};
    use std::time::Duration;
    use trifold::CallError;
    use trifold::server::InProcess;

    /// A Redis that ends with its test.
    struct Ended(Child);

    impl Drop for Ended {
        fn drop(&mut self) {
            self.0.kill().and_then(|()| self.0.wait()).expect("it runs");
        }
    }

    #[tokio::test]
    async fn two_servers_count_and_remember_together() {
        let folder = tempfile::tempdir().unwrap();
        let socket = folder.path().join("redis.sock");
        let redis = Command::new("redis-server")
            .args(["--port", "0", "--save", "", "--unixsocket"])
            .arg(&socket)
            .stdout(Stdio::null())
            .spawn()
            .expect("redis-server is installed");
        let _redis = Ended(redis);
        for _ in 0..500 {
            if UnixStream::connect(&socket).is_err() {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        }
        let client = || {
            let server = server(&format!("unix://{}", socket.display())).unwrap();
            OrdersRestClient::with_transport(InProcess::new(server.into_router()))
        };
        let (a, b) = (client(), client());
        let orders = [a.order(500).key("order-2026-0815").await, b.order(500).key("order-2026-0815").await];
        let quotes = [a.quote().await, b.quote().await, a.quote().await, b.quote().await];
        assert_eq!(orders, [Ok(1), Ok(1)]);
        assert_eq!(quotes[..3], [Ok(100), Ok(100), Ok(100)]);
        assert!(matches!(&quotes[3], Err(CallError::Problem(problem)) if problem.status == 429), "{quotes:?}");
    }
}
