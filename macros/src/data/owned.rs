//! What a `#[model]` holds is its own: what is read from a message outlives it.
//!
//! In: the item under `#[model]`. Out: one error at each field that is borrowed for ever, of which rustc would speak at the macro, of lifetimes.

use crate::diag::{Error, Result, err, owned};
use crate::names;
use syn::visit::{self, Visit};
use syn::{Attribute, Data, DeriveInput, Field, TypeReference};

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
