//! What a method asks of a caller who may have to call again.

/// Whether a call may carry an `Idempotency-Key`, so that a second call of the same key gets the first's answer.
///
/// Source: draft-ietf-httpapi-idempotency-key-header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Idempotency {
    /// A key is not looked at.
    #[default]
    None,
    /// `#[idempotent]`: a key is taken.
    Offered,
    /// `#[idempotent(required)]`: on the route, a call without a key is refused with 400.
    Required,
}

impl Idempotency {
    /// The header that carries the key.
    pub const HEADER: &str = "idempotency-key";

    /// Whether a key is taken.
    pub const fn is_offered(self) -> bool {
        !matches!(self, Self::None)
    }

    /// Whether this can be a key: 1 to 255 visible ASCII characters, of which none would have to be escaped or could end it.
    pub fn is_key(key: &str) -> bool {
        let is_plain = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\\' | b',' | b';');
        (1..=255).contains(&key.len()) && key.bytes().all(is_plain)
    }
}
