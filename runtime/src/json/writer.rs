//! The text that is written.

use super::fault::Fault;
use super::scan::plain;
use serde::ser::Error;
use std::fmt::Write;

/// A text that grows.
#[derive(Debug)]
pub struct Writer {
    out: String,
}

impl Default for Writer {
    /// Nothing, with room for a small value.
    fn default() -> Self {
        Self { out: String::with_capacity(128) }
    }
}

impl Writer {
    /// What was written.
    pub(crate) fn into_json(self) -> Vec<u8> {
        self.out.into_bytes()
    }

    /// What was written.
    pub(super) fn into_text(self) -> String {
        self.out
    }

    /// How much was written.
    pub(super) fn len(&self) -> usize {
        self.out.len()
    }

    /// Writes what is JSON already.
    pub(crate) fn raw(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Writes a comma, unless it is the first item of what began at this length.
    pub(super) fn separate(&mut self, begin: usize) {
        if self.out.len() > begin {
            self.out.push(',');
        }
    }

    /// Writes a number or a text that needs no escape, as it shows itself.
    pub(super) fn shown(&mut self, value: &dyn std::fmt::Display) {
        let _ = write!(self.out, "{value}");
    }

    pub(super) fn unsigned(&mut self, mut number: u64) {
        let mut digits = [b'0'; 20];
        let mut at = digits.len();
        loop {
            at -= 1;
            digits[at] = b'0' + (number % 10) as u8;
            number /= 10;
            if number == 0 {
                break;
            }
        }
        self.out.push_str(std::str::from_utf8(&digits[at..]).unwrap_or_default());
    }

    pub(super) fn signed(&mut self, number: i64) {
        if number < 0 {
            self.out.push('-');
        }
        self.unsigned(number.unsigned_abs());
    }

    /// Writes the shortest digits that give the number back.
    pub(super) fn float<F: zmij::Float + Into<f64> + Copy>(&mut self, number: F) -> Result<(), Fault> {
        if !number.into().is_finite() {
            return Err(Fault::not_finite());
        }
        self.out.push_str(zmij::Buffer::new().format_finite(number));
        Ok(())
    }

    /// Writes a string (RFC 8259, section 7).
    pub(crate) fn text(&mut self, text: &str) {
        self.out.push('"');
        let mut rest = text;
        loop {
            let (clean, odd) = rest.split_at(plain(rest.as_bytes()));
            self.out.push_str(clean);
            let mut chars = odd.chars();
            let Some(char) = chars.next() else { break };
            self.escape(char);
            rest = chars.as_str();
        }
        self.out.push('"');
    }

    #[inline(never)]
    fn escape(&mut self, char: char) {
        let short = match char {
            '\n' => 'n',
            '\r' => 'r',
            '\t' => 't',
            '\u{8}' => 'b',
            '\u{c}' => 'f',
            '"' | '\\' => char,
            _ => {
                let _ = write!(self.out, "\\u{:04x}", u32::from(char));
                return;
            }
        };
        self.out.push('\\');
        self.out.push(short);
    }

    /// Puts a string that was written since `begin` in its own place, as the JSON that it holds.
    pub(super) fn unquote_since(&mut self, begin: usize) -> Result<(), Fault> {
        let text: String = super::read(self.out.get(begin..).unwrap_or_default())?;
        self.out.truncate(begin);
        self.out.push_str(&text);
        Ok(())
    }

    /// Makes a name of what was written since `begin`: a number or a boolean gets quotes.
    ///
    /// # Errors
    /// What is no name: `null`, an array, an object.
    pub(super) fn name_since(&mut self, begin: usize) -> Result<(), Fault> {
        match self.out.as_bytes().get(begin) {
            Some(b'"') => Ok(()),
            Some(b'-' | b'0'..=b'9' | b't' | b'f') => {
                self.out.insert(begin, '"');
                self.out.push('"');
                Ok(())
            }
            _ => Err(Fault::custom("the key of a map is a text, a number or a boolean")),
        }
    }
}
