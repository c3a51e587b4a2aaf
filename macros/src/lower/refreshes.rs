//! `#[refreshes(..)]`: the reads that a write makes stale.
//!
//! In: a method as written, its folds and its arguments. Out: what the attribute names, or why it cannot hold.

use super::mark::mark;
use crate::diag::{Result, bail, did_you_mean};
use crate::model::{Folds, Param, Refresh, Source};
use crate::names;
use crate::parse::item::WrittenMethod;
use crate::parse::refreshes::RefreshArgs;

/// Reads the attribute of a method.
pub(super) fn refreshes(written: &WrittenMethod, folds: &Folds, params: &[Param], is_read: bool) -> Result<Vec<Refresh>> {
    let Some(attribute) = mark(written, "refreshes")? else { return Ok(Vec::new()) };
    let (name, at) = (&written.sig.ident, attribute.path());
    if is_read {
        bail!(at, "`{name}` changes nothing, so that nothing is read again after it; remove `#[refreshes]`");
    }
    if matches!(folds, Folds::Route(_)) {
        bail!(at, "`{name}` is no action, and pages that keep what they read call actions; remove `#[refreshes]`");
    }
    let reads = RefreshArgs::parse(attribute)?;
    let mut named: Vec<String> = Vec::new();
    for RefreshArgs { read, arguments } in &reads {
        let written = names::written(read);
        if named.contains(&written) {
            bail!(read, "`{written}` is named twice; keep one of them");
        }
        named.push(written);
        let ours: Vec<_> = params.iter().filter(|param| param.source != Source::Context).map(|param| param.name.as_str()).collect();
        if let Some(unknown) = arguments.iter().find(|argument| !ours.contains(&names::wire(argument).as_str())) {
            let remedy = if ours.is_empty() {
                format!("write `{}` for all of its values", names::written(read))
            } else {
                did_you_mean(&names::wire(unknown), &ours)
            };
            bail!(unknown, "`{name}` has no argument `{unknown}` that travels; {remedy}");
        }
    }
    Ok(reads.into_iter().map(|RefreshArgs { read, arguments }| Refresh { read, arguments }).collect())
}
