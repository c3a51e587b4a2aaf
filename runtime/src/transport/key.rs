//! The idempotency key of a call: made for it, and as a header.

use super::{Platform, Request};
use crate::spec::Idempotency;
use std::borrow::Cow;

impl Request {
    /// Adds a key of 128 random bits, where the method takes one, the request has none, and there is a source of randomness.
    #[doc(hidden)]
    pub fn keyed(mut self, platform: Option<&dyn Platform>) -> Self {
        if self.method.idempotency.is_offered() && !self.has(Idempotency::HEADER) {
            let bits = platform.and_then(Platform::random);
            self.headers.extend(bits.map(|bits| header(&format!("{bits:032x}"))));
        }
        self
    }
}

/// The header of a key (RFC 9651, a string).
pub(super) fn header(key: &str) -> (Cow<'static, str>, String) {
    (Idempotency::HEADER.into(), format!("\"{key}\""))
}
