//! How text says a value, outside a body: in a path, a query, a header.
//!
//! In: the value's JSON. Out: its texts. A text stands for itself; a number and a boolean as JSON writes them.

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// What is said of a value.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Words {
    /// Nothing: it is `null`.
    Nothing,
    /// One text.
    One(String),
    /// One text an item.
    Several(Vec<String>),
    /// Each field by its name.
    Fields(Vec<(String, Words)>),
}

impl Words {
    /// The words of a JSON text.
    ///
    /// # Errors
    /// If text cannot say it: a list of lists, say.
    pub(super) fn of(json: &str) -> serde_json::Result<Self> {
        Ok(match json.as_bytes().first() {
            Some(b'"') => Self::One(serde_json::from_str(json)?),
            Some(b'[') => {
                let items: Vec<&RawValue> = serde_json::from_str(json)?;
                let texts: Result<Vec<_>, _> = items.into_iter().map(|item| Self::of(item.get())?.into_texts()).collect();
                Self::Several(texts?.into_iter().flatten().collect())
            }
            Some(b'{') => {
                let Fields(fields) = serde_json::from_str(json)?;
                let said = fields.into_iter().map(|(name, value)| Ok((name, Self::of(value.get())?)));
                Self::Fields(said.collect::<serde_json::Result<_>>()?)
            }
            _ if json == "null" => Self::Nothing,
            _ => Self::One(json.to_owned()),
        })
    }

    /// At most one text.
    fn into_texts(self) -> serde_json::Result<Option<String>> {
        match self {
            Self::Nothing => Ok(None),
            Self::One(text) => Ok(Some(text)),
            Self::Several(_) | Self::Fields(_) => Err(unsayable("is no text")),
        }
    }

    /// The one text.
    pub(super) fn into_text(self) -> serde_json::Result<String> {
        self.into_texts()?.ok_or_else(|| unsayable("is no text"))
    }

    /// The pairs of a query, in which this is the parameter of a name.
    pub(super) fn of_name(self, name: &str) -> serde_json::Result<Vec<(String, String)>> {
        let texts = match self {
            Self::Several(texts) => texts,
            other => other.into_texts()?.into_iter().collect(),
        };
        Ok(texts.into_iter().map(|text| (name.to_owned(), text)).collect())
    }

    /// The pairs of a query that is this alone.
    pub(super) fn spread(self) -> serde_json::Result<Vec<(String, String)>> {
        match self {
            Self::Nothing => Ok(Vec::new()),
            Self::Fields(fields) => {
                let pairs: Result<Vec<_>, _> = fields.into_iter().map(|(name, words)| words.of_name(&name)).collect();
                Ok(pairs?.concat())
            }
            Self::One(_) | Self::Several(_) => Err(unsayable("has no fields, which a query is made of")),
        }
    }
}

fn unsayable(reason: &str) -> serde_json::Error {
    serde::ser::Error::custom(reason)
}

/// The members of an object, in their order.
struct Fields<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Fields<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(SeesFields)
    }
}

struct SeesFields;

impl<'de> Visitor<'de> for SeesFields {
    type Value = Fields<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields<'de>, A::Error> {
        let mut fields = Vec::new();
        while let Some(field) = map.next_entry()? {
            fields.push(field);
        }
        Ok(Fields(fields))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(json: &str) -> Vec<(String, String)> {
        Words::of(json).and_then(Words::spread).unwrap()
    }

    #[test]
    fn a_value_is_said_as_its_json_writes_it() {
        let one = |json: &str| Words::of(json).and_then(Words::into_text).ok();
        for (json, text) in [("7", "7"), ("-0.5", "-0.5"), ("true", "true"), (r#""a\"b""#, "a\"b"), (r#""""#, "")] {
            assert_eq!(one(json).as_deref(), Some(text));
        }
        let long = u128::MAX.to_string();
        assert_eq!(one(&long), Some(long.clone()));
        for json in ["null", "[1]", "{}"] {
            assert_eq!(one(json), None, "{json}");
        }
    }

    #[test]
    fn fields_keep_their_order_and_lists_repeat_a_name() {
        let pair = |name: &str, text: &str| (name.to_owned(), text.to_owned());
        let expected = [pair("z", "1"), pair("a", "x"), pair("a", "2")];
        assert_eq!(pairs(r#"{"z":1,"a":["x",null,2],"gone":null,"empty":[]}"#), expected);
        assert_eq!(pairs("null"), []);
        for json in ["1", "[1]", r#"{"a":{}}"#, r#"{"a":[[1]]}"#] {
            assert!(Words::of(json).and_then(Words::spread).is_err(), "{json}");
        }
    }
}
