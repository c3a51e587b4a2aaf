//! JSON, written and read so that a value arrives as it was sent, or not at all.
//!
//! serde_json writes `null` in the place of a float that JSON lacks; and serde makes infinity of a number that an `f32` cannot hold, where it
//! looks at numbers later (`flatten`, a tag, `untagged`).

use super::finite::Finite;
use super::travel::Travels;
use serde::Serialize;
use serde::de::Error as _;
use std::ops::Range;

/// From this power of ten on, an `f32` is infinite (its greatest value is 3.4e38).
const F32_DIGITS: usize = 38;

/// How many numbers are tried for the one at fault.
const MOST_TRIED: usize = 32;

/// Writes a value.
///
/// # Errors
/// serde's, and a float that is not finite.
pub(crate) fn write<T: Serialize + ?Sized>(value: &T) -> serde_json::Result<Vec<u8>> {
    let mut json = Vec::with_capacity(128);
    Finite(value).serialize(&mut serde_json::Serializer::new(&mut json))?;
    Ok(json)
}

/// Whether no float within a value is infinite or no number. What JSON cannot carry for another reason is not asked about.
pub(crate) fn is_finite<T: Serialize + ?Sized>(value: &T) -> bool {
    write(value).map_or_else(|error| !super::finite::is_cause(&error), |_| true)
}

/// Reads a value.
///
/// # Errors
/// serde's, and a number that the type would hold as an infinite one.
#[cfg(feature = "server")]
pub(crate) fn read<T: Travels>(json: &str) -> serde_json::Result<T> {
    finite(serde_json::from_str(json)?, json.as_bytes())
}

/// Reads a value of what may not be text.
///
/// # Errors
/// As of [`read`].
pub(crate) fn read_bytes<T: Travels>(json: &[u8]) -> serde_json::Result<T> {
    finite(serde_json::from_slice(json)?, json)
}

/// The value that was read of this JSON. A client's own build does not look: a server of ours writes no such number, the width of a number
/// is in every id, and the look would take the writer of each answer into a page's bundle.
fn finite<T: Travels>(value: T, json: &[u8]) -> serde_json::Result<T> {
    if cfg!(feature = "server") && may_overflow(json) && !is_finite(&value) {
        return Err(out_of_range(json, overflowing::<T>(json)));
    }
    Ok(value)
}

/// Where the number ends that the type cannot hold: the one without which, and without those before it, the value is finite.
fn overflowing<T: Travels>(json: &[u8]) -> usize {
    let mut text = json.to_vec();
    let great = numbers(json).filter(|range| is_infinite(&json[range.clone()])).take(MOST_TRIED);
    let mut ends = great.map(|range| {
        text[range.clone()].fill(b' ');
        text[range.start] = b'0';
        let is_at_fault = serde_json::from_slice::<T>(&text).is_ok_and(|value| is_finite(&value));
        (is_at_fault, range.end)
    });
    ends.find_map(|(is_at_fault, end)| is_at_fault.then_some(end)).unwrap_or(json.len())
}

fn is_infinite(number: &[u8]) -> bool {
    std::str::from_utf8(number).ok().and_then(|number| number.parse().ok()).is_some_and(f32::is_infinite)
}

/// The fault, at this offset. serde_json takes the place of an error from its words.
fn out_of_range(json: &[u8], end: usize) -> serde_json::Error {
    let before = &json[..end];
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let column = before.iter().rev().take_while(|byte| **byte != b'\n').count();
    serde_json::Error::custom(format_args!("invalid value: a number out of range, expected f32 at line {line} column {column}"))
}

/// Where numbers begin and end: runs of their characters outside of strings.
pub(crate) fn numbers(json: &[u8]) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            match json.get(at)? {
                b'"' => at = after_string(json, at + 1),
                b'-' | b'0'..=b'9' => {
                    let is_part = |byte: &&u8| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
                    let start = at;
                    at += json[at..].iter().take_while(is_part).count();
                    return Some(start..at);
                }
                _ => at += 1,
            }
        }
    })
}

/// Behind the closing quote of a string, or at the end.
pub(crate) fn after_string(json: &[u8], mut at: usize) -> usize {
    while let Some(byte) = json.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    json.len()
}

/// Whether a number may be in a text that no `f32` holds: one with many digits or with an exponent. Texts within it may look so too.
fn may_overflow(json: &[u8]) -> bool {
    let mut digits = 0;
    json.iter().enumerate().any(|(place, byte)| match byte {
        b'0'..=b'9' => {
            digits += 1;
            digits > F32_DIGITS
        }
        b'e' | b'E' => std::mem::take(&mut digits) > 0 && is_great(&json[place + 1..]),
        b'.' => false,
        _ => {
            digits = 0;
            false
        }
    })
}

/// Whether an exponent has two digits or more, and no minus.
fn is_great(exponent: &[u8]) -> bool {
    let exponent = exponent.strip_prefix(b"+").unwrap_or(exponent);
    matches!(exponent, [b'0'..=b'9', b'0'..=b'9', ..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn a_float_that_json_lacks_is_not_written() {
        #[derive(Serialize)]
        struct Flat {
            #[serde(flatten)]
            rest: BTreeMap<String, Option<f32>>,
        }
        for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            let small = bad as f32;
            let rest = BTreeMap::from([("a".to_owned(), Some(small))]);
            assert!(write(&bad).is_err() && write(&Some(bad)).is_err() && write(&[[bad]]).is_err() && write(&small).is_err());
            assert!(write(&BTreeMap::from([("a", (1, bad))])).is_err() && write(&Flat { rest }).is_err() && !is_finite(&bad));
        }
        assert_eq!(
            write(&(1.5, -0.0, None::<f64>, u128::MAX, i128::MIN, 1e-45_f32)).ok(),
            serde_json::to_vec(&(1.5, -0.0, (), u128::MAX, i128::MIN, 1e-45_f32)).ok()
        );
        // Another reason.
        assert!(is_finite(&BTreeMap::from([((1, 2), 3)])));
    }

    #[test]
    fn a_number_that_overflows_is_not_read() {
        let long = "1".to_owned() + &"0".repeat(39);
        for text in ["1e39", "-1E+39", "3.5e38", "123.4e37", &long, &format!("{long}.5")] {
            assert!(may_overflow(text.as_bytes()) && read::<f32>(text).is_err(), "{text}");
            assert!(read::<f64>(text).is_ok() && read::<Vec<Option<f32>>>(&format!("[1,{text}]")).is_err(), "{text}");
        }
        // What serde keeps to be looked at later is no number of a width yet.
        #[derive(Debug, Serialize, serde::Deserialize)]
        #[serde(untagged)]
        enum Later {
            Single(Vec<f32>),
        }
        let error = read::<Later>("[1,\n 2, 1e39]").map_err(|error| (error.line(), error.column()));
        assert!(matches!(error, Err((2, 8))), "{error:?}");
        for text in ["3.4e38", "1e-50", "0e99", "12"] {
            assert!(read::<f32>(text).is_ok(), "{text}");
        }
    }
}
