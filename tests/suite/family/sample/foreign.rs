//! Values of other crates' types, and of the standard library's that have a text.

use super::samples;
use bytes::Bytes;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

/// What this text says.
fn read<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error:?}"))
}

samples! {
    uuid::Uuid: [uuid::Uuid::nil(), uuid::Uuid::max(), uuid::Uuid::from_u128(0x67e5_5044_10b1_426f_9247_bb68_0e5f_e0c8)];
    url::Url: [read("https://example.org/"), read("http://a.example:81/b%20c?d=e&f=+#g"), read("mailto:a@b.example")];
    rust_decimal::Decimal: [read("0"), read("1.50"), read("-1.5"), read("0.0000000000000000000000000001"), rust_decimal::Decimal::MAX, rust_decimal::Decimal::MIN];
    Bytes: [Bytes::new(), Bytes::from_static(b"\0"), Bytes::from_static(b"a\xffb")];
    chrono::NaiveDate: [read("2026-11-29"), read("0001-01-01"), read("9999-12-31")];
    chrono::NaiveTime: [read("00:00:00"), read("23:59:59.999999999"), read("12:30:00.5")];
    chrono::NaiveDateTime: [read("2026-11-29T06:28:16"), read("1969-12-31T23:59:59.123")];
    chrono::DateTime<chrono::Utc>: [read("2026-11-29T06:28:16Z"), read("1969-12-31T23:59:59.000000001Z")];
    chrono::DateTime<chrono::FixedOffset>: [read("2026-11-29T06:28:16+05:30"), read("2026-11-29T06:28:16Z")];
    chrono::Weekday: [chrono::Weekday::Mon, chrono::Weekday::Sun];
    chrono::Month: [chrono::Month::May, chrono::Month::December];
    chrono::TimeDelta: [chrono::TimeDelta::zero(), chrono::TimeDelta::milliseconds(-1500)];
    jiff::Timestamp: [jiff::Timestamp::UNIX_EPOCH, jiff::Timestamp::MAX, jiff::Timestamp::MIN, read("2026-11-29T06:28:16.5Z")];
    jiff::Zoned: [read("2026-11-29T06:28:16+00:00[UTC]")];
    jiff::civil::Date: [read("2026-11-29"), jiff::civil::Date::MAX, jiff::civil::Date::MIN];
    jiff::civil::Time: [jiff::civil::Time::MIN, jiff::civil::Time::MAX];
    jiff::civil::DateTime: [read("2026-11-29T06:28:16"), jiff::civil::DateTime::MIN];
    jiff::SignedDuration: [jiff::SignedDuration::ZERO, jiff::SignedDuration::from_millis(-1500), jiff::SignedDuration::MAX];
    time::Date: [time::Date::MIN, time::Date::MAX, date()];
    time::Time: [time::Time::MIDNIGHT, hour()];
    time::Weekday: [time::Weekday::Monday];
    time::Month: [time::Month::May];
    time::OffsetDateTime: [time::OffsetDateTime::UNIX_EPOCH];
    time::UtcDateTime: [time::UtcDateTime::UNIX_EPOCH];
    time::PrimitiveDateTime: [time::PrimitiveDateTime::new(date(), hour())];
    time::UtcOffset: [time::UtcOffset::UTC];
    time::Duration: [time::Duration::ZERO, time::Duration::milliseconds(-1500)];
    IpAddr: [read("127.0.0.1"), read("::1")];
    SocketAddr: [read("127.0.0.1:80"), read("[::1]:80")];
    Duration: [Duration::ZERO, Duration::new(u64::MAX, 999_999_999)];
    serde_json::Value: [serde_json::json!({ "a": [1, "b", null, 0.5, { "c": {} }] }), serde_json::json!(u64::MAX), serde_json::json!(""), serde_json::json!([])];
}

fn date() -> time::Date {
    time::Date::from_ordinal_date(2026, 333).unwrap_or(time::Date::MIN)
}

fn hour() -> time::Time {
    time::Time::from_hms_nano(6, 28, 16, 500_000_001).unwrap_or(time::Time::MIDNIGHT)
}
