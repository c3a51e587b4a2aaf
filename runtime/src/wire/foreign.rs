//! [`Wire`] for the types of the standard library, as serde writes them.

use super::words::Words;
use super::{Faults, Shape, Steps, Tagging, Wire, key};
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::num::{Saturating, Wrapping};
use std::ops::{Bound, Range, RangeFrom, RangeInclusive, RangeTo};
use std::rc::Rc;
use std::sync::Arc;

/// Scalars: known by name. The width of a number counts, since a value could overflow on the other side.
macro_rules! scalars {
    ($($ty:ty => $name:literal),* $(,)?) => {$(
        impl Wire for $ty {
            const SHAPE: Shape = Shape::scalar($name);

            fn key(&self) -> Option<String> {
                key::of(self)
            }
        }
    )*};
}

/// Scalars that are no text: a form's words are turned into them.
macro_rules! typed {
    ($($ty:ty => $name:literal),* $(,)?) => {$(
        impl Wire for $ty {
            const SHAPE: Shape = Shape::scalar($name).typed();

            fn key(&self) -> Option<String> {
                key::of(self)
            }
        }
    )*};
}

scalars! {
    char => "char", str => "string", String => "string",
    std::net::IpAddr => "IpAddr", std::net::Ipv4Addr => "Ipv4Addr", std::net::Ipv6Addr => "Ipv6Addr",
    std::net::SocketAddr => "SocketAddr", std::net::SocketAddrV4 => "SocketAddrV4", std::net::SocketAddrV6 => "SocketAddrV6",
    std::path::PathBuf => "string",
}

typed! {
    bool => "bool",
    u8 => "u8", u16 => "u16", u32 => "u32", u64 => "u64", u128 => "u128", usize => "usize",
    i8 => "i8", i16 => "i16", i32 => "i32", i64 => "i64", i128 => "i128", isize => "isize",
    f32 => "f32", f64 => "f64",
    std::num::NonZeroU8 => "NonZeroU8", std::num::NonZeroU16 => "NonZeroU16", std::num::NonZeroU32 => "NonZeroU32", std::num::NonZeroU64 => "NonZeroU64",
    std::num::NonZeroU128 => "NonZeroU128", std::num::NonZeroUsize => "NonZeroUsize",
    std::num::NonZeroI8 => "NonZeroI8", std::num::NonZeroI16 => "NonZeroI16", std::num::NonZeroI32 => "NonZeroI32", std::num::NonZeroI64 => "NonZeroI64",
    std::num::NonZeroI128 => "NonZeroI128", std::num::NonZeroIsize => "NonZeroIsize",
}

/// Seconds and nanoseconds, each under its name.
macro_rules! times {
    ($($ty:ty => $name:literal),* $(,)?) => {$(
        impl Wire for $ty {
            const SHAPE: Shape = Shape::named($name).typed().said(Words::Fields);
        }
    )*};
}

times!(std::time::Duration => "Duration", std::time::SystemTime => "SystemTime");

/// Any JSON: a form could not say which.
impl Wire for serde_json::Value {
    const SHAPE: Shape = Shape::named("any").never_in_forms().said(Words::Unknown);
}

impl Wire for () {
    const SHAPE: Shape = Shape::unit();
}

impl<T: ?Sized> Wire for std::marker::PhantomData<T> {
    const SHAPE: Shape = Shape::unit();
}

/// Pointers: what they point to.
macro_rules! pointers {
    ($($ty:ty),* $(,)?) => {$(
        impl<T: Wire + ?Sized> Wire for $ty {
            const SHAPE: Shape = T::SHAPE;

            fn check(&self, faults: &mut Faults<'_>) {
                T::check(self, faults);
            }

            fn key(&self) -> Option<String> {
                T::key(self)
            }

            fn is_sensitive(steps: Steps<'_>) -> bool {
                T::is_sensitive(steps)
            }
        }
    )*};
}

pointers!(&T, Box<T>, Rc<T>, Arc<T>);

impl<T: Wire + ToOwned + ?Sized> Wire for Cow<'_, T> {
    const SHAPE: Shape = T::SHAPE;

    fn check(&self, faults: &mut Faults<'_>) {
        T::check(self, faults);
    }

    fn key(&self) -> Option<String> {
        T::key(self)
    }

    fn is_sensitive(steps: Steps<'_>) -> bool {
        T::is_sensitive(steps)
    }
}

impl<T: Wire> Wire for Option<T> {
    const SHAPE: Shape = Shape::option(T::SHAPE);

    fn check(&self, faults: &mut Faults<'_>) {
        if let Some(value) = self {
            value.check(faults);
        }
    }

    fn key(&self) -> Option<String> {
        self.as_ref().and_then(T::key)
    }

    fn is_sensitive(steps: Steps<'_>) -> bool {
        T::is_sensitive(steps)
    }
}

/// Sequences: one JSON array, whatever the collection.
macro_rules! sequences {
    ($([$($generics:tt)*] $ty:ty),* $(,)?) => {$(
        impl<$($generics)*> Wire for $ty {
            const SHAPE: Shape = Shape::sequence(T::SHAPE);

            fn check(&self, faults: &mut Faults<'_>) {
                for (index, item) in self.iter().enumerate() {
                    item.check(&mut faults.index(index));
                }
            }

            fn is_sensitive(steps: Steps<'_>) -> bool {
                steps.within(T::is_sensitive)
            }
        }
    )*};
}

sequences!([T: Wire] [T], [T: Wire] Vec<T>, [T: Wire] VecDeque<T>, [T: Wire] LinkedList<T>);

/// Collections that forget in which order their items came: a fault of an item stands at the collection.
macro_rules! sets {
    ($([$($generics:tt)*] $ty:ty),* $(,)?) => {$(
        impl<$($generics)*> Wire for $ty {
            const SHAPE: Shape = Shape::sequence(T::SHAPE);

            fn check(&self, faults: &mut Faults<'_>) {
                for item in self {
                    item.check(&mut faults.within());
                }
            }

            fn is_sensitive(steps: Steps<'_>) -> bool {
                steps.within(T::is_sensitive)
            }
        }
    )*};
}

sets!([T: Wire] BTreeSet<T>, [T: Wire] BinaryHeap<T>, [T: Wire, S] HashSet<T, S>);

/// Wrappers with a public field that serde writes alone.
macro_rules! wrappers {
    ($($ty:ident),* $(,)?) => {$(
        impl<T: Wire> Wire for $ty<T> {
            const SHAPE: Shape = T::SHAPE;

            fn check(&self, faults: &mut Faults<'_>) {
                self.0.check(faults);
            }

            fn key(&self) -> Option<String> {
                self.0.key()
            }

            fn is_sensitive(steps: Steps<'_>) -> bool {
                T::is_sensitive(steps)
            }
        }
    )*};
}

wrappers!(Reverse, Saturating, Wrapping);

/// Ranges: an object with the ends that there are.
macro_rules! ranges {
    ($($ty:ident: $($end:ident)*),* $(,)?) => {$(
        impl<T: Wire> Wire for $ty<T> {
            const SHAPE: Shape = Shape::record()$(.field(stringify!($end), T::SHAPE))*;
        }
    )*};
}

ranges!(Range: start end, RangeInclusive: start end, RangeFrom: start, RangeTo: end);

impl<T: Wire> Wire for Bound<T> {
    const SHAPE: Shape =
        Shape::choice(Tagging::External).variant("Unbounded", Shape::unit()).variant("Included", T::SHAPE).variant("Excluded", T::SHAPE);

    fn check(&self, faults: &mut Faults<'_>) {
        match self {
            Self::Included(end) => end.check(&mut faults.at("Included")),
            Self::Excluded(end) => end.check(&mut faults.at("Excluded")),
            Self::Unbounded => {}
        }
    }
}

impl<T: Wire, const N: usize> Wire for [T; N] {
    const SHAPE: Shape = Shape::array(T::SHAPE, N);

    fn check(&self, faults: &mut Faults<'_>) {
        self.as_slice().check(faults);
    }

    fn is_sensitive(steps: Steps<'_>) -> bool {
        steps.within(T::is_sensitive)
    }
}

/// Maps: one JSON object, whatever the collection.
macro_rules! maps {
    ($([$($generics:tt)*] $ty:ty),* $(,)?) => {$(
        impl<$($generics)*> Wire for $ty {
            const SHAPE: Shape = Shape::map(K::SHAPE, V::SHAPE);

            fn check(&self, faults: &mut Faults<'_>) {
                for (key, value) in self {
                    value.check(&mut faults.key(&|| key.key()));
                }
            }

            fn is_sensitive(steps: Steps<'_>) -> bool {
                steps.within(V::is_sensitive)
            }
        }
    )*};
}

maps!([K: Wire, V: Wire] BTreeMap<K, V>, [K: Wire, V: Wire, S] HashMap<K, V, S>);

macro_rules! tuples {
    ($(($($name:ident $index:tt),+)),* $(,)?) => {$(
        impl<$($name: Wire),+> Wire for ($($name,)+) {
            const SHAPE: Shape = Shape::tuple()$(.item($name::SHAPE))+;

            fn check(&self, faults: &mut Faults<'_>) {
                $(self.$index.check(&mut faults.index($index));)+
            }

            fn is_sensitive(steps: Steps<'_>) -> bool {
                $(steps.below(stringify!($index), $name::is_sensitive))||+
            }
        }
    )*};
}

tuples!(
    (A 0), (A 0, B 1), (A 0, B 1, C 2), (A 0, B 1, C 2, D 3), (A 0, B 1, C 2, D 3, E 4), (A 0, B 1, C 2, D 3, E 4, F 5),
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6), (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7), (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8),
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9), (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10),
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11), (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11, M 12),
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11, M 12, N 13),
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11, M 12, N 13, O 14),
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11, M 12, N 13, O 14, P 15),
);

#[cfg(test)]
mod tests {
    use super::*;
    use std::marker::PhantomData;
    use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};
    use std::num::*;
    use std::path::PathBuf;
    use std::time::{Duration, SystemTime};

    macro_rules! shapes {
        ($([$($ty:ty),* $(,)?])*) => { &[$(&[$(<$ty>::SHAPE),*]),*] };
    }

    /// Each line is one JSON form, and no two lines are.
    const FORMS: &[&[Shape]] = shapes! {
        [String, str, PathBuf, &str, Box<str>, Rc<str>, Arc<str>, Cow<'static, str>]
        [char] [bool] [IpAddr] [Ipv4Addr] [Ipv6Addr] [SocketAddr] [SocketAddrV4] [SocketAddrV6] [Duration] [SystemTime] [serde_json::Value]
        [u8, Reverse<u8>, Saturating<u8>, Wrapping<u8>]
        [u16] [u32] [u64] [u128] [usize] [i8] [i16] [i32] [i64] [i128] [isize] [f32] [f64]
        [NonZeroU8] [NonZeroU16] [NonZeroU32] [NonZeroU64] [NonZeroU128] [NonZeroUsize]
        [NonZeroI8] [NonZeroI16] [NonZeroI32] [NonZeroI64] [NonZeroI128] [NonZeroIsize]
        [(), PhantomData<u8>] [Option<u8>] [[u8; 2]] [(u8,)] [(u8, u16)] [(u16, u8)]
        [[u8], Vec<u8>, VecDeque<u8>, LinkedList<u8>, BTreeSet<u8>, BinaryHeap<u8>, HashSet<u8>]
        [BTreeMap<u8, u16>, HashMap<u8, u16>] [BTreeMap<u16, u8>, HashMap<u16, u8>]
        [Range<u8>, RangeInclusive<u8>] [RangeFrom<u8>] [RangeTo<u8>] [Bound<u8>] [Bound<u16>]
    };

    #[test]
    fn each_form_is_its_own() {
        for (i, one) in FORMS.iter().enumerate() {
            assert!(one.iter().all(|shape| *shape == one[0]), "line {i}: {one:?}");
            for (j, two) in FORMS.iter().enumerate().skip(i + 1) {
                assert_ne!(one[0].fingerprint(), two[0].fingerprint(), "{i} and {j}");
            }
        }
    }

    #[test]
    fn ranges_and_bounds_are_as_serde_writes_them() {
        let end = u8::SHAPE;
        assert_eq!(Range::<u8>::SHAPE, Shape::record().field("start", end).field("end", end));
        assert_eq!(
            (RangeFrom::<u8>::SHAPE, RangeTo::<u8>::SHAPE),
            (Shape::record().field("start", end), Shape::record().field("end", end))
        );
        let bound = Shape::choice(Tagging::External).variant("Included", end).variant("Excluded", end);
        assert_eq!(Bound::<u8>::SHAPE, bound.variant("Unbounded", Shape::unit()));
    }
}
