//! The name of a generic type in an OpenAPI document: each of its forms has its own.
//!
//! In: the item under `#[model]`. Out: what schemars is told, where the item says nothing itself. Left alone, schemars calls `List<Todo>` and
//! `List<User>` both `List`.

use crate::names;
use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{Attribute, DeriveInput, Field, GenericParam, Ident, Meta, Token, TypePath};

/// `List_of_{T}`: schemars writes the parameter's own name there.
pub(super) fn schema_name(item: &DeriveInput) -> Option<String> {
    let parameters: Vec<_> = item.generics.params.iter().filter_map(|parameter| decisive(item, parameter)).collect();
    (!parameters.is_empty() && !item.attrs.iter().any(renames))
        .then(|| format!("{}_of_{}", names::wire(&item.ident), parameters.join("_and_")))
}

/// A parameter that the form depends on. One that only marks the type (`PhantomData`) need not have a schema.
fn decisive(item: &DeriveInput, parameter: &GenericParam) -> Option<String> {
    match parameter {
        GenericParam::Type(ty) => {
            let mut search = Search { parameter: &ty.ident, found: false };
            search.visit_data(&item.data);
            search.found.then(|| format!("{{{}}}", ty.ident))
        }
        GenericParam::Const(constant) => Some(format!("{{{}}}", constant.ident)),
        GenericParam::Lifetime(_) => None,
    }
}

/// Whether the user names the schema.
fn renames(attribute: &Attribute) -> bool {
    says(attribute, "schemars", "rename") || says(attribute, "serde", "rename")
}

/// Whether `#[attribute(key ..)]` is there.
fn says(attribute: &Attribute, name: &str, key: &str) -> bool {
    let keys = || attribute.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
    attribute.path().is_ident(name) && keys().is_ok_and(|keys| keys.iter().any(|meta| meta.path().is_ident(key)))
}

struct Search<'a> {
    parameter: &'a Ident,
    found: bool,
}

impl<'ast> Visit<'ast> for Search<'_> {
    fn visit_field(&mut self, field: &'ast Field) {
        if !field.attrs.iter().any(|attribute| says(attribute, "serde", "skip")) {
            visit::visit_field(self, field);
        }
    }

    fn visit_type_path(&mut self, ty: &'ast TypePath) {
        self.found |= ty.path.is_ident(self.parameter);
        if ty.path.segments.last().is_none_or(|last| last.ident != "PhantomData") {
            visit::visit_type_path(self, ty);
        }
    }
}
