//! What is wrong with a text or a value, and where.

use serde::de::{Expected, Unexpected};
use serde::{de, ser};
use std::fmt;

const NOT_FINITE: &str = "a float is infinite or no number, and JSON has neither";

/// A fault, with its place once that is known.
///
/// It is behind a pointer, so that what succeeds does not carry its size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault(Box<Inner>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Inner {
    /// The offset of the value, or of the byte, that it is about.
    at: Option<usize>,
    what: What,
}

/// The kind of a fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum What {
    /// The text is no JSON; in our own words.
    Syntax(&'static str),
    /// The text is JSON of another form, or the value is none that JSON has; in serde's words.
    Form(String),
}

impl Fault {
    pub(super) fn syntax(at: usize, what: &'static str) -> Self {
        Self(Box::new(Inner { at: Some(at), what: What::Syntax(what) }))
    }

    /// The same, at this offset unless it has one.
    #[cold]
    pub(super) fn or_at(mut self, at: usize) -> Self {
        self.0.at.get_or_insert(at);
        self
    }

    /// A number at this offset that its type cannot hold.
    #[cfg(feature = "server")]
    pub(crate) fn out_of_range(at: usize) -> Self {
        <Self as de::Error>::custom("invalid value: a number out of range, expected f32").or_at(at)
    }

    /// A float that JSON has no number for (RFC 8259, section 6).
    #[cold]
    pub(super) fn not_finite() -> Self {
        ser::Error::custom(NOT_FINITE)
    }

    /// Whether it is about such a float.
    #[cfg(feature = "server")]
    pub(crate) fn is_of_float(&self) -> bool {
        matches!(self.what(), What::Form(said) if said == NOT_FINITE)
    }

    /// The offset of the value, or of the byte, that it is about.
    #[cfg(any(feature = "server", test))]
    pub(crate) fn at(&self) -> usize {
        self.0.at.unwrap_or(0)
    }

    /// The kind.
    #[cfg(feature = "server")]
    pub(crate) fn what(&self) -> &What {
        &self.0.what
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.what {
            What::Syntax(what) => write!(f, "no JSON: {what}")?,
            What::Form(said) => f.write_str(said)?,
        }
        match self.0.at {
            Some(at) => write!(f, " at byte {at}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Fault {}

impl de::Error for Fault {
    #[cold]
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(Box::new(Inner { at: None, what: What::Form(message.to_string()) }))
    }

    /// Says nothing of the value: it may be secret, and the text of a float takes 14 KB of a page's bundle.
    #[cold]
    fn invalid_type(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        de::Error::custom(format_args!("invalid type: another, expected {expected}"))
    }

    /// As of `invalid_type`.
    #[cold]
    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        de::Error::custom(format_args!("invalid value: another, expected {expected}"))
    }
}

impl ser::Error for Fault {
    #[cold]
    fn custom<T: fmt::Display>(message: T) -> Self {
        de::Error::custom(message)
    }
}
