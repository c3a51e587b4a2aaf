//! What JSON has no words for: a second `null`, and keys of an object that are no texts.
//!
//! In: a type as written. Out: the first such part of it, and what to write. What another type is, a server knows when it is built.

use super::shape::{Family, Generic, only_argument};
use crate::names;
use syn::Type;
use syn::visit::{self, Visit};

/// A part of a type that JSON cannot say.
pub(crate) struct Unsaid<'a> {
    pub(crate) part: &'a Type,
    why: &'static str,
    remedy: String,
}

impl Unsaid<'_> {
    /// The sentence about a subject: a field, an argument.
    pub(crate) fn of(&self, subject: &str) -> String {
        format!("{subject} has `{}`, and JSON {}; write `{}`", names::written(self.part), self.why, self.remedy)
    }

    /// The same for a field, which as a whole may be absent besides.
    pub(super) fn of_field(mut self, name: &str, ty: &Type) -> String {
        if self.part == ty {
            self.remedy = self.remedy.strip_prefix("Option<").map_or_else(|| self.remedy.clone(), |rest| format!("Patch<{rest}"));
        }
        self.of(&format!("field `{name}`"))
    }
}

/// The first part of a type that JSON cannot say.
pub(crate) fn unsaid(ty: &Type) -> Option<Unsaid<'_>> {
    let mut search = Search(None);
    search.visit_type(ty);
    search.0
}

struct Search<'a>(Option<Unsaid<'a>>);

impl<'ast> Visit<'ast> for Search<'ast> {
    fn visit_type(&mut self, ty: &'ast Type) {
        if self.0.is_none() {
            self.0 = nulls(ty).or_else(|| keys(ty));
            visit::visit_type(self, ty);
        }
    }
}

/// `Some` of what is `null` itself.
fn nulls(part: &Type) -> Option<Unsaid<'_>> {
    let (_, value) = only_argument(part).filter(|(family, _)| *family == Family::Option)?;
    Some(Unsaid { part, why: "has one `null` for its `None` and its `Some`", remedy: without_null(value)? })
}

/// What to write for an `Option` of this.
fn without_null(value: &Type) -> Option<String> {
    match (value, only_argument(value)) {
        (_, Some((Family::Option, value))) => Some(format!("Option<{}>", names::written(value))),
        (Type::Tuple(unit), _) if unit.elems.is_empty() => Some("bool".to_owned()),
        (_, Some((Family::Pointer, value))) => without_null(value),
        _ => None,
    }
}

/// A map whose keys are several values, or none.
fn keys(part: &Type) -> Option<Unsaid<'_>> {
    let Generic { family: Family::Map, arguments, .. } = Generic::of(part)? else { return None };
    let [key, value] = arguments.as_slice() else { return None };
    let family = Generic::of(key).map(|generic| generic.family);
    let is_no_text =
        matches!(key, Type::Tuple(_) | Type::Array(_)) || matches!(family, Some(Family::Option | Family::Sequence | Family::Map));
    let remedy = || format!("Vec<({}, {})>", names::written(key), names::written(value));
    is_no_text.then(|| Unsaid { part, why: "has texts alone for the keys of an object", remedy: remedy() })
}
