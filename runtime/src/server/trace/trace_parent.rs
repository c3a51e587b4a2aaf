//! The trace that a request belongs to, as its sender says.

use crate::server::header::field::Field;
use std::fmt;

/// The trace that a request belongs to: the header `traceparent`, where there is one and it is sound.
///
/// A request extension, for contexts and layers that carry the trace on; the span of the call has both ids as fields. It is a peer's
/// word, and says nothing about who the peer is.
///
/// Source: <https://www.w3.org/TR/trace-context/#traceparent-header>.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TraceParent {
    trace: u128,
    parent: u64,
    flags: u8,
}

impl TraceParent {
    /// The id of the whole trace.
    pub const fn trace_id(self) -> u128 {
        self.trace
    }

    /// The id of the sender's span.
    pub const fn parent_id(self) -> u64 {
        self.parent
    }

    /// Whether the sender may have recorded its span.
    pub const fn is_sampled(self) -> bool {
        self.flags & 1 == 1
    }

    /// What the header says. A repeated or malformed one counts as absent, as the standard asks.
    pub(in crate::server) fn of(traceparent: Field<'_>) -> Option<Self> {
        Self::parse(traceparent.single().ok()??.as_bytes())
    }

    /// `version "-" trace-id "-" parent-id "-" flags`, in lower-case hexadecimal. A later version may say more after that.
    pub(in crate::server) fn parse(text: &[u8]) -> Option<Self> {
        let (fields, rest) = text.split_at_checked(55)?;
        let [version, trace, parent, flags] = [&fields[..2], &fields[3..35], &fields[36..52], &fields[53..]];
        let is_divided = [2, 35, 52].iter().all(|place| fields[*place] == b'-');
        let ends = match version {
            b"ff" => false,
            b"00" => rest.is_empty(),
            _ => rest.is_empty() || rest.starts_with(b"-"),
        };
        hex(version)?;
        let this = Self { trace: hex(trace)?, parent: hex(parent)? as u64, flags: hex(flags)? as u8 };
        (is_divided && ends && this.trace != 0 && this.parent != 0).then_some(this)
    }
}

/// At most 32 lower-case digits.
fn hex(digits: &[u8]) -> Option<u128> {
    digits.iter().try_fold(0, |number: u128, digit| {
        let value = match digit {
            b'0'..=b'9' => digit - b'0',
            b'a'..=b'f' => digit - b'a' + 10,
            _ => return None,
        };
        Some(number << 4 | u128::from(value))
    })
}

impl fmt::Display for TraceParent {
    /// As a header of version 00, for a request of one's own.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "00-{:032x}-{:016x}-{:02x}", self.trace, self.parent, self.flags)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    #[test]
    fn a_sound_header_is_taken_over() {
        let parent = TraceParent::parse(GOOD.as_bytes()).unwrap();
        assert_eq!(
            (parent.trace_id(), parent.parent_id(), parent.is_sampled()),
            (0x4bf9_2f35_77b3_4da6_a3ce_929d_0e0e_4736, 0x00f0_67aa_0ba9_02b7, true)
        );
        assert_eq!(parent.to_string(), GOOD);
        let later = GOOD.replacen("00", "cc", 1);
        assert_eq!(TraceParent::parse(later.as_bytes()), Some(parent));
        assert_eq!(TraceParent::parse(format!("{later}-what-the-future-brings").as_bytes()), Some(parent));
    }

    #[test]
    fn anything_else_is_absent() {
        let bad = [
            "",
            "00",
            &GOOD[..54],
            &format!("{GOOD}-"),
            &format!("{GOOD}0"),
            &GOOD.to_uppercase(),
            &GOOD.replacen("00", "ff", 1),
            &GOOD.replacen("00", "0x", 1),
            &GOOD.replace("4bf92f3577b34da6a3ce929d0e0e4736", &"0".repeat(32)),
            &GOOD.replace("00f067aa0ba902b7", &"0".repeat(16)),
            &GOOD.replace('-', "_"),
            &GOOD.replacen('4', "g", 1),
            &format!("cc{}x", &GOOD[2..]),
        ];
        for text in bad {
            assert_eq!(TraceParent::parse(text.as_bytes()), None, "{text}");
        }
    }
}
