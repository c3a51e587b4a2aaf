//! Where answers are kept: a trait, since several servers may have to share one.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::pin::Pin;

/// What a store gives at once or later.
pub type Stored<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// Keeps the answers of calls by their keys, so that a second call of one key is not carried out again.
///
/// [`MemoryStore`](super::MemoryStore) is the one of a single process. One that servers share must claim in one step (`SET NX` and the like),
/// and let a claim lapse once no method can still run: a process that dies does not give it back.
pub trait IdempotencyStore: Send + Sync + 'static {
    /// Claims a key for a call with this payload, in one step.
    ///
    /// # Errors
    /// If the store cannot be asked, or takes no more; the call is then refused with 503.
    fn claim<'a>(&'a self, key: &'a StoreKey, payload: &'a [u8; 32]) -> Stored<'a, Claimed>;

    /// Keeps the answer of a call that holds its key.
    ///
    /// # Errors
    /// If it cannot be kept. The call is answered all the same.
    fn complete<'a>(&'a self, key: &'a StoreKey, answer: StoredAnswer) -> Stored<'a, ()>;

    /// Gives a key back: the call ended without an answer to keep. It is called from destructors and must not block; a store that has to
    /// wait hands this to a task.
    fn release(&self, key: &StoreKey);
}

/// What became of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claimed {
    /// The key is new: run the method.
    Fresh,
    /// A call of this key is under way.
    InFlight,
    /// A call of this key and payload was answered.
    Answered(StoredAnswer),
    /// The key was used for another payload.
    OtherPayload,
}

/// A hash over the caller, the method and the caller's own key: it says none of them.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StoreKey(pub(super) [u8; 32]);

impl StoreKey {
    /// The 32 bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for StoreKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0[..8].iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// An answer as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredAnswer {
    /// The HTTP status.
    pub status: u16,
    /// Headers, by lower-case name.
    pub headers: Vec<(String, Vec<u8>)>,
    /// The body. `None` for one that is too large to keep: that the call was carried out is known, and no more.
    pub body: Option<Vec<u8>>,
}

impl StoredAnswer {
    /// About how many bytes it takes.
    pub fn size(&self) -> usize {
        let headers: usize = self.headers.iter().map(|(name, value)| name.len() + value.len()).sum();
        headers + self.body.as_ref().map_or(0, Vec::len)
    }
}

/// A store that could not do what it was asked. The reason is logged, and never sent.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct StoreError(pub String);
