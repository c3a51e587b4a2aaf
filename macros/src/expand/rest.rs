//! `TodosRestClient`: a method for each route.

use super::{docs, report, spec_of};
use crate::model::{Method, Param, Place, Service};
use crate::names;
use proc_macro2::TokenStream;
use quote::quote;

/// The client of the routes.
pub(super) fn rest_client(service: &Service) -> TokenStream {
    let Service { vis, ident, parameters, runtime, .. } = service;
    let p = &service.door;
    let (client, t) = (names::rest_client(ident), &parameters.transport);
    let definition = rest_struct(service);
    let methods = service.routed().map(|(method, _)| proxy(service, method));
    quote! {
        #definition

        impl<#t: #runtime::Transport> #client<#t> {
            /// A client that sends through `transport`.
            #vis fn with_transport(transport: #t) -> Self {
                Self { transport }
            }

            #(#methods)*
        }

        #runtime::__client! {
            impl #client<#p::client::Http> {
                /// A client of the API at `base`, such as `https://todo.example`.
                #vis fn new(base: &str) -> ::core::result::Result<Self, #p::client::InvalidBase> {
                    ::core::result::Result::Ok(Self::with_transport(#p::client::Http::new(base)?))
                }
            }
        }
    }
}

/// The type alone.
pub(crate) fn rest_struct(service: &Service) -> TokenStream {
    let Service { vis, ident, parameters, .. } = service;
    let p = &service.door;
    let (client, t) = (names::rest_client(ident), &parameters.transport);
    let doc = docs::line(&format!("Calls the REST routes of `{ident}`."));
    quote! {
        #doc
        #[derive(::core::fmt::Debug, ::core::clone::Clone)]
        #vis struct #client<#t = #p::DefaultTransport> {
            transport: #t,
        }
    }
}

fn proxy(service: &Service, method: &Method) -> TokenStream {
    let Service { vis, .. } = service;
    let Method { about, output, .. } = method;
    let p = &service.door;
    let (name, cfgs, spec) = (names::generated(method.ident.clone()), &about.cfgs, spec_of(service, method));
    let doc = docs::of_call(method);
    let params = method.wire_params().map(|(param, _)| (&param.ident, &param.ty)).map(|(ident, ty)| quote!(#ident: #ty));
    let faults = report(p, method.wire_params().map(|(param, _)| param));
    let report = names::local("report");
    let request = names::local("request");
    let parts = method.wire_params().map(|(param, place)| part(param, place));
    quote! {
        #doc
        #(#cfgs)*
        #vis async fn #name(&self, #(#params),*) -> #p::Called<#output> {
            let #report = #faults;
            let #request = #p::RouteRequest::new(&#spec)#(#parts)*;
            #p::call_route::<_, #output>(&self.transport, #report, #request).await
        }
    }
}

/// Puts one argument into the request.
fn part(param: &Param, place: &Place) -> TokenStream {
    let Param { name, ident, .. } = param;
    match place {
        Place::Path => quote!(.path(#name, &#ident)),
        Place::QueryParam => quote!(.parameter(#name, &#ident)),
        Place::Query => quote!(.query(#name, &#ident)),
        Place::Header(header) => quote!(.header(#name, #header, &#ident)),
        Place::Body | Place::Action => quote!(.body(#name, &#ident)),
        Place::Member => quote!(.member(#name, &#ident)),
    }
}
