//! Numbers (RFC 8259, section 6).

use super::fault::Fault;
use super::reader::Reader;

/// As many digits as a number of 128 bits has.
const MAX_DIGITS: usize = 39;

impl<'a> Reader<'a> {
    /// The number that follows, as it is written.
    pub(crate) fn number(&mut self) -> Result<&'a str, Fault> {
        let begin = self.start();
        if !matches!(self.byte(begin), b'-' | b'0'..=b'9') {
            return Err(self.syntax(if begin == self.text.len() { "ends before a value" } else { "expected a value" }));
        }
        self.at += usize::from(self.byte(begin) == b'-');
        match self.byte(self.at) {
            b'0' => self.at += 1,
            _ => self.digits()?,
        }
        if self.byte(self.at) == b'.' {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.byte(self.at), b'e' | b'E') {
            self.at += 1;
            self.at += usize::from(matches!(self.byte(self.at), b'+' | b'-'));
            self.digits()?;
        }
        match self.byte(self.at) {
            b'0'..=b'9' => Err(Fault::syntax(begin, "has a number that begins with 0")),
            _ => Ok(self.text.get(begin..self.at).unwrap_or_default()),
        }
    }

    fn digits(&mut self) -> Result<(), Fault> {
        let begin = self.at;
        while self.byte(self.at).is_ascii_digit() {
            self.at += 1;
        }
        if self.at == begin { Err(self.syntax("expected a digit")) } else { Ok(()) }
    }
}

/// A number that is a whole text, as the key of a map is.
pub(super) fn key(text: &str) -> Option<&str> {
    let mut reader = Reader::new(text);
    reader.number().ok().filter(|number| number.len() == text.len())
}

/// Why a number has no digits alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Not {
    /// It has a fraction.
    Whole,
    /// It is longer than numbers are.
    Short,
}

/// The digits of a whole number, however it is written (`7.0`, `2e3`), with its sign; `-0.0` is 0.
pub(super) fn whole(number: &str) -> Result<String, Not> {
    let (sign, rest) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let (mantissa, exponent) = rest.split_once(['e', 'E']).unwrap_or((rest, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = format!("{whole}{fraction}");
    let significant = all.trim_matches('0');
    if significant.is_empty() {
        return Ok("0".to_owned());
    }
    let trailing = all.len() - all.trim_end_matches('0').len();
    let too_far = if exponent.starts_with('-') { Not::Whole } else { Not::Short };
    let power = exponent.parse::<i64>().ok().and_then(|exponent| exponent.checked_add(trailing as i64)?.checked_sub(fraction.len() as i64));
    let zeros = usize::try_from(power.ok_or(too_far)?).map_err(|_| Not::Whole)?;
    let length = significant.len().checked_add(zeros).filter(|length| *length <= MAX_DIGITS).ok_or(Not::Short)?;
    Ok(format!("{sign}{significant:0<length$}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_number_is_its_digits() {
        let table = [
            ("1.0", Some("1")),
            ("7", Some("7")),
            ("-643726.000", Some("-643726")),
            ("2e3", Some("2000")),
            ("1.5E+1", Some("15")),
            ("1200e-2", Some("12")),
            ("0.05e2", Some("5")),
            ("18446744073709551615.0", Some("18446744073709551615")),
            ("1e19", Some("10000000000000000000")),
            ("-0.0", Some("0")),
            ("-0e1", Some("0")),
            ("0e99999", Some("0")),
            ("0e99999999999999999999", Some("0")),
            ("0.00e-7", Some("0")),
            ("1.5", None),
            ("12e-2", None),
            ("1e38", Some("100000000000000000000000000000000000000")),
            ("1e39", None),
            ("1e99999999999999999999", None),
            ("1e-99999999999999999999", None),
        ];
        for (number, why) in [("1.5", Not::Whole), ("12e-2", Not::Whole), ("1e39", Not::Short), ("1e99999999999999999999", Not::Short)] {
            assert_eq!(whole(number), Err(why), "{number}");
        }
        for (number, expected) in table {
            assert_eq!(whole(number).ok().as_deref(), expected, "{number}");
        }
    }

    /// A number is read for the field that it is for: another one that is written `7.0` changes nothing of it.
    #[test]
    fn no_number_is_read_by_anothers_spelling() {
        #[derive(serde::Deserialize)]
        struct Mixed {
            count: u8,
            float: f64,
            any: serde_json::Value,
            either: Either,
        }
        #[derive(Debug, PartialEq, serde::Deserialize)]
        #[serde(untagged)]
        enum Either {
            Whole(i64),
            Float(f64),
        }
        for count in ["7", "7.0", "7e0"] {
            let mixed = crate::json::read::<Mixed>(&format!(r#"{{"count":{count},"float":-0.0,"any":1.0,"either":2.5}}"#)).unwrap();
            assert_eq!((mixed.count, mixed.float.to_bits(), mixed.any.to_string()), (7, (-0.0_f64).to_bits(), "1.0".to_owned()), "{count}");
            assert_eq!(mixed.either, Either::Float(2.5));
            assert!(mixed.either != Either::Whole(2));
        }
    }
}
