//! Structs, written and read as serde's own derives do it.
//!
//! In: the names of the fields, and their values as a tuple. Out: serde's calls. What is the same for every struct is here, generic over that
//! tuple, so that `#[model]` emits two lines a struct where a derive emits two hundred; the compiler checks those for each type anew.

use crate::tuples::for_each_tuple;
use serde::de::{DeserializeSeed, Error, Expected, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor};
use serde::ser::{SerializeStruct, SerializeTupleStruct};
use serde::{Deserialize, Deserializer, Serialize, Serializer, forward_to_deserialize_any};
use std::fmt;
use std::marker::PhantomData;

/// What serde must know of a struct besides its values.
#[derive(Debug, Clone, Copy)]
pub struct Record {
    pub(super) name: &'static str,
    pub(super) fields: &'static [&'static str],
    /// Further names by which fields are read, each with its field's place.
    aliases: &'static [(&'static str, usize)],
    /// All names by which fields are read, as serde's derives give them to a format: below `flatten` no other reaches the struct.
    read: &'static [&'static str],
    is_strict: bool,
}

impl Record {
    /// A struct with fields of these wire names, in declared order.
    pub const fn new(name: &'static str, fields: &'static [&'static str]) -> Self {
        Self { name, fields, aliases: &[], read: fields, is_strict: false }
    }

    /// Sets further names by which fields are read, and all names with them.
    pub const fn aliases(mut self, aliases: &'static [(&'static str, usize)], read: &'static [&'static str]) -> Self {
        (self.aliases, self.read) = (aliases, read);
        self
    }

    /// Refuses fields that it does not know: `#[serde(deny_unknown_fields)]`.
    pub const fn strict(mut self) -> Self {
        self.is_strict = true;
        self
    }

    /// Writes a struct, given references to its fields.
    ///
    /// # Errors
    /// The serializer's.
    pub fn write<S: Serializer, F: Written>(&self, serializer: S, fields: F) -> Result<S::Ok, S::Error> {
        let mut writer = serializer.serialize_struct(self.name, self.fields.len())?;
        fields.write(self.fields, &mut writer)?;
        writer.end()
    }

    /// Reads the fields of a struct.
    ///
    /// # Errors
    /// The deserializer's, and a missing, repeated or unknown field.
    pub fn read<'de, D: Deserializer<'de>, F: Read<'de>>(&'static self, deserializer: D) -> Result<F, D::Error> {
        let is_json = deserializer.is_human_readable();
        deserializer.deserialize_struct(self.name, self.read, Whole { record: self, is_json, fields: PhantomData })
    }

    fn read_map<'de, A: MapAccess<'de>>(&'static self, map: &mut A, slots: &mut dyn FromMap<'de, A>) -> Result<(), A::Error> {
        while let Some(place) = map.next_key_seed(Key(self))? {
            match place {
                None => drop(map.next_value::<IgnoredAny>()?),
                Some(place) if slots.fill(place, map)? => {}
                Some(place) => return Err(A::Error::duplicate_field(self.fields.get(place).unwrap_or(&""))),
            }
        }
        slots.complete(self.fields)
    }

    pub(super) fn read_sequence<'de, A: SeqAccess<'de>>(
        &'static self,
        kind: &'static str,
        sequence: &mut A,
        slots: &mut dyn FromSequence<'de, A>,
    ) -> Result<(), A::Error> {
        (0..self.fields.len()).try_for_each(|place| slots.fill_next(place, sequence, &Elements(kind, self)))
    }

    fn place(&self, name: &str) -> Option<usize> {
        let field = self.fields.iter().position(|field| *field == name);
        field.or_else(|| self.aliases.iter().find(|(alias, _)| *alias == name).map(|(_, place)| *place))
    }
}

/// References to the fields of a struct.
pub trait Written {
    /// Writes each under its name.
    ///
    /// # Errors
    /// The serializer's.
    fn write<S: SerializeStruct>(self, names: &'static [&'static str], writer: &mut S) -> Result<(), S::Error>;

    /// Writes each in its turn.
    ///
    /// # Errors
    /// The serializer's.
    fn write_row<S: SerializeTupleStruct>(self, writer: &mut S) -> Result<(), S::Error>;
}

/// The fields of a struct, each a [`Member`].
pub trait Read<'de>: Sized {
    /// The fields read so far.
    type Slots;

    /// Nothing read so far.
    fn empty() -> Self::Slots;

    /// The slots, to be filled from a map.
    fn by_map<'s, A: MapAccess<'de> + 's>(slots: &'s mut Self::Slots) -> &'s mut (dyn FromMap<'de, A> + 's)
    where
        Self: 's;

    /// The slots, to be filled from an array in declared order, as formats that are not for people have it.
    fn by_sequence<'s, A: SeqAccess<'de> + 's>(slots: &'s mut Self::Slots) -> &'s mut (dyn FromSequence<'de, A> + 's)
    where
        Self: 's;

    /// All fields, once each has a value.
    fn whole(slots: Self::Slots) -> Option<Self>;
}

/// Slots that a map fills. As an object, so that the walk through a map is compiled once for each kind of map, and not for each struct.
pub trait FromMap<'de, A: MapAccess<'de>> {
    /// Reads the value of the field at this place, unless it has one already.
    ///
    /// # Errors
    /// The map's; `false` if the field has a value.
    fn fill(&mut self, place: usize, map: &mut A) -> Result<bool, A::Error>;

    /// Gives the fields without a value what an absent one reads as.
    ///
    /// # Errors
    /// The first field that is missing.
    fn complete(&mut self, names: &'static [&'static str]) -> Result<(), A::Error>;
}

/// Slots that an array fills.
pub trait FromSequence<'de, A: SeqAccess<'de>> {
    /// Reads the next item into the field at this place.
    ///
    /// # Errors
    /// The sequence's, and one that is too short.
    fn fill_next(&mut self, place: usize, sequence: &mut A, expected: &dyn Expected) -> Result<(), A::Error>;
}

/// A field that must be there, if it is no `Option`.
#[derive(Debug)]
pub struct Always<T>(pub T);

/// A field with `#[serde(default)]`.
#[derive(Debug)]
pub struct Defaulted<T>(pub T);

/// A field, with what an absent one reads as.
pub trait Member<'de>: Sized {
    /// What is read.
    type Value: Deserialize<'de>;

    /// The field with its value.
    fn of(value: Self::Value) -> Self;

    /// The field without a value.
    ///
    /// # Errors
    /// That it is missing.
    fn missing<E: Error>(name: &'static str) -> Result<Self, E>;

    /// The field that a sequence ends before.
    ///
    /// # Errors
    /// The one given, if there is no default.
    fn left_out<E: Error>(error: E) -> Result<Self, E>;
}

impl<'de, T: Deserialize<'de>> Member<'de> for Always<T> {
    type Value = T;

    fn of(value: T) -> Self {
        Self(value)
    }

    fn missing<E: Error>(name: &'static str) -> Result<Self, E> {
        T::deserialize(Missing(name, PhantomData)).map(Self)
    }

    fn left_out<E: Error>(error: E) -> Result<Self, E> {
        Err(error)
    }
}

impl<'de, T: Deserialize<'de> + Default> Member<'de> for Defaulted<T> {
    type Value = T;

    fn of(value: T) -> Self {
        Self(value)
    }

    fn missing<E: Error>(_: &'static str) -> Result<Self, E> {
        Ok(Self(T::default()))
    }

    fn left_out<E: Error>(_: E) -> Result<Self, E> {
        Ok(Self(T::default()))
    }
}

/// Nothing where a value should be: an `Option` reads `None` of it, any other type an error.
struct Missing<E>(&'static str, PhantomData<E>);

impl<'de, E: Error> Deserializer<'de> for Missing<E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, E> {
        Err(E::missing_field(self.0))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        visitor.visit_none()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct newtype_struct seq tuple
        tuple_struct map struct enum identifier ignored_any
    }
}

/// Sees a whole struct: an object, or an array in formats that are not for people.
struct Whole<F> {
    record: &'static Record,
    is_json: bool,
    fields: PhantomData<F>,
}

impl<'de, F: Read<'de>> Visitor<'de> for Whole<F> {
    type Value = F;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "struct {}", self.record.name)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<F, A::Error> {
        let mut slots = F::empty();
        self.record.read_map(&mut map, F::by_map(&mut slots))?;
        F::whole(slots).ok_or_else(unfilled)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<F, A::Error> {
        if self.is_json {
            return Err(A::Error::invalid_type(Unexpected::Seq, &self));
        }
        let mut slots = F::empty();
        self.record.read_sequence("struct", &mut sequence, F::by_sequence(&mut slots))?;
        F::whole(slots).ok_or_else(unfilled)
    }
}

/// Never seen: a field without a value is an error of its own.
pub(super) fn unfilled<E: Error>() -> E {
    E::custom("a field has no value")
}

/// What is expected of an array in a struct's place, as serde puts it.
struct Elements(&'static str, &'static Record);

impl Expected for Elements {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(kind, Record { name, fields, .. }) = self;
        let elements = if fields.len() == 1 { "element" } else { "elements" };
        write!(f, "{kind} {name} with {} {elements}", fields.len())
    }
}

/// Sees the name of a field, and gives its place.
#[derive(Clone, Copy)]
struct Key(&'static Record);

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<usize>, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Key {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("field identifier")
    }

    fn visit_u64<E: Error>(self, place: u64) -> Result<Option<usize>, E> {
        Ok(usize::try_from(place).ok().filter(|place| *place < self.0.fields.len()))
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Option<usize>, E> {
        match self.0.place(name) {
            None if self.0.is_strict => Err(E::unknown_field(name, self.0.read)),
            place => Ok(place),
        }
    }

    fn visit_bytes<E: Error>(self, name: &[u8]) -> Result<Option<usize>, E> {
        self.visit_str(&String::from_utf8_lossy(name))
    }
}

/// Reads a value into an empty slot.
fn fill<'de, M: Member<'de>, A: MapAccess<'de>>(slot: &mut Option<M>, map: &mut A) -> Result<bool, A::Error> {
    if slot.is_some() {
        return Ok(false);
    }
    *slot = Some(M::of(map.next_value()?));
    Ok(true)
}

/// Gives an empty slot what an absent field reads as.
fn complete<'de, M: Member<'de>, E: Error>(slot: &mut Option<M>, name: &'static str) -> Result<(), E> {
    if slot.is_none() {
        *slot = Some(M::missing(name)?);
    }
    Ok(())
}

/// Reads the next item of a sequence.
fn fill_next<'de, M: Member<'de>, A: SeqAccess<'de>>(
    slot: &mut Option<M>,
    sequence: &mut A,
    at: usize,
    expected: &dyn Expected,
) -> Result<(), A::Error> {
    *slot = Some(match sequence.next_element()? {
        Some(value) => M::of(value),
        None => M::left_out(A::Error::invalid_length(at, expected))?,
    });
    Ok(())
}

macro_rules! record {
    ($($item:ident $place:tt),+) => {
        impl<$($item: Serialize),+> Written for ($(&$item,)+) {
            fn write<Z: SerializeStruct>(self, names: &'static [&'static str], writer: &mut Z) -> Result<(), Z::Error> {
                $(writer.serialize_field(names[$place], self.$place)?;)+
                Ok(())
            }

            fn write_row<Z: SerializeTupleStruct>(self, writer: &mut Z) -> Result<(), Z::Error> {
                $(writer.serialize_field(self.$place)?;)+
                Ok(())
            }
        }

        impl<'de, $($item: Member<'de>),+> Read<'de> for ($($item,)+) {
            type Slots = ($(Option<$item>,)+);

            fn empty() -> Self::Slots {
                ($(None::<$item>,)+)
            }

            fn by_map<'s, Z: MapAccess<'de> + 's>(slots: &'s mut Self::Slots) -> &'s mut (dyn FromMap<'de, Z> + 's)
            where
                Self: 's,
            {
                slots
            }

            fn by_sequence<'s, Z: SeqAccess<'de> + 's>(slots: &'s mut Self::Slots) -> &'s mut (dyn FromSequence<'de, Z> + 's)
            where
                Self: 's,
            {
                slots
            }

            #[allow(non_snake_case, reason = "a value is called as its type is")]
            fn whole(slots: Self::Slots) -> Option<Self> {
                match slots {
                    ($(Some($item),)+) => Some(($($item,)+)),
                    _ => None,
                }
            }
        }

        impl<'de, Z: MapAccess<'de>, $($item: Member<'de>),+> FromMap<'de, Z> for ($(Option<$item>,)+) {
            fn fill(&mut self, place: usize, map: &mut Z) -> Result<bool, Z::Error> {
                match place {
                    $($place => fill(&mut self.$place, map),)+
                    _ => Ok(false),
                }
            }

            fn complete(&mut self, names: &'static [&'static str]) -> Result<(), Z::Error> {
                $(complete(&mut self.$place, names[$place])?;)+
                Ok(())
            }
        }

        impl<'de, Z: SeqAccess<'de>, $($item: Member<'de>),+> FromSequence<'de, Z> for ($(Option<$item>,)+) {
            fn fill_next(&mut self, place: usize, sequence: &mut Z, expected: &dyn Expected) -> Result<(), Z::Error> {
                match place {
                    $($place => fill_next(&mut self.$place, sequence, place, expected),)+
                    _ => Ok(()),
                }
            }
        }
    };
}

for_each_tuple!(record);
