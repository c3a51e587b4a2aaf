//! The whole expansion of a service.

use super::service::the_trait;
use super::{client, server, spec};
use crate::model::Service;
use crate::parse::item::Item;
use proc_macro2::TokenStream;
use quote::quote;

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
