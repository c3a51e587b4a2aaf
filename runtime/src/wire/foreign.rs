//! [`Wire`] for the types of the standard library, as serde writes them.

use super::table::{Content, Field, Format, Model, Type, Variant};
use super::words::Words;
use super::{Faults, Shape, Tagging, Wire, key};
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::num::{Saturating, Wrapping};
use std::ops::{Bound, Range, RangeFrom, RangeInclusive, RangeTo};
use std::rc::Rc;
use std::sync::Arc;

/// Texts, known by name.
macro_rules! scalars {
    ($($ty:ty => $name:literal, $format:ident);* $(;)?) => {$(
        impl Wire for $ty {
            const SHAPE: Shape = Shape::scalar($name);

            fn ty() -> &'static Type {
                &Type::Text(Format::$format)
            }

            fn key(&self) -> Option<String> {
                key::of(self)
            }
        }
    )*};
}

/// Scalars that are no text: a form's words are turned into them. The width of a number counts, since a value could overflow on the other
/// side.
macro_rules! typed {
    ($kind:expr => $($ty:ty => $name:literal),* $(,)?) => {$(
        impl Wire for $ty {
            const SHAPE: Shape = Shape::scalar($name).typed();

            fn ty() -> &'static Type {
                &$kind
            }

            fn key(&self) -> Option<String> {
                key::of(self)
            }
        }
    )*};
}

scalars! {
    char => "char", Char;
    str => "string", Plain;
    String => "string", Plain;
    std::net::IpAddr => "IpAddr", Other;
    std::net::Ipv4Addr => "Ipv4Addr", Other;
    std::net::Ipv6Addr => "Ipv6Addr", Other;
    std::net::SocketAddr => "SocketAddr", Other;
    std::net::SocketAddrV4 => "SocketAddrV4", Other;
    std::net::SocketAddrV6 => "SocketAddrV6", Other;
    std::path::PathBuf => "string", Plain;
}

typed!(Type::Bool => bool => "bool");
typed!(Type::Float => f32 => "f32", f64 => "f64");
typed!(Type::Integer(Some(0), Some(u8::MAX as i64)) => u8 => "u8");
typed!(Type::Integer(Some(0), Some(u16::MAX as i64)) => u16 => "u16");
typed!(Type::Integer(Some(0), Some(u32::MAX as i64)) => u32 => "u32");
typed!(Type::Integer(Some(0), None) => u64 => "u64", u128 => "u128", usize => "usize");
typed!(Type::Integer(Some(i8::MIN as i64), Some(i8::MAX as i64)) => i8 => "i8");
typed!(Type::Integer(Some(i16::MIN as i64), Some(i16::MAX as i64)) => i16 => "i16");
typed!(Type::Integer(Some(i32::MIN as i64), Some(i32::MAX as i64)) => i32 => "i32");
typed!(Type::Integer(None, None) => i64 => "i64", i128 => "i128", isize => "isize");
typed!(Type::Integer(Some(1), Some(u8::MAX as i64)) => std::num::NonZeroU8 => "NonZeroU8");
typed!(Type::Integer(Some(1), Some(u16::MAX as i64)) => std::num::NonZeroU16 => "NonZeroU16");
typed!(Type::Integer(Some(1), Some(u32::MAX as i64)) => std::num::NonZeroU32 => "NonZeroU32");
typed!(
    Type::Integer(Some(1), None) =>
    std::num::NonZeroU64 => "NonZeroU64", std::num::NonZeroU128 => "NonZeroU128", std::num::NonZeroUsize => "NonZeroUsize",
);
typed!(Type::Integer(Some(i8::MIN as i64), Some(i8::MAX as i64)) => std::num::NonZeroI8 => "NonZeroI8");
typed!(Type::Integer(Some(i16::MIN as i64), Some(i16::MAX as i64)) => std::num::NonZeroI16 => "NonZeroI16");
typed!(Type::Integer(Some(i32::MIN as i64), Some(i32::MAX as i64)) => std::num::NonZeroI32 => "NonZeroI32");
typed!(
    Type::Integer(None, None) =>
    std::num::NonZeroI64 => "NonZeroI64", std::num::NonZeroI128 => "NonZeroI128", std::num::NonZeroIsize => "NonZeroIsize",
);

/// Seconds and nanoseconds, each under its name.
macro_rules! times {
    ($($ty:ty => $name:literal: $($field:literal $part:ident),*);* $(;)?) => {$(
        impl Wire for $ty {
            const SHAPE: Shape = Shape::named($name).typed().said(Words::Fields);

            fn ty() -> &'static Type {
                const { &Type::Model(Model { docs: "", content: Content::Record(&[$(Field::new($field, $part::ty)),*]) }) }
            }
        }
    )*};
}

times! {
    std::time::Duration => "Duration": "secs" u64, "nanos" u32;
    std::time::SystemTime => "SystemTime": "secs_since_epoch" u64, "nanos_since_epoch" u32;
}

/// Any JSON: a form could not say which.
impl Wire for serde_json::Value {
    const SHAPE: Shape = Shape::named("any").never_in_forms().said(Words::Unknown);

    fn ty() -> &'static Type {
        &Type::Any
    }
}

impl Wire for () {
    const SHAPE: Shape = Shape::unit();

    fn ty() -> &'static Type {
        &Type::Null
    }
}

impl<T: ?Sized> Wire for std::marker::PhantomData<T> {
    const SHAPE: Shape = Shape::unit();

    fn ty() -> &'static Type {
        &Type::Null
    }
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

            fn ty() -> &'static Type {
                T::ty()
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

    fn ty() -> &'static Type {
        T::ty()
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

    fn ty() -> &'static Type {
        const { &Type::Option(T::ty) }
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

            fn ty() -> &'static Type {
                const { &Type::List(T::ty) }
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

            fn ty() -> &'static Type {
                const { &Type::List(T::ty) }
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

            fn ty() -> &'static Type {
                T::ty()
            }
        }
    )*};
}

wrappers!(Reverse, Saturating, Wrapping);

/// Ranges: an object with the ends that there are.
macro_rules! ranges {
    ($($ty:ident: $($end:ident)* $(=> $name:literal)?),* $(,)?) => {$(
        impl<T: Wire> Wire for $ty<T> {
            const SHAPE: Shape = Shape::record()$(.field(stringify!($end), T::SHAPE))*$(.known_as($name))?;

            fn ty() -> &'static Type {
                const { &Type::Model(Model { docs: "", content: Content::Record(&[$(Field::new(stringify!($end), T::ty)),*]) }) }
            }
        }
    )*};
}

// The same ends say another range where the last is in it.
ranges!(Range: start end, RangeInclusive: start end => "RangeInclusive", RangeFrom: start, RangeTo: end);

impl<T: Wire> Wire for Bound<T> {
    const SHAPE: Shape = Shape::choice(Tagging::External)
        .variant("Unbounded", Shape::unit())
        .variant("Included", Shape::newtype(T::SHAPE))
        .variant("Excluded", Shape::newtype(T::SHAPE));

    fn ty() -> &'static Type {
        const {
            &Type::Model(Model {
                docs: "",
                content: Content::Choice(
                    Tagging::External,
                    &[
                        Variant { name: Some("Unbounded"), content: Content::Unit },
                        Variant { name: Some("Included"), content: Content::Inner(Field::new("0", T::ty)) },
                        Variant { name: Some("Excluded"), content: Content::Inner(Field::new("0", T::ty)) },
                    ],
                ),
            })
        }
    }

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

    fn ty() -> &'static Type {
        const { &Type::List(T::ty) }
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

            fn ty() -> &'static Type {
                const { &Type::Map(V::ty) }
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

            fn ty() -> &'static Type {
                const { &Type::Tuple(&[$($name::ty),+]) }
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
        [(), PhantomData<u8>] [Option<u8>] [[u8; 2]] [(u8,), (Reverse<u8>,)] [(u8, u16)] [(u16, u8)]
        [[u8], Vec<u8>, VecDeque<u8>, LinkedList<u8>, BTreeSet<u8>, BinaryHeap<u8>, HashSet<u8>]
        [BTreeMap<u8, u16>, HashMap<u8, u16>] [BTreeMap<u16, u8>, HashMap<u16, u8>]
        [Range<u8>] [RangeInclusive<u8>] [RangeFrom<u8>] [RangeTo<u8>] [Bound<u8>] [Bound<u16>] [Bound<()>]
        [Option<()>] [[u8; 1]] [[u8; 3]] [[u16; 2]] [Vec<u16>] [Vec<Option<u8>>] [Option<Vec<u8>>] [Vec<Vec<u8>>]
        [BTreeMap<String, u8>] [BTreeMap<char, u8>] [BTreeMap<bool, u8>] [BTreeMap<NonZeroU8, u8>] [BTreeMap<u8, Option<u16>>]
        [Range<u16>] [RangeInclusive<u16>] [Range<Duration>] [Range<SystemTime>]
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
