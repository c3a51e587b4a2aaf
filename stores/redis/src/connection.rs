//! One connection that all calls of a server share.

use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use redis::{Client, Cmd, FromRedisValue, RedisError, ScriptInvocation};
use std::fmt;
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use trifold::server::StoreError;

/// Longest time that Redis is waited for, in one step.
const PATIENCE: Duration = Duration::from_millis(500);

/// Keys and rates in a Redis, below a prefix. Its clones share a connection, which is made when it is first needed, and anew when it breaks.
#[derive(Clone)]
pub struct Redis {
    client: Client,
    prefix: Arc<str>,
    manager: Arc<OnceLock<ConnectionManager>>,
}

/// A Redis that lacks a prefix yet.
#[derive(Debug)]
#[must_use]
pub struct Unprefixed(Client);

/// A URL that is none of a Redis.
#[derive(Debug)]
pub struct InvalidUrl(RedisError);

impl Redis {
    /// Names the Redis: `redis://127.0.0.1/`, `redis://user:password@host:6379/0`, `rediss://` with the feature `tls`, `unix:///run/redis.sock`. It is not
    /// asked for anything yet, so a server starts while its Redis is down.
    ///
    /// # Errors
    /// If the URL is none.
    pub fn connect(url: &str) -> Result<Unprefixed, InvalidUrl> {
        Client::open(url).map(Unprefixed).map_err(InvalidUrl)
    }

    /// The name of an entry: `todos-prod:key:4711..`.
    pub(crate) fn entry(&self, kind: &str, hash: &[u8; 32]) -> String {
        let mut entry = format!("{}:{kind}:", self.prefix);
        for byte in hash {
            for digit in [byte >> 4, byte & 15] {
                entry.extend(char::from_digit(digit.into(), 16));
            }
        }
        entry
    }

    /// Runs a script.
    pub(crate) async fn run<T: FromRedisValue>(&self, script: &ScriptInvocation<'_>) -> Result<T, StoreError> {
        let mut connection = self.manager()?;
        script.invoke_async(&mut connection).await.map_err(|error| failed(&error))
    }

    /// Sends a command, whole.
    pub(crate) async fn send<T: FromRedisValue>(&self, command: &Cmd) -> Result<T, StoreError> {
        command.query_async(&mut self.manager()?).await.map_err(|error| failed(&error))
    }

    /// The connection. It needs the runtime in which the calls are, and so is made by the first of them. Who waits for it waits once: to try again is
    /// for the next call.
    fn manager(&self) -> Result<ConnectionManager, StoreError> {
        if let Some(manager) = self.manager.get() {
            return Ok(manager.clone());
        }
        let config = ConnectionManagerConfig::new()
            .set_number_of_retries(0)
            .set_connection_timeout(Some(PATIENCE))
            .set_response_timeout(Some(PATIENCE));
        let made = self.client.get_connection_manager_lazy(config).map_err(|error| failed(&error))?;
        Ok(self.manager.get_or_init(|| made).clone())
    }
}

impl Unprefixed {
    /// Sets what stands before every name in the Redis, and a colon: the application and where it runs, such as `todos-prod`. Servers of one prefix are one;
    /// staging and production must differ.
    pub fn prefix(self, prefix: impl Into<Arc<str>>) -> Redis {
        Redis { client: self.0, prefix: prefix.into(), manager: Arc::default() }
    }
}

fn failed(error: &RedisError) -> StoreError {
    StoreError(format!("Redis: {error}"))
}

impl fmt::Debug for Redis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The client has a password.
        f.debug_struct("Redis").field("prefix", &self.prefix).finish_non_exhaustive()
    }
}

impl fmt::Display for InvalidUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no URL of a Redis: {}", self.0)
    }
}

impl std::error::Error for InvalidUrl {}
