//! Whether a `#[garde(..)]` rule has something to say of its field, as far as the field's type says what it is.
//!
//! In: the item under `#[model]`. Out: one error at each rule about text on a number, and the like. What other types are, the compiler knows.

use super::owned::fields;
use super::rules::{self, Kind, Rule, Rules};
use super::shape::{is_a_map, is_scalar};
use crate::diag::{Error, Result, err};
use crate::names;
use syn::{DeriveInput, Type};

/// Without this rustc would speak of garde's traits, and of all that implements them.
pub(super) fn rules_fit_their_fields(item: &DeriveInput) -> Result<()> {
    let mut errors = Error::accumulator();
    for (place, field) in fields(item) {
        let Rules { rules, inner, .. } = rules::read(&field.attrs, &mut errors);
        let name = field.ident.as_ref().map_or_else(|| place.to_string(), names::wire);
        if let (Some(first), Some(remedy)) = (inner.first(), without_items(&field.ty)) {
            let ty = names::written(&field.ty);
            errors.push(err!(&first.span, "`inner` is about the items of a list, and `{name}` is `{ty}`; {remedy}"));
        }
        for Rule { kind, span } in rules {
            if let Some((what, remedy)) = misfit(&kind, &field.ty) {
                let (rule, ty) = (kind.code(), names::written(&field.ty));
                errors.push(err!(&span, "rule `{rule}` is about {what}, and `{name}` is `{ty}`; {remedy}"));
            }
        }
    }
    errors.finish()
}

/// The advice about a rule of items on what has none.
fn without_items(ty: &Type) -> Option<&'static str> {
    match ty {
        _ if is_a_map(ty) => Some("write the rule on the field of a `#[model]` struct, and a map of those"),
        _ if is_scalar(ty) => Some("write the rule without `inner`"),
        _ => None,
    }
}

/// What the rule is about, and what to write instead.
fn misfit(kind: &Kind, ty: &Type) -> Option<(&'static str, &'static str)> {
    let (is_number, is_truth) = (is_one_of(ty, &NUMBERS), is_one_of(ty, &["bool"]));
    match kind {
        Kind::Range(_) if is_one_of(ty, &["String"]) => Some(("numbers", "write `length(..)`")),
        Kind::Range(_) if is_truth => Some(("numbers", "remove it")),
        Kind::Length(..) if is_number => Some(("text and lists", "write `range(..)`")),
        Kind::Length(..) if is_truth => Some(("text and lists", "remove it")),
        Kind::Plain("ascii" | "alphanumeric" | "email" | "url") | Kind::Ip(..) | Kind::Text(..) | Kind::Pattern(_)
            if is_number || is_truth =>
        {
            Some(("text", "remove it"))
        }
        _ => None,
    }
}

const NUMBERS: [&str; 14] = ["u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize", "f32", "f64"];

fn is_one_of(ty: &Type, names: &[&str]) -> bool {
    matches!(ty, Type::Path(path) if names.iter().any(|name| path.path.is_ident(name)))
}
