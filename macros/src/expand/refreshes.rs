//! The reads that a write makes stale, in its constant; and what only the compiler knows of them.
//!
//! In: a service. Out: a call of the builder, and assertions, each at the name that it is about.

use crate::model::{Method, Param, Refresh, Service};
use crate::names;
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;

/// `.refreshes(&[refresh(Self::LIST), refresh(Self::FIND).by(&["id"]), refresh(UsersSpec::ME)])`.
pub(super) fn call(method: &Method) -> Option<TokenStream> {
    let p = names::door();
    let refreshes = method.refreshes.iter().map(|refresh| {
        let read = constant(refresh, &quote!(Self));
        let names = refresh.arguments.iter().map(names::wire);
        let by = (!refresh.arguments.is_empty()).then(|| quote!(.by(&[#(#names),*])));
        quote!(#p::refresh(#read) #by)
    });
    (!method.refreshes.is_empty()).then(|| quote!(.refreshes(&[#(#refreshes),*])))
}

/// The constant of a read: of the same trait, or as it is written.
fn constant(refresh: &Refresh, spec: &TokenStream) -> TokenStream {
    match refresh.read.get_ident() {
        Some(name) => {
            let constant = names::spec_const(name);
            quote!(#spec::#constant)
        }
        None => refresh.read.to_token_stream(),
    }
}

/// Assertions for what is not known by its name: what a read gives, arguments of other types, reads of other traits.
pub(super) fn assertions<'a>(service: &'a Service, method: &'a Method) -> impl Iterator<Item = TokenStream> + 'a {
    method.refreshes.iter().flat_map(move |refresh| {
        let arguments = refresh.arguments.iter().filter(|argument| !is_plainly_same(service, method, refresh, argument));
        let is_action = refresh.read.get_ident().is_none().then(|| is_action(method, refresh));
        let is_kept = is_kept(service, method, refresh);
        is_action.into_iter().chain([is_kept]).chain(arguments.map(|argument| is_same(service, method, refresh, argument)))
    })
}

/// Returns true if the argument has the same type in both methods, by its name.
fn is_plainly_same(service: &Service, method: &Method, refresh: &Refresh, argument: &Ident) -> bool {
    let written = |method: &Method| {
        let of = |(param, _): (&Param, _)| (param.name == names::wire(argument)).then(|| names::written(&param.ty));
        method.wire_params().find_map(of)
    };
    let read = refresh.read.get_ident().and_then(|name| service.methods.iter().find(|method| method.name == names::wire(name)));
    read.is_some_and(|read| written(read) == written(method))
}

fn is_action(method: &Method, refresh: &Refresh) -> TokenStream {
    let (cfgs, read) = (&method.about.cfgs, &refresh.read);
    let message = format!("`{}` is no action, and pages that keep what they read call actions; remove it here", names::written(read));
    quote_spanned!(read.span()=> #(#cfgs)* const _: () = ::core::assert!(#read.spec().action.is_some(), #message);)
}

fn is_kept(service: &Service, method: &Method, refresh: &Refresh) -> TokenStream {
    let (cfgs, read) = (&method.about.cfgs, constant(refresh, &names::spec(&service.ident).to_token_stream()));
    let message = format!("`{}` gives no JSON value that a page could keep; remove it here", names::written(&refresh.read));
    quote_spanned!(refresh.read.span()=> #(#cfgs)* const _: () = ::core::assert!(#read.spec().gives_json(), #message);)
}

fn is_same(service: &Service, method: &Method, refresh: &Refresh, argument: &Ident) -> TokenStream {
    let (p, spec, cfgs) = (names::door(), names::spec(&service.ident), &method.about.cfgs);
    let (write, read) = (names::spec_const(&method.ident), constant(refresh, &spec.to_token_stream()));
    let (name, shown) = (names::wire(argument), names::written(&refresh.read));
    let unknown = format!("`{shown}` has no argument `{name}`; name one that it has, or write `{shown}` for all of its values");
    let differs =
        format!("`{name}` is of one type in `{}` and of another in `{shown}`; write `{shown}` for all of its values", method.name);
    let asked = quote_spanned!(argument.span()=>
        ::core::assert!(#p::has_argument(&#read.spec(), #name), #unknown);
        ::core::assert!(#p::is_same_argument(&#spec::#write.spec(), &#read.spec(), #name), #differs);
    );
    quote!(#(#cfgs)* const _: () = { #asked };)
}
