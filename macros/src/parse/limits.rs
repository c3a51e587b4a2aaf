//! `#[limit(..)]` and `#[rate_limit(..)]`: sizes, lengths of time, rates.
//!
//! In: one attribute. Out: its values, or an error that says what to write instead.

use super::args::known;
use super::duration::{Period, measure, milliseconds};
use super::items::items;
use super::value::{Setting, Value, text};
use crate::diag::{Error, Result, bail, err};
use darling::FromMeta;
use darling::ast::NestedMeta;
use syn::{Attribute, Expr, Lit, LitStr, Meta};

/// `#[limit(..)]`.
#[derive(Debug, Default, FromMeta)]
pub(crate) struct LimitArgs {
    /// `body = "8 MiB"`: the most bytes of a body. The default is the server's.
    pub(crate) body: Option<Setting<Size>>,
    /// `deadline = "5s"`: how long the method may take. The default is the server's.
    pub(crate) deadline: Option<Setting<Period>>,
}

impl LimitArgs {
    const KEYS: [&str; 2] = ["body", "deadline"];

    /// Reads the attribute.
    pub(crate) fn parse(attribute: &Attribute) -> Result<Self> {
        let missing = || err!(attribute.path(), "`#[limit]` limits nothing; write `#[limit(body = \"8 MiB\", deadline = \"5s\")]`");
        let Meta::List(list) = &attribute.meta else { return Err(missing()) };
        let items = items(&list.tokens, "#[limit]")?;
        if items.is_empty() {
            return Err(missing());
        }
        let mut errors = Error::accumulator();
        let items = known(items, "#[limit]", &Self::KEYS, &mut errors);
        let args = errors.handle(Self::from_list(&items));
        Ok(errors.finish_with(args)?.unwrap_or_default())
    }
}

/// `#[rate_limit("60/min")]`.
#[derive(Debug, Clone)]
pub(crate) struct RateArgs {
    pub(crate) rate: Rate,
    /// `burst = 10`: the most calls at once. The default is the rate's own count.
    pub(crate) burst: Option<u32>,
}

/// What follows the rate.
#[derive(Debug, FromMeta)]
struct RateKeys {
    burst: Option<Setting<u32>>,
}

impl RateArgs {
    /// Reads the attribute.
    pub(crate) fn parse(attribute: &Attribute) -> Result<Self> {
        let missing = || err!(attribute.path(), "`#[rate_limit]` names no rate; write `#[rate_limit(\"60/min\")]`");
        let Meta::List(list) = &attribute.meta else { return Err(missing()) };
        let mut items = items(&list.tokens, "#[rate_limit]")?.into_iter();
        let Some(NestedMeta::Lit(Lit::Str(rate))) = items.next() else { return Err(missing()) };

        let mut errors = Error::accumulator();
        let rate = errors.handle(Rate::read(&rate));
        let keys = known(items.collect(), "#[rate_limit]", &["burst"], &mut errors);
        let keys = errors.handle(RateKeys::from_list(&keys));
        match errors.finish_with((rate, keys))? {
            (Some(rate), Some(RateKeys { burst })) => Ok(Self { rate, burst: burst.map(above_zero).transpose()? }),
            _ => Err(missing()),
        }
    }
}

fn above_zero(burst: Setting<u32>) -> Result<u32> {
    match burst.value {
        0 => bail!(&burst.span, "`burst = 0` lets nobody call; write how many calls may come at once, such as `burst = 10`"),
        calls => Ok(calls),
    }
}

/// So many calls in so many milliseconds: `60/min`, `5/10s`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rate {
    pub(crate) calls: u32,
    pub(crate) milliseconds: u64,
}

impl Rate {
    fn read(text: &LitStr) -> Result<Self> {
        let written = text.value();
        let fault = || err!(text, "`{written}` is not a rate; write how many calls in which time, such as `\"60/min\"` or `\"5/10s\"`");
        let (calls, period) = written.split_once('/').ok_or_else(fault)?;
        let calls: u32 = calls.trim().parse().map_err(|_| fault())?;
        let milliseconds = match period.trim() {
            period if period.starts_with(|c: char| c.is_ascii_digit()) => milliseconds(period),
            unit => milliseconds(&format!("1{unit}")),
        };
        match (calls, milliseconds.ok_or_else(fault)?) {
            (0, _) => bail!(text, "`{written}` lets nobody call; write a rate such as `\"60/min\"`"),
            (_, 0) => bail!(text, "`{written}` counts calls in no time at all; write a rate such as `\"60/min\"`"),
            (calls, milliseconds) => Ok(Self { calls, milliseconds }),
        }
    }
}

/// A number of bytes: `"8 MiB"`, or `8388608`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Size(pub(crate) u64);

impl Value for Size {
    const KIND: &'static str = "a size";
    const EXAMPLE: &'static str = "\"8 MiB\"";

    fn read(expr: &Expr) -> Result<Option<Self>> {
        let Some(text) = text(expr) else {
            return match u32::read(expr)? {
                Some(0) => bail!(expr, "a body of `0` cannot hold anything; write a size such as `\"8 MiB\"`"),
                bytes => Ok(bytes.map(|bytes| Self(bytes.into()))),
            };
        };
        let written = text.value();
        let bytes = measure(&written, |unit| match unit {
            "B" => Some(1),
            "kB" | "KB" => Some(1000),
            "MB" => Some(1000 * 1000),
            "GB" => Some(1000 * 1000 * 1000),
            "KiB" => Some(1 << 10),
            "MiB" => Some(1 << 20),
            "GiB" => Some(1 << 30),
            _ => None,
        });
        match bytes {
            Some(0) => bail!(text, "a body of `{written}` cannot hold anything; write a size such as `\"8 MiB\"`"),
            Some(bytes) => Ok(Some(Self(bytes))),
            None => bail!(text, "`{written}` is not a size; write a whole number with `B`, `KiB`, `MiB` or `GiB`, such as `\"8 MiB\"`"),
        }
    }
}
