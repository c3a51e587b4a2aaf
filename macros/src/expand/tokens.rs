//! Tokens that several parts of an expansion share.

use crate::model::{Method, Older, Service};
use crate::names;
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::{GenericArgument, PathArguments, Type};

/// `(a, b)`, also of one item.
pub(super) fn tuple(items: impl Iterator<Item = impl ToTokens>) -> TokenStream {
    quote!((#(#items,)*))
}

/// Tells of each method, under its `#[cfg]`.
pub(super) fn each<'a>(service: &'a Service, tell: impl Fn(&'a Method) -> TokenStream + 'a) -> impl Iterator<Item = TokenStream> + 'a {
    service.methods.iter().map(move |method| {
        let (cfgs, told) = (&method.about.cfgs, tell(method));
        quote!(#(#cfgs)* #told)
    })
}

/// Kind of a method, as its constant says: `Write`, or `Read`.
pub(super) fn kind(method: &Method) -> TokenStream {
    let p = names::door();
    if method.is_read { quote!(#p::Read) } else { quote!(#p::Write) }
}

/// The constant of an older route: `PAGE__V1`.
pub(super) fn older_name(service: &Service, method: &Method, older: &Older) -> Ident {
    names::typed_in(&method.ident, service.last_version(&older.route))
}

/// The first type in the angle brackets of one of these.
pub(super) fn first_of<'a>(ty: &'a Type, names: &[&str]) -> Option<&'a Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last().filter(|last| names.iter().any(|name| last.ident == name))?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.first() {
        Some(GenericArgument::Type(first)) => Some(first),
        _ => None,
    }
}
