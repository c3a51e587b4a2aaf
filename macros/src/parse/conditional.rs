//! `#[cfg_attr(..)]` around what a macro must read. Within a trait nobody has looked at the condition yet, so it would be lost without a word.
//!
//! In: an attribute. Out: the one within that decides what a service or a model is.

use super::item::{is_argument_mark, is_method_mark};
use crate::diag::{Result, bail};
use crate::names;
use syn::punctuated::Punctuated;
use syn::{Attribute, Meta, Token, parse_quote};

/// Whether this is `#[cfg_attr(..)]`.
pub(crate) fn is_conditional(attribute: &Attribute) -> bool {
    attribute.path().is_ident("cfg_attr")
}

/// Refuses a condition that nobody has looked at.
pub(crate) fn nothing_is_hidden(attributes: &[Attribute]) -> Result<()> {
    let Some((attribute, inner)) = attributes.iter().find_map(|attribute| Some((attribute, hidden(attribute)?))) else { return Ok(()) };
    let inner = names::written(inner.path());
    bail!(
        attribute.path(),
        "within `#[cfg_attr]` nothing is seen of `#[{inner}]`; write it plainly, and `#[cfg(..)]` above the method if it is for some builds only"
    )
}

/// What of ours, of `cfg` or of the documentation stands within `#[cfg_attr(..)]`. Lints and `doc(..)` are the compiler's and rustdoc's.
pub(crate) fn hidden(attribute: &Attribute) -> Option<Attribute> {
    within(attribute).into_iter().find(|inner| {
        let is_said_to_us = ["cfg", "deprecated"].iter().any(|name| inner.path().is_ident(name));
        let is_text = inner.path().is_ident("doc") && matches!(inner.meta, Meta::NameValue(_));
        is_said_to_us || is_text || is_method_mark(inner) || is_argument_mark(inner)
    })
}

/// The attributes that hold where the condition does; none of any other attribute.
pub(crate) fn within(attribute: &Attribute) -> Vec<Attribute> {
    if !is_conditional(attribute) {
        return Vec::new();
    }
    let read = attribute.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
    let inner = read.into_iter().flatten().skip(1).map(|meta| -> Attribute { parse_quote!(#[#meta]) });
    inner.flat_map(|inner| if is_conditional(&inner) { within(&inner) } else { vec![inner] }).collect()
}
