//! The items of an array, and the members of an object.

use super::fault::Fault;
use super::list::Items;
use super::number;
use super::raw::RAW;
use super::reader::Reader;
use super::source::{Members, Source};
use serde::de::{DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Unexpected, Visitor};
use serde::forward_to_deserialize_any;
use std::borrow::Cow;

impl<'a> SeqAccess<'a> for &mut Items<'_, 'a> {
    type Error = Fault;

    fn next_element_seed<T: DeserializeSeed<'a>>(&mut self, seed: T) -> Result<Option<T::Value>, Fault> {
        self.each(|reader| seed.deserialize(reader))
    }
}

/// An object that is being read.
pub(super) struct Map<'r, 'a> {
    reader: &'r mut Reader<'a>,
    is_first: bool,
    is_done: bool,
}

impl<'r, 'a> Map<'r, 'a> {
    /// The whole object, by a visitor that takes each member.
    pub(super) fn read<V: Visitor<'a>>(reader: &'r mut Reader<'a>, visitor: V) -> Result<V::Value, Fault> {
        reader.open()?;
        let mut map = Self { reader, is_first: true, is_done: false };
        let value = visitor.visit_map(&mut map)?;
        if map.is_done || !map.reader.next_item(&mut map.is_first, b'}')? {
            Ok(value)
        } else {
            Err(Fault::custom("invalid length: more members, expected fewer members"))
        }
    }
}

impl<'a> MapAccess<'a> for Map<'_, 'a> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'a>>(&mut self, seed: K) -> Result<Option<K::Value>, Fault> {
        if self.is_done || !self.reader.next_item(&mut self.is_first, b'}')? {
            self.is_done = true;
            return Ok(None);
        }
        let key = self.reader.name()?;
        self.reader.colon()?;
        // Whatever stands under it, serde_json would take for JSON within a text.
        if key == RAW {
            return Err(Fault::custom("a name that no value may have"));
        }
        seed.deserialize(Key(key)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'a>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        seed.deserialize(&mut *self.reader)
    }
}

/// The members that several types share, for one that is not ours: each that it is given is taken.
pub(super) struct Shared<'r, 'a> {
    reader: &'r mut Reader<'a>,
    members: Members<'a>,
    names: Option<&'r [&'r str]>,
    next: usize,
}

impl<'r, 'a> Shared<'r, 'a> {
    /// The members of these names, or all, by a visitor that takes each.
    pub(super) fn read<V: Visitor<'a>>(
        reader: &'r mut Reader<'a>,
        members: Members<'a>,
        names: Option<&'r [&'r str]>,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        let back = reader.at;
        let mut shared = Self { reader, members, names, next: 0 };
        let value = visitor.visit_map(&mut shared)?;
        let Self { reader, members, .. } = shared;
        (reader.at, reader.source) = (back, Source::Members(members));
        Ok(value)
    }
}

impl<'a> MapAccess<'a> for &mut Shared<'_, 'a> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'a>>(&mut self, seed: K) -> Result<Option<K::Value>, Fault> {
        while let Some(member) = self.members.list.get(self.next) {
            let place = self.next;
            self.next += 1;
            let is_wanted = self.names.map_or_else(|| !self.members.is_group(place), |names| names.contains(&&*member.name));
            if !member.is_taken && is_wanted {
                self.reader.at = member.at;
                let key = Key(member.name.clone());
                self.members.take_at(place);
                return seed.deserialize(key).map(Some);
            }
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'a>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        seed.deserialize(&mut *self.reader)
    }
}

/// The name of a member: as a key it may be a number or a boolean too.
struct Key<'a>(Cow<'a, str>);

macro_rules! numbers {
    ($($function:ident $visit:ident $ty:ty),* $(,)?) => {$(
        fn $function<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
            match number::key(&self.0).and_then(|number| number.parse::<$ty>().ok()) {
                Some(number) => visitor.$visit(number),
                None => self.deserialize_any(visitor),
            }
        }
    )*};
}

impl<'a> Deserializer<'a> for Key<'a> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.0 {
            Cow::Borrowed(name) => visitor.visit_borrowed_str(name),
            Cow::Owned(name) => visitor.visit_string(name),
        }
    }

    numbers! {
        deserialize_i8 visit_i8 i8, deserialize_i16 visit_i16 i16, deserialize_i32 visit_i32 i32, deserialize_i64 visit_i64 i64,
        deserialize_i128 visit_i128 i128, deserialize_u8 visit_u8 u8, deserialize_u16 visit_u16 u16, deserialize_u32 visit_u32 u32,
        deserialize_u64 visit_u64 u64, deserialize_u128 visit_u128 u128, deserialize_f32 visit_f32 f32, deserialize_f64 visit_f64 f64,
    }

    fn deserialize_bool<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
        match &*self.0 {
            "true" => visitor.visit_bool(true),
            "false" => visitor.visit_bool(false),
            other => Err(Fault::invalid_type(Unexpected::Str(other), &visitor)),
        }
    }

    fn deserialize_option<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'a>>(self, _: &'static str, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'a>>(self, name: &'static str, names: &'static [&'static str], visitor: V) -> Result<V::Value, Fault> {
        self.0.into_deserializer().deserialize_enum(name, names, visitor)
    }

    forward_to_deserialize_any! {
        <V: Visitor<'a>>
        char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}
