//! [`Wire`] for the types of other crates, each behind the feature of its name. All but `bytes` are known by name: their JSON form is
//! one string (of `chrono::TimeDelta` two numbers), and what it looks like is that crate's own affair.

#![allow(unused_imports, unused_macros, reason = "each crate is behind its feature")]

use super::table::Grammar;

/// A month and a day that it has. February has 29: no pattern counts years.
macro_rules! month_day {
    () => {
        r"((0[13578]|1[02])-(0[1-9]|[12]\d|3[01])|(0[469]|11)-(0[1-9]|[12]\d|30)|02-(0[1-9]|[12]\d))"
    };
}

/// A date as chrono reads it, from the year -262143 to 262142. A year of more than four digits has a sign.
macro_rules! date {
    () => {
        concat!(r"(\d{4}|[-+](\d{4,5}|1\d{5}|2[0-5]\d{4}|26[01]\d{3}|262(0\d\d|1[0-3]\d|14[0-2]))|-262143)-", month_day!())
    };
}

/// A time of day. A leap second may be there.
macro_rules! time_with_seconds {
    () => {
        r"([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d{1,9})?"
    };
}

/// A time of day. Seconds may be left out, and a leap second may be there.
macro_rules! time {
    () => {
        r"([01]\d|2[0-3]):[0-5]\d(:([0-5]\d|60)(\.\d{1,9})?)?"
    };
}

/// A date as jiff reads it: a year that is not of four digits has a sign and six. The year 0 has no minus.
macro_rules! signed_date {
    () => {
        concat!(r"(\d{4}|\+00\d{4}|-00(\d{3}[1-9]|\d\d[1-9]0|\d[1-9]00|[1-9]000))-", month_day!())
    };
}

/// The distance of a time from UTC.
macro_rules! offset {
    () => {
        r"[-+]([01]\d|2[0-5])(:[0-5]\d(:[0-5]\d)?)?"
    };
}

/// A length of time as ISO 8601 has it: `P1Y2M3DT4H5M6.5S`. Units stand in their order, and there is one at least.
macro_rules! span {
    () => {
        concat!(
            r"[-+]?P(?=[\dT])(\d{1,5}Y)?(\d{1,6}M)?(\d{1,7}W)?(\d{1,7}D)?",
            r"(T(?=\d)(\d{1,9}H)?(\d{1,11}M)?(\d{1,12}(\.\d{1,9})?S)?)?"
        )
    };
}

/// A length of time in hours, minutes and seconds: `PT1H30M`.
macro_rules! duration {
    () => {
        r"[-+]?PT(?=\d)((\d{1,15}|1\d{15}|2[0-5]\d{14})H)?(\d{1,15}M)?(\d{1,15}(\.\d{1,9})?S)?"
    };
}

/// Texts of a pattern of their own.
macro_rules! like {
    ($($part:expr),+) => { Grammar::pattern(concat!("^", $($part,)+ "$")) };
}

/// Scalars of one crate.
macro_rules! scalars {
    ($feature:literal: $($ty:ty => $name:literal, $format:ident $(($grammar:expr))?);* $(;)?) => {$(
        #[cfg(feature = $feature)]
        impl super::Wire for $ty {
            const SHAPE: super::Shape = super::Shape::scalar($name);

            fn ty() -> &'static super::table::Type {
                const { &super::table::Type::Text(super::table::Format::$format$(($grammar))?) }
            }
        }
    )*};
}

scalars! { "uuid": uuid::Uuid => "uuid::Uuid", Uuid; }

scalars! { "url": url::Url => "url::Url", Url; }

scalars! { "rust_decimal": rust_decimal::Decimal => "rust_decimal::Decimal", Decimal; }

scalars! {
    "chrono":
    chrono::NaiveDateTime => "chrono::NaiveDateTime", DateTime(like!(date!(), "T", time_with_seconds!()));
    chrono::NaiveDate => "chrono::NaiveDate", Date(Grammar::formats(&["date"]));
    chrono::NaiveTime => "chrono::NaiveTime", Time(like!(time!()));
}

/// Enums of names.
macro_rules! names {
    ($feature:literal: $($ty:ty => $name:literal: $($variant:literal)+;)+) => {$(
        #[cfg(feature = $feature)]
        impl super::Wire for $ty {
            const SHAPE: super::Shape = super::Shape::scalar($name);

            fn ty() -> &'static super::table::Type {
                use super::table::{Content, Model, Type, Variant};
                const { &Type::Model(&Model { content: Content::Choice(super::Tagging::External, &[$(Variant::new($variant)),+]), ..Model::UNIT }) }
            }
        }
    )+};
}

names! {
    "chrono":
    chrono::Weekday => "chrono::Weekday": "Mon" "Tue" "Wed" "Thu" "Fri" "Sat" "Sun";
    chrono::Month => "chrono::Month":
        "January" "February" "March" "April" "May" "June" "July" "August" "September" "October" "November" "December";
}

/// Seconds and nanoseconds, in an array.
#[cfg(feature = "chrono")]
impl super::Wire for chrono::TimeDelta {
    const SHAPE: super::Shape = super::Shape::named("chrono::TimeDelta").said(super::text_form::TextForm::Several);
}

/// RFC 3339, whatever the time zone.
#[cfg(feature = "chrono")]
impl<Z: chrono::TimeZone> super::Wire for chrono::DateTime<Z>
where
    Self: super::Transferable,
{
    const SHAPE: super::Shape = super::Shape::scalar("chrono::DateTime");

    fn ty() -> &'static super::table::Type {
        const {
            &super::table::Type::Text(super::table::Format::Other(
                Grammar::formats(&["date-time"]).expected("expected a date, a time and its zone such as 2026-11-30T14:30:00Z"),
            ))
        }
    }
}

scalars! {
    "jiff":
    // What jiff reads besides, such as a time zone behind a date, and lengths in words, nobody is told to send.
    jiff::Timestamp => "jiff::Timestamp", Other(like!(signed_date!(), "[Tt ]", time!(), "([Zz]|", offset!(), ")").expected("expected a date, a time and its zone such as 2026-11-30T14:30:00Z"));
    jiff::Zoned => "jiff::Zoned", Other(like!(signed_date!(), "[Tt ]", time!(), "([Zz]|", offset!(), r")?\[[-+:/\w]+\]").expected("expected a date, a time and its zone such as 2026-11-30T14:30:00+01:00[+01:00]"));
    jiff::civil::DateTime => "jiff::civil::DateTime", DateTime(like!(signed_date!(), "[Tt ]", time!()));
    jiff::civil::Date => "jiff::civil::Date", Date(like!(signed_date!()));
    jiff::civil::Time => "jiff::civil::Time", Time(like!(time!()));
    jiff::Span => "jiff::Span", Other(like!(span!()).expected("expected a length of time such as P1DT12H"));
    jiff::SignedDuration => "jiff::SignedDuration", Other(like!(duration!()).expected("expected a length of time such as PT1H30M"));
}

scalars! {
    "time":
    time::OffsetDateTime => "time::OffsetDateTime", Other(Grammar::ANY.expected("expected a date, a time and its distance from UTC such as 2026-11-30 14:30:00.0 +00:00:00"));
    time::UtcDateTime => "time::UtcDateTime", Other(Grammar::ANY.expected("expected a date and a time such as 2026-11-30 14:30:00.0"));
    time::PrimitiveDateTime => "time::PrimitiveDateTime", Other(Grammar::ANY.expected("expected a date and a time such as 2026-11-30 14:30:00.0"));
    time::Date => "time::Date", Date(Grammar::ANY);
    time::Time => "time::Time", Other(Grammar::ANY.expected("expected a time such as 14:30:00.0"));
    time::UtcOffset => "time::UtcOffset", Other(Grammar::ANY.expected("expected a distance from UTC such as +01:00:00"));
    time::Duration => "time::Duration", Other(Grammar::ANY.expected("expected a length of time such as 90.000000000"));
    time::Weekday => "time::Weekday", Other(Grammar::ANY);
    time::Month => "time::Month", Other(Grammar::ANY);
}

/// A sequence of numbers, as of a `Vec<u8>`.
#[cfg(feature = "bytes")]
impl super::Wire for bytes::Bytes {
    const SHAPE: super::Shape = super::Shape::sequence(<u8 as super::Wire>::SHAPE);

    fn ty() -> &'static super::table::Type {
        &super::table::Type::Bytes
    }
}

/// A sequence of numbers, as of a `Vec<u8>`.
#[cfg(feature = "bytes")]
impl super::Wire for bytes::BytesMut {
    const SHAPE: super::Shape = super::Shape::sequence(<u8 as super::Wire>::SHAPE);

    fn ty() -> &'static super::table::Type {
        &super::table::Type::Bytes
    }
}

#[cfg(test)]
mod tests {
    #[cfg(feature = "server")]
    use crate::json::{Reader, What};
    use crate::wire::{Shape, Wire};

    /// Each type has the name that ids have been made of, and no two types of one crate have one name.
    macro_rules! known {
        ($($test:ident $feature:literal: $($ty:ty => $name:literal),+ $(,)?;)+) => {$(
            #[test]
            #[cfg(feature = $feature)]
            fn $test() {
                let names = [$($name),+];
                let shapes = [$(<$ty as Wire>::SHAPE),+];
                assert_eq!(shapes, names.map(Shape::named));
                assert_eq!(std::collections::HashSet::from(names).len(), names.len());
            }
        )+};
    }

    known! {
        of_uuid "uuid": uuid::Uuid => "uuid::Uuid";
        of_url "url": url::Url => "url::Url";
        of_rust_decimal "rust_decimal": rust_decimal::Decimal => "rust_decimal::Decimal";
        of_chrono "chrono":
            chrono::DateTime<chrono::Utc> => "chrono::DateTime", chrono::NaiveDateTime => "chrono::NaiveDateTime",
            chrono::NaiveDate => "chrono::NaiveDate", chrono::NaiveTime => "chrono::NaiveTime", chrono::Weekday => "chrono::Weekday",
            chrono::Month => "chrono::Month", chrono::TimeDelta => "chrono::TimeDelta";
        of_jiff "jiff":
            jiff::Timestamp => "jiff::Timestamp", jiff::Zoned => "jiff::Zoned", jiff::civil::DateTime => "jiff::civil::DateTime",
            jiff::civil::Date => "jiff::civil::Date", jiff::civil::Time => "jiff::civil::Time", jiff::Span => "jiff::Span",
            jiff::SignedDuration => "jiff::SignedDuration";
        of_time "time":
            time::OffsetDateTime => "time::OffsetDateTime", time::UtcDateTime => "time::UtcDateTime",
            time::PrimitiveDateTime => "time::PrimitiveDateTime", time::Date => "time::Date", time::Time => "time::Time",
            time::UtcOffset => "time::UtcOffset", time::Duration => "time::Duration", time::Weekday => "time::Weekday",
            time::Month => "time::Month";
    }

    #[test]
    #[cfg(feature = "chrono")]
    fn a_time_zone_is_not_in_the_name() {
        assert_eq!(<chrono::DateTime<chrono::Utc>>::SHAPE, <chrono::DateTime<chrono::FixedOffset>>::SHAPE);
    }

    /// A caller who sends another text is told of one that is read.
    #[test]
    #[cfg(all(
        feature = "server",
        feature = "uuid",
        feature = "url",
        feature = "rust_decimal",
        feature = "chrono",
        feature = "jiff",
        feature = "time"
    ))]
    fn the_example_of_a_fault_is_read() {
        fn check<T: Wire>() {
            let fault = T::read(&mut Reader::new(r#""no such text""#)).err().unwrap();
            let What::Said("invalid_value", words) = fault.what() else { panic!("{fault}") };
            let (_, example) = words.split_once(" such as ").unwrap();
            assert!(T::read(&mut Reader::new(&format!("{example:?}"))).is_ok(), "{words}");
            let fault = T::read(&mut Reader::new("true")).err().unwrap();
            assert_eq!(fault.what(), &What::Said("invalid_type", words));
        }
        macro_rules! all {
            ($($ty:ty),+ $(,)?) => { $(check::<$ty>();)+ };
        }
        all!(uuid::Uuid, url::Url, rust_decimal::Decimal);
        all!(
            std::net::IpAddr,
            std::net::Ipv4Addr,
            std::net::Ipv6Addr,
            std::net::SocketAddr,
            std::net::SocketAddrV4,
            std::net::SocketAddrV6
        );
        all!(chrono::DateTime<chrono::Utc>, chrono::NaiveDateTime, chrono::NaiveDate, chrono::NaiveTime);
        all!(jiff::Timestamp, jiff::Zoned, jiff::civil::DateTime, jiff::civil::Date, jiff::civil::Time, jiff::Span, jiff::SignedDuration);
        all!(time::OffsetDateTime, time::UtcDateTime, time::PrimitiveDateTime, time::Date, time::Time, time::UtcOffset, time::Duration);
    }

    #[test]
    #[cfg(feature = "bytes")]
    fn bytes_are_numbers() {
        assert_eq!([bytes::Bytes::SHAPE, bytes::BytesMut::SHAPE], [Vec::<u8>::SHAPE; 2]);
    }
}
