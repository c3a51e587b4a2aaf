//! The rule `length`: the characters of a text, as Unicode scalar values, and the items of a collection. JSON Schema counts so too.
//!
//! garde counts what is counted in another way. In: a value and its bounds. Out: nothing, or what the value must have.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::rc::Rc;
use std::sync::Arc;

/// Looks whether a length is within its bounds.
///
/// # Errors
/// It is not.
pub fn apply<T: Counted + ?Sized>(value: &T, (min, max): (usize, usize)) -> Result<(), String> {
    match value.length() {
        Some(length) if length < min => Err(too_short((min, max), T::UNIT)),
        Some(length) if length > max => Err(too_long((min, max), T::UNIT)),
        _ => Ok(()),
    }
}

#[cold]
fn too_short((min, max): (usize, usize), unit: &str) -> String {
    match min {
        _ if min == max => exactly(min, unit),
        1 => "must not be empty".to_owned(),
        _ => format!("must have at least {min} {unit}s"),
    }
}

#[cold]
fn too_long((min, max): (usize, usize), unit: &str) -> String {
    match max {
        _ if min == max => exactly(max, unit),
        1 => format!("must have at most 1 {unit}"),
        _ => format!("must have at most {max} {unit}s"),
    }
}

fn exactly(length: usize, unit: &str) -> String {
    format!("must have {length} {unit}{}", if length == 1 { "" } else { "s" })
}

/// A type that has a length.
#[diagnostic::on_unimplemented(
    message = "rule `length` is about text and lists, and `{Self}` is neither",
    note = "write `custom(function)` in its place, or put the rule into the type"
)]
pub trait Counted {
    /// The name of one of those that are counted.
    const UNIT: &'static str;

    /// The length, if there is a value.
    fn length(&self) -> Option<usize>;
}

impl Counted for str {
    const UNIT: &'static str = "character";

    fn length(&self) -> Option<usize> {
        Some(self.chars().count())
    }
}

impl Counted for String {
    const UNIT: &'static str = str::UNIT;

    fn length(&self) -> Option<usize> {
        self.as_str().length()
    }
}

impl<T: Counted> Counted for Option<T> {
    const UNIT: &'static str = T::UNIT;

    fn length(&self) -> Option<usize> {
        self.as_ref().and_then(T::length)
    }
}

impl<T: Counted + ToOwned + ?Sized> Counted for Cow<'_, T> {
    const UNIT: &'static str = T::UNIT;

    fn length(&self) -> Option<usize> {
        T::length(self)
    }
}

macro_rules! pointers {
    ($($ty:ty),*) => {$(
        impl<T: Counted + ?Sized> Counted for $ty {
            const UNIT: &'static str = T::UNIT;

            fn length(&self) -> Option<usize> {
                T::length(self)
            }
        }
    )*};
}

pointers!(&T, Box<T>, Rc<T>, Arc<T>);

macro_rules! collections {
    ($([$($generics:tt)*] $ty:ty),* $(,)?) => {$(
        impl<$($generics)*> Counted for $ty {
            const UNIT: &'static str = "item";

            fn length(&self) -> Option<usize> {
                Some(self.len())
            }
        }
    )*};
}

collections!(
    [T] [T], [T] Vec<T>, [T, const N: usize] [T; N], [T] VecDeque<T>, [T] LinkedList<T>, [T] BTreeSet<T>, [T] BinaryHeap<T>, [T, S] HashSet<T, S>,
    [K, V] BTreeMap<K, V>, [K, V, S] HashMap<K, V, S>,
);

/// A length that garde counts, in the words of this file.
macro_rules! by_garde {
    ($(#[$feature:meta])? $mode:ident, $trait:ident, $unit:literal) => {
        $(#[$feature])?
        pub mod $mode {
            use garde::rules::length::$mode as counted;

            /// Looks whether a length is within its bounds.
            ///
            /// # Errors
            /// It is not.
            pub fn apply<T: counted::$trait>(value: &T, (min, max): (usize, usize)) -> Result<(), String> {
                counted::apply(value, (min, usize::MAX)).map_err(|_| super::too_short((min, max), $unit))?;
                counted::apply(value, (0, max)).map_err(|_| super::too_long((min, max), $unit))
            }
        }
    };
}

by_garde!(bytes, Bytes, "byte");
by_garde!(chars, Chars, "character");
by_garde!(
    #[cfg(feature = "rule-graphemes")]
    graphemes,
    Graphemes,
    "character"
);
by_garde!(utf16, Utf16CodeUnits, "UTF-16 unit");

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

    #[test]
    fn what_is_wrong_is_said_in_plain_words() {
        let told = |outcome: Result<(), String>| outcome.unwrap_err();
        assert_eq!(told(apply("", (1, 200))), "must not be empty");
        assert_eq!(told(apply("short", (8, 200))), "must have at least 8 characters");
        assert_eq!(told(apply("longer", (0, 5))), "must have at most 5 characters");
        assert_eq!(told(apply(&[1, 2], (0, 1))), "must have at most 1 item");
        assert_eq!(told(apply(&Some("123"), (4, 4))), "must have 4 characters");
        assert_eq!(told(bytes::apply(&"üü", (0, 3))), "must have at most 3 bytes");
        assert_eq!(told(utf16::apply(&"a", (2, 3))), "must have at least 2 UTF-16 units");
        assert!(bytes::apply(&"üü", (4, 4)).is_ok() && chars::apply(&"üü", (2, 2)).is_ok());
    }
}
