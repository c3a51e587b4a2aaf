//! Security schemes of a method's contexts: a call on its draft.

use crate::model::{Method, Security};
use crate::names;
use crate::parse::security::{SchemeArgs, SchemeKind};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// `.secured(&[Security::any(&[Scheme::new(SchemeKind::Bearer("JWT"))])])`, where some context says so.
pub(super) fn calls(method: &Method) -> Option<TokenStream> {
    let p = names::door();
    let contexts: Vec<_> = method.contexts().filter_map(|param| param.security.as_ref()).map(|security| context(&p, security)).collect();
    (!contexts.is_empty()).then(|| quote!(.secured(&[#(#contexts),*])))
}

fn context(p: &Ident, security: &Security) -> TokenStream {
    let schemes = security.schemes.iter().map(|args| scheme(p, args));
    let optional = security.is_optional.then(|| quote!(.optional()));
    quote!(#p::Security::any(&[#(#schemes),*]) #optional)
}

fn scheme(p: &Ident, args: &SchemeArgs) -> TokenStream {
    let kind = match &args.kind {
        SchemeKind::Bearer(format) => quote!(Bearer(#format)),
        SchemeKind::Basic => quote!(Basic),
        SchemeKind::Http(scheme) => quote!(Http(#scheme)),
        SchemeKind::Header(name) => quote!(Header(#name)),
        SchemeKind::Query(name) => quote!(Query(#name)),
        SchemeKind::Cookie(name) => quote!(Cookie(#name)),
    };
    let description = &args.description;
    let about = (!description.is_empty()).then(|| quote!(.about(#description)));
    quote!(#p::Scheme::new(#p::SchemeKind::#kind) #about)
}
