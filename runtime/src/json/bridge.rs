//! serde for types of ours, for whoever writes or reads them elsewhere: by way of their JSON.
//!
//! In: a value's JSON, and any serializer; or any deserializer. Out: serde's calls for what the text holds; or the text. Formats that are not for
//! people have the text itself.

use super::fault::Fault;
use super::reader::Reader;
use super::text::{Scalar, Text};
use serde::de::{Deserialize, Deserializer};
use serde::ser::{Error as _, Serialize, SerializeMap, SerializeSeq, Serializer};

/// Writes a JSON text by a serializer.
///
/// # Errors
/// The serializer's.
pub(crate) fn transcode<S: Serializer>(json: &str, serializer: S) -> Result<S::Ok, S::Error> {
    if serializer.is_human_readable() { Value(json).serialize(serializer) } else { serializer.serialize_str(json) }
}

/// Reads a value, which is this scalar if it is one, as JSON text.
///
/// # Errors
/// The deserializer's.
pub(crate) fn capture<'de, D: Deserializer<'de>>(scalar: Option<Scalar>, deserializer: D) -> Result<String, D::Error> {
    if deserializer.is_human_readable() { Text::of(scalar, deserializer).map(Text::into_string) } else { String::deserialize(deserializer) }
}

/// A part of a text that is one value.
struct Value<'a>(&'a str);

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut reader = Reader::new(self.0);
        match reader.peek() {
            b'{' => members(&mut reader, serializer),
            b'[' => items(&mut reader, serializer),
            b'"' => serializer.serialize_str(&reader.string().map_err(custom::<S>)?),
            b't' => serializer.serialize_bool(true),
            b'f' => serializer.serialize_bool(false),
            b'n' => serializer.serialize_none(),
            _ => number(reader.number().map_err(custom::<S>)?, serializer),
        }
    }
}

fn custom<S: Serializer>(fault: Fault) -> S::Error {
    S::Error::custom(fault)
}

fn members<S: Serializer>(reader: &mut Reader<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    let (mut map, mut is_first) = (serializer.serialize_map(None)?, true);
    reader.open().map_err(S::Error::custom)?;
    while reader.next_item(&mut is_first, b'}').map_err(S::Error::custom)? {
        let name = reader.name().and_then(|name| reader.colon().map(|()| name)).map_err(S::Error::custom)?;
        map.serialize_entry(&name, &Value(reader.raw().map_err(S::Error::custom)?))?;
    }
    map.end()
}

fn items<S: Serializer>(reader: &mut Reader<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    let (mut list, mut is_first) = (serializer.serialize_seq(None)?, true);
    reader.open().map_err(S::Error::custom)?;
    while reader.next_item(&mut is_first, b']').map_err(S::Error::custom)? {
        list.serialize_element(&Value(reader.raw().map_err(S::Error::custom)?))?;
    }
    list.end()
}

/// A number, in the narrowest type that holds it.
fn number<S: Serializer>(number: &str, serializer: S) -> Result<S::Ok, S::Error> {
    if let Ok(number) = number.parse() {
        return serializer.serialize_u64(number);
    }
    if let Ok(number) = number.parse() {
        return serializer.serialize_i64(number);
    }
    if let Ok(number) = number.parse() {
        return serializer.serialize_u128(number);
    }
    match (number.parse(), number.parse()) {
        (Ok(number), _) => serializer.serialize_i128(number),
        (_, Ok(number)) => serializer.serialize_f64(number),
        _ => Err(S::Error::custom("a number out of range")),
    }
}
