//! When something is wrong: the errors, the trait as written, and the names that others use, so that one mistake gives one error.
//!
//! In: what lowering could make of the trait. Out: the ordinary expansion of the methods that are sound, and stubs of the others. Nothing
//! of it runs, since the errors stop the build; it only resolves.

use crate::diag::Error;
use crate::expand;
use crate::lower::{Lowered, about, stands_alone};
use crate::model::{About, Service};
use crate::names;
use crate::parse::args::ArgumentMark;
use crate::parse::item::{Item, WrittenMethod, argument_mark};
use crate::parse::marks::is_route;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Ident, Pat, PatType, ReturnType, Type};

/// The errors, and the item as it was: it is no trait, or only half of one.
pub(crate) fn unparsed(tokens: TokenStream, errors: Error) -> TokenStream {
    let errors = errors.write_errors();
    quote! { #errors #tokens }
}

/// The errors, and everything that can still be resolved.
pub(crate) fn service(item: &Item, lowered: &Lowered, errors: Error) -> TokenStream {
    let Lowered { service, fits } = lowered;
    let errors = errors.write_errors();
    let rest = if *fits {
        let sound = expand::service(item, service);
        let stubs = stubs(item, service);
        quote! { #sound #stubs }
    } else {
        let trait_item = expand::the_trait(item, &service.runtime);
        let names = bare_names(service);
        quote! { #trait_item #names }
    };
    quote! { #errors #rest }
}

/// The generated types of a trait that nothing can be generated for.
fn bare_names(service: &Service) -> TokenStream {
    let Service { vis, ident, .. } = service;
    let (door, clients) = (service.runtime.import(), expand::client_types(service));
    let (spec, server, s) = (names::spec(ident), names::server(ident), &service.parameters.service);
    quote! {
        #door
        #vis struct #spec;
        #vis struct #server<#s>(#s);
        #clients
    }
}

/// What callers of the broken methods name.
fn stubs(item: &Item, service: &Service) -> TokenStream {
    let broken: Vec<_> = item.methods().filter(|written| is_free(service, &written.sig.ident)).map(Stub::new).collect();
    if broken.is_empty() {
        return TokenStream::new();
    }
    let Service { vis, ident, parameters, .. } = service;
    let p = names::door();
    let (spec, client_by, t) = (names::spec(ident), names::client_by(ident), &parameters.transport);
    let constants = broken.iter().map(|stub| {
        let (cfgs, constant, name) = (&stub.about.cfgs, names::spec_const(stub.ident), names::wire(stub.ident));
        let (output, returned) = (&stub.output, expand::returned(stub.has_verb, &stub.output, &stub.output));
        quote!(#[doc = " Broken."] #(#cfgs)* #vis const #constant: &#p::Write<(), #output> = &Self::SERVICE.method(#name, "").returns(#returned);)
    });
    let actions = broken.iter().map(|stub| stub.proxy(service));
    let routes = broken.iter().filter(|stub| stub.has_verb).map(|stub| stub.proxy(service));
    quote! {
        impl #spec { #(#constants)* }

        impl<#t: #p::Transport> #client_by<#p::Actions, #t> { #(#actions)* }

        impl<#t: #p::Transport> #client_by<#p::Routes, #t> { #(#routes)* }
    }
}

/// Whether nothing else has the name: neither a sound method nor a function or constant of the generated types.
fn is_free(service: &Service, ident: &Ident) -> bool {
    let constant = names::spec_const(ident);
    let is_taken = service.methods.iter().any(|method| names::spec_const(&method.ident) == constant);
    !is_taken && !names::is_reserved(ident)
}

/// A method that did not lower, as far as it can be understood.
struct Stub<'a> {
    ident: &'a Ident,
    about: About,
    params: Vec<(&'a Ident, TokenStream)>,
    /// What it returns.
    output: Type,
    has_verb: bool,
}

impl<'a> Stub<'a> {
    fn new(written: &'a WrittenMethod) -> Self {
        Self {
            ident: &written.sig.ident,
            about: about(&written.attrs),
            params: written.arguments().filter(|argument| !is_context(argument)).filter_map(|argument| param(written, argument)).collect(),
            output: output(written),
            has_verb: written.ours.iter().any(is_route),
        }
    }

    fn proxy(&self, service: &Service) -> TokenStream {
        let Service { vis, .. } = service;
        let (cfgs, name) = (&self.about.cfgs, names::generated(self.ident.clone()));
        let (params, idents) = (self.params.iter().map(|(ident, ty)| quote!(#ident: #ty)), self.params.iter().map(|(ident, _)| ident));
        let (p, output) = (names::door(), &self.output);
        quote! {
            #[doc = " Broken."]
            #(#cfgs)*
            #vis fn #name(&self, #(#params),*) -> #p::Call<'_, #output> {
                let _ = (#(#idents,)*);
                ::core::panic!("this trait did not compile")
            }
        }
    }
}

fn is_context(argument: &PatType) -> bool {
    matches!(argument_mark(argument), Ok(Some(ArgumentMark::Context)))
}

/// An argument takes anything where its own type means nothing outside the method.
fn param<'a>(method: &WrittenMethod, argument: &'a PatType) -> Option<(&'a Ident, TokenStream)> {
    let Pat::Ident(pattern) = &*argument.pat else { return None };
    let ty = &argument.ty;
    let ty = if stands_alone(&method.sig, ty) { quote!(#ty) } else { quote!(impl ::core::marker::Sized) };
    Some((&pattern.ident, ty))
}

/// What the method returns, asked about at the user's own type as that of a sound one is.
fn output(method: &WrittenMethod) -> Type {
    match &method.sig.output {
        ReturnType::Type(_, ty) if stands_alone(&method.sig, ty) => (**ty).clone(),
        _ => syn::parse_quote!(()),
    }
}
