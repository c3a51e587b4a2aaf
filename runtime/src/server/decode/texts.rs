//! Texts as serde values: what a path segment, a parameter or a header is read as is what its type asks for.
//!
//! | the type asks for | the texts say |
//! |---|---|
//! | a boolean | `true` or `false` |
//! | a number, a character, a string, a unit variant | one text |
//! | an `Option` | `None` where there is none |
//! | a list | each text; in a header also what commas separate (RFC 9110, section 5.6.1) |

use super::fault::{Fault, describe};
use serde::de::value::StrDeserializer;
use serde::de::{DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;
use std::borrow::Cow;
use std::fmt;

/// What was sent under one name.
#[derive(Debug, Clone)]
pub(in crate::server) struct Texts<'a> {
    pub(super) texts: Vec<Cow<'a, str>>,
    pub(super) kind: Kind,
}

/// How texts are to be understood where the type alone does not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::server) enum Kind {
    /// Each is one value, and text where anything would do.
    Text,
    /// Each is one value, and a number or a boolean where anything would do and it looks like one: fields of `#[serde(flatten)]` do not say
    /// what they are.
    Guess,
    /// Each may be several, separated by commas.
    Header,
}

/// A fault, with the name of the parameter once that is known.
#[derive(Debug)]
pub(in crate::server) struct TextError {
    pub(super) name: Option<String>,
    pub(super) fault: Fault,
}

impl TextError {
    fn new(code: &'static str, message: &str) -> Self {
        Self { name: None, fault: Fault::new(code, message) }
    }
}

impl Error for TextError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self { name: None, fault: describe(&message.to_string()) }
    }
}

impl fmt::Display for TextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.fault)
    }
}

impl std::error::Error for TextError {}

impl<'a> Texts<'a> {
    pub(super) fn one(text: impl Into<Cow<'a, str>>) -> Self {
        Self { texts: vec![text.into()], kind: Kind::Text }
    }

    /// The one text.
    fn text(self) -> Result<Cow<'a, str>, TextError> {
        let mut texts = self.texts.into_iter();
        match (texts.next(), texts.next()) {
            (Some(text), None) => Ok(text),
            (None, _) => Err(TextError::new("missing", "is required")),
            (Some(_), Some(_)) => Err(TextError::new("duplicate", "is given more than once")),
        }
    }

    fn parse<T: std::str::FromStr>(self, expected: &str) -> Result<T, TextError> {
        self.text()?.parse().map_err(|_| TextError::new("invalid_value", expected))
    }

    /// A whole number in the digits that JSON would have: Rust's own parser takes a `+` too, and one thing would have two paths.
    fn whole<T: std::str::FromStr>(self) -> Result<T, TextError> {
        let text = self.text()?;
        let number = if text.starts_with('+') { None } else { text.parse().ok() };
        number.ok_or_else(|| TextError::new("invalid_value", "expected a whole number within range"))
    }

    fn float(self) -> Result<f64, TextError> {
        let text = self.text()?;
        let number = text.parse().ok().filter(|number: &f64| number.is_finite() && !text.starts_with('+'));
        number.ok_or_else(|| TextError::new("invalid_value", "expected a number"))
    }

    /// Texts have no names: what wants fields is refused as a struct's visitor would, which is not compiled for it.
    fn no_fields(&self) -> TextError {
        match self.texts.is_empty() {
            true => TextError::new("missing", "is required"),
            false => TextError::new("invalid_type", "expected an object"),
        }
    }

    /// Each text by itself.
    fn each(self) -> Vec<Cow<'a, str>> {
        if self.kind != Kind::Header {
            return self.texts;
        }
        let parts = |text: Cow<'a, str>| text.split(',').map(|part| part.trim().to_owned()).collect::<Vec<_>>();
        self.texts.into_iter().flat_map(parts).filter(|part| !part.is_empty()).map(Cow::Owned).collect()
    }
}

/// Shows a number or a boolean to who takes anything, if the text looks like one.
fn guess<'de, V: Visitor<'de>>(text: &str, visitor: V) -> Result<V::Value, TextError> {
    if text.starts_with('+') {
        return visitor.visit_str(text);
    }
    if let Ok(number) = text.parse::<u64>() {
        return visitor.visit_u64(number);
    }
    if let Ok(number) = text.parse::<i64>() {
        return visitor.visit_i64(number);
    }
    match (text.parse::<bool>(), text.parse::<f64>()) {
        (Ok(boolean), _) => visitor.visit_bool(boolean),
        (_, Ok(number)) if number.is_finite() => visitor.visit_f64(number),
        _ => visitor.visit_str(text),
    }
}

macro_rules! numbers {
    ($($function:ident $visit:ident $ty:ty),* $(,)?) => {$(
        fn $function<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
            visitor.$visit(self.whole::<$ty>()?)
        }
    )*};
}

impl<'de> Deserializer<'de> for Texts<'_> {
    type Error = TextError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
        match (self.texts.len(), self.kind) {
            (1, Kind::Guess) => guess(&self.text()?, visitor),
            (1, _) => visitor.visit_str(&self.text()?),
            _ => self.deserialize_seq(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
        visitor.visit_bool(self.parse("expected true or false")?)
    }

    numbers! {
        deserialize_i8 visit_i8 i8, deserialize_i16 visit_i16 i16, deserialize_i32 visit_i32 i32, deserialize_i64 visit_i64 i64,
        deserialize_i128 visit_i128 i128, deserialize_u8 visit_u8 u8, deserialize_u16 visit_u16 u16, deserialize_u32 visit_u32 u32,
        deserialize_u64 visit_u64 u64, deserialize_u128 visit_u128 u128,
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
        match self.float()? as f32 {
            number if number.is_finite() => visitor.visit_f32(number),
            _ => Err(TextError::new("invalid_value", "expected a number")),
        }
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
        visitor.visit_f64(self.float()?)
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
        visitor.visit_char(self.parse("expected one character")?)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
        visitor.visit_str(&self.text()?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
        visitor.visit_string(self.text()?.into_owned())
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
        if self.texts.is_empty() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, TextError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
        let kind = if self.kind == Kind::Header { Kind::Text } else { self.kind };
        visitor.visit_seq(Each { texts: self.each().into_iter(), kind })
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, TextError> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(self, _: &'static str, _: usize, visitor: V) -> Result<V::Value, TextError> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(self, _: &'static str, _: &'static [&'static str], visitor: V) -> Result<V::Value, TextError> {
        let text = self.text()?;
        let variant: StrDeserializer<'_, TextError> = (&*text).into_deserializer();
        visitor.visit_enum(variant)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
        visitor.visit_unit()
    }

    fn deserialize_struct<V: Visitor<'de>>(self, _: &'static str, _: &'static [&'static str], _: V) -> Result<V::Value, TextError> {
        Err(self.no_fields())
    }

    fn deserialize_map<V: Visitor<'de>>(self, _: V) -> Result<V::Value, TextError> {
        Err(self.no_fields())
    }

    forward_to_deserialize_any! { bytes byte_buf unit unit_struct identifier }
}

/// The items of a list.
struct Each<'a> {
    texts: std::vec::IntoIter<Cow<'a, str>>,
    kind: Kind,
}

impl<'de> SeqAccess<'de> for Each<'_> {
    type Error = TextError;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, TextError> {
        let text = |text| Texts { texts: vec![text], kind: self.kind };
        self.texts.next().map(|next| seed.deserialize(text(next))).transpose()
    }
}

/// Every name with its texts, as the fields of one struct.
pub(in crate::server) struct Fields<'a> {
    pub(super) fields: Vec<(&'a str, Texts<'a>)>,
    pub(super) next: Option<(&'a str, Texts<'a>)>,
}

impl<'de> Deserializer<'de> for Fields<'_> {
    type Error = TextError;

    fn deserialize_any<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, TextError> {
        self.fields.reverse();
        visitor.visit_map(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, TextError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
        if self.fields.is_empty() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit_struct seq
        tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de> MapAccess<'de> for Fields<'_> {
    type Error = TextError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, TextError> {
        self.next = self.fields.pop();
        let Some((name, _)) = &self.next else { return Ok(None) };
        let name: StrDeserializer<'_, TextError> = (*name).into_deserializer();
        seed.deserialize(name).map(Some).map_err(|error| TextError { name: self.next.as_ref().map(|(name, _)| shorten(name)), ..error })
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, TextError> {
        let Some((name, texts)) = self.next.take() else { return Err(TextError::new("missing", "is required")) };
        seed.deserialize(texts).map_err(|error| TextError { name: Some(shorten(name)), ..error })
    }
}

/// A name that a peer chose is repeated only so far.
fn shorten(name: &str) -> String {
    name.chars().take(64).collect()
}
