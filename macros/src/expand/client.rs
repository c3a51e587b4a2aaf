//! `TodosClient` and `TodosRestClient`: one type underneath, which calls by the actions or by the routes. So a method that can be called
//! both ways is emitted once.

use super::{docs, tuple};
use crate::model::{About, Folds, Method, Service};
use crate::names;
use proc_macro2::TokenStream;
use quote::quote;

/// Both clients.
pub(super) fn clients(service: &Service) -> TokenStream {
    let types = client_types(service);
    let traits = traits(service);
    let shared = shared(service);
    let actions = actions(service);
    let routes = routes(service);
    quote! { #types #shared #actions #routes #traits }
}

/// The types alone.
pub(crate) fn client_types(service: &Service) -> TokenStream {
    let Service { vis, ident, parameters, .. } = service;
    let (p, t, w) = (names::door(), &parameters.transport, &parameters.way);
    let (client_by, client, rest) = (names::client_by(ident), names::client(ident), names::rest_client(ident));
    let doc = docs::line(&format!("Calls `{ident}`, in one way or the other."));
    let client_doc = docs::line(&format!("Calls the actions of `{ident}`."));
    let rest_doc = docs::line(&format!("Calls the REST routes of `{ident}`."));
    quote! {
        #doc
        #vis struct #client_by<#w, #t>(#p::Client<#w, #t>);

        #client_doc
        #vis type #client<#t> = #client_by<#p::Actions, #t>;

        #rest_doc
        #vis type #rest<#t = #p::DefaultTransport> = #client_by<#p::Routes, #t>;
    }
}

/// What both clients have.
fn shared(service: &Service) -> TokenStream {
    let Service { vis, ident, parameters, .. } = service;
    let (p, client_by, t, w) = (names::door(), names::client_by(ident), &parameters.transport, &parameters.way);
    let proxies = proxies(service, |folds| matches!(folds, Folds::Both(_)));
    quote! {
        impl<#w: #p::Way, #t: #p::Transport> #client_by<#w, #t> {
            /// A client that sends through `transport`.
            #vis fn with_transport(transport: #t) -> Self {
                Self(#p::Client::new(transport))
            }

            #(#proxies)*
        }
    }
}

fn actions(service: &Service) -> TokenStream {
    let Service { vis, ident, parameters, .. } = service;
    let (p, client, t) = (names::door(), names::client(ident), &parameters.transport);
    let proxies = proxies(service, |folds| matches!(folds, Folds::Action));
    quote! {
        impl<#t: #p::Transport> #client<#t> {
            /// A client that sends through `transport`.
            #vis fn new(transport: #t) -> Self {
                Self::with_transport(transport)
            }

            #(#proxies)*
        }
    }
}

fn routes(service: &Service) -> TokenStream {
    let Service { vis, ident, parameters, runtime, .. } = service;
    let (p, rest, t) = (names::door(), names::rest_client(ident), &parameters.transport);
    let mut proxies = proxies(service, |folds| matches!(folds, Folds::Route(_))).peekable();
    let own = proxies.peek().is_some().then(|| quote!(impl<#t: #p::Transport> #rest<#t> { #(#proxies)* }));
    quote! {
        #own

        #runtime::__client! { #vis #rest }
    }
}

/// By hand: a derive would ask that the way be `Clone` too, and is not what a reader of the expansion came for.
fn traits(service: &Service) -> TokenStream {
    let Service { ident, parameters, .. } = service;
    let (p, client_by, t, w) = (names::door(), names::client_by(ident), &parameters.transport, &parameters.way);
    quote! {
        impl<#w, #t: #p::Clone> #p::Clone for #client_by<#w, #t> {
            fn clone(&self) -> Self {
                Self(#p::Clone::clone(&self.0))
            }
        }

        impl<#w, #t: #p::Debug> #p::Debug for #client_by<#w, #t> {
            fn fmt(&self, f: &mut #p::Formatter<'_>) -> #p::Formatted {
                #p::Debug::fmt(&self.0, f)
            }
        }
    }
}

fn proxies<'a>(service: &'a Service, is_here: impl Fn(&Folds) -> bool + 'a) -> impl Iterator<Item = TokenStream> + 'a {
    service.methods.iter().filter(move |method| is_here(&method.folds)).map(|method| proxy(service, method))
}

/// ```text
/// pub fn create(&self, new: NewTodo) -> Called<'_, Result<Todo, TodoError>> {
///     TodosSpec::CREATE.call(&self.0, (new,))
/// }
/// ```
///
/// What the method returns is asked about here and nowhere else: a type that cannot be returned is an error where the trait names it.
fn proxy(service: &Service, method: &Method) -> TokenStream {
    let Service { vis, .. } = service;
    let Method { about, output, .. } = method;
    let (name, spec, constant) = (names::called(&method.ident), names::spec(&service.ident), names::spec_const(&method.ident));
    let About { cfgs, deprecated, .. } = about;
    let doc = docs::of_call(method);
    let p = names::door();
    let params = method.wire_params().map(|(param, _)| (&param.ident, &param.ty)).map(|(ident, ty)| quote!(#ident: #ty));
    let called = names::spanning(output, quote!(#p::Called<'_, ), quote!(#output), quote!(>));
    let arguments = tuple(method.wire_params().map(|(param, _)| &param.ident));
    quote! {
        #doc
        #(#cfgs)*
        #(#deprecated)*
        #vis fn #name(&self, #(#params),*) -> #called {
            #spec::#constant.call(&self.0, #arguments)
        }
    }
}
