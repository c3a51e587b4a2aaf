//! serde's view of a text: each type asks for what it wants, and what is there is shown as it is.

use super::fault::Fault;
use super::map::{List, Map};
use super::number::{self, Not};
use super::raw::{RAW, Raw};
use super::reader::Reader;
use super::variant::Variant;
use serde::de::{Deserializer, Error, Expected, Unexpected, Visitor};
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

macro_rules! whole {
    ($($function:ident $visit:ident $ty:ty),* $(,)?) => {$(
        fn $function<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
            at_start!(self, reader => match reader.whole(|digits| digits.parse::<$ty>().ok(), &visitor) {
                Ok(number) => visitor.$visit(number),
                Err(fault) => Err(fault),
            })
        }
    )*};
}

macro_rules! float {
    ($($function:ident $visit:ident $ty:ty),* $(,)?) => {$(
        fn $function<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
            if !matches!(self.peek(), b'-' | b'0'..=b'9') {
                return Err(self.other(&visitor));
            }
            at_start!(self, reader => match reader.number()?.parse::<$ty>() {
                Ok(number) if number.is_finite() => visitor.$visit(number),
                _ => Err(out_of_range(&visitor)),
            })
        }
    )*};
}

/// What a type asks for by name, if that is what is there.
macro_rules! only {
    ($($function:ident($($argument:ty),*) => $kind:pat, $read:ident);* $(;)?) => {$(
        fn $function<V: Visitor<'a>>(self, $(_: $argument,)* visitor: V) -> Result<V::Value, Fault> {
            match self.peek() {
                $kind => at_start!(self, reader => reader.$read(visitor)),
                _ => Err(self.other(&visitor)),
            }
        }
    )*};
}

#[cold]
fn out_of_range(expected: &dyn Expected) -> Fault {
    Fault::invalid_value(Unexpected::Other("a number out of range"), expected)
}

impl<'a> Reader<'a> {
    /// The fault of a value that is of another kind.
    #[cold]
    pub(super) fn other(&mut self, expected: &dyn Expected) -> Fault {
        Fault::invalid_type(Unexpected::Other("another"), expected).or_at(self.start())
    }

    fn visit_string<V: Visitor<'a>>(&mut self, visitor: V) -> Result<V::Value, Fault> {
        match self.string()? {
            Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
            Cow::Owned(text) => visitor.visit_string(text),
        }
    }

    fn visit_bool<V: Visitor<'a>>(&mut self, visitor: V) -> Result<V::Value, Fault> {
        let value = self.peek() == b't';
        self.word(if value { "true" } else { "false" })?;
        visitor.visit_bool(value)
    }

    fn visit_null<V: Visitor<'a>>(&mut self, visitor: V) -> Result<V::Value, Fault> {
        self.word("null")?;
        visitor.visit_unit()
    }

    fn visit_list<V: Visitor<'a>>(&mut self, visitor: V) -> Result<V::Value, Fault> {
        List::read(self, visitor)
    }

    fn visit_map<V: Visitor<'a>>(&mut self, visitor: V) -> Result<V::Value, Fault> {
        Map::read(self, visitor)
    }

    /// A number for a type that takes what comes, as wide as such types know.
    fn visit_number<V: Visitor<'a>>(&mut self, visitor: V) -> Result<V::Value, Fault> {
        let number = self.number()?;
        if let Ok(number) = number.parse::<u64>() {
            return visitor.visit_u64(number);
        }
        match (number.parse::<i64>(), number.parse::<f64>()) {
            (Ok(number), _) if number != 0 => visitor.visit_i64(number),
            (_, Ok(number)) if number.is_finite() => visitor.visit_f64(number),
            _ => Err(out_of_range(&visitor)),
        }
    }

    /// A whole number, by what makes it of its digits.
    fn whole<T>(&mut self, parse: impl Fn(&str) -> Option<T>, expected: &dyn Expected) -> Result<T, Fault> {
        if !matches!(self.peek(), b'-' | b'0'..=b'9') {
            return Err(self.other(expected));
        }
        let number = self.number()?;
        match parse(number) {
            Some(number) => Ok(number),
            None => parse(&number::whole(number).map_err(|not| match not {
                Not::Whole => Fault::invalid_type(Unexpected::Other("another"), expected),
                Not::Short => out_of_range(expected),
            })?)
            .ok_or_else(|| out_of_range(expected)),
        }
    }
}

impl<'a> Deserializer<'a> for &mut Reader<'a> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
        at_start!(self, reader => match reader.peek() {
            b'{' => Map::read(reader, visitor),
            b'[' => List::read(reader, visitor),
            b'"' => reader.visit_string(visitor),
            b't' | b'f' => reader.visit_bool(visitor),
            b'n' => reader.visit_null(visitor),
            _ => reader.visit_number(visitor),
        })
    }

    only! {
        deserialize_bool() => b't' | b'f', visit_bool;
        deserialize_char() => b'"', visit_string;
        deserialize_str() => b'"', visit_string;
        deserialize_string() => b'"', visit_string;
        deserialize_identifier() => b'"', visit_string;
        deserialize_unit() => b'n', visit_null;
        deserialize_unit_struct(&'static str) => b'n', visit_null;
        deserialize_seq() => b'[', visit_list;
        deserialize_tuple(usize) => b'[', visit_list;
        deserialize_tuple_struct(&'static str, usize) => b'[', visit_list;
        deserialize_map() => b'{', visit_map;
        deserialize_struct(&'static str, &'static [&'static str]) => b'{', visit_map;
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

    fn deserialize_enum<V: Visitor<'a>>(self, _: &'static str, _: &'static [&'static str], visitor: V) -> Result<V::Value, Fault> {
        at_start!(self, reader => Variant::read(reader, visitor))
    }

    fn deserialize_bytes<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.peek() {
            b'"' => at_start!(self, reader => visitor.visit_bytes(reader.string()?.as_bytes())),
            _ => self.deserialize_seq(visitor),
        }
    }

    fn deserialize_byte_buf<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_bytes(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.skip()?;
        visitor.visit_unit()
    }
}
