//! `TodosClient`: a method for each action. The rules are looked at before anything is sent.

use super::{docs, report, spec_of, tuple};
use crate::model::{Method, Service};
use crate::names;
use proc_macro2::TokenStream;
use quote::quote;

/// The client of the actions.
pub(super) fn client(service: &Service) -> TokenStream {
    let Service { vis, ident, parameters, runtime, .. } = service;
    let (client, t) = (names::client(ident), &parameters.transport);
    let definition = client_struct(service);
    let methods = service.methods.iter().filter(|method| method.is_action()).map(|method| proxy(service, method));
    quote! {
        #definition

        impl<#t: #runtime::Transport> #client<#t> {
            /// A client that sends through `transport`.
            #vis fn new(transport: #t) -> Self {
                Self { transport }
            }

            #(#methods)*
        }
    }
}

/// The type alone.
pub(crate) fn client_struct(service: &Service) -> TokenStream {
    let Service { vis, ident, parameters, .. } = service;
    let (client, t) = (names::client(ident), &parameters.transport);
    let doc = docs::line(&format!("Calls the actions of `{ident}`."));
    quote! {
        #doc
        #[derive(::core::fmt::Debug, ::core::clone::Clone)]
        #vis struct #client<#t> {
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
    let arguments = match method.wire_params().next() {
        Some(_) => tuple(method.wire_params().map(|(param, _)| &param.ident)),
        None => quote!(#p::NO_ARGUMENTS),
    };
    quote! {
        #doc
        #(#cfgs)*
        #vis async fn #name(&self, #(#params),*) -> #p::Called<#output> {
            let #report = #faults;
            #p::call_action::<_, _, #output>(&self.transport, &#spec, #report, &#arguments).await
        }
    }
}
