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
            self.headers.extend(bits.map(|bits| header(&digits(bits))));
        }
        self
    }
}

/// Bits as 32 hexadecimal digits. By hand: a page has no other number to write so.
fn digits(bits: u128) -> String {
    let mut digits = String::new();
    bits.to_be_bytes().into_iter().for_each(|byte| hex(byte, &mut digits));
    digits
}

/// Writes a byte as two hexadecimal digits.
pub(super) fn hex(byte: u8, written: &mut String) {
    for digit in [byte >> 4, byte & 15] {
        written.push(char::from(if digit < 10 { b'0' + digit } else { b'a' - 10 + digit }));
    }
}

/// The header of a key (RFC 9651, a string).
pub(super) fn header(key: &str) -> (Cow<'static, str>, String) {
    (Idempotency::HEADER.into(), format!("\"{key}\""))
}

#[cfg(test)]
mod tests {
    use super::digits;

    #[test]
    fn bits_are_digits() {
        assert_eq!(digits(0x00ff_0123_4567_89ab_cdef_0000_0000_0001), "00ff0123456789abcdef000000000001");
    }
}
