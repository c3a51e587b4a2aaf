//! A value of any form, kept as text.

use super::raw::RAW;
use super::writer::Writer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};
use std::fmt;

/// JSON as it was sent; of another format, the same value as JSON.
///
/// It is written as it is by [`Writer`], and by nothing else.
#[derive(Debug)]
pub(crate) struct Text(String);

impl Text {
    /// A value that is this scalar, if it is one.
    pub(super) fn of<'de, D: Deserializer<'de>>(scalar: Option<Scalar>, deserializer: D) -> Result<Self, D::Error> {
        let text = match scalar {
            None => deserializer.deserialize_newtype_struct(RAW, Any),
            Some(Scalar::Bool) => deserializer.deserialize_bool(Any),
            Some(Scalar::Signed) => deserializer.deserialize_i64(Any),
            Some(Scalar::Unsigned) => deserializer.deserialize_u64(Any),
            Some(Scalar::LongSigned) => deserializer.deserialize_i128(Any),
            Some(Scalar::LongUnsigned) => deserializer.deserialize_u128(Any),
        };
        text.map(Self)
    }

    /// The JSON.
    pub(super) fn into_string(self) -> String {
        self.0
    }

    /// The JSON.
    pub(crate) fn get(&self) -> &str {
        &self.0
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut raw = serializer.serialize_struct(RAW, 1)?;
        raw.serialize_field(RAW, &self.0)?;
        raw.end()
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::of(None, deserializer)
    }
}

/// A scalar that a format may say by a text, as the name of a member is, if it is told that it is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scalar {
    /// A boolean.
    Bool,
    /// A whole number of at most 64 bits, with a sign.
    Signed,
    /// The same without a sign.
    Unsigned,
    /// A whole number of 128 bits, with a sign.
    LongSigned,
    /// The same without a sign.
    LongUnsigned,
}

/// Sees any value, and writes it.
struct Any;

macro_rules! scalars {
    ($($function:ident $ty:ty),* $(,)?) => {$(
        fn $function<E: Error>(self, value: $ty) -> Result<String, E> {
            written(&value)
        }
    )*};
}

fn written<E: Error>(value: &(impl Serialize + ?Sized)) -> Result<String, E> {
    let mut writer = Writer::default();
    value.serialize(&mut writer).map_err(E::custom)?;
    writer.into_text().map_err(E::custom)
}

impl<'de> Visitor<'de> for Any {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    scalars! { visit_bool bool, visit_i64 i64, visit_i128 i128, visit_u64 u64, visit_u128 u128, visit_f64 f64, visit_str &str }

    fn visit_unit<E: Error>(self) -> Result<String, E> {
        Ok("null".to_owned())
    }

    fn visit_none<E: Error>(self) -> Result<String, E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<String, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = sequence.next_element::<Text>()? {
            items.push(item);
        }
        written(&items)
    }

    /// An object; or raw JSON, which serde_json and we show as one of one member.
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<String, A::Error> {
        let mut members = Members::default();
        while let Some(name) = map.next_key::<String>()? {
            if name == RAW && members.0.is_empty() {
                return map.next_value();
            }
            members.0.push((name, map.next_value()?));
        }
        written(&members)
    }
}

/// The members of an object, in their order.
#[derive(Default)]
struct Members(Vec<(String, Text)>);

impl Serialize for Members {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_kept_as_it_was_sent_or_as_the_same_value() {
        let sent = r#"{"a" : [1e2, -7, 340282366920938463463374607431768211455, "x\"", null, true, {"b":{}}]}"#;
        let kept: [Option<String>; 2] =
            [crate::json::read::<Text>(sent).ok().map(|text| text.0), serde_json::from_str::<Text>(sent).ok().map(|text| text.0)];
        assert_eq!(kept, [Some(sent.to_owned()), Some(sent.to_owned())]);
        let value = serde_json::json!({ "a": [1.5, -7, "x\"", null, true, { "b": {} }] });
        let text = Text::deserialize(&value).unwrap();
        assert_eq!(text.get(), value.to_string());
        assert_eq!(crate::json::write(&[text]).unwrap(), format!("[{value}]"));
    }
}
