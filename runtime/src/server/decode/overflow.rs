//! What serde makes of a number that it looks at later (`flatten`, a tag, `untagged`): infinity, where an `f32` cannot hold it.

use crate::json::{self, Fault, Reader, is_finite, numbers};
use crate::wire::Travels;

/// From this power of ten on, an `f32` is infinite (its greatest value is 3.4e38).
const F32_DIGITS: usize = 38;

/// How many numbers are tried for the one at fault.
const MOST_TRIED: usize = 32;

/// Reads a value.
///
/// # Errors
/// Its fault, and a number that the type would hold as an infinite one. A client does not look: a server of ours writes no such number, and the width
/// of a number is in every id.
pub(super) fn read<T: Travels>(reader: &mut Reader<'_>) -> Result<T, Fault> {
    let before = reader.rest();
    let value = T::deserialize(&mut *reader)?;
    let json = &before[..before.len() - reader.rest().len()];
    match may_overflow(json.as_bytes()) && !is_finite(&value) {
        true => Err(Fault::out_of_range(reader.offset() - json.len() + overflowing::<T>(json))),
        false => Ok(value),
    }
}

/// Where the number stands that the type cannot hold: the one without which, and without those before it, the value is finite.
fn overflowing<T: Travels>(json: &str) -> usize {
    let mut text = json.as_bytes().to_vec();
    let great = numbers(json).into_iter().filter(|range| json[range.clone()].parse().is_ok_and(f32::is_infinite)).take(MOST_TRIED);
    let mut places = great.map(|range| {
        text[range.clone()].fill(b' ');
        text[range.start] = b'0';
        let is_at_fault = json::read_bytes::<T>(&text).is_ok_and(|value| is_finite(&value));
        (is_at_fault, range.start)
    });
    places.find_map(|(is_at_fault, start)| is_at_fault.then_some(start)).unwrap_or(0)
}

/// Whether a number may be in a text that no `f32` holds: one with many digits or with an exponent. Texts within it may look so too.
pub(super) fn may_overflow(json: &[u8]) -> bool {
    let mut digits = 0;
    json.iter().enumerate().any(|(place, byte)| match byte {
        b'0'..=b'9' => {
            digits += 1;
            digits > F32_DIGITS
        }
        b'e' | b'E' => std::mem::take(&mut digits) > 0 && json.get(place + 1) != Some(&b'-'),
        b'.' => false,
        _ => {
            digits = 0;
            false
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<T: Travels>(text: &str) -> Result<T, Fault> {
        super::read(&mut Reader::new(text))
    }

    #[test]
    fn a_number_that_overflows_is_not_read() {
        let long = "1".to_owned() + &"0".repeat(39);
        for text in ["1e39", "-1E+39", "1000000000000000000000000000000e9", "3.5e38", "123.4e37", &long, &format!("{long}.5")] {
            assert!(may_overflow(text.as_bytes()) && read::<f32>(text).is_err(), "{text}");
            assert!(read::<f64>(text).is_ok() && read::<Vec<Option<f32>>>(&format!("[1,{text}]")).is_err(), "{text}");
        }
        // What serde keeps to be looked at later is no number of a width yet.
        #[derive(Debug, serde::Serialize, serde::Deserialize)]
        #[serde(untagged)]
        enum Later {
            Single(Vec<f32>),
        }
        assert!(read::<Later>("[1,\n 2, 1e39]").is_err());
        for text in ["3.4e38", "1e-50", "0e99", "12"] {
            assert!(read::<f32>(text).is_ok(), "{text}");
        }
    }
}
