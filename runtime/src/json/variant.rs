//! Enums in serde's default form: a name alone, or an object with the name and what it holds.

use super::fault::Fault;
use super::reader::Reader;
use super::source::Source;
use serde::de::value::CowStrDeserializer;
use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error, IntoDeserializer, Unexpected, VariantAccess, Visitor};

/// A variant that is being read.
pub(super) struct Variant<'r, 'a> {
    reader: &'r mut Reader<'a>,
    /// Whether it is in an object, with what it holds.
    has_content: bool,
}

impl<'r, 'a> Variant<'r, 'a> {
    /// The whole value, by a visitor that takes a variant.
    pub(super) fn read<V: Visitor<'a>>(reader: &'r mut Reader<'a>, visitor: V) -> Result<V::Value, Fault> {
        match reader.peek() {
            _ if !matches!(reader.source, Source::Here) => Err(reader.other(&visitor)),
            b'"' | b'[' if reader.way.is_text() => visitor.visit_enum(Variant { reader, has_content: false }),
            b'"' => visitor.visit_enum(Variant { reader, has_content: false }),
            b'{' => {
                reader.open()?;
                if !reader.next_item(&mut true, b'}')? {
                    return Err(Fault::invalid_length(0, &"an object of one member"));
                }
                let value = visitor.visit_enum(Variant { reader: &mut *reader, has_content: true })?;
                if reader.next_item(&mut false, b'}')? { Err(Fault::invalid_length(2, &"an object of one member")) } else { Ok(value) }
            }
            _ => Err(reader.other(&visitor)),
        }
    }

    fn nothing(&self, expected: &'static str) -> Fault {
        Fault::invalid_type(Unexpected::UnitVariant, &expected)
    }
}

impl<'a> EnumAccess<'a> for Variant<'_, 'a> {
    type Error = Fault;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'a>>(self, seed: V) -> Result<(V::Value, Self), Fault> {
        let start = self.reader.start();
        let name = if self.has_content { self.reader.name()? } else { self.reader.said_text()? };
        let name: CowStrDeserializer<'_, Fault> = name.into_deserializer();
        if self.has_content {
            self.reader.colon()?;
        }
        match seed.deserialize(name) {
            Ok(variant) => Ok((variant, self)),
            Err(fault) => Err(fault.or_at(start)),
        }
    }
}

impl<'a> VariantAccess<'a> for Variant<'_, 'a> {
    type Error = Fault;

    fn unit_variant(self) -> Result<(), Fault> {
        if self.has_content { Err(Fault::invalid_type(Unexpected::Map, &"a string")) } else { Ok(()) }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'a>>(self, seed: T) -> Result<T::Value, Fault> {
        if self.has_content { seed.deserialize(self.reader) } else { Err(self.nothing("a map")) }
    }

    fn tuple_variant<V: Visitor<'a>>(self, _: usize, visitor: V) -> Result<V::Value, Fault> {
        let Self { reader, has_content } = self;
        if has_content { reader.deserialize_seq(visitor) } else { Err(Fault::invalid_type(Unexpected::UnitVariant, &"a map")) }
    }

    fn struct_variant<V: Visitor<'a>>(self, _: &'static [&'static str], visitor: V) -> Result<V::Value, Fault> {
        let Self { reader, has_content } = self;
        if has_content { reader.deserialize_map(visitor) } else { Err(Fault::invalid_type(Unexpected::UnitVariant, &"a map")) }
    }
}
