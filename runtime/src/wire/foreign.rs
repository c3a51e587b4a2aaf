//! [`Wire`] for the types of the standard library, as serde writes them.

use super::collections::{check_items, write_items};
use super::table::{Content, Field, Format, Grammar, Integer, Model, Type, Variant};
use super::text_form::TextForm;
use super::{Faults, PutTogether, Shape, Tagging, Wire};
use crate::json::{self, Fault, Reader, Writer};
use std::borrow::Cow;
use std::cmp::Reverse;
use std::num::{Saturating, Wrapping};
use std::ops::{Bound, Range, RangeFrom, RangeInclusive, RangeTo};
use std::rc::Rc;
use std::sync::Arc;

/// Texts, known by name.
macro_rules! scalars {
    ($($ty:ty => $name:literal, $format:ident $(($grammar:expr))?);* $(;)?) => {$(
        impl Wire for $ty {
            const SHAPE: Shape = Shape::scalar($name);

            fn ty() -> &'static Type {
                const { &Type::Text(Format::$format$(($grammar))?) }
            }
        }
    )*};
}

/// Scalars of ours: nothing of serde stands between them and the text.
macro_rules! own {
    ($shape:expr, $ty_of:expr => $ty:ty: $reader:ident => $read:expr) => {
        impl Wire for $ty {
            const SHAPE: Shape = $shape;

            fn read($reader: &mut Reader<'_>) -> Result<Self, Fault> {
                $read
            }

            fn ty() -> &'static Type {
                &$ty_of
            }
        }
    };
}

own!(Shape::scalar("string"), Type::Text(Format::Plain) => String: reader => reader.owned());
own!(Shape::scalar("bool").typed(), Type::Bool => bool: reader => reader.at_start(|reader| reader.boolean(&"a boolean")));

/// Scalars that are no text: a form's words are turned into them. The width of a number counts, since a value could overflow on the other
/// side.
macro_rules! typed {
    ($kind:expr => $($ty:ty => $name:literal),* $(,)?) => {$(
        impl Wire for $ty {
            const SHAPE: Shape = Shape::scalar($name).typed();

            fn ty() -> &'static Type {
                &$kind
            }
        }
    )*};
}

/// Four numbers up to 255.
macro_rules! ipv4 {
    () => {
        r"((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3})"
    };
}

/// Eight numbers of hexadecimal digits; some may be left out at one place, and the last two may be written as in IPv4.
macro_rules! ipv6 {
    () => {
        concat!(
            r"(([0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}",
            r"|([0-9a-fA-F]{1,4}:){1,7}:",
            r"|([0-9a-fA-F]{1,4}:){1,6}:[0-9a-fA-F]{1,4}",
            r"|([0-9a-fA-F]{1,4}:){1,5}(:[0-9a-fA-F]{1,4}){1,2}",
            r"|([0-9a-fA-F]{1,4}:){1,4}(:[0-9a-fA-F]{1,4}){1,3}",
            r"|([0-9a-fA-F]{1,4}:){1,3}(:[0-9a-fA-F]{1,4}){1,4}",
            r"|([0-9a-fA-F]{1,4}:){1,2}(:[0-9a-fA-F]{1,4}){1,5}",
            r"|([0-9a-fA-F]{1,4}:){1,1}(:[0-9a-fA-F]{1,4}){1,6}",
            r"|:((:[0-9a-fA-F]{1,4}){1,7}|:)",
            r"|[0-9a-fA-F:]*:",
            ipv4!(),
            ")"
        )
    };
}

/// The zone of an address of IPv6.
macro_rules! scope {
    () => {
        r"(%\d{1,9})?"
    };
}

/// A number up to 65535.
macro_rules! port {
    () => {
        r"0*(6553[0-5]|655[0-2]\d|65[0-4]\d\d|6[0-4]\d{3}|[1-5]?\d{1,4})"
    };
}

scalars! {
    char => "char", Char;
    std::net::IpAddr => "IpAddr", Other(Grammar::formats(&["ipv4", "ipv6"]).expected("expected an IP address such as 192.0.2.1"));
    std::net::Ipv4Addr => "Ipv4Addr", Other(Grammar::formats(&["ipv4"]).expected("expected an IPv4 address such as 192.0.2.1"));
    std::net::Ipv6Addr => "Ipv6Addr", Other(Grammar::formats(&["ipv6"]).expected("expected an IPv6 address such as 2001:db8::1"));
    std::net::SocketAddr => "SocketAddr",
        Other(
            Grammar::pattern(concat!("^(", ipv4!(), "|\\[", ipv6!(), scope!(), "\\]):", port!(), "$"))
                .expected("expected an address and a port such as 192.0.2.1:443")
        );
    std::net::SocketAddrV4 => "SocketAddrV4",
        Other(
            Grammar::pattern(concat!("^", ipv4!(), ":", port!(), "$")).expected("expected an address and a port such as 192.0.2.1:443")
        );
    std::net::SocketAddrV6 => "SocketAddrV6",
        Other(
            Grammar::pattern(concat!("^\\[", ipv6!(), scope!(), "\\]:", port!(), "$"))
                .expected("expected an address and a port such as [2001:db8::1]:443")
        );
    std::path::PathBuf => "string", Plain;
}

typed!(Type::Float("float") => f32 => "f32");
typed!(Type::Float("double") => f64 => "f64");

/// Whole numbers, as OpenAPI calls them, and those of them that are not zero.
macro_rules! integers {
    ($($ty:ident => $name:literal, $format:literal, $nonzero:ident => $nonzero_name:literal;)*) => {$(
        own!(
            Shape::scalar($name).typed(),
            Type::Integer(Integer { format: $format, least: $ty::MIN as i128, most: $ty::MAX as u128, has_zero: true }) =>
            $ty: reader => json::Integer::read(reader, &$name)
        );
        typed!(
            Type::Integer(Integer { format: $format, least: $ty::MIN as i128, most: $ty::MAX as u128, has_zero: false }) =>
            std::num::$nonzero => $nonzero_name
        );
    )*};
}

integers! {
    u8 => "u8", "uint8", NonZeroU8 => "NonZeroU8";
    u16 => "u16", "uint16", NonZeroU16 => "NonZeroU16";
    u32 => "u32", "uint32", NonZeroU32 => "NonZeroU32";
    u64 => "u64", "uint64", NonZeroU64 => "NonZeroU64";
    u128 => "u128", "uint128", NonZeroU128 => "NonZeroU128";
    usize => "usize", "uint", NonZeroUsize => "NonZeroUsize";
    i8 => "i8", "int8", NonZeroI8 => "NonZeroI8";
    i16 => "i16", "int16", NonZeroI16 => "NonZeroI16";
    i32 => "i32", "int32", NonZeroI32 => "NonZeroI32";
    i64 => "i64", "int64", NonZeroI64 => "NonZeroI64";
    i128 => "i128", "int128", NonZeroI128 => "NonZeroI128";
    isize => "isize", "int", NonZeroIsize => "NonZeroIsize";
}

/// Seconds and nanoseconds, each under its name.
macro_rules! times {
    ($($ty:ty => $name:literal: $($field:literal $part:ident),*);* $(;)?) => {$(
        impl Wire for $ty {
            const SHAPE: Shape = Shape::named($name).typed().said(TextForm::Fields);

            fn ty() -> &'static Type {
                const { &Type::Model(&Model { content: Content::Record(&[$(Field::new($field, $part::ty)),*]), is_strict: true, ..Model::UNIT }) }
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
    const SHAPE: Shape = Shape::named("any").never_in_forms().said(TextForm::Unknown);

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

impl<T: ?Sized + 'static> Wire for std::marker::PhantomData<T> {
    const SHAPE: Shape = Shape::unit();

    fn ty() -> &'static Type {
        &Type::Null
    }
}

/// Pointers: what they point to, read as this type and put behind one.
macro_rules! pointers {
    (text) => {};
    (items) => {
        fn write(&self, writer: &mut Writer) {
            write_items(writer, self.iter());
        }

        fn check(&self, faults: &mut Faults<'_>) {
            check_items(self.iter(), faults);
        }
    };
    (one) => {
        fn write(&self, writer: &mut Writer) {
            T::write(self, writer);
        }

        fn check(&self, faults: &mut Faults<'_>) {
            T::check(self, faults);
        }
    };
    ($([$($generics:tt)*] $ty:ty: $owned:ty, $kind:ident);* $(;)?) => {$(
        impl<$($generics)*> Wire for $ty {
            const SHAPE: Shape = <$owned>::SHAPE;

            fn read(reader: &mut Reader<'_>) -> Result<Self, Fault> {
                <$owned>::read(reader).map(Self::from)
            }

            pointers!($kind);

            fn ty() -> &'static Type {
                <$owned>::ty()
            }
        }
    )*};
}

pointers!(
    [T: Wire] Box<T>: T, one; [T: Wire] Rc<T>: T, one; [T: Wire] Arc<T>: T, one;
    [] Box<str>: String, text; [] Rc<str>: String, text; [] Arc<str>: String, text; [] Cow<'static, str>: String, text;
    [T: Wire] Box<[T]>: Vec<T>, items; [T: Wire] Rc<[T]>: Vec<T>, items; [T: Wire] Arc<[T]>: Vec<T>, items;
    [T: Wire + Clone] Cow<'static, [T]>: Vec<T>, items;
);

impl<T: Wire + Clone> Wire for Cow<'static, T> {
    const SHAPE: Shape = T::SHAPE;

    fn read(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        T::read(reader).map(Self::Owned)
    }

    pointers!(one);

    fn ty() -> &'static Type {
        T::ty()
    }
}

impl<T: Wire> Wire for Option<T> {
    const SHAPE: Shape = Shape::option(T::SHAPE);

    const FILE: Option<PutTogether> = T::FILE;

    fn read(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        reader.option(T::read)
    }

    fn write(&self, writer: &mut Writer) {
        match self {
            Some(value) => value.write(writer),
            None => writer.null(),
        }
    }

    fn check(&self, faults: &mut Faults<'_>) {
        if let Some(value) = self {
            value.check(faults);
        }
    }

    fn ty() -> &'static Type {
        const { &Type::Option(T::ty) }
    }
}

/// Wrappers with a public field that serde writes alone.
macro_rules! wrappers {
    ($($ty:ident),* $(,)?) => {$(
        impl<T: Wire> Wire for $ty<T>
        where
            Self: super::Transferable,
        {
            const SHAPE: Shape = T::SHAPE;

            fn read(reader: &mut Reader<'_>) -> Result<Self, Fault> {
                T::read(reader).map(Self)
            }

            fn write(&self, writer: &mut Writer) {
                self.0.write(writer);
            }

            fn check(&self, faults: &mut Faults<'_>) {
                self.0.check(faults);
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
                const { &Type::Model(&Model { content: Content::Record(&[$(Field::new(stringify!($end), T::ty)),*]), is_strict: true, ..Model::UNIT }) }
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
            &Type::Model(&Model {
                content: Content::Choice(
                    Tagging::External,
                    &[
                        Variant::new("Unbounded"),
                        Variant { content: Content::Inner(Field::new("0", T::ty)), ..Variant::new("Included") },
                        Variant { content: Content::Inner(Field::new("0", T::ty)), ..Variant::new("Excluded") },
                    ],
                ),
                ..Model::UNIT
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
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
        [String, PathBuf, Box<str>, Rc<str>, Arc<str>, Cow<'static, str>]
        [char] [bool] [IpAddr] [Ipv4Addr] [Ipv6Addr] [SocketAddr] [SocketAddrV4] [SocketAddrV6] [Duration] [SystemTime] [serde_json::Value]
        [u8, Reverse<u8>, Saturating<u8>, Wrapping<u8>]
        [u16] [u32] [u64] [u128] [usize] [i8] [i16] [i32] [i64] [i128] [isize] [f32] [f64]
        [NonZeroU8] [NonZeroU16] [NonZeroU32] [NonZeroU64] [NonZeroU128] [NonZeroUsize]
        [NonZeroI8] [NonZeroI16] [NonZeroI32] [NonZeroI64] [NonZeroI128] [NonZeroIsize]
        [(), PhantomData<u8>] [Option<u8>] [[u8; 2]] [(u8,), (Reverse<u8>,)] [(u8, u16)] [(u16, u8)]
        [Box<[u8]>, Vec<u8>, VecDeque<u8>, LinkedList<u8>, BTreeSet<u8>, BinaryHeap<u8>, HashSet<u8>]
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
