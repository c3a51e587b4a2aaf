//! The key of a call in a unique column of PostgreSQL, as the guide has it: servers that share no store have one effect a key.

use anyhow::Result;
use sqlx::PgPool;
use std::sync::Arc;
use tokio::task::JoinSet;
use trifold::server::{CallKey, InProcess, Server};
use trifold::{ApiError, Source, service};

#[derive(Debug, thiserror::Error, ApiError)]
pub(crate) enum ShopError {
    #[error("the database failed")]
    #[status(500)]
    Failed(
        #[internal]
        #[from]
        Source,
    ),
}

#[service(version = 1)]
pub(crate) trait Shop {
    type Key;

    /// Orders, and gives the number of the order.
    #[idempotent(required)]
    #[post("/orders", status = 201)]
    async fn order(&self, #[context] key: Self::Key, cents: i64) -> Result<i64, ShopError>;
}

/// One of the servers, with connections of its own.
struct Node(PgPool);

impl Shop for Node {
    type Key = CallKey;

    async fn order(&self, key: CallKey, cents: i64) -> Result<i64, ShopError> {
        Ok(insert(&self.0, key.get().map(<[u8; 32]>::as_slice), cents).await?)
    }
}

async fn insert(pool: &PgPool, key: Option<&[u8]>, cents: i64) -> Result<i64, Source> {
    let mut transaction = pool.begin().await?;
    let insert = "INSERT INTO orders (cents, call_key) VALUES ($1, $2) ON CONFLICT (call_key) DO NOTHING RETURNING id";
    let new = sqlx::query_scalar(insert).bind(cents).bind(key).fetch_optional(&mut *transaction).await?;
    let id = match new {
        Some(id) => id,
        None => sqlx::query_scalar("SELECT id FROM orders WHERE call_key = $1").bind(key).fetch_one(&mut *transaction).await?,
    };
    transaction.commit().await?;
    Ok(id)
}

/// Sends each of ten orders to two servers at once.
pub(crate) async fn one_effect_a_key(url: &str) -> Result<()> {
    let pool = PgPool::connect(url).await?;
    let table = "CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, cents bigint NOT NULL, call_key bytea UNIQUE)";
    sqlx::query(table).execute(&pool).await?;
    let mut nodes = Vec::new();
    for _ in 0..2 {
        let node = Arc::new(Node(PgPool::connect(url).await?));
        nodes.push(InProcess::new(Server::new().add_service(ShopServer::from_arc(node)).into_router()));
    }
    let mut calls = JoinSet::new();
    for n in 0..20 {
        let (client, order) = (ShopRestClient::with_transport(nodes[n % 2].clone()), n / 2);
        calls.spawn(async move { (order, client.order(5).key(format!("order-{order}")).await) });
    }
    let mut numbers = [None; 10];
    while let Some(answered) = calls.join_next().await {
        let (order, number) = answered?;
        let number = number?;
        assert_eq!(*numbers[order].get_or_insert(number), number, "all servers give the same order");
    }
    let count: i64 = sqlx::query_scalar("SELECT count(*) FROM orders").fetch_one(&pool).await?;
    assert_eq!(count, 10);
    Ok(())
}
