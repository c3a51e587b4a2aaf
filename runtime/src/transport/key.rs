//! The idempotency key of a call: made for it, and as a header.

use crate::spec::Idempotency;
use std::borrow::Cow;

/// A key of 128 random bits, where this build has a source of randomness: with feature `client` or `server`.
#[cfg(all(any(feature = "client", feature = "server"), not(target_arch = "wasm32")))]
pub(super) fn fresh() -> Option<String> {
    let mut bits = [0; 16];
    getrandom::fill(&mut bits).ok()?;
    Some(format!("{:032x}", u128::from_be_bytes(bits)))
}

/// There is no source of randomness in this build; a transport may have its own.
#[cfg(not(all(any(feature = "client", feature = "server"), not(target_arch = "wasm32"))))]
pub(super) fn fresh() -> Option<String> {
    None
}

/// The header of a key (RFC 9651, a string).
pub(super) fn header(key: &str) -> (Cow<'static, str>, String) {
    (Idempotency::HEADER.into(), format!("\"{key}\""))
}
