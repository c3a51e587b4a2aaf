//! `serde_json::value::RawValue`: JSON that is kept as it was written. That crate reads it as an object of one member with a name of its own.

use super::fault::Fault;
use super::reader::Reader;
use serde::de::value::{BorrowedStrDeserializer, StrDeserializer};
use serde::de::{DeserializeSeed, IntoDeserializer, MapAccess};

/// The name of the type to serde, and of its member.
pub(super) const RAW: &str = "$serde_json::private::RawValue";

/// The one member: the text of a value.
pub(super) struct Raw<'a>(Option<&'a str>);

impl<'a> Raw<'a> {
    /// The value that follows, which is passed.
    pub(super) fn of(reader: &mut Reader<'a>) -> Result<Self, Fault> {
        reader.raw().map(|text| Self(Some(text)))
    }
}

impl<'a> MapAccess<'a> for Raw<'a> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'a>>(&mut self, seed: K) -> Result<Option<K::Value>, Fault> {
        let name: Option<StrDeserializer<'_, Fault>> = self.0.is_some().then(|| RAW.into_deserializer());
        name.map(|name| seed.deserialize(name)).transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'a>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        seed.deserialize(BorrowedStrDeserializer::new(self.0.take().unwrap_or_default()))
    }
}

impl<'a> Reader<'a> {
    /// The text of the value that follows, which is passed.
    pub(crate) fn raw(&mut self) -> Result<&'a str, Fault> {
        let start = self.start();
        self.skip()?;
        Ok(self.text.get(start..self.at).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::value::RawValue;

    #[test]
    fn raw_json_stays_as_it_is() {
        let text = r#"{"a": [1.0, "x"]}"#;
        let raw: Vec<Box<RawValue>> = crate::json::read(&format!("[1e2, {text}]")).unwrap();
        assert_eq!((raw[0].get(), raw[1].get()), ("1e2", text));
        assert_eq!(crate::json::write(&raw).unwrap(), format!("[1e2,{text}]"));
    }

    /// What a peer calls so would be read as one value, and written as another.
    #[test]
    fn nobody_else_has_its_name() {
        for text in [r#"{"a":1,"$serde_json::private::RawValue":"2"}"#, r#"{"$serde_json::private::RawValue":"2"}"#] {
            assert!(crate::json::read::<serde_json::Value>(text).is_err(), "{text}");
            assert!(crate::json::read::<Box<RawValue>>(text).is_ok_and(|raw| raw.get() == text), "{text}");
        }
    }
}
