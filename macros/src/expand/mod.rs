//! A trusted model → code. Nothing here fails, and the folds do not know each other.
//!
//! Everything is emitted for everyone: the gates of the runtime (`__server!`, `__client!`) decide what of it is compiled, by its own features.

mod client;
mod docs;
mod fits;
mod limits;
mod security;
mod server;
mod service;
mod spec;

pub(crate) use client::client_types;
pub(crate) use service::the_trait;
pub(crate) use spec::returned;

use crate::model::{Method, Service};
use crate::names;
use crate::parse::item::Item;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

/// The whole expansion, in the order in which it reads best.
pub(crate) fn service(item: &Item, service: &Service) -> TokenStream {
    let trait_item = the_trait(item, &service.runtime);
    let door = service.runtime.import();
    let spec = spec::spec(service);
    let clients = client::clients(service);
    let server = in_server(service, &server::server(service));
    quote! { #trait_item #door #spec #clients #server }
}

/// Behind the gate of the server half.
fn in_server(service: &Service, tokens: &TokenStream) -> TokenStream {
    let runtime = &service.runtime;
    quote!(#runtime::__server! { #tokens })
}

/// `(a, b)`, also of one item.
fn tuple(items: impl Iterator<Item = impl ToTokens>) -> TokenStream {
    quote!((#(#items,)*))
}

/// What each method says of itself, under its `#[cfg]`.
fn each<'a>(service: &'a Service, tell: impl Fn(&'a Method) -> TokenStream + 'a) -> impl Iterator<Item = TokenStream> + 'a {
    service.methods.iter().map(move |method| {
        let (cfgs, told) = (&method.about.cfgs, tell(method));
        quote!(#(#cfgs)* #told)
    })
}

/// What a method is, as its constant says: `Write`, or `Read`.
fn kind(method: &Method) -> TokenStream {
    let p = names::door();
    if method.is_read { quote!(#p::Read) } else { quote!(#p::Write) }
}
