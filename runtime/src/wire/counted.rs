//! The rule `length`: the characters of a text, as Unicode scalar values, and the items of a collection. JSON Schema counts so too.

use garde::Error;
use garde::rules::length::{chars, simple};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::rc::Rc;
use std::sync::Arc;

/// Looks whether a length is within its bounds.
///
/// # Errors
/// It is not.
pub fn apply<T: Counted + ?Sized>(value: &T, bounds: (usize, usize)) -> Result<(), Error> {
    value.is_within(bounds)
}

/// A type that has a length.
#[diagnostic::on_unimplemented(
    message = "rule `length` is about text and lists, and `{Self}` is neither",
    note = "write `custom(function)` in its place, or put the rule into the type"
)]
pub trait Counted {
    /// Whether the length is within its bounds, both included.
    ///
    /// # Errors
    /// It is not.
    fn is_within(&self, bounds: (usize, usize)) -> Result<(), Error>;
}

impl Counted for str {
    fn is_within(&self, bounds: (usize, usize)) -> Result<(), Error> {
        chars::apply(&self, bounds)
    }
}

impl Counted for String {
    fn is_within(&self, bounds: (usize, usize)) -> Result<(), Error> {
        self.as_str().is_within(bounds)
    }
}

impl<T: Counted> Counted for Option<T> {
    fn is_within(&self, bounds: (usize, usize)) -> Result<(), Error> {
        self.as_ref().map_or(Ok(()), |value| value.is_within(bounds))
    }
}

impl<T: Counted + ToOwned + ?Sized> Counted for Cow<'_, T> {
    fn is_within(&self, bounds: (usize, usize)) -> Result<(), Error> {
        T::is_within(self, bounds)
    }
}

macro_rules! pointers {
    ($($ty:ty),*) => {$(
        impl<T: Counted + ?Sized> Counted for $ty {
            fn is_within(&self, bounds: (usize, usize)) -> Result<(), Error> {
                T::is_within(self, bounds)
            }
        }
    )*};
}

pointers!(&T, Box<T>, Rc<T>, Arc<T>);

impl<T> Counted for [T] {
    fn is_within(&self, bounds: (usize, usize)) -> Result<(), Error> {
        simple::apply(&self, bounds)
    }
}

macro_rules! collections {
    ($([$($generics:tt)*] $ty:ty),* $(,)?) => {$(
        impl<$($generics)*> Counted for $ty {
            fn is_within(&self, bounds: (usize, usize)) -> Result<(), Error> {
                simple::apply(self, bounds)
            }
        }
    )*};
}

collections!(
    [T] Vec<T>, [T, const N: usize] [T; N], [T] VecDeque<T>, [T] LinkedList<T>, [T] BTreeSet<T>, [T] BinaryHeap<T>, [T, S] HashSet<T, S>,
    [K, V] BTreeMap<K, V>, [K, V, S] HashMap<K, V, S>,
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_counted_by_characters_and_collections_by_items() {
        let text = "aü€🦀\n";
        for bounds in [(5, 5), (0, 5), (5, 9)] {
            assert!(
                apply(text, bounds).is_ok()
                    && apply(&text.to_owned(), bounds).is_ok()
                    && apply(&Some(Box::<str>::from(text)), bounds).is_ok()
            );
            assert!(apply(&vec!["üü"; 5], bounds).is_ok() && apply(&Cow::Borrowed(text), bounds).is_ok() && apply(&[0; 5], bounds).is_ok());
        }
        assert!(apply(text, (6, 9)).is_err() && apply(text, (0, 4)).is_err() && apply(&[0; 5][..], (6, 9)).is_err());
        assert!(apply(&None::<String>, (1, 2)).is_ok() && apply(&HashMap::from([("üü", 1)]), (1, 1)).is_ok());
    }
}
