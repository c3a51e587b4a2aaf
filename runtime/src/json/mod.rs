//! JSON (RFC 8259), read and written so that a value arrives as it was sent, or not at all.
//!
//! In: a text and a type, of ours by its table of names (`record`, `choice`), of others by serde; or a value. Out: the value, or a [`Fault`] with its
//! place; the text, or what JSON cannot say. One pass, over a text that is UTF-8. Stricter than serde's own formats: no array in a struct's place, no number that its type
//! cannot hold, no float that JSON lacks; `7.0` is a whole number (JSON Schema 2020-12 validation, section 6.1.1).

mod bounds;
mod bridge;
mod choice;
mod deserialize;
mod fault;
mod leaf;
mod list;
mod map;
mod notation;
mod number;
mod object;
mod raw;
mod reader;
mod record;
mod scan;
mod serialize;
mod shared;
mod source;
mod string;
mod text;
mod variant;
mod writer;

pub(crate) use bridge::{capture, transcode};
pub use choice::{Choice, Tagging};
pub use fault::Fault;
#[cfg(feature = "server")]
pub(crate) use fault::What;
pub(crate) use fault::escaped;
#[cfg(feature = "server")]
pub(crate) use notation::Notation;
pub(crate) use number::Integer;
pub(crate) use reader::ReadFn;
pub use reader::Reader;
pub use record::{Record, Slot};
pub(crate) use text::{Scalar, Text};
pub use writer::Writer;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde::de::{Error, Unexpected};
use std::borrow::Cow;
use std::collections::BTreeMap;

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

/// Splits an array into the texts of its items. Returns `None` for anything else.
pub fn items(array: &str) -> Option<Vec<&str>> {
    let (mut items, mut reader) = (Vec::new(), Reader::new(array));
    let read = reader.list(&mut |reader| {
        items.push(reader.raw()?);
        Ok(())
    });
    read.and_then(|()| reader.end()).ok().map(|()| items)
}

/// Reads a value from what may not be text.
///
/// # Errors
/// As of [`read`].
pub(crate) fn read_bytes<T: DeserializeOwned>(json: &[u8]) -> Result<T, Fault> {
    read(text(json)?)
}

/// Reads a value by a function from a text that holds nothing else.
///
/// # Errors
/// The first fault.
pub(crate) fn read_by<T>(text: &str, read: impl FnOnce(&mut Reader<'_>) -> Result<T, Fault>) -> Result<T, Fault> {
    let mut reader = Reader::new(text);
    let value = read(&mut reader)?;
    reader.end()?;
    Ok(value)
}

/// A text as JSON.
pub(crate) fn string(text: &str) -> String {
    let mut writer = Writer::default();
    writer.text(text);
    writer.into_text().unwrap_or_default()
}

/// One text as a JSON array.
#[cfg(feature = "server")]
pub(crate) fn one_text(text: &str) -> String {
    if scan::plain(text.as_bytes()) < text.len() {
        return texts([text]);
    }
    let mut json = String::with_capacity(text.len() + 4);
    json.extend(["[\"", text, "\"]"]);
    json
}

/// Texts as a JSON array.
#[cfg(feature = "server")]
pub(crate) fn texts(texts: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let mut writer = Writer::default();
    let outer = writer.open_list();
    texts.into_iter().for_each(|text| writer.item().text(text.as_ref()));
    writer.close(outer);
    writer.into_text().unwrap_or_default()
}

/// Checks that a text is one value and nothing else.
///
/// # Errors
/// A text that is no JSON.
#[cfg(feature = "server")]
pub(crate) fn is_sound(text: &str) -> Result<(), Fault> {
    let mut reader = Reader::new(text);
    reader.skip()?;
    reader.end()
}

/// The members of a text that is an object, each with a reader before its value.
///
/// # Errors
/// A text that is no JSON, no object, or has a name twice.
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
/// A text that is not UTF-8, or begins with a byte order mark.
pub(crate) fn text(json: &[u8]) -> Result<&str, Fault> {
    let text = std::str::from_utf8(json).map_err(|error| Fault::syntax(error.valid_up_to(), "is not UTF-8 (RFC 8259, section 8.1)"))?;
    if text.starts_with('\u{feff}') { Err(Fault::syntax(0, "begins with a byte order mark (RFC 8259, section 8.1)")) } else { Ok(text) }
}

/// Writes a value that serde knows.
///
/// # Errors
/// A value that JSON cannot say.
pub(crate) fn write<T: Serialize + ?Sized>(value: &T) -> Result<String, Fault> {
    write_by(|writer| writer.serde(|writer| value.serialize(writer)))
}

/// Writes by a function.
///
/// # Errors
/// A value that JSON cannot say.
pub(crate) fn write_by(write: impl FnOnce(&mut Writer)) -> Result<String, Fault> {
    let mut writer = Writer::default();
    write(&mut writer);
    writer.into_text()
}
