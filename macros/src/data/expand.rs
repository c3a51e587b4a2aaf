//! What `#[derive(Wire)]` writes, out of the way of the user's names.
//!
//! In: an item as written, and as believed. Out: one block with each implementation in it.

use super::lower::Data;
use super::table::Tables;
use super::{checks, codec, derived, sensitive, shape, table};
use crate::names;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

/// The block.
pub(super) fn expand(data: &Data) -> TokenStream {
    let (door, p) = (data.runtime.import(), names::door().into_token_stream());
    let Tables { function, generic, beside } = table::tables(&p, data);
    let parts = [Some(wire(&p, data, &function)), Some(beside), sensitive::debug(&p, data)];
    let brought = data.is_model.then(|| brought(&p, data, generic));
    let parts = parts.into_iter().flatten();
    let quiet = data.is_deprecated.then(|| quote!(#[allow(deprecated)]));
    quote! {
        #quiet
        const _: () = {
            #door
            #(#parts)*
            #brought
        };
    }
}

fn wire(p: &TokenStream, data: &Data, ty: &TokenStream) -> TokenStream {
    let Data { runtime, ident, .. } = data;
    let generics = shape::bounded(data);
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    let shapes = shape::shapes(p, data);
    let check = checks::check(p, data);
    let functions = data.is_model.then(|| codec::functions(p, data));
    quote! {
        impl #impl_generics #runtime::Wire for #ident #ty_generics #where_clause {
            #shapes
            #check
            #ty
            #functions
        }
    }
}

/// What `#[model]` brings besides: serde's traits, and on a server JSON Schema.
fn brought(p: &TokenStream, data: &Data, generic: Option<TokenStream>) -> TokenStream {
    let serde = codec::serde(p, data);
    let schema = derived::schema_of_model(p, data, generic);
    quote! {
        #[allow(unused_imports)]
        use #p::prelude::*;
        #serde
        #schema
    }
}
