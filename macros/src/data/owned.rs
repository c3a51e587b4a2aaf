//! What a `#[model]` holds is its own, and whole: what is read from a message outlives it.
//!
//! In: the item under `#[model]`. Out: one error at each field that is borrowed for ever, of which rustc would speak at the macro, of lifetimes.

use crate::diag::{Error, Result, err, owned};
use crate::names;
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Attribute, Data, DeriveInput, Field, TypeArray, TypeReference};

/// Refuses `&'static str` and its like. What says by `#[serde(..)]` how it is read may hold anything.
pub(super) fn nothing_is_borrowed(item: &DeriveInput) -> Result<()> {
    let mut errors = Error::accumulator();
    let says_how = |attributes: &[Attribute]| attributes.iter().any(|attribute| attribute.path().is_ident("serde"));
    for (place, field) in fields(item).filter(|(_, field)| !says_how(&item.attrs) && !says_how(&field.attrs)) {
        let mut first = First(None);
        first.visit_type(&field.ty);
        if let Some(reference) = first.0 {
            let name = field.ident.as_ref().map_or_else(|| place.to_string(), names::wire);
            let owned = owned(&reference.elem);
            errors.push(err!(
                &reference.and_token,
                "field `{name}` is borrowed, and what arrives belongs to whoever reads it; write `{owned}`"
            ));
        }
    }
    errors.finish()
}

/// Refuses an array whose length is a parameter: serde writes and reads arrays of up to 32 items, each length by itself.
pub(super) fn arrays_have_a_length(item: &DeriveInput) -> Result<()> {
    let mut errors = Error::accumulator();
    let names: Vec<_> = item.generics.const_params().map(|parameter| parameter.ident.to_string()).collect();
    for (_, field) in fields(item).filter(|(_, field)| !field.attrs.iter().any(|attribute| attribute.path().is_ident("serde"))) {
        let mut arrays = Arrays { names: &names, first: None };
        arrays.visit_type(&field.ty);
        if let Some(array) = arrays.first {
            let (length, element) = (names::written(&array.len), names::written(&array.elem));
            errors.push(err!(&array.span(), "serde knows arrays of up to 32 items, and not of `{length}`; write `Vec<{element}>`"));
        }
    }
    errors.finish()
}

/// The first array whose length one of these names decides.
struct Arrays<'a> {
    names: &'a [String],
    first: Option<&'a TypeArray>,
}

impl<'ast: 'a, 'a> Visit<'ast> for Arrays<'a> {
    fn visit_type_array(&mut self, array: &'ast TypeArray) {
        let is_open = self.names.iter().any(|name| names::mentions(array.len.to_token_stream(), name));
        self.first = self.first.or(is_open.then_some(array));
        visit::visit_type_array(self, array);
    }
}

/// The fields, each with its place among its siblings.
pub(super) fn fields(item: &DeriveInput) -> Box<dyn Iterator<Item = (usize, &Field)> + '_> {
    match &item.data {
        Data::Struct(data) => Box::new(data.fields.iter().enumerate()),
        Data::Enum(data) => Box::new(data.variants.iter().flat_map(|variant| variant.fields.iter().enumerate())),
        Data::Union(_) => Box::new(std::iter::empty()),
    }
}

/// The first reference that lives for ever.
struct First<'a>(Option<&'a TypeReference>);

impl<'ast> Visit<'ast> for First<'ast> {
    fn visit_type_reference(&mut self, reference: &'ast TypeReference) {
        let is_static = reference.lifetime.as_ref().is_some_and(|lifetime| lifetime.ident == "static");
        if is_static && self.0.is_none() {
            self.0 = Some(reference);
        }
        visit::visit_type_reference(self, reference);
    }
}
