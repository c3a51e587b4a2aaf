//! Numbers (RFC 8259, section 6).

use super::bounds::Bounds;
use super::fault::Fault;
use super::reader::Reader;
use serde::de::{Error, Expected, Unexpected};

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
    let (mut digits, mut behind, mut is_fraction, mut exponent) = (String::new(), 0_i64, false, "");
    for (at, byte) in number.bytes().enumerate() {
        match byte {
            b'.' => is_fraction = true,
            b'e' | b'E' => {
                exponent = number.get(at + 1..).unwrap_or_default();
                break;
            }
            b'0'..=b'9' => {
                behind += i64::from(is_fraction);
                if byte != b'0' || !digits.is_empty() {
                    digits.push(char::from(byte));
                }
            }
            // The sign.
            _ => {}
        }
    }
    while digits.ends_with('0') {
        digits.pop();
        behind -= 1;
    }
    if digits.is_empty() {
        return Ok("0".to_owned());
    }
    let too_far = if exponent.starts_with('-') { Not::Whole } else { Not::Short };
    let power = power(exponent).and_then(|power| power.checked_sub(behind)).ok_or(too_far)?;
    let zeros = usize::try_from(power).map_err(|_| Not::Whole)?;
    if digits.len().saturating_add(zeros) > MAX_DIGITS {
        return Err(Not::Short);
    }
    digits.extend(std::iter::repeat_n('0', zeros));
    if number.starts_with('-') {
        digits.insert(0, '-');
    }
    Ok(digits)
}

/// An exponent, with its sign or none.
fn power(exponent: &str) -> Option<i64> {
    let bounds = Bounds { least: i64::MIN, most: i64::MAX as u64 };
    if exponent.is_empty() { Some(0) } else { bounds.number(exponent).map(|power| power as i64) }
}

/// A whole number of the standard library.
pub(crate) trait Integer: Sized {
    /// Reads one. A fault stands at its first byte.
    fn read(reader: &mut Reader<'_>, expected: &dyn Expected) -> Result<Self, Fault>;
}

macro_rules! bounded {
    ($($ty:ident)*) => {$(
        impl Integer for $ty {
            fn read(reader: &mut Reader<'_>, expected: &dyn Expected) -> Result<Self, Fault> {
                reader.bounded(Bounds { least: $ty::MIN as i64, most: $ty::MAX as u64 }, expected).map(|number| number as $ty)
            }
        }
    )*};
}

bounded!(u8 u16 u32 u64 usize i8 i16 i32 i64 isize);

macro_rules! wide {
    ($($ty:ident)*) => {$(
        impl Integer for $ty {
            fn read(reader: &mut Reader<'_>, expected: &dyn Expected) -> Result<Self, Fault> {
                reader.at_start(|reader| {
                    if reader.way.is_text() { reader.said_whole() } else { reader.whole(|digits| digits.parse().ok(), expected) }
                })
            }
        }
    )*};
}

wide!(u128 i128);

impl Reader<'_> {
    /// A whole number within bounds.
    fn bounded(&mut self, bounds: Bounds, expected: &dyn Expected) -> Result<u64, Fault> {
        self.at_start(|reader| match reader.texts {
            Some(texts) => (texts.bounded)(reader, bounds),
            None => match reader.digits_alone(bounds.most) {
                Some(number) => Ok(number),
                None => reader.whole(|digits| bounds.number(digits), expected),
            },
        })
    }

    /// Passes a number that is but digits, and at most this one; stays before any other, and before one that might not fit into 64 bits.
    pub(super) fn digits_alone(&mut self, most: u64) -> Option<u64> {
        const SURE: usize = 19;
        // In a page that would save less time than it has bytes.
        if !cfg!(feature = "server") {
            return None;
        }
        let (mut number, mut at) = (0, self.at);
        while at < self.at + SURE && self.byte(at).is_ascii_digit() {
            number = number * 10 + u64::from(self.byte(at) - b'0');
            at += 1;
        }
        let is_spelled = at == self.at + 1 || at > self.at && self.byte(self.at) != b'0';
        if !is_spelled || number > most || matches!(self.byte(at), b'.' | b'e' | b'E' | b'0'..=b'9') {
            return None;
        }
        self.at = at;
        Some(number)
    }

    /// A whole number, by what makes it of its digits.
    fn whole<T>(&mut self, parse: impl Fn(&str) -> Option<T>, expected: &dyn Expected) -> Result<T, Fault> {
        if !matches!(self.peek(), b'-' | b'0'..=b'9') {
            return Err(self.other(expected));
        }
        let number = self.number()?;
        match parse(number) {
            Some(number) => Ok(number),
            None => parse(&whole(number).map_err(|not| match not {
                Not::Whole => Fault::invalid_type(Unexpected::Other("another"), expected),
                Not::Short => out_of_range(expected),
            })?)
            .ok_or_else(|| out_of_range(expected)),
        }
    }
}

/// A number that its type does not hold.
#[cold]
pub(super) fn out_of_range(expected: &dyn Expected) -> Fault {
    Fault::invalid_value(Unexpected::Other("a number out of range"), expected)
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
