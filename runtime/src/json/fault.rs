//! What is wrong with a text or a value, and where.

use serde::de::{Expected, Unexpected};
use serde::{de, ser};
use std::fmt;

/// The code of a member that is not there.
const MISSING: &str = "missing";

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
    /// A member is missing, given twice or unknown: the code, and the steps to it, as a pointer has them.
    Member(&'static str, String),
    /// The text is JSON of another form: the code, and the words for it.
    Said(&'static str, &'static str),
    /// The same, or the value is none that JSON has; in serde's words.
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

    #[cold]
    fn of(what: What) -> Self {
        Self(Box::new(Inner { at: None, what }))
    }

    /// A value of another form, in our own words.
    #[cold]
    pub(super) fn said(code: &'static str, words: &'static str) -> Self {
        Self::of(What::Said(code, words))
    }

    /// A member that is not there.
    #[cold]
    pub(crate) fn missing(name: &str) -> Self {
        Self::of(What::Member(MISSING, step(name)))
    }

    /// A member that is there already.
    #[cold]
    pub(super) fn twice(name: &str) -> Self {
        Self::of(What::Member("duplicate", step(name)))
    }

    /// An item that is missing, or in which a member is.
    #[cold]
    pub(super) fn absent_item(self) -> Self {
        match self.0.what {
            what @ What::Member(MISSING, _) => Self::of(what),
            _ => Self::said(MISSING, "is required"),
        }
    }

    /// A member of this name that is missing, or in which one is.
    #[cold]
    pub(super) fn absent(self, name: &str) -> Self {
        match self.0.what {
            What::Member(MISSING, path) => Self::of(What::Member(MISSING, format!("{}/{path}", step(name)))),
            _ => Self::missing(name),
        }
    }

    /// A float that JSON has no number for (RFC 8259, section 6).
    #[cold]
    pub(super) fn not_finite() -> Self {
        ser::Error::custom(NOT_FINITE)
    }

    /// The same in these words, where serde chose its own.
    #[cold]
    #[cfg(feature = "server")]
    pub(crate) fn in_words(mut self, words: &'static str) -> Self {
        if let What::Form(said) = &self.0.what {
            let code = if said.starts_with("invalid type") { "invalid_type" } else { "invalid_value" };
            self.0.what = What::Said(code, words);
        }
        self
    }

    /// Returns true for a text that is no JSON.
    pub(super) fn is_syntax(&self) -> bool {
        matches!(self.0.what, What::Syntax(_))
    }

    /// The fault without its place.
    pub(crate) fn words(&self) -> &What {
        &self.0.what
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

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(what) => write!(f, "no JSON: {what}"),
            Self::Member(code, path) => write!(f, "{} field `{path}`", code.strip_suffix("_field").unwrap_or(code)),
            Self::Said(_, words) => f.write_str(words),
            Self::Form(said) => f.write_str(said),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.what.fmt(f)?;
        match self.0.at {
            Some(at) => write!(f, " at byte {at}"),
            None => Ok(()),
        }
    }
}

/// A step of a pointer (RFC 6901), of a name that a peer may have chosen.
fn step(name: &str) -> String {
    escaped(&mut name.chars().take(64))
}

/// A step of a pointer, of a name's characters.
pub(crate) fn escaped(name: &mut dyn Iterator<Item = char>) -> String {
    let mut step = String::new();
    for char in name {
        match char {
            '~' => step.push_str("~0"),
            '/' => step.push_str("~1"),
            char => step.push(char),
        }
    }
    step
}

impl std::error::Error for Fault {}

impl de::Error for Fault {
    #[cold]
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::of(What::Form(message.to_string()))
    }

    #[cold]
    fn missing_field(field: &'static str) -> Self {
        Self::missing(field)
    }

    #[cold]
    fn duplicate_field(field: &'static str) -> Self {
        Self::twice(field)
    }

    #[cold]
    fn unknown_field(field: &str, _: &'static [&'static str]) -> Self {
        Self::of(What::Member("unknown_field", step(field)))
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
