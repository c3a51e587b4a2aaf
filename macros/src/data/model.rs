//! `#[model]`: which derives make a type travel, and how they find their crates.

use super::{held, record, schema_name, sensitive};
use crate::paths::Runtime;
use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

/// The derives, and the item as written. JSON Schema is the server's alone.
pub(super) fn model(runtime: &Runtime, mut item: DeriveInput) -> TokenStream {
    let debug = (sensitive::is_in(&item) && sensitive::take_debug(&mut item)).then(|| quote!(, debug));
    let p = runtime.private();
    let secrets = sensitive::names(&item);
    let secrets = (!secrets.is_empty()).then(|| quote!(, transform = #p::secrets(&[#(#secrets),*])));
    let rename = schema_name::schema_name(&item).map(|name| quote!(, rename = #name));
    let (crate_path, private) = (runtime.text(), format!("{}::__private", runtime.text()));
    let (serde, schemars) = (format!("{private}::serde"), format!("{private}::schemars"));
    let is_plain = record::is_plain(&item);
    let asks = held::let_schemas_know(runtime, &mut item) && is_plain;
    let plain = is_plain.then(|| quote!(, record));
    let asks = asks.then(|| quote!(, asks));
    let derives = match is_plain {
        true => quote!(#[derive(#p::Wire)]),
        false => quote!(#[derive(#p::serde::Serialize, #p::serde::Deserialize, #p::Wire)] #[serde(crate = #serde)]),
    };
    quote! {
        #runtime::__model! {
            {
                #[derive(#p::schemars::JsonSchema)]
                #[schemars(crate = #schemars #rename #secrets)]
            }
            #derives
            #[wire(crate = #crate_path #debug #plain #asks)]
            #item
        }
    }
}
