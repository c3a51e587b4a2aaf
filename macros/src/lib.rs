//! The macros of Trifold: doors only.
//!
//! Each converts its tokens and calls the pipeline, which works on `proc_macro2` tokens and so can be called from a test. Their
//! documentation stands on the re-exports in `trifold`.

mod check;
mod data;
mod diag;
mod expand;
mod fallback;
mod lower;
mod model;
mod names;
mod parse;
mod paths;
mod pipeline;
mod stream;
#[cfg(test)]
mod tests;

use proc_macro::TokenStream;

#[allow(missing_docs, reason = "it is documented where it is re-exported")]
#[proc_macro_attribute]
pub fn service(arguments: TokenStream, item: TokenStream) -> TokenStream {
    pipeline::service(arguments.into(), item.into()).into()
}

#[allow(missing_docs, reason = "it is documented where it is re-exported")]
#[proc_macro_attribute]
pub fn model(arguments: TokenStream, item: TokenStream) -> TokenStream {
    data::model(arguments.into(), item.into()).into()
}

/// The wire shape of a type, its `#[garde(..)]` rules, and what else makes it travel. `#[model]` derives it.
#[proc_macro_derive(Wire, attributes(wire, serde, schemars, garde, sensitive))]
pub fn wire(item: TokenStream) -> TokenStream {
    data::wire(item.into()).into()
}

#[allow(missing_docs, reason = "it is documented where it is re-exported")]
#[proc_macro_derive(ApiError, attributes(status, internal, sensitive, wire, serde, schemars))]
pub fn api_error(item: TokenStream) -> TokenStream {
    data::api_error(item.into()).into()
}
