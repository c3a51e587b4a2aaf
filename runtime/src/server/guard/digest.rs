//! A hash over several values.

use sha2::{Digest, Sha256};

/// Each with its length in front, so that no two lists run together alike.
pub(in crate::server) fn hash_all<'a>(hash: Sha256, parts: impl IntoIterator<Item = &'a [u8]>) -> Sha256 {
    parts.into_iter().fold(hash, |hash, part| hash.chain_update((part.len() as u64).to_be_bytes()).chain_update(part))
}
