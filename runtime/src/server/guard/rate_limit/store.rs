//! The store in which calls are counted: a trait, since several servers may have to share one.

use super::quota::{Quota, Standing};
use crate::server::guard::store::Stored;
use std::sync::Arc;

/// Counts the calls of each caller, so that servers which share it let no more through together than one would.
///
/// [`MemoryStore`](crate::server::MemoryStore) is the one of a single process. A server asks it once a call, for all of the call's limits; the time
/// that it takes is a part of [`Server::store_deadline`](crate::server::Server::store_deadline). Where it fails or is late, the server counts the call by
/// itself, and does not ask again for a second.
///
/// The macro `rate_store_conformance!` (feature `testing`) has the tests that every store must pass.
pub trait RateStore: Send + Sync + 'static {
    /// Takes one place of each of these quotas, in one step, and says in the same order how the caller then stands. A quota without a place
    /// stays as it is, and has no say in the others. [`Gcra`](crate::server::Gcra) is the arithmetic.
    ///
    /// # Errors
    /// If the store cannot be asked.
    fn take<'a>(&'a self, quotas: &'a [Quota]) -> Stored<'a, Vec<Standing>>;
}

impl<S: RateStore> RateStore for Arc<S> {
    fn take<'a>(&'a self, quotas: &'a [Quota]) -> Stored<'a, Vec<Standing>> {
        (**self).take(quotas)
    }
}
