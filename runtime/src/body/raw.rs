//! A body that is not decoded.

use super::base64::{Engine, STANDARD};
use crate::wire::{Shape, Whole, Wire};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// Bytes as they were sent. As the `#[body]` of a route: the whole body, of any content type, not decoded; for webhooks whose signature
/// covers the bytes, and for uploads of one file.
///
/// Anywhere else (in an action, within another value) it is a string in base64 (RFC 4648, section 4).
///
/// ```
/// # use trifold::{RawBody, service};
/// #[service(version = 1)]
/// trait Hooks {
///     #[no_action]
///     #[post("/hooks/payment")]
///     async fn payment(&self, #[header("content-type")] kind: Option<String>, #[body] payload: RawBody);
/// }
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct RawBody(pub Vec<u8>);

impl RawBody {
    /// The bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl AsRef<[u8]> for RawBody {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl From<Vec<u8>> for RawBody {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl fmt::Debug for RawBody {
    /// Shows how many there are: they may be secret, or many.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RawBody({} bytes)", self.0.len())
    }
}

impl Wire for RawBody {
    const SHAPE: Shape = Shape::named("base64").whole(Whole::Raw);
}

impl Serialize for RawBody {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&STANDARD.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for RawBody {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        STANDARD.decode(text).map(Self).map_err(|_| D::Error::custom("not base64"))
    }
}

#[cfg(feature = "server")]
impl schemars::JsonSchema for RawBody {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "RawBody".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "contentEncoding": "base64" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn within_json_it_is_base64() {
        let json = serde_json::to_string(&RawBody(vec![0, 255, 62])).unwrap();
        assert_eq!(json, "\"AP8+\"");
        assert_eq!(serde_json::from_str::<RawBody>(&json).unwrap().0, [0, 255, 62]);
        assert!(serde_json::from_str::<RawBody>("\"?\"").is_err());
    }
}
