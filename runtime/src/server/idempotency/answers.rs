//! The store of one server, and the one that it has unless told otherwise.

use super::memory::MemoryStore;
use super::store::IdempotencyStore;
use std::fmt;
use std::sync::Arc;

/// Where the answers of one server wait for a second call.
#[derive(Clone)]
pub(in crate::server) struct Answers(pub(in crate::server) Arc<dyn IdempotencyStore>);

impl Default for Answers {
    fn default() -> Self {
        Self(Arc::new(MemoryStore::default()))
    }
}

impl fmt::Debug for Answers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Answers")
    }
}
