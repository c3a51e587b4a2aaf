//! Keys: a hash for each, which goes with its lease, or with the time for which its answer is kept.

use crate::connection::Redis;
use crate::scripts::{CLAIM, COMPLETE, RELEASE};
use std::time::Duration;
use trifold::server::{Claimed, IdempotencyStore, StoreError, StoreKey, Stored, StoredAnswer, Token};

impl Redis {
    async fn give_back(&self, key: &StoreKey, token: Token) -> Result<(), StoreError> {
        let mut command = redis::cmd("EVAL");
        command.arg(RELEASE).arg(1).arg(self.entry("key", key.as_bytes())).arg(token.as_bytes().as_slice());
        self.send(&command).await
    }

    async fn ask(&self, key: &StoreKey, payload: &[u8; 32], lease: Duration) -> Result<Claimed, StoreError> {
        let token = Token::random()?;
        let mut script = CLAIM.key(self.entry("key", key.as_bytes()));
        script.arg(payload.as_slice()).arg(token.as_bytes().as_slice()).arg(milliseconds(lease));
        let told: Result<(u8, Option<Vec<u8>>), _> = self.run(&script).await;
        if told.is_err() {
            // Redis may have it before it, and carry it out when it goes on. What comes behind it on the same connection gives the key back.
            let (redis, key) = (self.clone(), *key);
            drop(tokio::spawn(async move { redis.give_back(&key, token).await }));
        }
        match told? {
            (0, None) => Ok(Claimed::Fresh(token)),
            (1, None) => Ok(Claimed::InFlight),
            (2, None) => Ok(Claimed::OtherPayload),
            (3, Some(answer)) => Ok(Claimed::Answered(StoredAnswer::from_bytes(&answer)?)),
            (other, _) => Err(StoreError(format!("Redis: a claim gave {other}"))),
        }
    }

    async fn keep(&self, key: &StoreKey, answer: &StoredAnswer, keep: Duration) -> Result<(), StoreError> {
        let mut script = COMPLETE.key(self.entry("key", key.as_bytes()));
        self.run(script.arg(answer.to_bytes()).arg(milliseconds(keep))).await
    }
}

/// Milliseconds as Redis takes them: at least one, and at most so many that it can say when they are over.
fn milliseconds(time: Duration) -> u64 {
    const MOST: u128 = 100 * 365 * 24 * 60 * 60 * 1000;
    u64::try_from(time.as_nanos().div_ceil(1_000_000).clamp(1, MOST)).unwrap_or(1)
}

impl IdempotencyStore for Redis {
    fn claim<'a>(&'a self, key: &'a StoreKey, payload: &'a [u8; 32], lease: Duration) -> Stored<'a, Claimed> {
        Box::pin(self.ask(key, payload, lease))
    }

    fn complete<'a>(&'a self, key: &'a StoreKey, _: Token, answer: StoredAnswer, keep: Duration) -> Stored<'a, ()> {
        Box::pin(async move { self.keep(key, &answer, keep).await })
    }

    fn release<'a>(&'a self, key: &'a StoreKey, token: Token) -> Stored<'a, ()> {
        Box::pin(self.give_back(key, token))
    }
}
