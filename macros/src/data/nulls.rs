//! `Option` of what is `null` itself: JSON has one `null`, so `Some` of it would be read as `None`.
//!
//! In: a type as written. Out: the part of it, and what to write. What another type is, a server knows when it is built.

use super::shape::{Family, only_argument};
use crate::names;
use syn::Type;
use syn::visit::{self, Visit};

/// The first `Option` within a type whose `Some` and `None` would be one `null`, and what to write in its place.
pub(crate) fn two_nulls(ty: &Type) -> Option<(&Type, String)> {
    let mut search = Search(None);
    search.visit_type(ty);
    search.0
}

struct Search<'a>(Option<(&'a Type, String)>);

impl<'ast> Visit<'ast> for Search<'ast> {
    fn visit_type(&mut self, ty: &'ast Type) {
        if self.0.is_none() {
            self.0 = optional(ty).and_then(remedy).map(|remedy| (ty, remedy));
            visit::visit_type(self, ty);
        }
    }
}

/// What to write for an `Option` of this.
fn remedy(value: &Type) -> Option<String> {
    match (value, only_argument(value)) {
        (_, Some((Family::Option, value))) => Some(format!("Option<{}>", names::written(value))),
        (Type::Tuple(unit), _) if unit.elems.is_empty() => Some("bool".to_owned()),
        (_, Some((Family::Pointer, value))) => remedy(value),
        _ => None,
    }
}

fn optional(ty: &Type) -> Option<&Type> {
    only_argument(ty).filter(|(family, _)| *family == Family::Option).map(|(_, value)| value)
}
