//! A call's key in a unique column: the method has its effect once, whatever becomes of the store.

use crate::support::{Running, from_page, to_page};
use anyhow::Result;
use axum::Router;
use axum::routing::get;
use reqwest::Client;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use trifold::server::{CallKey, FormKey, Server};
use trifold::{ApiError, service};

const FORM: &str = "application/x-www-form-urlencoded";

#[derive(Debug, Clone, thiserror::Error, ApiError)]
pub(crate) enum ShopError {
    #[error("the database failed")]
    #[status(500)]
    Failed(#[internal] String),
    #[error("the server fell over")]
    #[status(503)]
    FellOver,
}

impl From<rusqlite::Error> for ShopError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Failed(error.to_string())
    }
}

#[service(version = 1)]
pub(crate) trait Shop {
    type Key;

    /// Orders, and gives the order's number. Of an order of 13 cents the first answer is lost.
    #[idempotent(required)]
    #[post("/orders", status = 201)]
    async fn order(&self, #[context] key: Self::Key, cents: u64) -> Result<i64, ShopError>;

    /// Says whether there is a key.
    #[idempotent]
    #[post("/keys")]
    async fn has_key(&self, #[context] key: Self::Key) -> Result<bool, ShopError>;
}

/// A server of its own; the file is shared.
struct Node {
    connection: Mutex<Connection>,
}

const SCHEMA: &str = "PRAGMA journal_mode = WAL;
    CREATE TABLE IF NOT EXISTS orders (id INTEGER PRIMARY KEY, cents INTEGER NOT NULL, call_key BLOB UNIQUE) STRICT";

impl Node {
    fn open(file: &Path) -> Result<Arc<Self>> {
        let connection = Connection::open(file)?;
        connection.busy_timeout(Duration::from_secs(30))?;
        connection.execute_batch(SCHEMA)?;
        Ok(Arc::new(Self { connection: Mutex::new(connection) }))
    }

    /// The number of the order, and whether it is new.
    fn insert(&self, key: Option<&[u8; 32]>, cents: u64) -> Result<(i64, bool), ShopError> {
        let mut connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let insert = "INSERT INTO orders (cents, call_key) VALUES (?1, ?2) ON CONFLICT (call_key) DO NOTHING RETURNING id";
        let new = transaction.query_row(insert, params![cents, key], |row| row.get(0)).optional()?;
        // Whatever else an order does stands here, in the same transaction.
        let id = match new {
            Some(id) => id,
            None => transaction.query_row("SELECT id FROM orders WHERE call_key = ?1", [key], |row| row.get(0))?,
        };
        transaction.commit()?;
        Ok((id, new.is_some()))
    }
}

impl Shop for Node {
    type Key = CallKey;

    async fn order(&self, key: CallKey, cents: u64) -> Result<i64, ShopError> {
        let (id, is_new) = self.insert(key.get(), cents)?;
        if cents == 13 && is_new { Err(ShopError::FellOver) } else { Ok(id) }
    }

    async fn has_key(&self, key: CallKey) -> Result<bool, ShopError> {
        Ok(key.get().is_some())
    }
}

/// Two servers with a database, and each its own memory of keys.
async fn nodes(file: &Path) -> Result<[Running; 2]> {
    let node = async || {
        let server = Server::new().add_service(ShopServer::from_arc(Node::open(file)?));
        Running::start(server.pages(Router::new().route("/shop", get(async || "shop"))).into_router()).await
    };
    Ok([node().await?, node().await?])
}

async fn order(node: &Running, key: &str, cents: u64) -> Result<(u16, Option<i64>)> {
    let answer = Client::new().post(node.url("/api/v1/orders")).header("idempotency-key", key).json(&cents).send().await?;
    let status = answer.status().as_u16();
    Ok((status, if status == 201 { Some(answer.json().await?) } else { None }))
}

fn count(file: &Path) -> Result<i64> {
    Ok(Connection::open(file)?.query_row("SELECT count(call_key) FROM orders", [], |row| row.get(0))?)
}

#[tokio::test(flavor = "multi_thread")]
async fn servers_that_share_no_store_have_one_effect_a_key() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("shop.db");
    let nodes = nodes(&file).await?;
    for n in 0..10 {
        let key = format!("order-{n}");
        let (one, two) = tokio::join!(order(&nodes[0], &key, 5), order(&nodes[1], &key, 5));
        let (one, two) = (one?, two?);
        assert_eq!((one.0, two), (201, one), "both say the same");
    }
    assert_eq!(count(&file)?, 10);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_is_lost_is_given_when_the_call_comes_again() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("shop.db");
    let nodes = nodes(&file).await?;
    assert_eq!(order(&nodes[0], "a", 13).await?.0, 503, "it is done, and its caller does not know");
    let (status, id) = order(&nodes[0], "a", 13).await?;
    assert_eq!((status, order(&nodes[1], "a", 13).await?.1), (201, id));
    assert_eq!(count(&file)?, 1);
    assert_ne!(order(&nodes[1], "b", 13).await?.1, id, "another key");
    assert_eq!(count(&file)?, 2);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_of_a_header_or_a_form_or_there_is_none() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("shop.db");
    let [node, _] = nodes(&file).await?;
    let has_key = Client::new().post(node.url("/api/v1/keys"));
    let with = has_key.try_clone().map(|call| call.header("idempotency-key", "k"));
    assert!(!has_key.send().await?.json::<bool>().await?);
    assert!(with.expect("no stream").send().await?.json::<bool>().await?);
    let key = FormKey::new().to_string();
    for _ in 0..2 {
        let form = Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
        let call = from_page(form.post(node.url(&to_page("/shop", ShopSpec::ORDER))))
            .header("content-type", FORM)
            .body(format!("_key={key}&cents=5"));
        assert_eq!(call.send().await?.status(), 303);
    }
    assert_eq!(count(&file)?, 1);
    Ok(())
}
