//! Times as Conduit writes them: ISO 8601 in UTC, always with three digits of the second's fraction.

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serializer};

/// Writes `2026-11-21T14:48:46.120Z`.
pub(crate) fn serialize<S: Serializer>(time: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&format_args!("{time:.3}"))
}

/// Reads any RFC 3339 time.
pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
    Timestamp::deserialize(deserializer)
}
