//! A trusted model → code. Nothing here fails, and the folds do not know each other.
//!
//! Everything is emitted for everyone: the gates of the runtime (`__server!`, `__client!`) keep or drop a half by its own features.

mod asserts;
mod client;
mod docs;
mod rest;
mod server;
mod service;
mod spec;

pub(crate) use client::client_struct;
pub(crate) use rest::rest_struct;
pub(crate) use service::the_trait;

use crate::model::{Param, Service};
use crate::names;
use crate::parse::item::Item;
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};

/// The whole expansion, in the order in which it reads best.
pub(crate) fn service(item: &Item, service: &Service) -> TokenStream {
    let trait_item = the_trait(item, &service.runtime);
    let halves = generated(service);
    let server = in_server(service, &server::server(service));
    quote! {
        #trait_item
        #halves
        #server
    }
}

/// All but the trait and the server: what both sides have.
pub(crate) fn generated(service: &Service) -> TokenStream {
    let spec = spec::spec(service);
    let asserts = asserts::asserts(service);
    let client = client::client(service);
    let rest = rest::rest_client(service);
    quote! { #spec #asserts #client #rest }
}

/// Behind the gate of the server half.
pub(crate) fn in_server(service: &Service, tokens: &TokenStream) -> TokenStream {
    let runtime = &service.runtime;
    quote!(#runtime::__server! { #tokens })
}

/// `p::Report::new().argument("page", p::Probe(&page).faults())`: the rules of every argument.
fn report<'a>(p: &Ident, params: impl Iterator<Item = &'a Param>) -> TokenStream {
    let arguments = params.map(|Param { name, ident, .. }| quote!(.argument(#name, #p::Probe(&#ident).faults())));
    quote!(#p::Report::new() #(#arguments)*)
}

/// `(a, b)`, also of one item.
fn tuple(items: impl Iterator<Item = impl ToTokens>) -> TokenStream {
    quote!((#(#items,)*))
}

/// Our name for a service's own constant: `TodosSpec::CREATE`.
fn spec_of(service: &Service, method: &crate::model::Method) -> TokenStream {
    let spec = names::spec(&service.ident);
    let constant = names::spec_const(&method.ident);
    quote!(#spec::#constant)
}
