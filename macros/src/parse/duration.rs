//! Lengths of time, and numbers with a unit in general.
//!
//! In: a text such as `"5min"`. Out: whole seconds or milliseconds, or what to write instead.

use super::value::{Value, text};
use crate::diag::{Result, bail};
use syn::Expr;

/// A length of time in whole seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Duration(pub(crate) u64);

impl Value for Duration {
    const KIND: &'static str = "a length of time";
    const EXAMPLE: &'static str = "\"60s\"";

    fn read(expr: &Expr) -> Result<Option<Self>> {
        let Some(text) = text(expr) else { return Ok(None) };
        match seconds(&text.value()) {
            Some(seconds) => Ok(Some(Self(seconds))),
            None => {
                bail!(
                    text,
                    "`{}` is not a length of time; write a whole number with `s`, `min`, `h` or `d`, such as `\"60s\"`",
                    text.value()
                )
            }
        }
    }
}

/// `90s`, `5min`, `1h`, `30d`; a cache counts no further than 2^31 seconds (RFC 9111, section 1.2.2).
fn seconds(text: &str) -> Option<u64> {
    let seconds = measure(text, |unit| match unit {
        "s" | "sec" => Some(1),
        "m" | "min" => Some(60),
        "h" | "hour" => Some(60 * 60),
        "d" | "day" => Some(24 * 60 * 60),
        _ => None,
    });
    seconds.filter(|seconds| *seconds <= 1 << 31)
}

/// A whole number and a unit, perhaps with a space between them.
pub(super) fn measure(text: &str, unit: impl Fn(&str) -> Option<u64>) -> Option<u64> {
    let end = text.find(|c: char| !c.is_ascii_digit())?;
    let (number, rest) = text.split_at(end);
    number.parse::<u64>().ok()?.checked_mul(unit(rest.trim_start())?)
}

/// A length of time in milliseconds: `"5s"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Period(pub(crate) u64);

impl Value for Period {
    const KIND: &'static str = "a length of time";
    const EXAMPLE: &'static str = "\"5s\"";

    fn read(expr: &Expr) -> Result<Option<Self>> {
        let Some(text) = text(expr) else { return Ok(None) };
        let written = text.value();
        match milliseconds(&written) {
            Some(0) => bail!(text, "`{written}` is no time at all; write a length such as `\"5s\"`"),
            Some(milliseconds) => Ok(Some(Self(milliseconds))),
            None => {
                bail!(text, "`{written}` is not a length of time; write a whole number with `ms`, `s`, `min`, `h` or `d`, such as `\"5s\"`")
            }
        }
    }
}

pub(super) fn milliseconds(text: &str) -> Option<u64> {
    measure(text, |unit| match unit {
        "ms" => Some(1),
        "s" | "sec" => Some(1000),
        "m" | "min" => Some(60 * 1000),
        "h" | "hour" => Some(60 * 60 * 1000),
        "d" | "day" => Some(24 * 60 * 60 * 1000),
        _ => None,
    })
}
