//! A call that is repeated runs once: under one key, the second caller gets the answer of the first.

use std::sync::atomic::{AtomicU64, Ordering};
use tokio::net::TcpListener;
use trifold::server::Server;
use trifold::service;

/// Orders.
#[service(version = 1)]
pub trait Orders {
    /// Orders something, and gives the number of the order. Without a key it is refused (`Idempotency-Key: order-2026-0815`).
    #[idempotent(required)]
    #[post("/orders", status = 201)]
    async fn order(&self, cents: u64) -> u64;
}

/// The application.
#[derive(Debug, Default)]
pub struct App(AtomicU64);

impl Orders for App {
    async fn order(&self, _cents: u64) -> u64 {
        self.0.fetch_add(1, Ordering::Relaxed) + 1
    }
}

/// Answers are kept for a day in the memory of the process; `Server::idempotency_store` takes another store, for several processes.
/// The server.
pub fn server() -> Server {
    Server::new().add_service(OrdersServer::new(App::default()))
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    Ok(server().serve(TcpListener::bind("127.0.0.1:3000").await?).await?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use trifold::server::InProcess;

    #[tokio::test]
    async fn an_order_that_is_sent_again_is_the_same_order() {
        let orders = OrdersRestClient::with_transport(InProcess::new(server().into_router()));
        let key = "order-2026-0815";
        assert_eq!(orders.order(100).key(key).await.unwrap(), 1);
        assert_eq!(orders.order(100).key(key).await.unwrap(), 1);
        assert!(orders.order(200).key(key).await.is_err(), "another order under the same key");
        // A typed client makes a fresh key for each call.
        assert_eq!(orders.order(100).await.unwrap(), 2);
    }
}
