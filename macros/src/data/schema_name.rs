//! The name of a type in an OpenAPI document: each form of a generic type has its own.
//!
//! In: the item under `#[model]`. Out: its name as `#[schemars(rename = "..")]` or serde has it, or `List_of_{T}`.

use crate::names;
use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{Attribute, DeriveInput, Expr, ExprLit, Field, GenericParam, Ident, Lit, Meta, MetaNameValue, Token, TypePath};

/// A name with `{}` for each of these parameters.
pub(super) struct SchemaName {
    pub(super) text: String,
    pub(super) parameters: Vec<GenericParam>,
}

/// The name, unless the type is to be written out wherever it stands: `#[schemars(inline)]`.
pub(super) fn schema_name(item: &DeriveInput) -> Option<SchemaName> {
    let said: Vec<_> = item.attrs.iter().flat_map(|attribute| metas(attribute, "schemars")).collect();
    if said.iter().any(|meta| meta.path().is_ident("inline")) {
        return None;
    }
    let of_serde = item.attrs.iter().flat_map(|attribute| metas(attribute, "serde"));
    let written = said.iter().cloned().chain(of_serde).find_map(|meta| renamed(&meta));
    Some(match written {
        Some(text) => with_parameters(item, text),
        None => {
            let parameters: Vec<_> = item.generics.params.iter().filter(|parameter| is_decisive(item, parameter)).cloned().collect();
            let places = vec!["{}"; parameters.len()].join("_and_");
            let name = names::wire(&item.ident);
            let text = if parameters.is_empty() { name } else { format!("{name}_of_{places}") };
            SchemaName { text, parameters }
        }
    })
}

/// The type parameters that the form depends on.
pub(super) fn decisive(item: &DeriveInput) -> Vec<Ident> {
    item.generics.params.iter().filter(|parameter| is_decisive(item, parameter)).filter_map(ident).cloned().collect()
}

/// `UserBodyOf{T}`: each parameter that is named in braces.
fn with_parameters(item: &DeriveInput, mut text: String) -> SchemaName {
    let mut named: Vec<(usize, GenericParam)> = Vec::new();
    for parameter in &item.generics.params {
        let place = ident(parameter).and_then(|ident| text.find(&format!("{{{ident}}}")));
        named.extend(place.map(|place| (place, parameter.clone())));
    }
    named.sort_by_key(|(place, _)| *place);
    for (_, parameter) in &named {
        text = ident(parameter).map_or(text.clone(), |ident| text.replacen(&format!("{{{ident}}}"), "{}", 1));
    }
    SchemaName { text, parameters: named.into_iter().map(|(_, parameter)| parameter).collect() }
}

fn ident(parameter: &GenericParam) -> Option<&Ident> {
    match parameter {
        GenericParam::Type(ty) => Some(&ty.ident),
        GenericParam::Const(constant) => Some(&constant.ident),
        GenericParam::Lifetime(_) => None,
    }
}

/// Whether the form depends on a parameter. One that only marks the type (`PhantomData`) need not have a name.
fn is_decisive(item: &DeriveInput, parameter: &GenericParam) -> bool {
    match parameter {
        GenericParam::Type(ty) => {
            let mut search = Search { parameter: &ty.ident, found: false };
            search.visit_data(&item.data);
            search.found
        }
        GenericParam::Const(_) => true,
        GenericParam::Lifetime(_) => false,
    }
}

/// `rename = ".."`.
fn renamed(meta: &Meta) -> Option<String> {
    match meta {
        Meta::NameValue(MetaNameValue { path, value: Expr::Lit(ExprLit { lit: Lit::Str(text), .. }), .. }) if path.is_ident("rename") => {
            Some(text.value())
        }
        _ => None,
    }
}

/// What `#[attribute(..)]` of this name says.
fn metas(attribute: &Attribute, name: &str) -> Vec<Meta> {
    let metas = || attribute.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
    if attribute.path().is_ident(name) { metas().map(Vec::from_iter).unwrap_or_default() } else { Vec::new() }
}

struct Search<'a> {
    parameter: &'a Ident,
    found: bool,
}

impl<'ast> Visit<'ast> for Search<'_> {
    fn visit_field(&mut self, field: &'ast Field) {
        if !field.attrs.iter().any(|attribute| metas(attribute, "serde").iter().any(|meta| meta.path().is_ident("skip"))) {
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
