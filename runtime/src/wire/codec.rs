//! The functions that read and write a type: its own, or serde's by way of our reader and writer.
//!
//! In: a type. Out: two functions. A type that does not travel has none; what is written of it is told elsewhere, once.

use super::table::{Content, Type};
use super::{Transferable, Wire};
use crate::json::{self, Fault, ReadFn, Scalar, Writer};
use serde::de::Error as _;
use serde::{Deserializer, Serializer};
use std::marker::PhantomData;

/// The functions that read and write a type, if it travels.
#[derive(Debug)]
pub struct Codec<T> {
    /// Reads a value.
    pub read: ReadFn<T>,
    /// Writes a value.
    pub write: fn(&T, &mut Writer),
    is_known: bool,
}

impl<T> Clone for Codec<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Codec<T> {}

impl<T> Codec<T> {
    /// Of a type that does not travel.
    pub(super) const UNKNOWN: Self = Self { read: |_| Err(Fault::custom("this type did not compile")), write: |_, _| {}, is_known: false };

    /// These functions, or those of serde.
    pub const fn or(self, other: Self) -> Self {
        if self.is_known { self } else { other }
    }
}

impl<T: Wire> Codec<T> {
    /// The functions of a type of ours.
    pub(crate) const OWN: Self = Self { read: T::read, write: T::write, is_known: true };
}

impl<T: Transferable> Codec<T> {
    /// The functions that serde has for a type.
    pub(crate) const SERDE: Self = Self {
        read: |reader| reader.at_start(|reader| T::deserialize(reader)),
        write: |value, writer| writer.serde(|writer| value.serialize(writer)),
        is_known: true,
    };
}

/// A type of others, about to be asked.
#[derive(Debug)]
pub struct Theirs<T>(PhantomData<T>);

impl<T: Transferable> Theirs<T> {
    /// The functions that serde has for `T`.
    pub const CODEC: Codec<T> = Codec::SERDE;
}

/// The answer for a type that serde does not know.
pub trait Untold<T> {
    /// There are no functions.
    const CODEC: Codec<T> = Codec::UNKNOWN;
}

impl<T> Untold<T> for Theirs<T> {}

/// `Serialize` of a type of ours.
///
/// # Errors
/// A value that JSON cannot say, and the serializer's.
pub fn serialize<T: Wire, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let json = json::write_by(|writer| value.write(writer)).map_err(serde::ser::Error::custom)?;
    json::transcode(&json, serializer)
}

/// `Deserialize` of a type of ours.
///
/// # Errors
/// The deserializer's, and what the type refuses.
pub fn deserialize<'de, T: Wire, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let json = json::capture(scalar(T::ty()), deserializer)?;
    json::read_by(&json, T::read).map_err(|fault| D::Error::custom(fault.words()))
}

/// The scalar that a type is, however many models hold it alone.
fn scalar(mut ty: &'static Type) -> Option<Scalar> {
    const MAX_MODELS: usize = 64;
    for _ in 0..MAX_MODELS {
        let Type::Model(model) = ty else { break };
        let own = |content: &Content| match content {
            Content::Inner(field) | Content::Transparent(field) => Some(field.ty),
            _ => None,
        };
        ty = match &model.content {
            Content::Converted(converted) => converted.read.map(|field| field.ty).or_else(|| own(converted.own)),
            content => own(content),
        }?();
    }
    match ty {
        Type::Bool => Some(Scalar::Bool),
        Type::Integer(integer) if integer.least < i128::from(i64::MIN) => Some(Scalar::LongSigned),
        Type::Integer(integer) if integer.most > u128::from(u64::MAX) => Some(Scalar::LongUnsigned),
        Type::Integer(integer) if integer.least < 0 => Some(Scalar::Signed),
        Type::Integer(_) => Some(Scalar::Unsigned),
        _ => None,
    }
}

/// The functions of a type: its own, or those that serde has for it.
#[doc(hidden)]
#[macro_export]
macro_rules! __codec {
    ($ty:ty) => {
        const { $crate::__private::Probe::<$ty>::CODEC.or($crate::__private::Theirs::<$ty>::CODEC) }
    };
}

/// serde's traits for a type of ours.
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    ([$($parameters:tt)*] $ident:ident $(<$($argument:tt),*>)? [$($where:tt)*]) => {
        impl<$($parameters)*> $crate::__private::serde::Serialize for $ident $(<$($argument),*>)? $($where)* {
            fn serialize<__S>(&self, serializer: __S) -> $crate::__private::Result<__S::Ok, __S::Error>
            where
                __S: $crate::__private::serde::Serializer,
            {
                $crate::__private::serialize(self, serializer)
            }
        }

        impl<'de, $($parameters)*> $crate::__private::serde::Deserialize<'de> for $ident $(<$($argument),*>)? $($where)* {
            fn deserialize<__D>(deserializer: __D) -> $crate::__private::Result<Self, __D::Error>
            where
                __D: $crate::__private::serde::Deserializer<'de>,
            {
                $crate::__private::deserialize(deserializer)
            }
        }
    };
}
