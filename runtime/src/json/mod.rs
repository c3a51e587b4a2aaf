//! JSON (RFC 8259), read and written so that a value arrives as it was sent, or not at all.
//!
//! In: a text and a type that serde reads; or a value that serde writes. Out: the value, or a [`Fault`] with its place; the text, or what JSON
//! cannot say. One pass, over a text that is UTF-8. Stricter than serde's own formats: no array in a struct's place, no number that its type
//! cannot hold, no float that JSON lacks; `7.0` is a whole number (JSON Schema 2020-12 validation, section 6.1.1).

mod deserialize;
mod fault;
mod map;
mod number;
mod raw;
mod reader;
mod scan;
mod serialize;
mod string;
mod text;
mod variant;
mod writer;

pub(crate) use fault::Fault;
#[cfg(feature = "server")]
pub(crate) use fault::What;
pub(crate) use reader::Reader;
pub(crate) use text::Text;
pub(crate) use writer::Writer;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde::de::{Error, Unexpected};
use std::borrow::Cow;
use std::collections::BTreeMap;
#[cfg(feature = "server")]
use std::ops::Range;

/// Reads a value from a text that holds nothing else.
///
/// # Errors
/// The first fault.
pub(crate) fn read<T: DeserializeOwned>(text: &str) -> Result<T, Fault> {
    let mut reader = Reader::new(text);
    let value = T::deserialize(&mut reader)?;
    reader.end()?;
    Ok(value)
}

/// Reads a value from what may not be text.
///
/// # Errors
/// As of [`read`].
pub(crate) fn read_bytes<T: DeserializeOwned>(json: &[u8]) -> Result<T, Fault> {
    read(text(json)?)
}

/// A text as JSON.
pub(crate) fn string(text: &str) -> Vec<u8> {
    let mut writer = Writer::default();
    writer.text(text);
    writer.into_json()
}

/// Whether no float within a value is infinite or no number. What JSON cannot carry for another reason is not asked about.
#[cfg(feature = "server")]
pub(crate) fn is_finite<T: Serialize + ?Sized>(value: &T) -> bool {
    write(value).map_or_else(|fault| !fault.is_of_float(), |_| true)
}

/// Checks that a text is one value and nothing else.
///
/// # Errors
/// What is no JSON.
#[cfg(feature = "server")]
pub(crate) fn is_sound(text: &str) -> Result<(), Fault> {
    let mut reader = Reader::new(text);
    reader.skip()?;
    reader.end()
}

/// Where the numbers of a text stand that is JSON.
#[cfg(feature = "server")]
pub(crate) fn numbers(text: &str) -> Vec<Range<usize>> {
    let (mut reader, mut numbers) = (Reader::new(text), Vec::new());
    while reader.at < text.len() {
        match reader.peek() {
            b'"' => drop(reader.string()),
            b'-' | b'0'..=b'9' => {
                let start = reader.at;
                if reader.number().is_ok() {
                    numbers.push(start..reader.at);
                }
            }
            _ => reader.at += 1,
        }
    }
    numbers
}

/// The members of a text that is an object, each with a reader before its value.
///
/// # Errors
/// What is no JSON, no object, or has a name twice.
pub(crate) fn members(text: &str) -> Result<BTreeMap<Cow<'_, str>, Reader<'_>>, Fault> {
    let (mut reader, mut members, mut is_first) = (Reader::new(text), BTreeMap::new(), true);
    if reader.peek() != b'{' {
        return Err(Fault::invalid_type(Unexpected::Other("another"), &"a map"));
    }
    reader.open()?;
    while reader.next_item(&mut is_first, b'}')? {
        let name = reader.name()?;
        reader.colon()?;
        let value = Reader::from(text, reader.start());
        reader.skip()?;
        if members.contains_key(&name) {
            return Err(Fault::custom(format_args!("duplicate field `{name}`")).or_at(0));
        }
        members.insert(name, value);
    }
    reader.end()?;
    Ok(members)
}

/// The text of a body (RFC 8259, section 8.1).
///
/// # Errors
/// What is not UTF-8, or begins with a byte order mark.
pub(crate) fn text(json: &[u8]) -> Result<&str, Fault> {
    let text = std::str::from_utf8(json).map_err(|error| Fault::syntax(error.valid_up_to(), "is not UTF-8 (RFC 8259, section 8.1)"))?;
    match text.starts_with('\u{feff}') {
        true => Err(Fault::syntax(0, "begins with a byte order mark (RFC 8259, section 8.1)")),
        false => Ok(text),
    }
}

/// Writes a value.
///
/// # Errors
/// What JSON cannot say.
pub(crate) fn write<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, Fault> {
    let mut writer = Writer::default();
    value.serialize(&mut writer)?;
    Ok(writer.into_json())
}
