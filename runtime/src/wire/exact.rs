//! serde as its derives see it, so that an enum or a struct takes the forms that its schema says, and no others.
//!
//! serde's own visitors also take an array in a struct's place, fields in declared order; `{"Unit":null}` for `"Unit"`; and nothing for the
//! content of a variant that is optional. In: what a derive calls (`#[serde(crate = "..")]` names a module of this file). Out: the same
//! calls, of a visitor that sees what it may. Formats that are not for people, which write structs as arrays, are read as ever.

use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, Expected, IntoDeserializer, MapAccess, SeqAccess, Unexpected, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use std::cell::Cell;
use std::fmt;
use std::marker::PhantomData;

macro_rules! as_serde {
    () => {
        #[doc(hidden)]
        pub use serde::*;
    };
}
use as_serde;

macro_rules! deserializer {
    (deserialize_struct -> $struct:ident; deserialize_enum -> $enum:ident;) => {
        use serde::Deserializer as Inner;
        use serde::de::Visitor;

        /// The functions that a derive calls.
        pub trait Deserializer<'de>: Inner<'de> {
            /// Of a struct, or of an enum with tag and content.
            ///
            /// # Errors
            /// The deserializer's.
            fn deserialize_struct<V: Visitor<'de>>(
                self,
                name: &'static str,
                fields: &'static [&'static str],
                visitor: V,
            ) -> Result<V::Value, Self::Error> {
                let visitor = super::$struct::of(visitor, fields, self.is_human_readable());
                Inner::deserialize_struct(self, name, fields, visitor)
            }

            /// Of an enum.
            ///
            /// # Errors
            /// The deserializer's.
            fn deserialize_enum<V: Visitor<'de>>(
                self,
                name: &'static str,
                variants: &'static [&'static str],
                visitor: V,
            ) -> Result<V::Value, Self::Error> {
                super::$enum(visitor, self.is_human_readable()).read(self, name, variants)
            }

            /// Of an enum with its tag among the fields, or of a unit variant.
            ///
            /// # Errors
            /// The deserializer's.
            fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
                let visitor = super::Object::of(visitor, &[], self.is_human_readable());
                Inner::deserialize_any(self, visitor)
            }

            /// Of the name of a field or of a variant.
            ///
            /// # Errors
            /// The deserializer's.
            fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
                let is_json = self.is_human_readable();
                Inner::deserialize_identifier(self, super::Name(visitor, is_json))
            }

            /// Of a struct with flattened fields.
            ///
            /// # Errors
            /// The deserializer's.
            fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
                Inner::deserialize_map(self, visitor)
            }

            /// Of a tuple struct of one.
            ///
            /// # Errors
            /// The deserializer's.
            fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Self::Error> {
                Inner::deserialize_newtype_struct(self, name, visitor)
            }

            /// Of a tuple variant.
            ///
            /// # Errors
            /// The deserializer's.
            fn deserialize_tuple<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Self::Error> {
                Inner::deserialize_tuple(self, length, visitor)
            }

            /// Of a tuple struct.
            ///
            /// # Errors
            /// The deserializer's.
            fn deserialize_tuple_struct<V: Visitor<'de>>(
                self,
                name: &'static str,
                length: usize,
                visitor: V,
            ) -> Result<V::Value, Self::Error> {
                Inner::deserialize_tuple_struct(self, name, length, visitor)
            }

            /// Of a unit struct.
            ///
            /// # Errors
            /// The deserializer's.
            fn deserialize_unit_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Self::Error> {
                Inner::deserialize_unit_struct(self, name, visitor)
            }
        }

        impl<'de, D: Inner<'de>> Deserializer<'de> for D {}
    };
}
use deserializer;

/// For what is none of the others.
pub mod other {
    super::as_serde!();

    super::deserializer! {
        deserialize_struct -> Object;
        deserialize_enum -> Variants;
    }
}

/// For an enum whose variants are all units, with their names in no object.
pub mod words {
    super::as_serde!();

    super::deserializer! {
        deserialize_struct -> Object;
        deserialize_enum -> Words;
    }
}

/// For an enum whose tag stands beside its content.
pub mod adjacent {
    super::as_serde!();

    super::deserializer! {
        deserialize_struct -> Adjacent;
        deserialize_enum -> Variants;
    }
}

/// Sees an object, or what stands for a unit. An array only in formats that are not for people.
struct Object<V> {
    visitor: V,
    is_json: bool,
}

impl<V> Object<V> {
    fn of(visitor: V, _: &'static [&'static str], is_json: bool) -> Self {
        Self { visitor, is_json }
    }
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Object<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.visitor.expecting(f)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        self.visitor.visit_map(map)
    }

    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.visitor.visit_unit()
    }

    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        self.visitor.visit_none()
    }

    fn visit_seq<A: SeqAccess<'de>>(self, sequence: A) -> Result<V::Value, A::Error> {
        match self.is_json {
            true => Err(A::Error::invalid_type(Unexpected::Seq, &self)),
            false => self.visitor.visit_seq(sequence),
        }
    }
}

/// Sees an object of a tag and a content.
struct Adjacent<V> {
    object: Object<V>,
    fields: &'static [&'static str],
}

impl<V> Adjacent<V> {
    /// `fields` are the tag and the content.
    fn of(visitor: V, fields: &'static [&'static str], is_json: bool) -> Self {
        Self { object: Object::of(visitor, fields, is_json), fields }
    }
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Adjacent<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.object.expecting(f)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        match *self.fields {
            [tag, content] if self.object.is_json => self.object.visit_map(Complete { map, tag, content, seen: Seen::Neither }),
            _ => self.object.visit_map(map),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, sequence: A) -> Result<V::Value, A::Error> {
        self.object.visit_seq(sequence)
    }
}

/// An object that has a content, if it has a tag: one that only a unit can be read of, where none was sent.
struct Complete<A> {
    map: A,
    tag: &'static str,
    content: &'static str,
    seen: Seen,
}

/// What was seen of such an object.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    Neither,
    Tag,
    Content,
    /// There is no content: it is read next.
    Absent,
    /// It was read.
    End,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Complete<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        if self.seen == Seen::End {
            return Ok(None);
        }
        let mut seed = Some(seed);
        let key = self.map.next_key_seed(Named { seed: &mut seed, names: (self.tag, self.content), seen: &mut self.seen })?;
        match (key, seed, self.seen) {
            (None, Some(seed), Seen::Tag) => {
                self.seen = Seen::Absent;
                seed.deserialize(self.content.into_deserializer()).map(Some)
            }
            (key, ..) => Ok(key),
        }
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        if self.seen != Seen::Absent {
            return self.map.next_value_seed(seed);
        }
        self.seen = Seen::End;
        seed.deserialize(Nothing(self.content, PhantomData))
    }
}

/// Reads a key, and notes which of two it is.
struct Named<'a, K> {
    seed: &'a mut Option<K>,
    names: (&'static str, &'static str),
    seen: &'a mut Seen,
}

impl<'de, K: DeserializeSeed<'de>> DeserializeSeed<'de> for Named<'_, K> {
    type Value = K::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<K::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<'de, K: DeserializeSeed<'de>> Visitor<'de> for Named<'_, K> {
    type Value = K::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("field identifier")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<K::Value, E> {
        let Some(seed) = self.seed.take() else { return Err(E::custom("a key is read twice")) };
        match *self.seen {
            _ if name == self.names.1 => *self.seen = Seen::Content,
            Seen::Neither if name == self.names.0 => *self.seen = Seen::Tag,
            _ => {}
        }
        seed.deserialize(name.into_deserializer())
    }

    fn visit_bytes<E: Error>(self, name: &[u8]) -> Result<K::Value, E> {
        self.visit_str(&String::from_utf8_lossy(name))
    }
}

/// What is not there: a unit variant needs no more; anything else is missing under this name.
struct Nothing<E>(&'static str, PhantomData<E>);

impl<'de, E: Error> Deserializer<'de> for Nothing<E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        let expected: &dyn Expected = &visitor;
        match expected.to_string().starts_with("unit variant ") {
            true => visitor.visit_unit(),
            false => Err(E::missing_field(self.0)),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct newtype_struct seq tuple
        tuple_struct map struct enum identifier ignored_any
    }
}

/// Sees the name of a field or of a variant. The number of one only in formats that are not for people.
struct Name<V>(V, bool);

impl<'de, V: Visitor<'de>> Visitor<'de> for Name<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.1 {
            true => f.write_str("a string"),
            false => self.0.expecting(f),
        }
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<V::Value, E> {
        self.0.visit_str(name)
    }

    fn visit_borrowed_str<E: Error>(self, name: &'de str) -> Result<V::Value, E> {
        self.0.visit_borrowed_str(name)
    }

    fn visit_bytes<E: Error>(self, name: &[u8]) -> Result<V::Value, E> {
        self.0.visit_bytes(name)
    }

    fn visit_borrowed_bytes<E: Error>(self, name: &'de [u8]) -> Result<V::Value, E> {
        self.0.visit_borrowed_bytes(name)
    }

    fn visit_u64<E: Error>(self, place: u64) -> Result<V::Value, E> {
        match self.1 {
            true => Err(E::invalid_type(Unexpected::Unsigned(place), &self)),
            false => self.0.visit_u64(place),
        }
    }
}

/// Sees the name of a unit variant: text.
struct Words<V>(V, bool);

impl<'de, V: Visitor<'de>> Words<V> {
    fn read<D: Deserializer<'de>>(
        self,
        deserializer: D,
        name: &'static str,
        variants: &'static [&'static str],
    ) -> Result<V::Value, D::Error> {
        match self.1 {
            true => deserializer.deserialize_str(self),
            false => deserializer.deserialize_enum(name, variants, self.0),
        }
    }
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Words<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<V::Value, E> {
        let name: StrDeserializer<'_, E> = name.into_deserializer();
        self.0.visit_enum(name)
    }
}

/// Sees a variant: a struct variant holds an object, and a unit variant nothing.
struct Variants<V>(V, bool);

impl<'de, V: Visitor<'de>> Variants<V> {
    fn read<D: Deserializer<'de>>(
        self,
        deserializer: D,
        name: &'static str,
        variants: &'static [&'static str],
    ) -> Result<V::Value, D::Error> {
        match self.1 {
            true => deserializer.deserialize_enum(name, variants, self),
            false => deserializer.deserialize_enum(name, variants, self.0),
        }
    }
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Variants<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<V::Value, A::Error> {
        self.0.visit_enum(Chosen(access))
    }
}

/// A variant, and then what it holds.
struct Chosen<A>(A);

impl<'de, A: EnumAccess<'de>> EnumAccess<'de> for Chosen<A> {
    type Error = A::Error;
    type Variant = Chosen<A::Variant>;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Chosen<A::Variant>), A::Error> {
        self.0.variant_seed(seed).map(|(name, variant)| (name, Chosen(variant)))
    }
}

impl<'de, A: VariantAccess<'de>> VariantAccess<'de> for Chosen<A> {
    type Error = A::Error;

    /// Asks for a content: only a name that stands alone has none.
    fn unit_variant(self) -> Result<(), A::Error> {
        let has_content = Cell::new(false);
        match self.0.newtype_variant_seed(Refused(&has_content)) {
            Err(error) if has_content.get() => Err(error),
            _ => Ok(()),
        }
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, A::Error> {
        self.0.newtype_variant_seed(seed)
    }

    fn tuple_variant<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, A::Error> {
        self.0.tuple_variant(length, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value, A::Error> {
        self.0.struct_variant(fields, Object::of(visitor, fields, true))
    }
}

/// The content of a unit variant.
struct Refused<'a>(&'a Cell<bool>);

impl<'de> DeserializeSeed<'de> for Refused<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, _: D) -> Result<(), D::Error> {
        self.0.set(true);
        Err(D::Error::invalid_type(Unexpected::NewtypeVariant, &"a name alone"))
    }
}
