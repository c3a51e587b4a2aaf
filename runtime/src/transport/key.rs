//! Idempotency keys of one's own making, and the transport that repeats a call under one.

use super::{Request, Response, Transport, TransportError};
use crate::MaybeSend;
use crate::spec::Idempotency;

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
pub(super) fn header(key: &str) -> (&'static str, String) {
    (Idempotency::HEADER, format!("\"{key}\""))
}

/// Sends calls under a key of the caller's, in the place of a fresh one each: a call that is repeated with the same key and the same
/// arguments is carried out once (of methods marked `#[idempotent]`).
///
/// ```
/// # use trifold::transport::Keyed;
/// # fn with<T: trifold::Transport + Clone>(transport: T) {
/// let once = Keyed::new(transport, "order-2026-0815");
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Keyed<T> {
    transport: T,
    key: String,
}

impl<T> Keyed<T> {
    /// Sends through `transport`. The key is up to 255 visible ASCII characters without quotes; another is refused by the server.
    pub fn new(transport: T, key: impl Into<String>) -> Self {
        Self { transport, key: key.into() }
    }
}

#[diagnostic::do_not_recommend]
impl<T: Transport> Transport for Keyed<T> {
    fn send(&self, request: Request) -> impl Future<Output = Result<Response, TransportError>> + MaybeSend {
        self.transport.send(request)
    }

    fn key(&self) -> Option<String> {
        Some(self.key.clone())
    }
}
