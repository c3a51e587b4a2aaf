//! Every scalar, as members of one struct each: what a place does to one of them shows beside the others.

use super::define;
use std::collections::{BTreeMap, BTreeSet};
use std::num::*;

define! {
    struct Narrow { a: u8, b: u16, c: u32, d: i8, e: i16, f: i32 }
    struct Wide { a: u64, b: i64, c: usize, d: isize }
    struct Widest { a: u128, b: i128 }
    struct NonZeros { a: NonZeroU8, b: NonZeroU64, c: NonZeroI64, d: NonZeroI8 }
    struct Floats { a: f32, b: f64 }
    struct Texts { a: String, b: char, c: std::sync::Arc<str>, d: bool, e: () }
    struct Keys { numbers: BTreeMap<u32, u8>, signed: BTreeMap<i64, bool> }
    struct TextKeys { texts: BTreeMap<String, u8>, chars: BTreeMap<char, u8>, units: BTreeMap<Unit, u8> }
    struct Lists { a: Vec<String>, b: Vec<u8>, c: BTreeSet<u32>, d: [u8; 3], e: (String, u8), f: Vec<Vec<u8>> }
    struct Maybes { a: Option<u8>, b: Option<String>, c: Option<bool>, d: Option<f64>, e: Option<Unit> }
    struct Foreign { a: uuid::Uuid, b: url::Url, c: rust_decimal::Decimal, d: bytes::Bytes }
    struct Chrono { a: chrono::NaiveDate, b: chrono::NaiveTime, c: chrono::NaiveDateTime, d: chrono::DateTime<chrono::Utc> }
    struct Jiff { a: jiff::Timestamp, b: jiff::civil::Date, c: jiff::civil::Time, d: jiff::civil::DateTime, e: jiff::SignedDuration }
    struct Time {
        #[schemars(with = "String", regex(pattern = r"^[-+]?\d{4}-((0[13578]|1[02])-(0[1-9]|[12]\d|3[01])|(0[469]|11)-(0[1-9]|[12]\d|30)|02-(0[1-9]|1\d|2[0-8]))$"))] a: time::Date,
        #[schemars(with = "String", regex(pattern = r"^([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{1,9}$"))] b: time::Time,
        #[schemars(with = "String", regex(pattern = r"^[-+]?\d{4}-((0[13578]|1[02])-(0[1-9]|[12]\d|3[01])|(0[469]|11)-(0[1-9]|[12]\d|30)|02-(0[1-9]|1\d|2[0-8])) ([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{1,9} [-+]([01]\d|2[0-5]):[0-5]\d:[0-5]\d$"))] c: time::OffsetDateTime,
        #[schemars(with = "String", regex(pattern = r"^[-+]?\d{4}-((0[13578]|1[02])-(0[1-9]|[12]\d|3[01])|(0[469]|11)-(0[1-9]|[12]\d|30)|02-(0[1-9]|1\d|2[0-8])) ([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{1,9}$"))] d: time::PrimitiveDateTime,
    }
    struct Standard { a: std::net::IpAddr, b: std::net::SocketAddr, c: std::time::Duration, d: std::path::PathBuf }
    #[serde(rename_all = "kebab-case")]
    #[derive(Eq, PartialOrd, Ord, Hash)]
    enum Unit { One, TwoWords, #[serde(rename = "3/~ .[]", alias = "three")] Three }
}
