//! Texts as serde values: what a path segment, a parameter or a header is read as is what its type asks for.
//!
//! | the type asks for | the texts say |
//! |---|---|
//! | a boolean | `true` or `false` |
//! | a number, a character, a string, a unit variant | one text |
//! | an `Option` | `None` where there is none |
//! | a list | each text; in a header the members of each line |

use super::fault::{Fault, describe};
use super::named::Field;
use super::overflow::may_overflow;
pub(in crate::server) use super::sent::{Kind, Texts};
use super::{listed, numeral};
use serde::de::value::{MapDeserializer, StrDeserializer};
use serde::de::{DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Unexpected, Visitor};
use serde::forward_to_deserialize_any;
use std::borrow::Cow;
use std::fmt;

/// A fault, with the name of the parameter once that is known.
#[derive(Debug)]
pub(in crate::server) struct TextError {
    pub(super) name: Option<String>,
    pub(super) fault: Fault,
    /// serde's own message, which may repeat what was sent.
    pub(super) said: String,
}

impl TextError {
    fn new(code: &'static str, message: &str) -> Self {
        Self { name: None, fault: Fault::new(code, message), said: String::new() }
    }

    fn unclear() -> Self {
        Self::new("invalid_value", "has brackets of no list: `[]`, or an index that comes once")
    }
}

impl Error for TextError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        let said = message.to_string();
        Self { name: None, fault: describe(&said), said }
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
        match self.kind {
            Kind::Unclear => return Err(TextError::unclear()),
            Kind::List | Kind::GuessedList => return Err(TextError::new("invalid_type", "is one value, and no list")),
            Kind::Text | Kind::Guess | Kind::Header => {}
        }
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

    /// A whole number in the digits that JSON would have, or one thing would have two paths.
    fn whole<T: std::str::FromStr>(self) -> Result<T, TextError> {
        let text = self.text()?;
        let number = if numeral::is_whole(&text) { text.parse().ok() } else { None };
        number.ok_or_else(|| TextError::new("invalid_value", "expected a whole number within range"))
    }

    fn float<T: std::str::FromStr + Into<f64> + Copy>(self) -> Result<T, TextError> {
        let text = self.text()?;
        let number = if numeral::is_number(&text) { text.parse().ok() } else { None };
        number.filter(|number: &T| (*number).into().is_finite()).ok_or_else(|| TextError::new("invalid_value", "expected a number"))
    }

    /// Texts have no names: what wants fields is refused as a struct's visitor would, which is not compiled for it.
    fn no_fields(&self) -> TextError {
        match self.texts.is_empty() {
            true => TextError::new("missing", "is required"),
            false => TextError::new("invalid_type", "expected an object"),
        }
    }

    /// Each text by itself.
    fn each(self) -> Result<Vec<Cow<'a, str>>, TextError> {
        match self.kind {
            Kind::Unclear => Err(TextError::unclear()),
            Kind::Header => {
                let mut members = Vec::new();
                let are_sound = self.texts.iter().all(|line| listed::members(line, &mut members));
                if are_sound { Ok(members) } else { Err(TextError::new("invalid_value", "has a malformed quoted string")) }
            }
            Kind::Text | Kind::Guess | Kind::List | Kind::GuessedList => Ok(self.texts),
        }
    }
}

/// The number or the boolean that a text looks like.
pub(super) fn guess(text: &str) -> Unexpected<'_> {
    match (text.parse::<u64>(), text.parse::<i64>(), text.parse::<bool>(), text.parse::<f64>()) {
        (Ok(number), ..) if numeral::is_whole(text) => Unexpected::Unsigned(number),
        (_, Ok(number), ..) if numeral::is_whole(text) => Unexpected::Signed(number),
        (_, _, Ok(boolean), _) => Unexpected::Bool(boolean),
        (.., Ok(number)) if numeral::is_number(text) && number.is_finite() => Unexpected::Float(number),
        _ => Unexpected::Str(text),
    }
}

/// Shows a number or a boolean to who takes anything, if the text looks like one.
fn visit_guess<'de, V: Visitor<'de>>(text: &str, visitor: V) -> Result<V::Value, TextError> {
    match guess(text) {
        Unexpected::Unsigned(number) => visitor.visit_u64(number),
        Unexpected::Signed(number) => visitor.visit_i64(number),
        Unexpected::Float(number) => visitor.visit_f64(number),
        Unexpected::Bool(boolean) => visitor.visit_bool(boolean),
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
            (1, Kind::Guess) => visit_guess(&self.text()?, visitor),
            (1, Kind::Text | Kind::Header) => visitor.visit_str(&self.text()?),
            // What gathers values first refuses an object later, if it knows the name.
            (_, Kind::Unclear) => visitor.visit_map(MapDeserializer::new(std::iter::empty::<(&str, &str)>())),
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
        visitor.visit_f32(self.float()?)
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
        let kind = if matches!(self.kind, Kind::Guess | Kind::GuessedList) { Kind::Guess } else { Kind::Text };
        visitor.visit_seq(Each { texts: self.each()?.into_iter(), kind })
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
    fields: Vec<Field<'a>>,
    next: Option<Field<'a>>,
}

impl<'a> Fields<'a> {
    pub(super) fn of(fields: Vec<Field<'a>>) -> Self {
        Self { fields, next: None }
    }

    /// Whether one of the texts may be a number that an `f32` cannot hold.
    pub(super) fn may_overflow(&self) -> bool {
        self.fields.iter().flat_map(|field| &field.items).any(|item| may_overflow(item.text.as_bytes()))
    }
}

impl<'de> Deserializer<'de> for Fields<'_> {
    type Error = TextError;

    fn deserialize_any<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, TextError> {
        self.fields.reverse();
        visitor.visit_map(self)
    }

    /// A field whose own name has brackets is found by it.
    fn deserialize_struct<V: Visitor<'de>>(
        mut self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, TextError> {
        if names.iter().any(|name| name.contains('[')) {
            let is_apart = |field: &Field<'_>| field.items.iter().any(|item| names.contains(&&*item.full));
            let (apart, whole): (Vec<_>, Vec<_>) = self.fields.into_iter().partition(is_apart);
            self.fields = apart.into_iter().flat_map(Field::apart).chain(whole).collect();
        }
        self.deserialize_any(visitor)
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
        tuple tuple_struct map enum identifier ignored_any
    }
}

impl<'de> MapAccess<'de> for Fields<'_> {
    type Error = TextError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, TextError> {
        let Some(mut field) = self.fields.pop() else { return Ok(None) };
        let mut is_text = false;
        let key = seed.deserialize(Key { field: &field, is_text: &mut is_text });
        if is_text && field.has_brackets() {
            let mut apart = field.apart();
            apart.reverse();
            self.fields.append(&mut apart);
            let Some(first) = self.fields.pop() else { return Ok(None) };
            field = first;
        }
        let key = key.map(Some).map_err(|error| TextError { name: Some(shorten(&field.name)), ..error });
        self.next = Some(field);
        key
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, TextError> {
        let Some(field) = self.next.take() else { return Err(TextError::new("missing", "is required")) };
        seed.deserialize(field.texts()).map_err(|error| TextError { name: Some(shorten(&field.name)), ..error })
    }
}

/// A name: as the key of a map the full one, and as that of a field without the brackets of a list.
struct Key<'k, 'a> {
    field: &'k Field<'a>,
    is_text: &'k mut bool,
}

impl<'de> Deserializer<'de> for Key<'_, '_> {
    type Error = TextError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
        visitor.visit_str(&self.field.name)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
        *self.is_text = true;
        match self.field.items.first() {
            Some(item) => visitor.visit_str(&item.full),
            None => self.deserialize_any(visitor),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, TextError> {
        self.deserialize_string(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, TextError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(self, _: &'static str, _: &'static [&'static str], visitor: V) -> Result<V::Value, TextError> {
        let name: StrDeserializer<'_, TextError> = (&*self.field.name).into_deserializer();
        visitor.visit_enum(name)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf option unit unit_struct seq
        tuple tuple_struct map struct identifier ignored_any
    }
}

/// A name that a peer chose is repeated only so far.
fn shorten(name: &str) -> String {
    name.chars().take(64).collect()
}
