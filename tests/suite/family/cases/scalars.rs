//! Scalars: in each place.

use super::family;

family! {
    u8_: u8 => body form query path header;
    u16_: u16 => body form query path header;
    u32_: u32 => body form query path header;
    u64_: u64 => body form query path header;
    u128_: u128 => body form query path header;
    usize_: usize => body query;
    i8_: i8 => body form query path header;
    i16_: i16 => body;
    i32_: i32 => body query;
    i64_: i64 => body form query path header;
    i128_: i128 => body form query path header;
    isize_: isize => body;
    f32_: f32 => body form query path header;
    f64_: f64 => body form query path header;
    non_zero_u8: std::num::NonZeroU8 => body form query path header;
    non_zero_u16: std::num::NonZeroU16 => body;
    non_zero_u32: std::num::NonZeroU32 => body;
    non_zero_u64: std::num::NonZeroU64 => body query;
    non_zero_u128: std::num::NonZeroU128 => body form query path header;
    non_zero_i8: std::num::NonZeroI8 => body;
    non_zero_i64: std::num::NonZeroI64 => body form query path header;
    non_zero_i128: std::num::NonZeroI128 => body;
    bool_: bool => body form query path header;
    char_: char => body form query path header;
    string_: String => body form query path header;
    arc_str: std::sync::Arc<str> => body form query path header;
    cow_str: std::borrow::Cow<'static, str> => body query;
    unit_: () => body;
    unit_enum: Unit => body form query path header;
    text: Text => body form query path header;
    number: Number => body form query path header;
    double: Double => body form query path header;
    uuid_: uuid::Uuid => body form query path header;
    url_: url::Url => body form query path header;
    decimal: rust_decimal::Decimal => body form query path header;
    bytes_: bytes::Bytes => body;
    chrono_date: chrono::NaiveDate => body form query path header;
    chrono_time: chrono::NaiveTime => body form query path header;
    chrono_date_time: chrono::NaiveDateTime => body form query path header;
    chrono_utc: chrono::DateTime<chrono::Utc> => body form query path header;
    chrono_fixed: chrono::DateTime<chrono::FixedOffset> => body form query path header;
    jiff_timestamp: jiff::Timestamp => body form query path header;
    jiff_date: jiff::civil::Date => body form query path header;
    jiff_time: jiff::civil::Time => body form query path header;
    jiff_date_time: jiff::civil::DateTime => body form query path header;
    jiff_signed_duration: jiff::SignedDuration => body form query path header;
    ip: std::net::IpAddr => body form query path header;
    socket: std::net::SocketAddr => body query;
    duration: std::time::Duration => body;
    any: serde_json::Value => body;
}
