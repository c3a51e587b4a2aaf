//! Questions to the compiler about the user's types, each asked at the type.
//!
//! rustc then points at the trait's own token, not into the expansion.

use crate::model::Service;
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

/// Whether every argument travels.
pub(super) fn asserts(service: &Service) -> TokenStream {
    let p = &service.door;
    let arguments = service.arguments().into_iter().map(|(method, ty)| {
        let cfgs = &method.about.cfgs;
        quote_spanned!(ty.span()=> #(#cfgs)* #p::assert_argument::<#ty>();)
    });
    let questions = quote!(#(#arguments)*);
    match questions.is_empty() {
        true => TokenStream::new(),
        false => quote!(const _: () = { #questions };),
    }
}
