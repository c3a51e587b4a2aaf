//! What `#[model]` brings, derived once more beside it: a second implementation, of which the compiler would speak once for each trait.
//!
//! In: the item under `#[model]`. Out: one error that names them all, and the item without them.

use crate::diag::{Result, bail};
use quote::quote;
use syn::punctuated::Punctuated;
use syn::{Attribute, DeriveInput, Meta, Path, Token};

/// The derives, by the path that says whose they are.
const BROUGHT: [(&str, &str); 4] = [("serde", "Serialize"), ("serde", "Deserialize"), ("schemars", "JsonSchema"), ("trifold", "Wire")];

/// Refuses what stands in a derive below `#[model]`. A derive above it has run already, and the compiler speaks.
pub(super) fn nothing_is_brought_twice(item: &DeriveInput) -> Result<()> {
    let derived: Vec<Path> = item.attrs.iter().flat_map(derives).collect();
    if let Some(error) = derived.iter().find(|path| is(path, "trifold", "ApiError")) {
        bail!(error, "`ApiError` brings what `#[model]` brings; remove `#[model]`");
    }
    let twice: Vec<_> = derived.iter().filter(|path| is_brought(path)).collect();
    let Some(first) = twice.first() else { return Ok(()) };
    let names: Vec<_> = twice.iter().filter_map(|path| path.segments.last()).map(|last| format!("`{}`", last.ident)).collect();
    let them = if names.len() == 1 { "it" } else { "them" };
    bail!(first, "`#[model]` brings {}; take {them} out of the derive", names.join(" and "))
}

/// The item without what is brought twice.
pub(super) fn without(mut item: DeriveInput) -> DeriveInput {
    for attribute in &mut item.attrs {
        let others: Vec<_> = derives(attribute).into_iter().filter(|path| !is_brought(path)).collect();
        if let (true, Meta::List(list)) = (attribute.path().is_ident("derive"), &mut attribute.meta) {
            list.tokens = quote!(#(#others),*);
        }
    }
    item
}

/// Whether the item is an error that derives all by itself.
pub(super) fn is_api_error(item: &DeriveInput) -> bool {
    item.attrs.iter().flat_map(derives).any(|path| is(&path, "trifold", "ApiError"))
}

fn is_brought(path: &Path) -> bool {
    BROUGHT.iter().any(|(krate, name)| is(path, krate, name))
}

/// `Serialize`, `serde::Serialize`. Another crate's of that name says whose it is.
fn is(path: &Path, krate: &str, name: &str) -> bool {
    let mut segments = path.segments.iter().map(|segment| &segment.ident);
    match (segments.next(), segments.next(), segments.next()) {
        (Some(only), None, _) => only == name,
        (Some(first), Some(second), None) => first == krate && second == name,
        _ => false,
    }
}

fn derives(attribute: &Attribute) -> Vec<Path> {
    let read = || attribute.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated);
    if attribute.path().is_ident("derive") { read().map(|paths| paths.into_iter().collect()).unwrap_or_default() } else { Vec::new() }
}
