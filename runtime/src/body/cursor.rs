//! A place in a list, as a caller carries it.

use super::base64::{Engine, URL_SAFE_NO_PAD};
use crate::json;
use crate::wire::{Shape, Wire};
use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The most bytes that the JSON of a cursor may have.
const MAX_BYTES: usize = 1024;

/// A place in a list: the key after which the next page begins, opaque to callers. On the wire it is one word, the JSON of `K` in
/// base64url (RFC 4648, section 5); callers hand it back and look at nothing in it.
///
/// It is neither secret nor sealed: a caller may make one up, and gets what a query with that key gives. What it must not see or choose
/// does not belong in a cursor.
///
/// ```
/// # use trifold::{Cursor, model};
/// #[model]
/// struct Paging {
///     cursor: Option<Cursor<u64>>,
///     limit: Option<u32>,
/// }
/// assert_eq!(serde_json::to_string(&Cursor(7_u64))?, "\"Nw\"");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Cursor<K>(pub K);

impl<K: Serialize> Cursor<K> {
    /// The cursor as callers see it.
    ///
    /// # Errors
    /// If JSON cannot carry the key, or it has more than 1024 bytes.
    pub fn to_text(&self) -> Result<String, serde_json::Error> {
        let key = json::write(&self.0).map_err(serde::ser::Error::custom)?;
        if key.len() > MAX_BYTES {
            return Err(serde::ser::Error::custom("the key of a cursor is too long"));
        }
        Ok(URL_SAFE_NO_PAD.encode(key))
    }
}

impl<K: DeserializeOwned> Cursor<K> {
    /// Reads what a caller hands back; `None` for what is no cursor of this kind.
    pub fn from_text(text: &str) -> Option<Self> {
        if text.len() > MAX_BYTES * 4 / 3 + 3 {
            return None;
        }
        let json = URL_SAFE_NO_PAD.decode(text).ok()?;
        json::read_bytes(&json).ok().map(Self)
    }
}

impl<K: Serialize + DeserializeOwned + 'static> Wire for Cursor<K> {
    /// A word: what it means is the server's own affair, so that no client is stale when that changes.
    const SHAPE: Shape = Shape::named("cursor");

    fn ty() -> &'static crate::wire::table::Type {
        &crate::wire::table::Type::Text(crate::wire::table::Format::Other(crate::wire::table::Grammar::ANY))
    }
}

impl<K: Serialize> Serialize for Cursor<K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_text().map_err(serde::ser::Error::custom)?)
    }
}

impl<'de, K: DeserializeOwned> Deserialize<'de> for Cursor<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::from_text(&text).ok_or_else(|| D::Error::custom("not a cursor"))
    }
}

#[cfg(feature = "server")]
impl<K> schemars::JsonSchema for Cursor<K> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Cursor".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^[A-Za-z0-9_-]+$", "description": "A place in a list, as `next` or `prev` of a page gave it." })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back_as_it_went() {
        let key = (1_700_000_000_u64, "ümlaut".to_owned());
        let text = Cursor(key.clone()).to_text().unwrap();
        assert!(text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b)), "{text}");
        assert_eq!(Cursor::from_text(&text), Some(Cursor(key)));
    }

    #[test]
    fn what_is_no_cursor_is_none() {
        for bad in ["", "=", "Nw==", "N w", "IngiIA", "????", &"A".repeat(2000)] {
            assert_eq!(Cursor::<u64>::from_text(bad), None, "{bad}");
        }
        assert!(Cursor("x".repeat(2000)).to_text().is_err());
    }
}
