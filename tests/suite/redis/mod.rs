//! Servers that share a Redis: what it keeps, and what becomes of calls while it is gone.

mod arithmetic;
mod conformance;
mod failures;
pub(crate) mod server;
