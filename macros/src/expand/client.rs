//! `TodosClient` and `TodosRestClient`: one type underneath, which calls by the actions or by the routes. So a method that can be called
//! both ways is emitted once.

use super::docs;
use super::tokens::tuple;
use crate::model::{About, Folds, Method, Service};
use crate::names;
use proc_macro2::TokenStream;
use quote::quote;

/// Both clients.
pub(super) fn clients(service: &Service) -> TokenStream {
    let Service { ident, parameters, .. } = service;
    let (p, client_by, t, w) = (names::door(), names::client_by(ident), &parameters.transport, &parameters.way);
    let types = client_types(service);
    let both = proxies(service, &quote!(<#w: #p::Way, #t: #p::Transport> #client_by<#w, #t>), |folds| matches!(folds, Folds::Both(_)));
    let by =
        |way: TokenStream, is_here: fn(&Folds) -> bool| proxies(service, &quote!(<#t: #p::Transport> #client_by<#p::#way, #t>), is_here);
    let actions = by(quote!(Actions), |folds| matches!(folds, Folds::Action));
    let routes = by(quote!(Routes), |folds| matches!(folds, Folds::Route(_)));
    quote! { #types #both #actions #routes }
}

/// The types alone: but for the first the runtime writes them, and what makes them.
pub(crate) fn client_types(service: &Service) -> TokenStream {
    let Service { vis, ident, parameters, runtime, .. } = service;
    let (p, t, w) = (names::door(), &parameters.transport, &parameters.way);
    let (client_by, client, rest) = (names::client_by(ident), names::client(ident), names::rest_client(ident));
    let doc = docs::line(&format!("Calls `{ident}`, in one way or the other."));
    quote! {
        #doc
        #[derive(::core::clone::Clone, ::core::fmt::Debug)]
        #vis struct #client_by<#w, #t>(#p::Client<#w, #t>);

        #runtime::__client!(#vis #client_by of #ident: #client, #rest);
    }
}

/// The methods that one of the types has, if there are any.
fn proxies(service: &Service, of: &TokenStream, is_here: impl Fn(&Folds) -> bool) -> Option<TokenStream> {
    let mut proxies = service.methods.iter().filter(|method| is_here(&method.folds)).map(|method| proxy(service, method)).peekable();
    proxies.peek().is_some().then(|| quote!(impl #of { #(#proxies)* }))
}

/// ```text
/// pub fn create(&self, new: NewTodo) -> Call<'_, Result<Todo, TodoError>> {
///     TodosSpec::CREATE.call(&self.0, (new,))
/// }
/// ```
fn proxy(service: &Service, method: &Method) -> TokenStream {
    let Service { vis, .. } = service;
    let Method { about, output, .. } = method;
    let (name, spec, constant) = (names::called(&method.ident), names::spec(&service.ident), names::spec_const(&method.ident));
    let About { cfgs, deprecated, .. } = about;
    let doc = docs::of_call(method);
    let p = names::door();
    let params = method.wire_params().map(|(param, _)| (&param.ident, &param.ty)).map(|(ident, ty)| quote!(#ident: #ty));
    let called = names::span_around(output, quote!(#p::Call<'_, ), quote!(#output), quote!(>));
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
