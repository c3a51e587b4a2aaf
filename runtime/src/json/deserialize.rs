//! serde's view of a text: each type asks for what it wants, and what is there is shown as it is.

use super::fault::Fault;
use super::map::{List, Map};
use super::number;
use super::raw::{RAW, Raw};
use super::reader::Reader;
use super::variant::Variant;
use serde::de::{Deserializer, Error, Unexpected, Visitor};
use serde::forward_to_deserialize_any;
use std::borrow::Cow;

/// Runs what reads the value at `start`, and gives its fault that place.
macro_rules! at_start {
    ($self:ident, $reader:ident => $read:expr) => {{
        let start = $self.start();
        let $reader = $self;
        let read = $read;
        read.map_err(|fault: Fault| fault.or_at(start))
    }};
}
pub(super) use at_start;

macro_rules! whole {
    ($($function:ident $visit:ident $ty:ty),* $(,)?) => {$(
        fn $function<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
            if !matches!(self.peek(), b'-' | b'0'..=b'9') {
                return self.deserialize_any(visitor);
            }
            at_start!(self, reader => {
                let number = reader.number()?;
                match number.parse::<$ty>() {
                    Ok(number) => visitor.$visit(number),
                    Err(_) => match number::whole(number).map(|digits| digits.parse::<$ty>()) {
                        Some(Ok(number)) => visitor.$visit(number),
                        Some(Err(_)) => Err(Fault::invalid_value(Unexpected::Other("a number out of range"), &visitor)),
                        None => Err(not_whole(number, &visitor)),
                    },
                }
            })
        }
    )*};
}

#[cold]
fn not_whole<'a>(number: &str, visitor: &impl Visitor<'a>) -> Fault {
    match number.parse::<f64>() {
        Ok(float) if float.fract() != 0.0 => Fault::invalid_type(Unexpected::Float(float), visitor),
        _ => Fault::invalid_value(Unexpected::Other("a number out of range"), visitor),
    }
}

macro_rules! float {
    ($($function:ident $visit:ident $ty:ty),* $(,)?) => {$(
        fn $function<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
            if !matches!(self.peek(), b'-' | b'0'..=b'9') {
                return self.deserialize_any(visitor);
            }
            at_start!(self, reader => match reader.number()?.parse::<$ty>() {
                Ok(number) if number.is_finite() => visitor.$visit(number),
                _ => Err(Fault::invalid_value(Unexpected::Other("a number out of range"), &visitor)),
            })
        }
    )*};
}

impl<'a> Deserializer<'a> for &mut Reader<'a> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
        at_start!(self, reader => match reader.peek() {
            b'{' => Map::read(reader, visitor),
            b'[' => List::read(reader, visitor),
            b'"' => match reader.string()? {
                Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
                Cow::Owned(text) => visitor.visit_string(text),
            },
            b't' => reader.word("true").and_then(|()| visitor.visit_bool(true)),
            b'f' => reader.word("false").and_then(|()| visitor.visit_bool(false)),
            b'n' => reader.word("null").and_then(|()| visitor.visit_unit()),
            _ => visit_number(reader.number()?, visitor),
        })
    }

    whole! {
        deserialize_i8 visit_i8 i8, deserialize_i16 visit_i16 i16, deserialize_i32 visit_i32 i32, deserialize_i64 visit_i64 i64,
        deserialize_i128 visit_i128 i128, deserialize_u8 visit_u8 u8, deserialize_u16 visit_u16 u16, deserialize_u32 visit_u32 u32,
        deserialize_u64 visit_u64 u64, deserialize_u128 visit_u128 u128,
    }

    float! { deserialize_f32 visit_f32 f32, deserialize_f64 visit_f64 f64 }

    fn deserialize_option<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
        at_start!(self, reader => match reader.peek() {
            b'n' => reader.word("null").and_then(|()| visitor.visit_none()),
            _ => visitor.visit_some(reader),
        })
    }

    fn deserialize_newtype_struct<V: Visitor<'a>>(self, name: &'static str, visitor: V) -> Result<V::Value, Fault> {
        at_start!(self, reader => match name {
            RAW => visitor.visit_map(Raw::of(reader)?),
            _ => visitor.visit_newtype_struct(reader),
        })
    }

    /// An array has no names, so it is no struct.
    fn deserialize_struct<V: Visitor<'a>>(self, _: &'static str, _: &'static [&'static str], visitor: V) -> Result<V::Value, Fault> {
        at_start!(self, reader => match reader.peek() {
            b'[' => Err(Fault::invalid_type(Unexpected::Seq, &visitor)),
            _ => reader.deserialize_any(visitor),
        })
    }

    fn deserialize_map<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_struct("", &[], visitor)
    }

    fn deserialize_enum<V: Visitor<'a>>(self, _: &'static str, _: &'static [&'static str], visitor: V) -> Result<V::Value, Fault> {
        at_start!(self, reader => Variant::read(reader, visitor))
    }

    fn deserialize_bytes<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.peek() {
            b'"' => at_start!(self, reader => visitor.visit_bytes(reader.string()?.as_bytes())),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_byte_buf<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_bytes(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.skip()?;
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
    <V: Visitor<'a>>
    bool char str string unit unit_struct seq tuple tuple_struct identifier }
}

/// A number for a type that takes what comes, as wide as such types know.
fn visit_number<'a, V: Visitor<'a>>(number: &str, visitor: V) -> Result<V::Value, Fault> {
    if let Ok(number) = number.parse::<u64>() {
        return visitor.visit_u64(number);
    }
    match (number.parse::<i64>(), number.parse::<f64>()) {
        (Ok(number), _) if number != 0 => visitor.visit_i64(number),
        (_, Ok(number)) if number.is_finite() => visitor.visit_f64(number),
        _ => Err(Fault::invalid_value(Unexpected::Other("a number out of range"), &visitor)),
    }
}
