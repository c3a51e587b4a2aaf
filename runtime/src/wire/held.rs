//! A field whose type cannot travel: told once, at the type, and not at each of its uses.
//!
//! In: a type, or values. Out: the type by a detour ([`Held`]), which rustc complains of where it does not travel; and serde's calls, which
//! exist twice: for values that travel, and, as functions of a trait that anything fits, for all others. Those are never run.

use super::record::{Member, Read, Record, Written};
use super::travel::{Shows, Travels};
use crate::json::{self, Text};
use serde::de::{DeserializeOwned, Error as _};
use serde::ser::{Error as _, SerializeMap};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;
use std::marker::PhantomData;

/// What a field holds: it travels, and on a server it has a JSON Schema. Generated code asks for `<T as Held<_>>::Itself`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a field of what travels",
    label = "needs serde, and on a server a JSON Schema",
    note = "put `#[trifold::model]` on the type, or on what it holds: it brings both; a type of another crate needs that crate's features",
    note = "a field of a `#[model]` may also say itself how it travels: `#[serde(with = \"..\")]` and `#[schemars(with = \"..\")]`",
    note = "a field of an `ApiError` that is for the log alone is marked `#[internal]`"
)]
pub trait Held<How> {
    /// The type itself.
    type Itself;
}

/// How every type is held.
#[derive(Debug)]
pub enum AsItIs {}

impl<T: Travels + Shows> Held<AsItIs> for T {
    type Itself = T;
}

/// Implemented for nothing. With two ways to choose from, rustc says that a type is not `Held`; with one it would take that, and complain of
/// what it asks for.
pub trait Never {}

impl<T: Never> Held<()> for T {
    type Itself = T;
}

/// Asks of a field that has parameters of its struct whether it can be written.
pub const fn is_written<T: Serialize>() {}

/// Asks of such a field whether it can be read.
pub const fn is_read<'de, T: Deserialize<'de>>() {}

const NEVER: &str = "this type did not compile";

/// A struct, to be written.
#[derive(Debug)]
pub struct Writing<F>(pub &'static Record, pub F);

impl<F: Written> Writing<F> {
    /// Writes it.
    ///
    /// # Errors
    /// The serializer's.
    pub fn write<S: Serializer>(self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(serializer, self.1)
    }

    /// Writes it as a tuple struct.
    ///
    /// # Errors
    /// The serializer's.
    pub fn write_row<S: Serializer>(self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write_row(serializer, self.1)
    }
}

impl<T: Serialize> Writing<(&T,)> {
    /// Writes it as a tuple struct of one field.
    ///
    /// # Errors
    /// The serializer's.
    pub fn write_alone<S: Serializer>(self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write_alone(serializer, self.1)
    }
}

/// A struct that holds what does not travel.
pub trait Unwritten: Sized {
    /// Does nothing.
    ///
    /// # Errors
    /// Always.
    fn write<S: Serializer>(self, _: S) -> Result<S::Ok, S::Error> {
        Err(S::Error::custom(NEVER))
    }

    /// Does nothing.
    ///
    /// # Errors
    /// Always.
    fn write_row<S: Serializer>(self, _: S) -> Result<S::Ok, S::Error> {
        Err(S::Error::custom(NEVER))
    }

    /// Does nothing.
    ///
    /// # Errors
    /// Always.
    fn write_alone<S: Serializer>(self, _: S) -> Result<S::Ok, S::Error> {
        Err(S::Error::custom(NEVER))
    }
}

impl<F> Unwritten for Writing<F> {}

/// A struct, to be read.
#[derive(Debug)]
pub struct Reading<'de, F>(PhantomData<(&'de (), F)>);

impl<'de, F: Read<'de>> Reading<'de, F> {
    /// Reads its fields.
    ///
    /// # Errors
    /// As [`Record::read`].
    pub fn read<D: Deserializer<'de>>(record: &'static Record, deserializer: D) -> Result<F, D::Error> {
        record.read(deserializer)
    }

    /// Reads its fields as those of a tuple struct.
    ///
    /// # Errors
    /// As [`Record::read_row`].
    pub fn read_row<D: Deserializer<'de>>(record: &'static Record, deserializer: D) -> Result<F, D::Error> {
        record.read_row(deserializer)
    }
}

impl<'de, M: Member<'de>> Reading<'de, (M,)> {
    /// Reads the field of a tuple struct of one.
    ///
    /// # Errors
    /// As [`Record::read_alone`].
    pub fn read_alone<D: Deserializer<'de>>(record: &'static Record, deserializer: D) -> Result<(M,), D::Error> {
        record.read_alone(deserializer)
    }
}

/// A struct that holds what does not travel.
pub trait Unread<'de, F>: Sized {
    /// Does nothing.
    ///
    /// # Errors
    /// Always.
    fn read<D: Deserializer<'de>>(_: &'static Record, _: D) -> Result<F, D::Error> {
        Err(D::Error::custom(NEVER))
    }

    /// Does nothing.
    ///
    /// # Errors
    /// Always.
    fn read_row<D: Deserializer<'de>>(_: &'static Record, _: D) -> Result<F, D::Error> {
        Err(D::Error::custom(NEVER))
    }

    /// Does nothing.
    ///
    /// # Errors
    /// Always.
    fn read_alone<D: Deserializer<'de>>(_: &'static Record, _: D) -> Result<F, D::Error> {
        Err(D::Error::custom(NEVER))
    }
}

impl<'de, F> Unread<'de, F> for Reading<'de, F> {}

/// A field of an error, to be written.
#[derive(Debug)]
pub struct Entry<'a, T>(pub &'a T);

impl<T: Serialize> Entry<'_, T> {
    /// Writes it under its name.
    ///
    /// # Errors
    /// The map's.
    pub fn put<M: SerializeMap>(self, map: &mut M, name: &'static str) -> Result<(), M::Error> {
        map.serialize_entry(name, self.0)
    }
}

/// A field that does not travel.
pub trait Unput: Sized {
    /// Does nothing.
    ///
    /// # Errors
    /// Always.
    fn put<M: SerializeMap>(self, _: &mut M, _: &'static str) -> Result<(), M::Error> {
        Err(M::Error::custom(NEVER))
    }
}

impl<T> Unput for Entry<'_, T> {}

/// The public half of an error, to be read: an enum as serde has it by default, from members that say in `code` which variant they are. serde's
/// own way, `#[serde(tag = "code")]`, keeps the members in between where no number can be the key of a map.
#[derive(Debug)]
pub struct Public<T>(PhantomData<T>);

impl<T: DeserializeOwned> Public<T> {
    /// Reads it.
    ///
    /// # Errors
    /// If there is no `code`, or one that is no variant's, or a member is missing or of another type.
    pub fn get<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        let mut members = BTreeMap::<String, Text>::deserialize(deserializer)?;
        let code = members.remove("code").and_then(|code| json::read::<String>(code.get()).ok());
        let variant = BTreeMap::from([(code.ok_or_else(|| D::Error::missing_field("code"))?, members)]);
        let json = json::write(&variant).map_err(D::Error::custom)?;
        json::read_bytes(&json).map_err(D::Error::custom)
    }
}

/// An error that holds what does not travel.
pub trait Ungettable<T>: Sized {
    /// Does nothing.
    ///
    /// # Errors
    /// Always.
    fn get<'de, D: Deserializer<'de>>(_: D) -> Result<T, D::Error> {
        Err(D::Error::custom(NEVER))
    }
}

impl<T> Ungettable<T> for Public<T> {}
