//! What stands between the parentheses of an attribute, item by item.
//!
//! In: tokens. Out: darling's items, or the place where they can no longer be read. Knows no key.

use crate::diag::{Result, err};
use darling::ast::NestedMeta;
use proc_macro2::{TokenStream, TokenTree};

/// Reads `key = value`, `key` and values, with commas between them.
pub(crate) fn items(tokens: &TokenStream, attribute: &str) -> Result<Vec<NestedMeta>> {
    NestedMeta::parse_meta_list(tokens.clone()).map_err(|fault| {
        let has_hyphen = tokens.clone().into_iter().any(|tree| matches!(tree, TokenTree::Punct(punct) if punct.as_char() == '-'));
        let remedy =
            if has_hyphen { "a name has `_` where HTTP has `-`" } else { "write `key = value` or `key`, with commas between them" };
        err!(&fault.span(), "`{attribute}` cannot be read from here on; {remedy}")
    })
}
