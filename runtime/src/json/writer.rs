//! The text that is written.

use super::fault::Fault;
use super::scan::plain;
use serde::ser::Error;
use std::fmt::Write;

/// A text that grows.
#[derive(Debug)]
pub struct Writer {
    pub(super) out: String,
    /// Length of what was written when the object began whose members are being written.
    pub(super) begin: usize,
    /// True if the next value is members of that object.
    pub(super) is_flat: bool,
    /// A function that looks whether the names of that object differ, if a map has written members of it beside others. In a page without maps nothing leads to it.
    pub(super) compare: Option<fn(&mut Self)>,
    /// The first value that JSON cannot say.
    fault: Option<Fault>,
}

impl Default for Writer {
    /// Nothing, with room for a small value.
    fn default() -> Self {
        Self { out: String::with_capacity(128), begin: 0, is_flat: false, compare: None, fault: None }
    }
}

impl Writer {
    /// What was written.
    ///
    /// # Errors
    /// A value that JSON cannot say.
    pub(crate) fn into_text(self) -> Result<String, Fault> {
        self.fault.map_or(Ok(self.out), Err)
    }

    /// Notes that a value could not be written. Of several the first is told.
    #[cold]
    pub fn fail(&mut self, fault: Fault) {
        self.fault.get_or_insert(fault);
    }

    /// Writes by serde.
    pub fn serde(&mut self, write: impl FnOnce(&mut Self) -> Result<(), Fault>) {
        if let Err(fault) = write(self) {
            self.fail(fault);
        }
    }

    /// Length of what was written.
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

    #[cfg(feature = "server")]
    pub(super) fn unsigned(&mut self, number: u64) {
        self.out.push_str(itoa::Buffer::new().format(number));
    }

    /// The same in a page, where a table of digits would cost more bytes than it saves time.
    #[cfg(not(feature = "server"))]
    pub(super) fn unsigned(&mut self, number: u64) {
        if number > 99 {
            self.unsigned(number / 100);
        }
        let pair = (number % 100) as u8;
        if number > 9 {
            self.digit(pair / 10);
        }
        self.digit(pair % 10);
    }

    #[cfg(not(feature = "server"))]
    fn digit(&mut self, digit: u8) {
        self.out.push(char::from(b'0' + digit));
    }

    pub(super) fn signed(&mut self, number: i64) {
        if number < 0 {
            self.out.push('-');
        }
        self.unsigned(number.unsigned_abs());
    }

    /// Writes `null`; among the members of another object nothing.
    pub fn null(&mut self) {
        if !std::mem::take(&mut self.is_flat) {
            self.out.push_str("null");
        }
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
    pub fn text(&mut self, text: &str) {
        self.out.reserve(text.len() + 2);
        self.out.push('"');
        if plain(text.as_bytes()) == text.len() {
            self.out.push_str(text);
        } else {
            self.escaped(text);
        }
        self.out.push('"');
    }

    /// Writes what a string holds, where something in it is escaped.
    #[inline(never)]
    fn escaped(&mut self, text: &str) {
        let mut rest = text;
        while let Some((clean, odd)) = rest.split_at_checked(plain(rest.as_bytes())) {
            self.out.push_str(clean);
            let mut chars = odd.chars();
            let Some(char) = chars.next() else { break };
            self.escape(char);
            rest = chars.as_str();
        }
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
            // A control character, below U+0020.
            _ => {
                let digit = |digit| char::from_digit(digit & 15, 16).unwrap_or_default();
                self.out.extend(['\\', 'u', '0', '0', digit(u32::from(char) >> 4), digit(u32::from(char))]);
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
    /// A value that is no name: `null`, an array, an object.
    pub(super) fn name_since(&mut self, begin: usize) -> Result<(), Fault> {
        match self.out.as_bytes().get(begin) {
            None if self.fault.is_some() => Ok(()),
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
