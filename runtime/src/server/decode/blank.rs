//! A blank: a place for one value, whose type it alone knows.
//!
//! In: what was sent, in one of four forms. Out: the blank is filled, or the decoder's own error. It is the whole of decoding that is
//! compiled anew for each type of a service; whoever looks for a value holds `&mut dyn Blank`, and is compiled once.

use super::absent::Absent;
use super::form::{FormError, Value};
use super::overflow;
use super::texts::{Fields, TextError, Texts};
use crate::json::{Fault, Reader, is_finite};
use crate::server::problem::rejection::Rejection;
use crate::spec::Arguments;
use crate::tuples::for_each_tuple;
use crate::wire::Travels;
use http::StatusCode;
use std::any::Any;

/// A place for one value.
pub(in crate::server) trait Blank {
    /// Fills it from the value that a reader stands before.
    fn json(&mut self, reader: &mut Reader<'_>) -> Result<(), Fault>;

    /// Fills it where nothing was sent. Returns false if it must be.
    fn absent(&mut self) -> bool;

    /// Fills it from what was sent under one name.
    fn texts(&mut self, texts: Texts<'_>) -> Result<(), TextError>;

    /// Fills it from a whole query.
    fn fields(&mut self, fields: Fields<'_>) -> Result<(), TextError>;

    /// Fills it from the fields of a form.
    fn form(&mut self, value: Value) -> Result<(), FormError>;

    /// The `Option` itself, for the types that are not decoded.
    fn any(&mut self) -> &mut dyn Any;
}

impl<T: Travels> Blank for Option<T> {
    fn json(&mut self, reader: &mut Reader<'_>) -> Result<(), Fault> {
        *self = Some(overflow::read(reader)?);
        Ok(())
    }

    fn absent(&mut self) -> bool {
        *self = T::deserialize(Absent).ok();
        self.is_some()
    }

    fn texts(&mut self, texts: Texts<'_>) -> Result<(), TextError> {
        *self = Some(T::deserialize(texts)?);
        Ok(())
    }

    fn fields(&mut self, fields: Fields<'_>) -> Result<(), TextError> {
        let may_overflow = fields.may_overflow();
        let value = T::deserialize(fields)?;
        if may_overflow && !is_finite(&value) {
            return Err(serde::de::Error::custom("invalid value: a number out of range, expected f32"));
        }
        *self = Some(value);
        Ok(())
    }

    fn form(&mut self, value: Value) -> Result<(), FormError> {
        *self = Some(T::deserialize(value)?);
        Ok(())
    }

    fn any(&mut self) -> &mut dyn Any {
        self
    }
}

/// Knows an `Option` of a type as a blank, once the type is no longer named.
#[derive(Clone, Copy)]
pub(crate) struct AsBlank(fn(&mut dyn Any) -> Option<&mut dyn Blank>);

impl AsBlank {
    /// Of this type.
    pub(crate) const fn of<T: Travels>() -> Self {
        Self(|slot| slot.downcast_mut::<Option<T>>().map(|slot| slot as &mut dyn Blank))
    }

    /// An `Option` of the type.
    pub(in crate::server) fn blank(self, slot: &mut dyn Any) -> Option<&mut dyn Blank> {
        (self.0)(slot)
    }
}

/// A place for each argument of a method: an `Option`, which the [`AsBlank`] of its type knows as a [`Blank`].
pub(in crate::server) trait Blanks {
    /// The one at this place, counted from 0: a method has as many as its spec has parameters.
    fn at(&mut self, place: usize) -> Option<&mut dyn Any>;
}

impl Blanks for () {
    fn at(&mut self, _: usize) -> Option<&mut dyn Any> {
        None
    }
}

/// The arguments of a method, made of what was sent.
pub trait FromBlanks: Arguments + Sized {
    /// An `Option` of each.
    #[allow(private_bounds, reason = "it is looked into where a call is taken apart, and nowhere else")]
    type Blanks: Blanks;

    /// Nothing in any.
    fn blanks() -> Self::Blanks;

    /// The arguments, if each blank is filled.
    fn from_blanks(blanks: Self::Blanks) -> Option<Self>;
}

impl FromBlanks for () {
    type Blanks = ();

    fn blanks() {}

    fn from_blanks((): ()) -> Option<()> {
        Some(())
    }
}

macro_rules! blanks {
    ($($item:ident $place:tt),+) => {
        impl<$($item: 'static),+> Blanks for ($(Option<$item>,)+) {
            fn at(&mut self, place: usize) -> Option<&mut dyn Any> {
                match place {
                    $($place => Some(&mut self.$place),)+
                    _ => None,
                }
            }
        }

        impl<$($item: 'static),+> FromBlanks for ($($item,)+) {
            type Blanks = ($(Option<$item>,)+);

            fn blanks() -> Self::Blanks {
                ($(None::<$item>,)+)
            }

            #[allow(non_snake_case, reason = "a value is called as its type is")]
            fn from_blanks(blanks: Self::Blanks) -> Option<Self> {
                match blanks {
                    ($(Some($item),)+) => Some(($($item,)+)),
                    _ => None,
                }
            }
        }
    };
}

for_each_tuple!(blanks);

/// Puts a value into a blank of its type. False if the blank is of another.
pub(in crate::server) fn put<T: 'static>(blank: &mut dyn Blank, value: T) -> bool {
    match blank.any().downcast_mut::<Option<T>>() {
        Some(blank) => blank.insert(value),
        None => return false,
    };
    true
}

/// The value in a blank that was filled.
pub(in crate::server) fn filled<T>(blank: Option<T>) -> Result<T, Rejection> {
    match blank {
        Some(value) => Ok(value),
        None => Err(unfilled()),
    }
}

/// Never sent: whoever fills a blank says so, or refuses.
fn unfilled() -> Rejection {
    Rejection::status(StatusCode::INTERNAL_SERVER_ERROR)
}
