//! serde's view of a text that grows.

use super::fault::Fault;
use super::raw::RAW;
use super::writer::Writer;
use serde::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple, SerializeTupleStruct,
    SerializeTupleVariant, Serializer,
};

/// An array or an object that is being written.
pub struct Compound<'w> {
    writer: &'w mut Writer,
    /// Length of what was written up to its first item.
    begin: usize,
    close: &'static str,
}

impl<'w> Compound<'w> {
    fn open(writer: &'w mut Writer, open: &str, close: &'static str) -> Self {
        if close.starts_with('}') && std::mem::take(&mut writer.is_flat) {
            let begin = writer.begin;
            return Self { writer, begin, close: "" };
        }
        writer.raw(open);
        let begin = writer.len();
        Self { writer, begin, close }
    }

    /// An object of one member, whose name is that of a variant.
    fn variant(writer: &'w mut Writer, name: &str, open: &str, close: &'static str) -> Self {
        writer.raw("{");
        writer.text(name);
        writer.raw(":");
        Self::open(writer, open, close)
    }

    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Fault> {
        self.writer.separate(self.begin);
        value.serialize(&mut *self.writer)
    }

    fn member<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), Fault> {
        if name == RAW {
            let begin = self.writer.len();
            value.serialize(&mut *self.writer)?;
            return self.writer.unquote_since(begin);
        }
        self.writer.separate(self.begin);
        self.writer.text(name);
        self.writer.raw(":");
        value.serialize(&mut *self.writer)
    }

    fn close(self) {
        self.writer.raw(self.close);
    }
}

macro_rules! numbers {
    ($($function:ident $ty:ty => $write:ident),* $(,)?) => {$(
        fn $function(self, number: $ty) -> Result<(), Fault> {
            self.$write(number.into());
            Ok(())
        }
    )*};
}

impl<'w> Serializer for &'w mut Writer {
    type Ok = ();
    type Error = Fault;
    type SerializeSeq = Compound<'w>;
    type SerializeTuple = Compound<'w>;
    type SerializeTupleStruct = Compound<'w>;
    type SerializeTupleVariant = Compound<'w>;
    type SerializeMap = Compound<'w>;
    type SerializeStruct = Compound<'w>;
    type SerializeStructVariant = Compound<'w>;

    numbers! {
        serialize_i8 i8 => signed, serialize_i16 i16 => signed, serialize_i32 i32 => signed, serialize_i64 i64 => signed,
        serialize_u8 u8 => unsigned, serialize_u16 u16 => unsigned, serialize_u32 u32 => unsigned, serialize_u64 u64 => unsigned,
    }

    fn serialize_i128(self, number: i128) -> Result<(), Fault> {
        self.shown(&number);
        Ok(())
    }

    fn serialize_u128(self, number: u128) -> Result<(), Fault> {
        self.shown(&number);
        Ok(())
    }

    fn serialize_bool(self, value: bool) -> Result<(), Fault> {
        self.raw(if value { "true" } else { "false" });
        Ok(())
    }

    fn serialize_f32(self, number: f32) -> Result<(), Fault> {
        self.float(number)
    }

    fn serialize_f64(self, number: f64) -> Result<(), Fault> {
        self.float(number)
    }

    fn serialize_char(self, value: char) -> Result<(), Fault> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<(), Fault> {
        self.text(value);
        Ok(())
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), Fault> {
        self.collect_seq(value)
    }

    fn serialize_none(self) -> Result<(), Fault> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Fault> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Fault> {
        self.null();
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Fault> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Fault> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Fault> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Fault> {
        let mut object = Compound::open(self, "{", "}");
        object.member(variant, value)?;
        object.close();
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Compound<'w>, Fault> {
        Ok(Compound::open(self, "[", "]"))
    }

    fn serialize_tuple(self, _: usize) -> Result<Compound<'w>, Fault> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Compound<'w>, Fault> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_variant(self, _: &'static str, _: u32, variant: &'static str, _: usize) -> Result<Compound<'w>, Fault> {
        Ok(Compound::variant(self, variant, "[", "]}"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Compound<'w>, Fault> {
        Ok(Compound::open(self, "{", "}"))
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Compound<'w>, Fault> {
        match name {
            RAW => Ok(Compound::open(self, "", "")),
            _ => self.serialize_map(None),
        }
    }

    fn serialize_struct_variant(self, _: &'static str, _: u32, variant: &'static str, _: usize) -> Result<Compound<'w>, Fault> {
        Ok(Compound::variant(self, variant, "{", "}}"))
    }
}

macro_rules! items {
    ($($trait:ident $function:ident),* $(,)?) => {$(
        impl $trait for Compound<'_> {
            type Ok = ();
            type Error = Fault;

            fn $function<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Fault> {
                self.item(value)
            }

            fn end(self) -> Result<(), Fault> {
                self.close();
                Ok(())
            }
        }
    )*};
}

items! {
    SerializeSeq serialize_element, SerializeTuple serialize_element, SerializeTupleStruct serialize_field,
    SerializeTupleVariant serialize_field,
}

macro_rules! members {
    ($($trait:ident)*) => {$(
        impl $trait for Compound<'_> {
            type Ok = ();
            type Error = Fault;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Fault> {
                self.member(name, value)
            }

            fn end(self) -> Result<(), Fault> {
                self.close();
                Ok(())
            }
        }
    )*};
}

members! { SerializeStruct SerializeStructVariant }

impl SerializeMap for Compound<'_> {
    type Ok = ();
    type Error = Fault;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Fault> {
        if self.close.is_empty() {
            self.writer.compare = Some(Writer::names_differ);
        }
        self.writer.separate(self.begin);
        let begin = self.writer.len();
        key.serialize(&mut *self.writer)?;
        self.writer.name_since(begin)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Fault> {
        self.writer.raw(":");
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<(), Fault> {
        self.close();
        Ok(())
    }
}
