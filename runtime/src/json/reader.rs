//! The walk through a text: values, one after another, each begun where the last ended.

use super::bounds::Bounds;
use super::fault::Fault;
use super::notation::Notation;
use super::scan::plain;
use super::source::Source;
use std::borrow::Cow;

/// The most arrays and objects within each other, in what is read and in what is skipped.
pub(crate) const MAX_DEPTH: u8 = 127;

/// A function that reads a value.
pub(crate) type ReadFn<T> = fn(&mut Reader<'_>) -> Result<T, Fault>;

/// A text, how far it is read, and where the next value is taken from.
#[derive(Debug, Clone)]
pub struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    pub(super) depth: u8,
    pub(super) way: Notation,
    /// The functions that read scalars, where they are texts. In a page without maps nothing leads to them.
    pub(super) texts: Option<&'static Texts>,
    pub(super) source: Source<'a>,
    /// Number of bytes that were read in vain, for a variant or an option that did not fit.
    pub(super) wasted: usize,
    pub(super) held: Nesting,
}

/// The functions that read scalars of texts.
#[derive(Debug)]
pub(super) struct Texts {
    pub(super) text: for<'a> fn(&mut Reader<'a>) -> Result<Cow<'a, str>, Fault>,
    pub(super) flag: fn(&mut Reader<'_>) -> Result<bool, Fault>,
    pub(super) bounded: fn(&mut Reader<'_>, Bounds) -> Result<u64, Fault>,
}

/// Number of values within one another without a byte of their own.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Nesting {
    pub(super) at: usize,
    pub(super) times: u8,
}

impl<'a> Reader<'a> {
    /// Before the first byte of a text.
    pub(crate) fn new(text: &'a str) -> Self {
        Self::from(text, 0)
    }

    /// Before the value that begins at this offset.
    pub(crate) fn from(text: &'a str, at: usize) -> Self {
        Self { text, at, depth: 0, way: Notation::Json, texts: None, source: Source::Here, wasted: 0, held: Nesting::default() }
    }

    /// The whole text.
    #[cfg(feature = "server")]
    pub(crate) fn text(&self) -> &'a str {
        self.text
    }

    /// Checks that nothing follows but blanks.
    ///
    /// # Errors
    /// More text behind the value.
    pub(crate) fn end(&mut self) -> Result<(), Fault> {
        match self.peek() {
            0 if self.at == self.text.len() => Ok(()),
            _ => Err(self.syntax("has more after the value")),
        }
    }

    #[cold]
    pub(super) fn syntax(&self, expected: &'static str) -> Fault {
        Fault::syntax(self.at, expected)
    }

    pub(super) fn byte(&self, at: usize) -> u8 {
        self.text.as_bytes().get(at).copied().unwrap_or(0)
    }

    /// The next byte that is no blank (RFC 8259, section 2); 0 at the end.
    pub(crate) fn peek(&mut self) -> u8 {
        loop {
            match self.byte(self.at) {
                // Most bytes are none, which one comparison tells.
                byte if byte > b' ' => return byte,
                b' ' | b'\n' | b'\t' | b'\r' => self.at += 1,
                byte => return byte,
            }
        }
    }

    /// The offset of the value that follows.
    pub(super) fn start(&mut self) -> usize {
        self.peek();
        self.at
    }

    /// The bytes that are not read yet.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    pub(super) fn starts_with(&self, text: &str) -> bool {
        self.rest().starts_with(text.as_bytes())
    }

    /// Goes into the array or object whose bracket was seen.
    pub(crate) fn open(&mut self) -> Result<(), Fault> {
        if self.depth == MAX_DEPTH {
            return Err(self.syntax("is nested too deep"));
        }
        self.depth += 1;
        self.at += 1;
        Ok(())
    }

    /// Goes to the next item. False at the closing bracket, which is passed.
    pub(crate) fn next_item(&mut self, is_first: &mut bool, close: u8) -> Result<bool, Fault> {
        let (byte, was_first) = (self.peek(), std::mem::take(is_first));
        if byte == close {
            self.at += 1;
            self.depth -= 1;
            return Ok(false);
        }
        if was_first {
            return Ok(true);
        }
        if byte != b',' {
            return Err(self.syntax(if close == b']' { "expected `,` or `]`" } else { "expected `,` or `}`" }));
        }
        self.at += 1;
        if self.peek() == close { Err(self.syntax("has a comma before the end")) } else { Ok(true) }
    }

    /// Passes the colon behind a name.
    pub(crate) fn colon(&mut self) -> Result<(), Fault> {
        if self.peek() != b':' {
            return Err(self.syntax("expected `:`"));
        }
        self.at += 1;
        Ok(())
    }

    pub(super) fn word(&mut self, word: &str) -> Result<(), Fault> {
        if !self.starts_with(word) {
            return Err(self.syntax("expected a value"));
        }
        self.at += word.len();
        Ok(())
    }

    /// Passes a value of any form.
    ///
    /// # Errors
    /// A text that is no JSON.
    pub(crate) fn skip(&mut self) -> Result<(), Fault> {
        let (mut open, floor) = (Vec::new(), self.depth);
        loop {
            match self.peek() {
                bracket @ (b'{' | b'[') => {
                    self.open()?;
                    open.push((if bracket == b'{' { b'}' } else { b']' }, true));
                }
                _ => self.skip_scalar()?,
            }
            while let Some((close, is_first)) = open.last_mut() {
                if self.next_item(is_first, *close)? {
                    if *close == b'}' {
                        self.skip_name()?;
                    }
                    break;
                }
                open.pop();
            }
            if self.depth == floor {
                return Ok(());
            }
        }
    }

    fn skip_name(&mut self) -> Result<(), Fault> {
        if self.peek() != b'"' {
            return Err(self.syntax("expected a name in quotes"));
        }
        self.skip_string()?;
        self.colon()
    }

    fn skip_scalar(&mut self) -> Result<(), Fault> {
        match self.peek() {
            b'"' => self.skip_string(),
            b't' => self.word("true"),
            b'f' => self.word("false"),
            b'n' => self.word("null"),
            _ => self.number().map(drop),
        }
    }

    fn skip_string(&mut self) -> Result<(), Fault> {
        self.at += 1;
        self.at += plain(self.rest());
        match self.byte(self.at) {
            b'"' => {
                self.at += 1;
                Ok(())
            }
            _ => self.unescape("").map(drop),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn skip(text: &str) -> Result<(), (usize, String)> {
        let mut reader = Reader::new(text);
        reader.skip().and_then(|()| reader.end()).map_err(|fault| (fault.at(), fault.to_string()))
    }

    #[test]
    fn what_is_json_is_passed_and_nothing_else() {
        let sound = [
            "0",
            " -0.5e+3 ",
            "\"a\\u00e9\\\"\"",
            "true",
            "false",
            "null",
            "[]",
            "{}",
            "[ 1 , [ ] , {\"a\" : [ { } ] } ]",
            "{\"a\":1,\"a\":2}",
        ];
        for text in sound {
            assert_eq!(skip(text), Ok(()), "{text}");
            assert!(serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok(), "{text}");
        }
        let unsound = [
            "",
            " ",
            "01",
            "1.",
            ".5",
            "+1",
            "1e",
            "--1",
            "nul",
            "truee",
            "[1,]",
            "[,1]",
            "[1 2]",
            "{\"a\"}",
            "{\"a\":}",
            "{a:1}",
            "{\"a\":1,}",
            "[1",
            "{\"a\":1",
            "\"a",
            "\"\\x\"",
            "\"\n\"",
            "\"\\ud800\"",
            "\"\\udc00\"",
            "\"\\ud800\\u0041\"",
            "1 2",
            "\u{c}[]",
            "[]\u{c}",
            "[\u{c}]",
            "[\u{b}]",
            "[\u{a0}]",
            "]",
            "}",
            "[}",
            "{]",
            "\u{0}",
            "nan",
        ];
        for text in unsound {
            assert!(skip(text).is_err(), "{text}");
        }
    }

    #[test]
    fn depth_is_bounded_in_what_is_skipped() {
        let deep = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert_eq!(skip(&deep(usize::from(MAX_DEPTH))), Ok(()));
        assert!(skip(&deep(usize::from(MAX_DEPTH) + 1)).is_err_and(|(at, said)| at == 127 && said.contains("too deep")));
        assert!(skip(&"[".repeat(1 << 20)).is_err());
    }
}
