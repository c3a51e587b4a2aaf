//! Whole numbers that are written as others: `1.0`, `2e3`. JSON Schema counts them as integers (2020-12 validation, section 6.1.1), and
//! languages with one kind of number write them; serde does not take them for one.
//!
//! In: JSON that a decoder refused. Out: the same with these numbers in digits, or nothing where there are none. So what is read at once pays
//! nothing. It judges no JSON: what is no number stays as it is, and is refused again.

/// As many digits as a number of 64 bits has.
const MOST_DIGITS: usize = 20;

/// The text with whole numbers in digits, if that makes a difference.
pub(super) fn in_digits(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut done = 0;
    for (start, end) in numbers(text.as_bytes()) {
        if let Some(digits) = text.get(start..end).and_then(digits) {
            out.push_str(text.get(done..start)?);
            out.push_str(&digits);
            done = end;
        }
    }
    out.push_str(text.get(done..)?);
    (done > 0).then_some(out)
}

/// Where numbers begin and end: runs of their characters outside of strings.
fn numbers(bytes: &[u8]) -> impl Iterator<Item = (usize, usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            match bytes.get(at)? {
                b'"' => at = after_string(bytes, at + 1),
                b'-' | b'0'..=b'9' => {
                    let length =
                        bytes[at..].iter().take_while(|byte| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E')).count();
                    at += length;
                    return Some((at - length, at));
                }
                _ => at += 1,
            }
        }
    })
}

/// Behind the closing quote of a string, or at the end.
fn after_string(bytes: &[u8], mut at: usize) -> usize {
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// The digits of a number with a fraction or an exponent, if it is whole and not longer than numbers are.
fn digits(number: &str) -> Option<String> {
    let (sign, rest) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let (mantissa, exponent) = rest.split_once(['e', 'E']).map_or((rest, None), |(mantissa, exponent)| (mantissa, Some(exponent)));
    let (whole, fraction) = mantissa.split_once('.').map_or((mantissa, None), |(whole, fraction)| (whole, Some(fraction)));
    let is_sound = are_digits(whole) && (whole == "0" || !whole.starts_with('0')) && fraction.is_none_or(are_digits);
    if !is_sound || (fraction, exponent) == (None, None) {
        return None;
    }
    let exponent = exponent.map_or(Some(0), power)?;
    let all = format!("{whole}{}", fraction.unwrap_or_default());
    let point = i64::try_from(whole.len()).ok()?.checked_add(exponent)?;
    let (before, after) = all.split_at(usize::try_from(point).unwrap_or(0).min(all.len()));
    if !after.bytes().all(|digit| digit == b'0') {
        return None;
    }
    let digits = before.trim_start_matches('0');
    let zeros = usize::try_from(point).unwrap_or(0).saturating_sub(all.len());
    match digits.len().checked_add(zeros)? {
        _ if digits.is_empty() => Some("0".to_owned()),
        length if length <= MOST_DIGITS => Some(format!("{sign}{digits}{}", "0".repeat(zeros))),
        _ => None,
    }
}

fn are_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// An exponent: digits, perhaps behind a sign.
fn power(text: &str) -> Option<i64> {
    are_digits(text.strip_prefix(['+', '-']).unwrap_or(text)).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_number_is_its_digits() {
        let table = [
            ("1.0", Some("1")),
            ("-643726.000", Some("-643726")),
            ("2e3", Some("2000")),
            ("1.5E+1", Some("15")),
            ("1200e-2", Some("12")),
            ("18446744073709551615.0", Some("18446744073709551615")),
            ("1e19", Some("10000000000000000000")),
            ("-0.0", Some("0")),
            ("0e99999", Some("0")),
            ("0.00e-7", Some("0")),
            ("7", None),
            ("1.5", None),
            ("12e-2", None),
            ("1e20", None),
            ("1e99999999999999999999", None),
            ("1.", None),
            (".0", None),
            ("01.0", None),
            ("1e", None),
            ("1e+", None),
            ("1.0.0", None),
            ("-", None),
            ("1-1", None),
        ];
        for (number, expected) in table {
            assert_eq!(digits(number).as_deref(), expected, "{number}");
        }
    }

    #[test]
    fn only_numbers_change() {
        let text = r#"{"1.0": [1.0, "2.0 \" 3.0", 4, -5e0, 6.5], "a\\": 7.0}"#;
        assert_eq!(in_digits(text).as_deref(), Some(r#"{"1.0": [1, "2.0 \" 3.0", 4, -5, 6.5], "a\\": 7}"#));
        for same in ["", "7", r#"{"a": "1.0"}"#, "\"1.0", "\"1.0\\", "[1., 2]", "é 1.é"] {
            assert_eq!(in_digits(same), None, "{same}");
        }
    }
}
