//! Form fields as serde values: text is read as whatever the type asks for.
//!
//! | the type asks for | the form says |
//! |---|---|
//! | a boolean | `on`, `true`, `1`: true; `off`, `false`, `0`, empty or absent: false |
//! | a number, a character, a string, a unit variant | its text |
//! | an `Option` | `None` when absent or empty |
//! | a list | `name[]`, `name[0]`, or `name` several times; empty when absent, and when it is one empty text |
//! | a struct | `name.field` |

use crate::error::FieldError;
use crate::wire::step;
use bytes::Bytes;
use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;
use std::collections::{BTreeMap, btree_map};
use std::fmt;

/// A fault, and the place that it has reached on its way up.
#[derive(Debug)]
pub(in crate::server) struct FormError {
    path: Vec<String>,
    code: &'static str,
    message: &'static str,
}

impl FormError {
    fn new(code: &'static str, message: &'static str) -> Self {
        Self { path: Vec::new(), code, message }
    }

    /// The same, one step further up.
    pub(in crate::server) fn under(mut self, step: &str) -> Self {
        self.path.push(step.to_owned());
        self
    }

    pub(in crate::server) fn into_field_error(self) -> FieldError {
        let pointer = self.path.iter().rev().fold(String::new(), |pointer, name| pointer + "/" + &step(name));
        FieldError { pointer: Some(pointer), parameter: None, code: self.code.to_owned(), message: self.message.to_owned() }
    }
}

impl Error for FormError {
    /// A user's own message is not repeated: it may say more than a peer should know.
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self::new("invalid_value", "cannot be read")
    }

    fn missing_field(field: &'static str) -> Self {
        Self::new("missing", "is required").under(field)
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self::new("unknown_variant", "is not one of the values that are known here")
    }
}

impl fmt::Display for FormError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message)
    }
}

impl std::error::Error for FormError {}

/// A part of a form.
#[derive(Debug, Clone)]
pub(in crate::server) enum Node {
    /// What fields of one name say: at least one text.
    Texts(Vec<String>),
    /// A whole argument, as a client that is no browser sends it beside a file.
    Json(Bytes),
    List(BTreeMap<usize, Node>),
    Fields(BTreeMap<String, Node>),
    /// Left out, and asked for: an unchecked box and an empty list are values too.
    Absent,
}

/// One value, or the absence of one.
pub(in crate::server) struct Value(Option<Node>);

impl From<Node> for Value {
    fn from(node: Node) -> Self {
        Self(Some(node).filter(|node| !matches!(node, Node::Absent)))
    }
}

impl Node {
    /// Whether it is a field that was left empty.
    fn is_empty(&self) -> bool {
        matches!(self, Self::Texts(texts) if texts.iter().all(String::is_empty) && texts.len() == 1)
    }
}

impl Value {
    fn text(self) -> Result<String, FormError> {
        match self.0 {
            // A repeated field: the last one counts, so that a hidden field can stand for an unchecked box.
            Some(Node::Texts(mut texts)) => Ok(texts.pop().unwrap_or_default()),
            Some(_) => Err(FormError::new("invalid_type", "expected one value")),
            None => Err(FormError::new("missing", "is required")),
        }
    }

    fn parse<T: std::str::FromStr>(self) -> Result<T, FormError> {
        self.text()?.trim().parse().map_err(|_| not_a_number())
    }

    fn boolean(self) -> Result<bool, FormError> {
        if self.0.is_none() {
            return Ok(false);
        }
        match self.text()?.as_str() {
            "on" | "true" | "1" => Ok(true),
            "off" | "false" | "0" | "" => Ok(false),
            _ => Err(FormError::new("invalid_value", "expected true or false")),
        }
    }

    fn fields(self) -> Result<BTreeMap<String, Node>, FormError> {
        match self.0 {
            Some(Node::Fields(fields)) => Ok(fields),
            None => Ok(BTreeMap::new()),
            Some(_) => Err(FormError::new("invalid_type", "expected fields of its own")),
        }
    }
}

fn not_a_number() -> FormError {
    FormError::new("invalid_value", "expected a number within range")
}

macro_rules! numbers {
    ($($deserialize:ident $visit:ident),* $(,)?) => {$(
        fn $deserialize<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FormError> {
            visitor.$visit(self.parse()?)
        }
    )*};
}

impl<'de> Deserializer<'de> for Value {
    type Error = FormError;

    numbers! {
        deserialize_i8 visit_i8, deserialize_i16 visit_i16, deserialize_i32 visit_i32, deserialize_i64 visit_i64, deserialize_i128 visit_i128,
        deserialize_u8 visit_u8, deserialize_u16 visit_u16, deserialize_u32 visit_u32, deserialize_u64 visit_u64, deserialize_u128 visit_u128,
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FormError> {
        visitor.visit_f32(Some(self.parse()?).filter(|number: &f32| number.is_finite()).ok_or_else(not_a_number)?)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FormError> {
        visitor.visit_f64(Some(self.parse()?).filter(|number: &f64| number.is_finite()).ok_or_else(not_a_number)?)
    }

    /// For types that take what comes: text stays text.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FormError> {
        match self.0 {
            None => visitor.visit_none(),
            Some(Node::Texts(_)) => self.deserialize_string(visitor),
            Some(Node::List(_)) => self.deserialize_seq(visitor),
            Some(Node::Fields(_)) => self.deserialize_map(visitor),
            Some(Node::Absent | Node::Json(_)) => visitor.visit_none(),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FormError> {
        visitor.visit_bool(self.boolean()?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FormError> {
        visitor.visit_string(self.text()?)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FormError> {
        self.deserialize_string(visitor)
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FormError> {
        self.deserialize_string(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FormError> {
        match self.0.as_ref().is_none_or(Node::is_empty) {
            true => visitor.visit_none(),
            false => visitor.visit_some(self),
        }
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FormError> {
        self.deserialize_string(visitor)
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FormError> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, FormError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FormError> {
        let items = match self.0 {
            None => BTreeMap::new(),
            Some(Node::List(items)) => items,
            // A field that is there several times, as of a `<select multiple>`.
            Some(node) if node.is_empty() => BTreeMap::new(),
            Some(Node::Texts(texts)) => texts.into_iter().map(|text| Node::Texts(vec![text])).enumerate().collect(),
            Some(_) => return Err(FormError::new("invalid_type", "expected a list: name it `name[]`")),
        };
        visitor.visit_seq(List(items.into_iter()))
    }

    fn deserialize_struct<V: Visitor<'de>>(self, _: &'static str, _: &'static [&'static str], visitor: V) -> Result<V::Value, FormError> {
        self.deserialize_map(visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, FormError> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, FormError> {
        visitor.visit_map(Fields { rest: self.fields()?.into_iter(), value: None })
    }

    fn deserialize_enum<V: Visitor<'de>>(self, _: &'static str, _: &'static [&'static str], visitor: V) -> Result<V::Value, FormError> {
        match self.0 {
            Some(Node::Fields(fields)) => visitor.visit_enum(MapAccessDeserializer::new(Fields { rest: fields.into_iter(), value: None })),
            _ => visitor.visit_enum(self.text()?.into_deserializer()),
        }
    }

    forward_to_deserialize_any! { bytes byte_buf unit_struct tuple_struct ignored_any }
}

/// The items of a list, in the order of their indices.
struct List(btree_map::IntoIter<usize, Node>);

impl<'de> SeqAccess<'de> for List {
    type Error = FormError;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, FormError> {
        let Some((index, node)) = self.0.next() else { return Ok(None) };
        seed.deserialize(Value::from(node)).map(Some).map_err(|error| error.under(&index.to_string()))
    }
}

/// The fields of a struct.
struct Fields {
    rest: btree_map::IntoIter<String, Node>,
    value: Option<(String, Node)>,
}

impl<'de> MapAccess<'de> for Fields {
    type Error = FormError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, FormError> {
        self.value = self.rest.next();
        let Some((name, _)) = &self.value else { return Ok(None) };
        seed.deserialize(Value(Some(Node::Texts(vec![name.clone()])))).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, FormError> {
        let Some((name, node)) = self.value.take() else { return Err(FormError::new("missing", "is required")) };
        seed.deserialize(Value::from(node)).map_err(|error| error.under(&name))
    }
}
