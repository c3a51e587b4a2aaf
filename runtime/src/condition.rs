//! Which version of a thing a request or an answer is about.
//!
//! In: bytes, a value, or a version of the service's own. Out: a tag, and whether two are equal (RFC 9110, section 8.8). Knows no HTTP library.

use crate::json;
use crate::wire::{Shape, Wire, digest};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A tag of one version of a thing: an entity tag (RFC 9110, section 8.8.3).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ETag {
    /// As a header has it, with its quotes.
    text: String,
}

/// The digits of a tag that is made of bytes.
const HEX_DIGITS: usize = 16;

/// The mark of a weak tag.
const WEAK: &str = "W/";

impl ETag {
    /// The tag of a value: what a route answers with that gives this value and names no tag of its own.
    ///
    /// # Errors
    /// If JSON cannot carry the value.
    pub fn of<V: Serialize + ?Sized>(value: &V) -> Result<Self, serde_json::Error> {
        json::write(value).map(|json| Self::of_bytes(json.as_bytes())).map_err(serde::ser::Error::custom)
    }

    /// The tag of these bytes: 64 bits, good against accidents. Equal on every machine.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        let mut text = String::with_capacity(HEX_DIGITS + 2);
        text.push('"');
        let digest = digest(bytes);
        (0..HEX_DIGITS).rev().for_each(|place| text.push(char::from(b"0123456789abcdef"[(digest >> (4 * place) & 15) as usize])));
        text.push('"');
        Self { text }
    }

    /// A strong tag: versions that share it are equal byte by byte. A character that a tag cannot hold becomes `_`.
    pub fn strong(version: impl fmt::Display) -> Self {
        Self::new("", version)
    }

    /// A weak tag: versions that share it mean the same. It fits no `If-Match`, which compares strongly.
    pub fn weak(version: impl fmt::Display) -> Self {
        Self::new(WEAK, version)
    }

    fn new(prefix: &str, version: impl fmt::Display) -> Self {
        let opaque: String = version.to_string().chars().map(|c| if is_etagc(c) { c } else { '_' }).collect();
        Self { text: format!("{prefix}\"{opaque}\"") }
    }

    /// Reads a header's value: `"v7"` or `W/"v7"`.
    pub fn parse(text: &str) -> Option<Self> {
        let quoted = text.strip_prefix(WEAK).unwrap_or(text);
        let opaque = quoted.strip_prefix('"')?.strip_suffix('"')?;
        opaque.chars().all(is_etagc).then(|| Self { text: text.to_owned() })
    }

    /// As a header's value.
    #[cfg(feature = "server")]
    pub(crate) fn into_text(self) -> String {
        self.text
    }

    /// Whether both are strong and equal (RFC 9110, section 8.8.3.2).
    pub fn is_strongly(&self, other: &Self) -> bool {
        !self.text.starts_with(WEAK) && self == other
    }

    /// Whether both are equal, weak or not.
    pub fn is_weakly(&self, other: &Self) -> bool {
        self.quoted() == other.quoted()
    }

    /// Without what makes it a weak one.
    fn quoted(&self) -> &str {
        self.text.strip_prefix(WEAK).unwrap_or(&self.text)
    }
}

/// `etagc`, without `obs-text`.
fn is_etagc(c: char) -> bool {
    c.is_ascii_graphic() && c != '"'
}

impl fmt::Display for ETag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
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
