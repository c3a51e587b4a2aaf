//! `#[cfg_attr(..)]` around what a macro must read. Within a trait nobody has looked at the condition yet, so it would be lost without a word.
//!
//! In: an attribute. Out: those within it.

use syn::punctuated::Punctuated;
use syn::{Attribute, Meta, Token, parse_quote};

/// Whether this is `#[cfg_attr(..)]`.
pub(crate) fn is_conditional(attribute: &Attribute) -> bool {
    attribute.path().is_ident("cfg_attr")
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
