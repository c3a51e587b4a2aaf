//! Texts that look like something else.

use super::{Sample, samples};
use crate::family::dice::Dice;
use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::Arc;

/// Texts that some place may take for more than text.
const NASTY: [&str; 32] = [
    "",
    "a",
    " a,b ",
    ",",
    "a, b",
    "\"",
    "\"a\"",
    "\"a\", b",
    "'",
    "\\",
    "\\\"",
    "%2B+&=",
    "%",
    "%zz",
    "+",
    "a b",
    "a&b=c;d#e?f",
    "/",
    "a/b",
    "..x",
    "null",
    "true",
    "7",
    "-0",
    "1e5",
    "[]",
    "{}",
    "ä€𝄞",
    "e\u{301}",
    "line\nline",
    "tab\there",
    "<b>&amp;",
];

/// Texts that no path and no header can say, by specification.
const WIDE: [&str; 5] = ["\0", "\u{7f}", "\u{feff}a", "\u{2028}\u{2029}", " "];

impl Sample for String {
    fn samples(_: &mut Dice) -> Vec<Self> {
        NASTY.into_iter().chain(WIDE).map(str::to_owned).collect()
    }
}

macro_rules! from_text {
    ($($ty:ty)*) => {$(
        impl Sample for $ty {
            fn samples(dice: &mut Dice) -> Vec<Self> {
                String::samples(dice).into_iter().map(Into::into).collect()
            }
        }
    )*};
}

from_text!(Arc<str> Box<str> Cow<'static, str> PathBuf);

samples! {
    char: ['a', '"', ',', ' ', '%', '+', '/', '7', '𝄞', '\u{301}', '\n'];
}
