//! Whole numbers that are written as others: `1.0`, `2e3`. JSON Schema counts them as integers (2020-12 validation, section 6.1.1), and
//! languages with one kind of number write them; serde does not take them for one.
//!
//! In: JSON that a decoder refused, and where. Out: the same with these numbers in digits, but only those at the place of the fault: how one
//! number is written decides nothing of the others. What is read at once pays nothing. It judges no JSON: what is no number stays as it is, and
//! is refused again.

use super::place::offset;
use crate::wire::json::{after_string, numbers};
use serde_json::Error;
use std::borrow::Cow;
use std::ops::Range;

/// As many digits as a number of 128 bits has.
const MOST_DIGITS: usize = 39;

/// How often one text is read anew.
const MOST_ROUNDS: usize = 256;

/// How many bytes are read anew.
const MOST_BYTES: usize = 16 << 20;

/// A decoder: fills a blank.
type Decode<'d> = dyn FnMut(&str) -> Result<(), Error> + 'd;

/// Decodes a text. What is refused is tried again with the whole numbers at that place in digits; a fault is one of the text tried last.
pub(super) fn decode<'a>(text: &'a str, decode: &mut Decode<'_>) -> Result<(), (Cow<'a, str>, Error)> {
    let Err(error) = decode(text) else { return Ok(()) };
    let mut tried = Tried { text: Cow::Borrowed(text), error, rounds: MOST_ROUNDS.min(MOST_BYTES / text.len().max(1)) };
    while tried.error.is_data() || tried.error.is_syntax() {
        match tried.round(decode) {
            Some(Ok(())) => return Ok(()),
            Some(Err(further)) => (tried.text, tried.error) = (Cow::Owned(further.0), further.1),
            None => break,
        }
    }
    Err((tried.text, tried.error))
}

/// A text that was refused, and why.
struct Tried<'a> {
    text: Cow<'a, str>,
    error: Error,
    /// How often more it may be read.
    rounds: usize,
}

/// A text that is refused further on, or for another reason.
type Further = Result<(), (String, Error)>;

impl Tried<'_> {
    /// What comes of the text with one number more in digits, or with as many as one value needs; nothing where that is no matter of numbers.
    fn round(&mut self, decode: &mut Decode<'_>) -> Option<Further> {
        let end = end(&self.text, &self.error);
        // The decoder stops behind the number that it refuses, or within one where it wants 128 bits; but what is kept to be looked at later
        // (`flatten`, a tag, `untagged`) it refuses as a whole, and any of its numbers may be meant.
        if let Some(number) = number_at(&self.text, end)
            && let Some(further) = self.with(&[number], decode)
        {
            return Some(further);
        }
        let mut numbers = candidates(&self.text, end);
        if self.error.is_syntax() || numbers.len() >= self.rounds {
            return None;
        }
        self.with(&numbers, decode).map(drop)?;
        for number in numbers.clone() {
            let others: Vec<_> = numbers.iter().filter(|other| **other != number).cloned().collect();
            if self.with(&others, decode).is_some() {
                numbers = others;
            }
        }
        self.with(&numbers, decode)
    }

    /// What comes of the text with these numbers in digits, if it is read further.
    fn with(&mut self, numbers: &[Range<usize>], decode: &mut Decode<'_>) -> Option<Further> {
        if numbers.is_empty() {
            return None;
        }
        self.rounds = self.rounds.checked_sub(1)?;
        let text = in_digits(&self.text, numbers);
        let Err(error) = decode(&text) else { return Some(Ok(())) };
        let is_further = rest(&text, &error) < rest(&self.text, &self.error) || is_of_value(&error) && !is_of_value(&self.error);
        is_further.then_some(Err((text, error)))
    }
}

/// The offset at which a decoder stopped. What has no place is refused as a whole.
fn end(text: &str, error: &Error) -> usize {
    match error.line() {
        0 => text.len(),
        line => offset(text.as_bytes(), line, error.column()),
    }
}

/// How much of a text was not looked at.
fn rest(text: &str, error: &Error) -> usize {
    text.len() - end(text, error)
}

/// Whether a number is of the right kind, and out of range.
fn is_of_value(error: &Error) -> bool {
    error.to_string().starts_with("invalid value")
}

/// The whole number not written in digits that an offset stands in, or behind.
fn number_at(text: &str, end: usize) -> Option<Range<usize>> {
    numbers(text.as_bytes()).take_while(|number| number.start < end).find(|number| end <= number.end && is_whole(text, number))
}

fn is_whole(text: &str, number: &Range<usize>) -> bool {
    text.get(number.clone()).and_then(digits).is_some()
}

/// The whole numbers not written in digits in the array or object that an offset stands in, up to there.
fn candidates(text: &str, end: usize) -> Vec<Range<usize>> {
    let start = start(text.as_bytes(), end);
    let until = numbers(text.as_bytes()).take_while(|number| number.end <= end);
    until.filter(|number| number.start >= start && is_whole(text, number)).collect()
}

/// Where the innermost array or object begins that an offset stands in.
fn start(text: &[u8], end: usize) -> usize {
    let (mut open, mut at) = (Vec::new(), 0);
    while let Some(byte) = text.get(at).filter(|_| at < end) {
        at += 1;
        match byte {
            b'"' => at = after_string(text, at),
            b'{' | b'[' => open.push(at),
            b'}' | b']' => drop(open.pop()),
            _ => {}
        }
    }
    open.last().copied().unwrap_or(0)
}

/// The text with these numbers in digits.
fn in_digits(text: &str, numbers: &[Range<usize>]) -> String {
    let (mut out, mut done) = (String::with_capacity(text.len()), 0);
    for number in numbers {
        out.push_str(text.get(done..number.start).unwrap_or_default());
        out.push_str(&text.get(number.clone()).and_then(digits).unwrap_or_default());
        done = number.end;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

/// The digits of a number with a fraction or an exponent, if it is whole and not longer than numbers are. Zero with a sign has none: it is
/// another number than zero.
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
        _ if digits.is_empty() => sign.is_empty().then(|| "0".to_owned()),
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
    use serde::Deserialize;
    use serde::de::DeserializeOwned;
    use serde_json::Value;

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
            ("-0.0", None),
            ("-0e1", None),
            ("0.0", Some("0")),
            ("0e99999", Some("0")),
            ("0.00e-7", Some("0")),
            ("7", None),
            ("1.5", None),
            ("12e-2", None),
            ("1e38", Some("100000000000000000000000000000000000000")),
            ("1e39", None),
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

    #[derive(Debug, PartialEq, Deserialize)]
    struct Part {
        n: u8,
        f: f64,
        any: Value,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(untagged)]
    enum Any {
        Part(Part),
        Text(String),
    }

    #[derive(Debug, PartialEq, Deserialize)]
    struct Flat {
        #[serde(flatten)]
        part: Part,
        list: Option<Vec<u8>>,
    }

    /// What is read, or the text that was refused last.
    fn read<T: DeserializeOwned>(text: &str) -> Result<T, String> {
        let mut read = None;
        let mut decoder = |text: &str| serde_json::from_str(text).map(|value| read = Some(value));
        decode(text, &mut decoder).map_err(|(text, _)| text.into_owned())?;
        read.ok_or_else(String::new)
    }

    #[test]
    fn only_the_number_at_fault_changes() {
        let parts = [
            r#"{"n": 7.0, "f": -0.0, "any": [1.0, 2e0, "3.0"]}"#,
            r#"{"any": [1.0, 2e0, "3.0"], "f": -0.0, "n": 0.7e1}"#,
            r#"{"f": -0.0, "n": 7.0, "any": [1.0, 2e0, "3.0"]}"#,
        ];
        let expected = || Part { n: 7, f: -0.0, any: serde_json::json!([1.0, 2.0, "3.0"]) };
        let is = |part: &Part| *part == expected() && part.f.is_sign_negative();
        for part in parts {
            assert!(read::<Part>(part).is_ok_and(|part| is(&part)), "{part}");
            assert!(read::<Any>(part).is_ok_and(|any| matches!(&any, Any::Part(part) if is(part))), "{part}");
            assert!(read::<Flat>(part).is_ok_and(|flat| is(&flat.part)), "{part}");
            let two = read::<Vec<Any>>(&format!("[{part}, {part}]"));
            assert!(two.is_ok_and(|two| two.len() == 2 && two.iter().all(|any| matches!(any, Any::Part(part) if is(part)))), "{part}");
            let list = part.replacen('{', r#"{"list": [1.0, 2, 3.0],"#, 1);
            assert!(read::<Flat>(&list).is_ok_and(|flat| is(&flat.part) && flat.list == Some(vec![1, 2, 3])), "{part}");
        }
        assert_eq!(read(r#"["a\\", 1.0, 2.0]"#), Ok(("a\\".to_owned(), 1_u8, 2.0)));
        assert_eq!((read("1e30"), read("[[-7.0], 1e3]")), (Ok(10_u128.pow(30)), Ok(([-7_i128], 1000_u128))));
        assert_eq!(read(" 1.0 "), Ok(1));
    }

    #[test]
    fn a_fault_is_one_of_the_text_tried_last() {
        for (text, last) in
            [("-0.0", "-0.0"), ("[1.0,-0.0]", "[1,-0.0]"), ("[1.5]", "[1.5]"), ("[300.0]", "[300]"), (r#"["1.0"]"#, r#"["1.0"]"#)]
        {
            let fault = read::<Vec<u8>>(text).err().or_else(|| read::<u8>(text).err());
            assert_eq!(fault.as_deref(), Some(last), "{text}");
        }
    }

    #[test]
    fn a_text_is_read_anew_only_so_often() {
        let numbers = |count: usize| format!("[{}]", vec!["1.0"; count].join(","));
        assert_eq!(read(&numbers(MOST_ROUNDS)), Ok(vec![1_u8; MOST_ROUNDS]));
        for count in [MOST_ROUNDS + 1, 100_000] {
            assert!(read::<Vec<u8>>(&numbers(count)).is_err() && read::<Vec<f64>>(&numbers(count)).is_ok());
        }
    }
}
