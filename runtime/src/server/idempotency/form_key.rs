//! The hidden field that lets a form be sent once.

use std::fmt;

/// A hidden field that lets a form be sent once: a second submit, by a double click or a reload, gets the first one's answer.
///
/// A [`Form`](crate::form::Form) of a [`FormState`](crate::server::FormState) has one ([`Form::key`](crate::form::Form::key)); for a form that is made by
/// hand make one each, for any method, marked `#[idempotent]` or not. It stands before a file input, and a file's content is not looked at
/// when two submits are compared.
///
/// ```
/// use trifold::server::FormKey;
///
/// let key = FormKey::new();
/// assert_eq!(key.field(), format!("<input type=\"hidden\" name=\"_key\" value=\"{key}\">"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormKey([u8; 16]);

impl FormKey {
    /// The name of the field. No argument can be called so.
    pub const NAME: &str = crate::form::KEY;

    /// A key of 128 random bits.
    #[allow(clippy::new_without_default, reason = "two of them are never equal")]
    pub fn new() -> Self {
        let mut bits = [0; 16];
        if let Err(error) = getrandom::fill(&mut bits) {
            // Without randomness keys would be equal, and forms answered with each other's answers: an empty key is none.
            tracing::error!(%error, "the system has no randomness to give: a form is not protected from a second submit");
        }
        Self(bits)
    }

    /// The field, for a template that takes HTML as it is. Any other writes [`FormKey::NAME`] and the key itself.
    pub fn field(&self) -> String {
        format!("<input type=\"hidden\" name=\"{}\" value=\"{self}\">", Self::NAME)
    }
}

/// The key in hexadecimal digits; nothing where the system had no randomness to give.
impl fmt::Display for FormKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match u128::from_be_bytes(self.0) {
            0 => Ok(()),
            bits => write!(f, "{bits:032x}"),
        }
    }
}

/// The key in a field, if it is one of ours in form.
pub(super) fn parse(field: &str) -> Option<&str> {
    (field.len() == 32 && field.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some(field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_back_and_never_made_twice() {
        let (one, two) = (FormKey::new().to_string(), FormKey::new().to_string());
        assert_ne!(one, two);
        assert_eq!(parse(&one), Some(one.as_str()));
        assert!(["", "x", "0", &"g".repeat(32), &"0".repeat(33)].into_iter().all(|field| parse(field).is_none()));
    }
}
