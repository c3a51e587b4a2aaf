//! Where answers are kept: a trait, since several servers may have to share one.

use super::stored_answer::StoredAnswer;
use crate::server::guard::store::{StoreError, Stored, beginning, opaque};
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;
use std::time::Duration;

/// The most bytes of an answer's body that are kept.
pub(in crate::server) const MAX_BODY: u64 = 256 * 1024;

/// Keeps the answers of calls by their keys, so that a second call of one key is not carried out again. Deliveries of webhooks are kept in the
/// same way.
///
/// [`MemoryStore`](super::MemoryStore) is the one of a single process. One that servers share must claim in one step (`SET NX` and the like).
/// All that is asked for one call has the budget of [`Server::store_deadline`](crate::server::Server::store_deadline).
///
/// What is kept are whole answers, their `Set-Cookie` and bodies included: a shared store must be guarded as a session store is. It keeps them
/// as [`StoredAnswer::to_bytes`] writes them, which another build can tell. The macro `store_conformance!` (feature `testing`) has the tests that every store
/// must pass.
pub trait IdempotencyStore: Send + Sync + 'static {
    /// Claims a key for a call with this payload, in one step. The claim lapses after the lease, which is longer than the call can take: a
    /// process that dies does not give it back.
    ///
    /// # Errors
    /// If the store cannot be asked, or takes no more; the call is then refused with 503.
    fn claim<'a>(&'a self, key: &'a StoreKey, payload: &'a [u8; 32], lease: Duration) -> Stored<'a, Claimed>;

    /// Keeps the answer of a call for so long, unless there is one already: the first answer stays, whosever token it comes with, since
    /// callers may have seen it.
    ///
    /// # Errors
    /// If it cannot be kept. The call is answered all the same.
    fn complete<'a>(&'a self, key: &'a StoreKey, token: Token, answer: StoredAnswer, keep: Duration) -> Stored<'a, ()>;

    /// Gives a key back: the call ended without an answer to keep. Only the claim of this token is given back; where that has lapsed, the
    /// key may be another call's by now.
    ///
    /// # Errors
    /// If it cannot be given back. It then lapses.
    fn release<'a>(&'a self, key: &'a StoreKey, token: Token) -> Stored<'a, ()>;
}

impl<S: IdempotencyStore> IdempotencyStore for Arc<S> {
    fn claim<'a>(&'a self, key: &'a StoreKey, payload: &'a [u8; 32], lease: Duration) -> Stored<'a, Claimed> {
        (**self).claim(key, payload, lease)
    }

    fn complete<'a>(&'a self, key: &'a StoreKey, token: Token, answer: StoredAnswer, keep: Duration) -> Stored<'a, ()> {
        (**self).complete(key, token, answer, keep)
    }

    fn release<'a>(&'a self, key: &'a StoreKey, token: Token) -> Stored<'a, ()> {
        (**self).release(key, token)
    }
}

/// What became of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claimed {
    /// The key is new: run the method. The token is this claim's own.
    Fresh(Token),
    /// A call of this key is under way.
    InFlight,
    /// A call of this key and payload was answered.
    Answered(StoredAnswer),
    /// The key was used for another payload.
    OtherPayload,
}

opaque! {
    /// Tells a claim from every other claim of its key.
    Token, 16
}

impl Token {
    /// A token of 128 random bits.
    ///
    /// # Errors
    /// If the system has no randomness to give.
    pub fn random() -> Result<Self, StoreError> {
        let mut bits = [0; 16];
        getrandom::fill(&mut bits).map_err(|error| StoreError(error.to_string()))?;
        Ok(Self(bits))
    }
}

/// A hash over the caller, the method and the caller's own key: it says none of them.
#[derive(Clone, Copy)]
pub struct StoreKey {
    pub(super) hash: [u8; 32],
    pub(super) caller: [u8; 16],
}

impl StoreKey {
    /// A key of a caller, for tests of a store.
    #[cfg(feature = "testing")]
    pub(in crate::server) const fn of(caller: u8, hash: [u8; 32]) -> Self {
        Self { hash, caller: [caller; 16] }
    }

    /// The 32 bytes. Two keys are equal if these are.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.hash
    }

    /// A hash over what is known of the caller, in the end its address: so that a store whose space is bounded gives each caller a share. It
    /// is no part of the key, and of two calls with one key it may differ.
    pub fn caller(&self) -> &[u8; 16] {
        &self.caller
    }
}

impl PartialEq for StoreKey {
    fn eq(&self, other: &Self) -> bool {
        self.hash == other.hash
    }
}

impl Eq for StoreKey {}

impl Hash for StoreKey {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.hash.hash(state);
    }
}

impl fmt::Debug for StoreKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        beginning(&self.hash, f)
    }
}
