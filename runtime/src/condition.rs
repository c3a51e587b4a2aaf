//! Which version of a thing a request or an answer is about.
//!
//! In: bytes, a value, or a version of the service's own. Out: a tag, and whether two are equal (RFC 9110, section 8.8). Knows no HTTP library.

use crate::json;
use crate::spec::Tag;
use crate::wire::{Shape, Wire, digest};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A tag of one version of a thing: an entity tag (RFC 9110, section 8.8.3).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ETag {
    weak: bool,
    opaque: String,
}

impl ETag {
    /// The tag of a value: what a route answers with that gives this value and names no tag of its own.
    ///
    /// # Errors
    /// If JSON cannot carry the value.
    pub fn of<V: Serialize + ?Sized>(value: &V) -> Result<Self, serde_json::Error> {
        json::write(value).map(|json| Self::of_bytes(json.as_bytes())).map_err(serde::ser::Error::custom)
    }

    /// The tag of these bytes: 128 bits, good against accidents. Equal on every machine.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        Self { weak: false, opaque: Tag::new(digest(bytes).to_le_bytes()).as_str().to_owned() }
    }

    /// A strong tag: versions that share it are equal byte by byte. A character that a tag cannot hold becomes `_`.
    pub fn strong(version: impl fmt::Display) -> Self {
        Self { weak: false, opaque: version.to_string().chars().map(|c| if is_etagc(c) { c } else { '_' }).collect() }
    }

    /// A weak tag: versions that share it mean the same. It fits no `If-Match`, which compares strongly.
    pub fn weak(version: impl fmt::Display) -> Self {
        Self { weak: true, ..Self::strong(version) }
    }

    /// Reads a header's value: `"v7"` or `W/"v7"`.
    pub fn parse(text: &str) -> Option<Self> {
        let (weak, quoted) = match text.strip_prefix("W/") {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let opaque = quoted.strip_prefix('"')?.strip_suffix('"')?;
        opaque.chars().all(is_etagc).then(|| Self { weak, opaque: opaque.to_owned() })
    }

    /// As a header's value. It owns what it is made of, so that the header need not copy it.
    #[cfg(feature = "server")]
    pub(crate) fn to_text(&self) -> String {
        let mut text = String::with_capacity(self.opaque.len() + if self.weak { 4 } else { 2 });
        text.push_str(if self.weak { "W/\"" } else { "\"" });
        text.push_str(&self.opaque);
        text.push('"');
        text
    }

    /// Whether both are strong and equal (RFC 9110, section 8.8.3.2).
    pub fn is_strongly(&self, other: &Self) -> bool {
        !self.weak && self == other
    }

    /// Whether both are equal, weak or not.
    pub fn is_weakly(&self, other: &Self) -> bool {
        self.opaque == other.opaque
    }
}

/// `etagc`, without `obs-text`.
fn is_etagc(c: char) -> bool {
    c.is_ascii_graphic() && c != '"'
}

impl fmt::Display for ETag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\"{}\"", if self.weak { "W/" } else { "" }, self.opaque)
    }
}

/// The thing is no longer what the caller's condition says. A service's own error says so with status 412:
///
/// ```
/// # use trifold::{ApiError, PreconditionFailed};
/// #[derive(Debug, thiserror::Error, ApiError)]
/// enum TodoError {
///     #[error("somebody else changed it")]
///     #[status(412)]
///     Changed,
/// }
///
/// impl From<PreconditionFailed> for TodoError {
///     fn from(_: PreconditionFailed) -> Self {
///         Self::Changed
///     }
/// }
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "server", derive(schemars::JsonSchema))]
#[error("the resource has changed since it was read")]
pub struct PreconditionFailed;

impl Wire for PreconditionFailed {
    const SHAPE: Shape = Shape::unit();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_compare_as_the_standard_says() {
        let tag = |text: &str| ETag::parse(text).unwrap();
        // RFC 9110, section 8.8.3.2, the example.
        let table = [
            ("W/\"1\"", "W/\"1\"", false, true),
            ("W/\"1\"", "W/\"2\"", false, false),
            ("W/\"1\"", "\"1\"", false, true),
            ("\"1\"", "\"1\"", true, true),
        ];
        for (one, two, strong, weak) in table {
            assert_eq!((tag(one).is_strongly(&tag(two)), tag(one).is_weakly(&tag(two))), (strong, weak), "{one} {two}");
            assert_eq!(tag(one).to_string(), one);
        }
        for bad in ["", "1", "\"", "\"a b\"", "\"a\"b\"", "w/\"1\"", "W/1"] {
            assert_eq!(ETag::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_tag_is_made_of_every_byte() {
        let base = vec![7_u8; 100];
        let tags: std::collections::HashSet<_> = (0..100)
            .map(|at| {
                let mut changed = base.clone();
                changed[at] ^= 1;
                ETag::of_bytes(&changed)
            })
            .chain((0..100).map(|length| ETag::of_bytes(&base[..length])))
            .collect();
        assert_eq!(tags.len(), 200);
        assert_eq!(ETag::of(&[1, 2]).unwrap(), ETag::of_bytes(b"[1,2]"));
    }
}
