//! A place in a list, as a caller carries it.

use super::base64::{Engine, URL_SAFE_NO_PAD};
use crate::json;
use crate::wire::{Shape, Wire};
use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

/// The most bytes that the JSON of a cursor may have.
const MAX_BYTES: usize = 1024;

/// A place in a list: the key after which the next page begins, opaque to callers. It is one word, the JSON of `K` in base64url (RFC 4648, section 5).
///
/// Callers hand it back as it came (`page.next.map(Cursor::from)`) and look at nothing in it: a client does not decode it, so that a server may change its key. A server does
/// when it reads a call: an argument that is no cursor of this kind is refused as one that cannot be read.
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
/// let cursor = Cursor::new(&7_u64)?;
/// assert_eq!((cursor.as_str(), cursor.key()), ("Nw", Some(7)));
/// # Ok::<(), serde_json::Error>(())
/// ```
pub struct Cursor<K> {
    text: String,
    key: PhantomData<fn() -> K>,
}

impl<K: Serialize> Cursor<K> {
    /// The cursor of a key.
    ///
    /// # Errors
    /// If JSON cannot carry the key, or it has more than 1024 bytes.
    pub fn new(key: &K) -> Result<Self, serde_json::Error> {
        let key = json::write(key).map_err(serde::ser::Error::custom)?;
        if key.len() > MAX_BYTES {
            return Err(serde::ser::Error::custom("the key of a cursor is too long"));
        }
        Ok(URL_SAFE_NO_PAD.encode(key).into())
    }
}

impl<K: DeserializeOwned> Cursor<K> {
    /// The key. `None` if the text is no cursor of this kind, which no argument of a call is.
    pub fn key(&self) -> Option<K> {
        if self.text.len() > MAX_BYTES * 4 / 3 + 3 {
            return None;
        }
        let json = URL_SAFE_NO_PAD.decode(&self.text).ok()?;
        json::read_bytes(&json).ok()
    }
}

impl<K> Cursor<K> {
    /// The cursor as callers see it.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// The text that a server gave. It is not looked at.
impl<K> From<String> for Cursor<K> {
    fn from(text: String) -> Self {
        Self { text, key: PhantomData }
    }
}

impl<K> fmt::Debug for Cursor<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Cursor").field(&self.text).finish()
    }
}

impl<K> fmt::Display for Cursor<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<K> Clone for Cursor<K> {
    fn clone(&self) -> Self {
        self.text.clone().into()
    }
}

impl<K> PartialEq for Cursor<K> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<K> Eq for Cursor<K> {}

impl<K> Hash for Cursor<K> {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        self.text.hash(hasher);
    }
}

impl<K: Serialize + DeserializeOwned + 'static> Wire for Cursor<K> {
    /// A word: what it means is the server's own affair, so that no client is stale when that changes.
    const SHAPE: Shape = Shape::named("cursor");

    fn ty() -> &'static crate::wire::table::Type {
        &crate::wire::table::Type::Text(crate::wire::table::Format::Other(crate::wire::table::Grammar::ANY))
    }
}

impl<K> Serialize for Cursor<K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de, K: DeserializeOwned> Deserialize<'de> for Cursor<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let cursor = Self::from(String::deserialize(deserializer)?);
        // To a client it is a word.
        let is_known = !cfg!(feature = "server") || cursor.key().is_some();
        if is_known { Ok(cursor) } else { Err(D::Error::custom("not a cursor")) }
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
        let cursor = Cursor::new(&key).unwrap();
        assert!(cursor.as_str().bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b)), "{cursor}");
        let again: Cursor<(u64, String)> = serde_json::from_value(serde_json::to_value(&cursor).unwrap()).unwrap();
        assert_eq!((again.key(), again), (Some(key), cursor));
    }

    #[test]
    fn what_is_no_cursor_has_no_key_and_no_server_reads_it() {
        for bad in ["", "=", "Nw==", "N w", "IngiIA", "????", &"A".repeat(2000)] {
            assert_eq!(Cursor::<u64>::from(bad.to_owned()).key(), None, "{bad}");
            assert_eq!(serde_json::from_value::<Cursor<u64>>(bad.into()).is_err(), cfg!(feature = "server"), "{bad}");
        }
        assert!(Cursor::new(&"x".repeat(2000)).is_err());
    }
}
