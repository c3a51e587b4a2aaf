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
            self.headers.extend(bits.map(|bits| header(&hex(bits))));
        }
        self
    }
}

/// Bits as 32 hexadecimal digits. By hand: a page has no other number to write so.
fn hex(bits: u128) -> String {
    let digit = |byte: u8| char::from_digit(byte.into(), 16).unwrap_or_default();
    bits.to_be_bytes().into_iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// The header of a key (RFC 9651, a string).
pub(super) fn header(key: &str) -> (Cow<'static, str>, String) {
    (Idempotency::HEADER.into(), format!("\"{key}\""))
}

#[cfg(test)]
mod tests {
    use super::hex;

    #[test]
    fn bits_are_digits() {
        assert_eq!(hex(0x00ff_0123_4567_89ab_cdef_0000_0000_0001), "00ff0123456789abcdef000000000001");
    }
}
