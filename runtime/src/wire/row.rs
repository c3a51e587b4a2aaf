//! Tuple structs, written and read as serde's own derives do it.
//!
//! In: a [`Record`], whose names are places, and the values. Out: serde's calls. A struct of one field is written as that field alone.

use super::record::{Member, Read, Record, Written, unfilled};
use serde::de::{SeqAccess, Visitor};
use serde::ser::SerializeTupleStruct;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::marker::PhantomData;

impl Record {
    /// Writes a tuple struct of two fields or more, given references to them.
    ///
    /// # Errors
    /// The serializer's.
    pub fn write_row<S: Serializer, F: Written>(&self, serializer: S, fields: F) -> Result<S::Ok, S::Error> {
        let mut writer = serializer.serialize_tuple_struct(self.name, self.fields.len())?;
        fields.write_row(&mut writer)?;
        writer.end()
    }

    /// Reads the fields of a tuple struct of two fields or more.
    ///
    /// # Errors
    /// The deserializer's, and too few fields.
    pub fn read_row<'de, D: Deserializer<'de>, F: Read<'de>>(&'static self, deserializer: D) -> Result<F, D::Error> {
        deserializer.deserialize_tuple_struct(self.name, self.fields.len(), Row(self, PhantomData))
    }

    /// Writes a tuple struct of one field, given a reference to it.
    ///
    /// # Errors
    /// The serializer's.
    pub fn write_alone<S: Serializer, T: Serialize>(&self, serializer: S, (value,): (&T,)) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(self.name, value)
    }

    /// Reads the field of a tuple struct of one.
    ///
    /// # Errors
    /// The deserializer's.
    pub fn read_alone<'de, D: Deserializer<'de>, M: Member<'de>>(&'static self, deserializer: D) -> Result<(M,), D::Error> {
        deserializer.deserialize_newtype_struct(self.name, Alone(self, PhantomData))
    }
}

/// Sees a whole tuple struct.
struct Row<F>(&'static Record, PhantomData<F>);

impl<'de, F: Read<'de>> Visitor<'de> for Row<F> {
    type Value = F;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "tuple struct {}", self.0.name)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<F, A::Error> {
        let mut slots = F::empty();
        self.0.read_sequence("tuple struct", &mut sequence, F::by_sequence(&mut slots))?;
        F::whole(slots).ok_or_else(unfilled)
    }
}

/// Sees a tuple struct of one field.
struct Alone<M>(&'static Record, PhantomData<M>);

impl<'de, M: Member<'de>> Visitor<'de> for Alone<M> {
    type Value = (M,);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "tuple struct {}", self.0.name)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(M,), D::Error> {
        M::Value::deserialize(deserializer).map(|value| (M::of(value),))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, sequence: A) -> Result<(M,), A::Error> {
        Row::<(M,)>(self.0, PhantomData).visit_seq(sequence)
    }
}
