//! Strings (RFC 8259, section 7).

use super::fault::Fault;
use super::reader::Reader;
use super::scan::plain;
use std::borrow::Cow;

impl<'a> Reader<'a> {
    /// The string that follows, whose quote was seen; borrowed if nothing in it is escaped.
    pub(crate) fn string(&mut self) -> Result<Cow<'a, str>, Fault> {
        let (text, is_whole) = self.plain_part();
        if is_whole { Ok(Cow::Borrowed(text)) } else { self.unescape(text).map(Cow::Owned) }
    }

    /// The part of a string up to what is escaped, and whether that is all of it.
    #[inline]
    fn plain_part(&mut self) -> (&'a str, bool) {
        self.at += 1;
        let begin = self.at;
        self.at += plain(self.rest());
        let text = self.text.get(begin..self.at).unwrap_or_default();
        let is_whole = self.byte(self.at) == b'"';
        self.at += usize::from(is_whole);
        (text, is_whole)
    }

    /// A text of its own.
    pub(crate) fn owned(&mut self) -> Result<String, Fault> {
        if self.texts.is_none() && self.peek() == b'"' {
            let (text, is_whole) = self.plain_part();
            return if is_whole { Ok(text.to_owned()) } else { self.unescape(text) };
        }
        self.at_start(|reader| reader.said_text().map(Cow::into_owned))
    }

    /// The name of a member.
    pub(crate) fn name(&mut self) -> Result<Cow<'a, str>, Fault> {
        match self.peek() {
            b'"' => self.string(),
            _ => Err(self.syntax("expected a name in quotes")),
        }
    }

    /// The rest of a string, behind what was read of it.
    #[inline(never)]
    pub(super) fn unescape(&mut self, begin: &str) -> Result<String, Fault> {
        let mut out = String::from(begin);
        loop {
            match self.byte(self.at) {
                b'"' => {
                    self.at += 1;
                    return Ok(out);
                }
                b'\\' => out.push(self.escape()?),
                0 if self.at == self.text.len() => return Err(self.syntax("ends within a string")),
                _ => return Err(self.syntax("has a control character in a string")),
            }
            let from = self.at;
            self.at += plain(self.rest());
            out.push_str(self.text.get(from..self.at).unwrap_or_default());
        }
    }

    fn escape(&mut self) -> Result<char, Fault> {
        let byte = self.byte(self.at + 1);
        let char = match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unicode(),
            _ => return Err(self.syntax("has an escape that JSON lacks")),
        };
        self.at += 2;
        Ok(char)
    }

    /// `\u00e9`, or two halves of a character beyond the first 65,536.
    fn unicode(&mut self) -> Result<char, Fault> {
        let begin = self.at;
        let fault = || Fault::syntax(begin, "has half a character");
        let first = self.unit()?;
        let code = match first {
            0xd800..0xdc00 if self.starts_with("\\u") => match self.unit()? {
                second @ 0xdc00..0xe000 => 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00),
                _ => return Err(fault()),
            },
            _ => first,
        };
        char::from_u32(code).ok_or_else(fault)
    }

    /// One `\u` with its four digits.
    fn unit(&mut self) -> Result<u32, Fault> {
        let digit = |at| char::from(self.byte(self.at + at)).to_digit(16);
        let code =
            (2..6).try_fold(0, |code, at| Some(code * 16 + digit(at)?)).ok_or_else(|| self.syntax("has an escape that JSON lacks"))?;
        self.at += 6;
        Ok(code)
    }
}
