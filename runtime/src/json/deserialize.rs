//! serde's view of a text: each type asks for what it wants, and what is there is shown as it is. Of types that are not ours.

use super::fault::Fault;
use super::map::{Map, Shared};
use super::number::{Integer, out_of_range};
use super::raw::{RAW, Raw};
use super::reader::Reader;
use super::source::{Members, Source};
use super::variant::Variant;
use serde::de::{Deserializer, Error, Expected, Unexpected, Visitor};
use std::borrow::Cow;
use std::str::FromStr;

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
            at_start!(self, reader => match <$ty>::read(reader, &visitor) {
                Ok(number) => visitor.$visit(number),
                Err(fault) => Err(fault),
            })
        }
    )*};
}

macro_rules! float {
    ($($function:ident $visit:ident $ty:ty),* $(,)?) => {$(
        fn $function<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
            at_start!(self, reader => match reader.float::<$ty>(&visitor) {
                Ok(number) => visitor.$visit(number),
                Err(fault) => Err(fault),
            })
        }
    )*};
}

macro_rules! texts {
    ($($function:ident)*) => {$(
        fn $function<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
            match self.peek() {
                b'"' => at_start!(self, reader => reader.visit_string(visitor)),
                _ if self.way.is_text() => at_start!(self, reader => reader.visit_string(visitor)),
                _ => Err(self.other(&visitor)),
            }
        }
    )*};
}

macro_rules! lists {
    ($($function:ident($($argument:ty),*))*) => {$(
        fn $function<V: Visitor<'a>>(self, $(_: $argument,)* visitor: V) -> Result<V::Value, Fault> {
            at_start!(self, reader => reader.visit_list(visitor))
        }
    )*};
}

impl<'a> Reader<'a> {
    /// The fault of a value that is of another kind.
    #[cold]
    pub(super) fn other(&mut self, expected: &dyn Expected) -> Fault {
        Fault::invalid_type(Unexpected::Other("another"), expected).or_at(self.start())
    }

    fn visit_string<V: Visitor<'a>>(&mut self, visitor: V) -> Result<V::Value, Fault> {
        let text = match self.texts {
            Some(texts) => (texts.text)(self)?,
            None => self.string()?,
        };
        match text {
            Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
            Cow::Owned(text) => visitor.visit_string(text),
        }
    }

    /// A boolean.
    pub(crate) fn boolean(&mut self, expected: &dyn Expected) -> Result<bool, Fault> {
        if let Some(texts) = self.texts {
            return (texts.flag)(self);
        }
        let value = match self.peek() {
            b't' => true,
            b'f' => false,
            _ => return Err(self.other(expected)),
        };
        self.word(if value { "true" } else { "false" })?;
        Ok(value)
    }

    /// A finite number.
    pub(super) fn float<T: FromStr + Into<f64> + Copy>(&mut self, expected: &dyn Expected) -> Result<T, Fault> {
        if self.way.is_text() {
            return self.said_float();
        }
        if !matches!(self.peek(), b'-' | b'0'..=b'9') {
            return Err(self.other(expected));
        }
        let number = self.number()?.parse().ok().filter(|number: &T| (*number).into().is_finite());
        number.ok_or_else(|| out_of_range(expected))
    }

    fn visit_list<V: Visitor<'a>>(&mut self, visitor: V) -> Result<V::Value, Fault> {
        self.items(|items| visitor.visit_seq(items))
    }

    /// An object: of members that are shared, those of these names, or all.
    fn visit_members<V: Visitor<'a>>(&mut self, names: Option<&[&str]>, visitor: V) -> Result<V::Value, Fault> {
        match std::mem::take(&mut self.source) {
            Source::Here if self.peek() == b'{' => Map::read(self, visitor),
            Source::Here => Err(self.other(&visitor)),
            Source::Members(members) => Shared::read(self, members, names, visitor),
            source => {
                self.source = source;
                if self.way.is_form() && matches!(self.source, Source::Absent) {
                    Shared::read(self, Members::default(), names, visitor)
                } else {
                    Err(self.other(&visitor))
                }
            }
        }
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
}

impl<'a> Deserializer<'a> for &mut Reader<'a> {
    type Error = Fault;

    /// Text stays text where scalars are said by texts.
    fn deserialize_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
        at_start!(self, reader => match reader.peek() {
            _ if matches!(reader.source, Source::Absent) && reader.way.is_form() => visitor.visit_none(),
            b'{' => reader.visit_members(None, visitor),
            b'[' if reader.is_one_text() => reader.visit_string(visitor),
            b'[' => reader.visit_list(visitor),
            b'"' => reader.visit_string(visitor),
            b't' | b'f' => {
                let value = reader.boolean(&visitor)?;
                visitor.visit_bool(value)
            }
            b'n' => {
                reader.word("null")?;
                visitor.visit_unit()
            }
            _ => reader.visit_number(visitor),
        })
    }

    fn deserialize_bool<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
        at_start!(self, reader => match reader.boolean(&visitor) {
            Ok(value) => visitor.visit_bool(value),
            Err(fault) => Err(fault),
        })
    }

    fn deserialize_unit<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
        at_start!(self, reader => match reader.null() {
            Ok(()) => visitor.visit_unit(),
            Err(fault) => Err(fault),
        })
    }

    fn deserialize_unit_struct<V: Visitor<'a>>(self, _: &'static str, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_map<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
        at_start!(self, reader => reader.visit_members(None, visitor))
    }

    fn deserialize_struct<V: Visitor<'a>>(self, _: &'static str, names: &'static [&'static str], visitor: V) -> Result<V::Value, Fault> {
        at_start!(self, reader => reader.visit_members(Some(names), visitor))
    }

    texts! { deserialize_char deserialize_str deserialize_string deserialize_identifier }

    lists! { deserialize_seq() deserialize_tuple(usize) deserialize_tuple_struct(&'static str, usize) }

    whole! {
        deserialize_i8 visit_i8 i8, deserialize_i16 visit_i16 i16, deserialize_i32 visit_i32 i32, deserialize_i64 visit_i64 i64,
        deserialize_i128 visit_i128 i128, deserialize_u8 visit_u8 u8, deserialize_u16 visit_u16 u16, deserialize_u32 visit_u32 u32,
        deserialize_u64 visit_u64 u64, deserialize_u128 visit_u128 u128,
    }

    float! { deserialize_f32 visit_f32 f32, deserialize_f64 visit_f64 f64 }

    fn deserialize_option<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
        at_start!(self, reader => if reader.is_none()? { visitor.visit_none() } else { visitor.visit_some(reader) })
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
            b'"' if !self.way.is_text() => at_start!(self, reader => visitor.visit_bytes(reader.string()?.as_bytes())),
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
