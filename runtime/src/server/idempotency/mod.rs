//! A call that comes twice is carried out once: `Idempotency-Key`, and the one-time key of a form.
//!
//! In: a call whose arguments are sound. Out: leave to run the method, or the answer that a call of the same key was given. What the method
//! answers is kept when it is sent; a call that ends without an answer of its own gives its key back.
//!
//! Source: draft-ietf-httpapi-idempotency-key-header-07.

mod claim;
mod claimed_key;
mod form_key;
mod header;
pub(super) mod held;
mod keep;
mod memory;
mod replay;
mod shared_store;
mod store;
mod stored_answer;

pub(super) use claim::{Payload, claim, claim_delivery};
pub use form_key::FormKey;
#[cfg(any(test, feature = "fuzzing"))]
pub(super) use header::read as key;
pub(super) use keep::keep;
pub use memory::MemoryStore;
pub(super) use shared_store::SharedStore;
#[cfg(feature = "testing")]
pub(super) use store::MAX_BODY;
pub use store::{Claimed, IdempotencyStore, StoreKey, Token};
pub use stored_answer::StoredAnswer;
