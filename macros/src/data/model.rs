//! `#[model]`: which derives make a type travel, and how they find their crates.

use crate::paths::Runtime;
use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

/// The derives, and the item as written. JSON Schema is the server's alone.
pub(super) fn model(runtime: &Runtime, item: &DeriveInput) -> TokenStream {
    let p = runtime.private();
    let (crate_path, private) = (runtime.text(), format!("{}::__private", runtime.text()));
    let (serde, schemars) = (format!("{private}::serde"), format!("{private}::schemars"));
    quote! {
        #runtime::__model! {
            {
                #[derive(#p::schemars::JsonSchema)]
                #[schemars(crate = #schemars)]
            }
            #[derive(#p::serde::Serialize, #p::serde::Deserialize, #p::Wire)]
            #[serde(crate = #serde)]
            #[wire(crate = #crate_path)]
            #item
        }
    }
}
