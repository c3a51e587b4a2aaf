//! Redis passes the tests of every store.

use super::server::RedisServer;
use std::time::Duration;
use trifold::server::{Claimed, IdempotencyStore, Quota, RateStore, Standing, StoreKey, Stored, StoredAnswer, Token};
use trifold_redis::Redis;

/// A store with a Redis of its own.
struct Owned {
    store: Redis,
    _server: RedisServer,
}

impl Owned {
    fn new() -> Self {
        let server = RedisServer::start().expect("a Redis starts");
        Self { store: server.store(), _server: server }
    }
}

impl IdempotencyStore for Owned {
    fn claim<'a>(&'a self, key: &'a StoreKey, payload: &'a [u8; 32], lease: Duration) -> Stored<'a, Claimed> {
        self.store.claim(key, payload, lease)
    }

    fn complete<'a>(&'a self, key: &'a StoreKey, token: Token, answer: StoredAnswer, keep: Duration) -> Stored<'a, ()> {
        self.store.complete(key, token, answer, keep)
    }

    fn release<'a>(&'a self, key: &'a StoreKey, token: Token) -> Stored<'a, ()> {
        self.store.release(key, token)
    }
}

impl RateStore for Owned {
    fn take<'a>(&'a self, quotas: &'a [Quota]) -> Stored<'a, Vec<Standing>> {
        self.store.take(quotas)
    }
}

trifold::store_conformance!(keys, Owned::new());
trifold::rate_store_conformance!(rates, Owned::new());
