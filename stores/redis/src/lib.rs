//! Keys and rates of Trifold servers in Redis.
//!
//! In: what servers ask of an [`IdempotencyStore`](trifold::server::IdempotencyStore) and a [`RateStore`](trifold::server::RateStore). Out: one answer for all
//! servers that share the Redis and a prefix. What must be one step is a script there (`claim.lua`, `complete.lua`, `release.lua`, `take.lua`), by the
//! clock of Redis.
//!
//! ```
//! # fn make() -> Result<trifold::server::Server, trifold_redis::InvalidUrl> {
//! let redis = trifold_redis::Redis::connect("redis://127.0.0.1/")?.prefix("todos-prod");
//! let server = trifold::server::Server::new().shared_store(redis);
//! # Ok(server)
//! # }
//! ```
//!
//! | Redis | keys (`IdempotencyStore`) | rates (`RateStore`) |
//! |---|---|---|
//! | is down, or does not answer within half a second | 503 with `Retry-After: 1` | counted by each server alone |
//! | is killed, with `appendonly yes` | claims that were written stay: all with `appendfsync always`, all but about the last second with `everysec` if the machine fails too | stay |
//! | is killed, without | every key is forgotten, and a call that is repeated runs again | start anew |
//! | is full | must be `maxmemory-policy noeviction`: then 503. Any other forgets keys | may be evicted: use a second Redis, by [`Server::rate_store`](trifold::server::Server::rate_store) |
//!
//! The user of the connection needs the commands `EVAL`, `EVALSHA`, `SCRIPT LOAD`, `TIME`, `HMGET`, `HGET`, `HSET`, `HSETNX`, `HEXISTS`, `EXISTS`, `PEXPIRE`, `DEL`, `GET` and
//! `SET` on the keys of its prefix (`~todos-prod:*`). Answers are kept in clear, cookies included: use TLS (feature `tls`, `rediss://`) and a password. A Redis Cluster is
//! not supported, since one script counts several keys.

mod answers;
mod connection;
mod rates;
mod scripts;

pub use connection::{InvalidUrl, Redis, Unprefixed};
