//! Scalars that are said by texts: in the name of a member, a path, a query, a header, a form.
//!
//! In: `"7"`, or an array of all texts of one name. Out: the one that counts, and the number or the boolean that it says.

use super::bounds::Bounds;
use super::fault::Fault;
#[cfg(feature = "server")]
use super::notation::Notation;
use super::number;
use super::reader::{Reader, Texts};
use super::source::Source;
use std::borrow::Cow;
use std::str::FromStr;

pub(super) static TEXTS: Texts =
    Texts { text: |reader| reader.leaf(), flag: |reader| reader.flag(), bounded: |reader, bounds| reader.said_bounded(bounds) };

impl<'a> Reader<'a> {
    /// The same, of texts in place of numbers and booleans.
    #[cfg(feature = "server")]
    pub(crate) fn by(self, way: Notation) -> Self {
        Self { texts: way.is_text().then_some(&TEXTS), way, ..self }
    }

    /// The text of a scalar.
    fn leaf(&mut self) -> Result<Cow<'a, str>, Fault> {
        let start = self.start();
        if !matches!(self.source, Source::Here) {
            return Err(self.other(&"a string"));
        }
        match self.peek() {
            b'"' => self.string(),
            b'[' => self.texts().map_err(|fault| fault.or_at(start)),
            b'n' => Err(self.unclear()),
            _ => Err(self.no_scalar().or_at(start)),
        }
    }

    /// The one text of an array: in a form the last, so that a hidden field can stand for an unchecked box.
    fn texts(&mut self) -> Result<Cow<'a, str>, Fault> {
        let (mut is_first, mut found) = (true, None);
        self.open()?;
        while self.next_item(&mut is_first, b']')? {
            if self.peek() != b'"' {
                return Err(self.no_scalar());
            }
            if found.replace(self.string()?).is_some() && !self.way.is_form() {
                return Err(Fault::said("duplicate", "is given more than once"));
            }
        }
        found.ok_or_else(|| Fault::said("missing", "is required"))
    }

    #[cold]
    fn no_scalar(&self) -> Fault {
        Fault::said("invalid_type", if self.way.is_form() { "expected one value" } else { "is one value, and no list" })
    }

    /// Returns true for an array of one text, which is a scalar.
    pub(super) fn is_one_text(&self) -> bool {
        let mut text = Self::from(self.text, self.at);
        self.way.is_text() && text.open().is_ok() && text.peek() == b'"' && text.string().is_ok() && text.peek() == b']'
    }

    /// A name with brackets of no list.
    #[cold]
    pub(super) fn unclear(&self) -> Fault {
        Fault::said("invalid_value", "has brackets of no list: `[]`, or an index that comes once").or_at(self.at)
    }

    /// A boolean. In a form also that of a box, checked or not.
    fn flag(&mut self) -> Result<bool, Fault> {
        let start = self.start();
        if self.way.is_form() && matches!(self.source, Source::Absent) {
            return Ok(false);
        }
        let text = self.leaf()?;
        match &*text {
            "true" => Ok(true),
            "false" => Ok(false),
            "on" | "1" if self.way.is_form() => Ok(true),
            "off" | "0" | "" if self.way.is_form() => Ok(false),
            _ => Err(Fault::said("invalid_value", "expected true or false").or_at(start)),
        }
    }

    /// A whole number, spelled as JSON does, or one thing would have two paths; in a form as people do.
    pub(super) fn said_whole<T: FromStr>(&mut self) -> Result<T, Fault> {
        self.said(is_spelled_whole, WHOLE, |text| text.parse().ok())
    }

    /// The same of at most 64 bits.
    fn said_bounded(&mut self, bounds: Bounds) -> Result<u64, Fault> {
        if let Some(number) = self.said_digits(bounds.most) {
            return Ok(number);
        }
        self.said(is_spelled_whole, WHOLE, |text| bounds.number(text))
    }

    /// Passes one text of digits alone; stays before anything else.
    fn said_digits(&mut self, most: u64) -> Option<u64> {
        let begin = self.at;
        self.at += if self.starts_with("[\"") { 2 } else { return None };
        let number = self.digits_alone(most).filter(|_| self.starts_with("\"]"));
        self.at = if number.is_some() { self.at + 2 } else { begin };
        number
    }

    /// A number.
    pub(super) fn said_float<T: FromStr + Into<f64> + Copy>(&mut self) -> Result<T, Fault> {
        let start = self.start();
        let number: T = self.said(|_| true, "expected a number", |text| text.parse().ok())?;
        if number.into().is_finite() { Ok(number) } else { Err(Fault::said("invalid_value", "expected a number").or_at(start)) }
    }

    fn said<T>(&mut self, is_spelled: fn(&str) -> bool, expected: &'static str, parse: impl Fn(&str) -> Option<T>) -> Result<T, Fault> {
        let (start, text) = (self.start(), self.leaf()?);
        let (number, expected) = if self.way.is_form() {
            (parse(text.trim()), "expected a number within range")
        } else {
            let number = number::key(&text).filter(|text| is_spelled(text)).and_then(parse);
            (number, if is_padded(&text) { UNPADDED } else { expected })
        };
        number.ok_or_else(|| Fault::said("invalid_value", expected).or_at(start))
    }
}

const UNPADDED: &str = "expected a number without `+` or zeros before it";

/// Returns true for digits with a `+` or zeros before them.
fn is_padded(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    (text.starts_with('+') || (digits.len() > 1 && digits.starts_with('0')))
        && !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}

const WHOLE: &str = "expected a whole number within range";

fn is_spelled_whole(text: &str) -> bool {
    text != "-0" && !text.bytes().any(|byte| matches!(byte, b'.' | b'e' | b'E'))
}
