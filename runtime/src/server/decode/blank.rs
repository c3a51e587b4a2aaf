//! A blank: a place for one value, and the function that its type reads it by.
//!
//! In: a reader. Out: the blank is filled, or the fault. Whoever looks for a value holds a [`Blank`], and is compiled once.

use crate::json::{Fault, Notation, Reader};
use crate::server::problem::rejection::Rejection;
use crate::spec::{Arguments, Captured};
use crate::tuples::for_each_tuple;
use http::StatusCode;
use std::any::Any;

/// A place for one value.
pub(in crate::server) struct Blank<'s> {
    /// An `Option` of the type.
    slot: &'s mut dyn Any,
    captured: Captured,
}

impl<'s> Blank<'s> {
    /// A place for a value of the type whose functions these are.
    pub(in crate::server) fn new(slot: &'s mut dyn Any, captured: Captured) -> Self {
        Self { slot, captured }
    }

    /// Fills it from the value that a reader stands before.
    pub(super) fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Fault> {
        self.captured.read(reader, self.slot)
    }

    /// Fills it where nothing was sent: a type may be content with that.
    pub(super) fn absent(&mut self, way: Notation) -> Result<(), Fault> {
        Reader::new("").by(way).absent(|reader| self.read(reader))
    }

    /// The `Option` itself, for the types that are not decoded.
    pub(in crate::server) fn any(&mut self) -> &mut dyn Any {
        self.slot
    }
}

/// A place for each argument of a method: an `Option` of its type.
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
pub(in crate::server) fn put<T: 'static>(blank: &mut Blank<'_>, value: T) -> bool {
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
