//! `#[model]`: the one derive that makes a type travel, and what it must know of its item.

use super::sensitive;
use crate::paths::Runtime;
use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

/// The derive, and the item as written. What is derived beside it and shows secrets is taken off.
pub(super) fn model(runtime: &Runtime, mut item: DeriveInput) -> TokenStream {
    let debug = (sensitive::is_in(&item) && sensitive::take_debug(&mut item)).then(|| quote!(, debug));
    let (p, path) = (runtime.private(), runtime.text());
    quote! {
        #[::core::prelude::v1::derive(#p::Wire)]
        #[wire(crate = #path, model #debug)]
        #item
    }
}
