//! Stores of answers: the one in memory, and one in a file that several servers share, pass the same tests.

use crate::support::Running;
use anyhow::Result;
use reqwest::Client;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use trifold::server::{Claimed, IdempotencyStore, MemoryStore, Server, StoreError, StoreKey, Stored, StoredAnswer, Token};
use trifold::service;

/// Answers in an SQLite file.
pub(crate) struct FileStore {
    connection: Arc<Mutex<Connection>>,
    /// Goes with the store that made it.
    _folder: Option<tempfile::TempDir>,
}

type Failed = Box<dyn std::error::Error>;

impl FileStore {
    /// A store on a file of its own.
    pub(crate) fn fresh() -> Self {
        let folder = tempfile::tempdir().expect("there is room");
        let store = Self::open(&folder.path().join("answers.db"));
        Self { _folder: Some(folder), ..store }
    }

    /// A store on this file.
    pub(crate) fn open(file: &Path) -> Self {
        const SCHEMA: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; CREATE TABLE IF NOT EXISTS kept
            (hash BLOB PRIMARY KEY, payload BLOB NOT NULL, token BLOB NOT NULL, ends INTEGER NOT NULL, answer BLOB) STRICT, WITHOUT ROWID";
        let connection = Connection::open(file).expect("SQLite opens a file");
        connection.busy_timeout(Duration::from_secs(5)).expect("it may wait");
        connection.execute_batch(SCHEMA).expect("it takes a table");
        Self { connection: Arc::new(Mutex::new(connection)), _folder: None }
    }

    /// Works in one step, on a thread that may block.
    fn step<'a, T: Send + 'static>(
        &self,
        work: impl FnOnce(&rusqlite::Transaction<'_>) -> Result<T, Failed> + Send + 'static,
    ) -> Stored<'a, T> {
        let connection = self.connection.clone();
        let step = move || {
            let mut connection = connection.lock().unwrap_or_else(PoisonError::into_inner);
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let done = work(&transaction)?;
            transaction.commit()?;
            Ok::<T, Failed>(done)
        };
        Box::pin(async move {
            let done = tokio::task::spawn_blocking(move || step().map_err(|error| StoreError(error.to_string()))).await;
            done.map_err(|error| StoreError(error.to_string()))?
        })
    }
}

/// Milliseconds of the clock that all servers share.
fn after(time: Duration) -> i64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from((now + time).as_millis()).unwrap_or(i64::MAX)
}

impl IdempotencyStore for FileStore {
    fn claim<'a>(&'a self, key: &'a StoreKey, payload: &'a [u8; 32], lease: Duration) -> Stored<'a, Claimed> {
        let (hash, payload) = (*key.as_bytes(), *payload);
        self.step(move |transaction| {
            transaction.execute("DELETE FROM kept WHERE hash = ?1 AND ends <= ?2", params![hash, after(Duration::ZERO)])?;
            let found = transaction.query_row("SELECT payload, answer FROM kept WHERE hash = ?1", [hash], |row| {
                Ok((row.get::<_, [u8; 32]>(0)?, row.get::<_, Option<Vec<u8>>>(1)?))
            });
            match found.optional()? {
                Some((other, _)) if other != payload => Ok(Claimed::OtherPayload),
                Some((_, None)) => Ok(Claimed::InFlight),
                Some((_, Some(answer))) => Ok(Claimed::Answered(StoredAnswer::from_bytes(&answer)?)),
                None => {
                    let token = Token::random()?;
                    let row = params![hash, payload, token.as_bytes(), after(lease)];
                    transaction.execute("INSERT INTO kept (hash, payload, token, ends) VALUES (?1, ?2, ?3, ?4)", row)?;
                    Ok(Claimed::Fresh(token))
                }
            }
        })
    }

    fn complete<'a>(&'a self, key: &'a StoreKey, _: Token, answer: StoredAnswer, keep: Duration) -> Stored<'a, ()> {
        let hash = *key.as_bytes();
        self.step(move |transaction| {
            let row = params![hash, answer.to_bytes(), after(keep)];
            transaction.execute("UPDATE kept SET answer = ?2, ends = ?3 WHERE hash = ?1 AND answer IS NULL", row)?;
            Ok(())
        })
    }

    fn release<'a>(&'a self, key: &'a StoreKey, token: Token) -> Stored<'a, ()> {
        let hash = *key.as_bytes();
        self.step(move |transaction| {
            let row = params![hash, token.as_bytes()];
            transaction.execute("DELETE FROM kept WHERE hash = ?1 AND token = ?2 AND answer IS NULL", row)?;
            Ok(())
        })
    }
}

trifold::store_conformance!(memory, MemoryStore::default());
trifold::store_conformance!(file, FileStore::fresh());
trifold::rate_store_conformance!(memory_rates, MemoryStore::default());

/// Payments.
#[service(version = 1)]
trait Till {
    /// Says the how manieth it is.
    #[idempotent]
    #[post("/payments")]
    async fn pay(&self, cents: u64) -> u64;
}

struct Counter(Arc<AtomicU64>);

impl Till for Counter {
    async fn pay(&self, _: u64) -> u64 {
        tokio::time::sleep(Duration::from_millis(20)).await;
        self.0.fetch_add(1, Ordering::SeqCst) + 1
    }
}

/// Two servers with one file and one counter.
async fn nodes(file: &Path) -> Result<([Running; 2], Arc<AtomicU64>)> {
    let count = Arc::new(AtomicU64::new(0));
    let node = async || {
        let server = Server::new().idempotency_store(FileStore::open(file)).store_deadline(Duration::from_secs(10));
        Running::start(server.add_service(TillServer::new(Counter(count.clone()))).into_router()).await
    };
    Ok(([node().await?, node().await?], count))
}

#[tokio::test(flavor = "multi_thread")]
async fn two_servers_with_one_store_carry_a_call_out_once() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let (nodes, count) = nodes(&folder.path().join("answers.db")).await?;
    let client = Client::new();
    let pay = |node: usize, key: u64| {
        let call = client.post(nodes[node].url("/api/v1/payments")).header("idempotency-key", format!("k{key}"));
        call.json(&100).send()
    };
    for key in 0..10 {
        // In turn, and then four at one time.
        let first: Value = pay(0, key).await?.json().await?;
        let again = pay(1, key).await?;
        assert_eq!(again.headers()["idempotent-replayed"], "true");
        assert_eq!((again.json::<Value>().await?, first), (json!(2 * key + 1), json!(2 * key + 1)));
        let key = 100 + key;
        let at_once = futures_util::future::join_all([pay(0, key), pay(1, key), pay(0, key), pay(1, key)]).await;
        for answer in at_once {
            let status = answer?.status().as_u16();
            assert!(matches!(status, 200 | 409), "{status}");
        }
    }
    assert_eq!(count.load(Ordering::SeqCst), 20, "one execution a key");
    Ok(())
}

/// An answer that a later build has kept is not read by halves, and its call not carried out again.
#[tokio::test]
async fn an_answer_of_another_version_is_refused_and_not_carried_out_again() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("answers.db");
    let ([node, _], count) = nodes(&file).await?;
    let pay = || Client::new().post(node.url("/api/v1/payments")).header("idempotency-key", "k").json(&100).send();
    assert_eq!(pay().await?.status(), 200);
    Connection::open(&file)?.execute("UPDATE kept SET answer = CAST(x'02' || substr(answer, 2) AS BLOB)", [])?;
    let refused = pay().await?;
    assert_eq!((refused.status().as_u16(), refused.headers()["retry-after"].to_str()?), (503, "1"));
    assert_eq!(count.load(Ordering::SeqCst), 1);
    Ok(())
}
