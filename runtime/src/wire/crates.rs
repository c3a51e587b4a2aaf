//! [`Wire`] for the types of other crates, each behind the feature of its name. All but `bytes` are known by name: their JSON form is
//! one string or number, and what it looks like is that crate's own affair.

/// Scalars of one crate.
macro_rules! scalars {
    ($feature:literal: $($ty:ty => $name:literal),* $(,)?) => {$(
        #[cfg(feature = $feature)]
        impl super::Wire for $ty {
            const SHAPE: super::Shape = super::Shape::named($name);
        }
    )*};
}

scalars! { "uuid": uuid::Uuid => "uuid::Uuid" }

scalars! { "url": url::Url => "url::Url" }

scalars! { "rust_decimal": rust_decimal::Decimal => "rust_decimal::Decimal" }

scalars! {
    "chrono":
    chrono::NaiveDateTime => "chrono::NaiveDateTime",
    chrono::NaiveDate => "chrono::NaiveDate",
    chrono::NaiveTime => "chrono::NaiveTime",
    chrono::Weekday => "chrono::Weekday",
    chrono::Month => "chrono::Month",
    chrono::TimeDelta => "chrono::TimeDelta",
}

/// RFC 3339, whatever the time zone.
#[cfg(feature = "chrono")]
impl<Z: chrono::TimeZone> super::Wire for chrono::DateTime<Z> {
    const SHAPE: super::Shape = super::Shape::named("chrono::DateTime");
}

scalars! {
    "jiff":
    jiff::Timestamp => "jiff::Timestamp",
    jiff::Zoned => "jiff::Zoned",
    jiff::civil::DateTime => "jiff::civil::DateTime",
    jiff::civil::Date => "jiff::civil::Date",
    jiff::civil::Time => "jiff::civil::Time",
    jiff::Span => "jiff::Span",
    jiff::SignedDuration => "jiff::SignedDuration",
}

scalars! {
    "time":
    time::OffsetDateTime => "time::OffsetDateTime",
    time::UtcDateTime => "time::UtcDateTime",
    time::PrimitiveDateTime => "time::PrimitiveDateTime",
    time::Date => "time::Date",
    time::Time => "time::Time",
    time::UtcOffset => "time::UtcOffset",
    time::Duration => "time::Duration",
    time::Weekday => "time::Weekday",
    time::Month => "time::Month",
}

/// A sequence of numbers, as of a `Vec<u8>`.
#[cfg(feature = "bytes")]
impl super::Wire for bytes::Bytes {
    const SHAPE: super::Shape = super::Shape::sequence(<u8 as super::Wire>::SHAPE);
}

/// A sequence of numbers, as of a `Vec<u8>`.
#[cfg(feature = "bytes")]
impl super::Wire for bytes::BytesMut {
    const SHAPE: super::Shape = super::Shape::sequence(<u8 as super::Wire>::SHAPE);
}
