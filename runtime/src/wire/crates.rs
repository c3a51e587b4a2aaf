//! [`Wire`] for the types of other crates, each behind the feature of its name. All but `bytes` are known by name: their JSON form is
//! one string (of `chrono::TimeDelta` two numbers), and what it looks like is that crate's own affair.

/// Scalars of one crate.
macro_rules! scalars {
    ($feature:literal: $($ty:ty => $name:literal $(, $format:ident)?);* $(;)?) => {$(
        #[cfg(feature = $feature)]
        impl super::Wire for $ty {
            const SHAPE: super::Shape = super::Shape::scalar($name);

            $(
                fn ty() -> &'static super::table::Type {
                    &super::table::Type::Text(super::table::Format::$format)
                }
            )?

            fn key(&self) -> Option<String> {
                super::key::of(self)
            }
        }
    )*};
}

scalars! { "uuid": uuid::Uuid => "uuid::Uuid", Uuid; }

scalars! { "url": url::Url => "url::Url", Url; }

scalars! { "rust_decimal": rust_decimal::Decimal => "rust_decimal::Decimal", Other; }

scalars! {
    "chrono":
    chrono::NaiveDateTime => "chrono::NaiveDateTime", DateTime;
    chrono::NaiveDate => "chrono::NaiveDate", Date;
    chrono::NaiveTime => "chrono::NaiveTime", Time;
    chrono::Weekday => "chrono::Weekday", Other;
    chrono::Month => "chrono::Month", Other;
}

/// Seconds and nanoseconds, in an array.
#[cfg(feature = "chrono")]
impl super::Wire for chrono::TimeDelta {
    const SHAPE: super::Shape = super::Shape::named("chrono::TimeDelta").said(super::words::Words::Several);
}

/// RFC 3339, whatever the time zone.
#[cfg(feature = "chrono")]
impl<Z: chrono::TimeZone> super::Wire for chrono::DateTime<Z> {
    const SHAPE: super::Shape = super::Shape::scalar("chrono::DateTime");

    fn ty() -> &'static super::table::Type {
        &super::table::Type::Text(super::table::Format::Other)
    }

    fn key(&self) -> Option<String> {
        super::key::of(self)
    }
}

scalars! {
    "jiff":
    jiff::Timestamp => "jiff::Timestamp", Other;
    jiff::Zoned => "jiff::Zoned", Other;
    jiff::civil::DateTime => "jiff::civil::DateTime", DateTime;
    jiff::civil::Date => "jiff::civil::Date", Date;
    jiff::civil::Time => "jiff::civil::Time", Time;
    jiff::Span => "jiff::Span", Other;
    jiff::SignedDuration => "jiff::SignedDuration", Other;
}

scalars! {
    "time":
    time::OffsetDateTime => "time::OffsetDateTime", Other;
    time::UtcDateTime => "time::UtcDateTime", Other;
    time::PrimitiveDateTime => "time::PrimitiveDateTime", Other;
    time::Date => "time::Date", Date;
    time::Time => "time::Time", Other;
    time::UtcOffset => "time::UtcOffset", Other;
    time::Duration => "time::Duration", Other;
    time::Weekday => "time::Weekday", Other;
    time::Month => "time::Month", Other;
}

/// A sequence of numbers, as of a `Vec<u8>`.
#[cfg(feature = "bytes")]
impl super::Wire for bytes::Bytes {
    const SHAPE: super::Shape = super::Shape::sequence(<u8 as super::Wire>::SHAPE);

    fn ty() -> &'static super::table::Type {
        const { &super::table::Type::List(<u8 as super::Wire>::ty) }
    }
}

/// A sequence of numbers, as of a `Vec<u8>`.
#[cfg(feature = "bytes")]
impl super::Wire for bytes::BytesMut {
    const SHAPE: super::Shape = super::Shape::sequence(<u8 as super::Wire>::SHAPE);

    fn ty() -> &'static super::table::Type {
        const { &super::table::Type::List(<u8 as super::Wire>::ty) }
    }
}

#[cfg(test)]
mod tests {
    #[allow(unused_imports, reason = "without a feature there is nothing to ask")]
    use crate::wire::{Shape, Wire};

    /// Each type has the name that ids have been made of, and no two types of one crate have one name.
    macro_rules! names {
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

    names! {
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

    #[test]
    #[cfg(feature = "bytes")]
    fn bytes_are_numbers() {
        assert_eq!([bytes::Bytes::SHAPE, bytes::BytesMut::SHAPE], [Vec::<u8>::SHAPE; 2]);
    }
}
