//! What sender and receiver share, and the seal that it makes (HMAC-SHA256, RFC 2104).

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::fmt;

/// A secret.
#[derive(Clone)]
pub(super) struct Secret(Vec<u8>);

impl Secret {
    /// # Errors
    /// If it is empty.
    pub(super) fn new(bytes: impl Into<Vec<u8>>) -> Result<Self, InvalidSecret> {
        match bytes.into() {
            bytes if bytes.is_empty() => Err(InvalidSecret),
            bytes => Ok(Self(bytes)),
        }
    }

    /// Whether the seal is of these pieces. In constant time.
    pub(super) fn verify(&self, pieces: &[&[u8]], seal: &[u8]) -> bool {
        // HMAC takes a key of any length; the error cannot occur, and would be a refusal.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else { return false };
        pieces.iter().for_each(|piece| mac.update(piece));
        mac.verify_slice(seal).is_ok()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

/// A secret that is empty or cannot be read. It does not repeat it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the secret of a webhook is empty, or is not `whsec_` and base64")]
pub struct InvalidSecret;
