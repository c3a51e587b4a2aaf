//! `#[sensitive]`: the fields that are shown in no log and no form.
//!
//! In: a type that travels. Out: a `Debug` that leaves them out.

use super::lower::{Body, Data, Form};
use crate::names;
use crate::parse::conditional::within;
use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::punctuated::Punctuated;
use syn::{Attribute, DeriveInput, Generics, Member, Meta, Path, Token, parse_quote};

/// `Debug`, in the place of the one that was derived beside `#[model]`. One derived above it, which `#[model]` cannot see, is refused.
pub(super) fn debug(p: &TokenStream, data: &Data) -> Option<TokenStream> {
    let Data { ident, generics, form, writes_debug, .. } = data;
    if *writes_debug {
        let arms: Vec<_> = match form {
            Form::Struct(body) => vec![arm(p, ident, &quote!(Self), &shown(body))],
            Form::Enum(_, variants) => variants
                .iter()
                .map(|variant| {
                    let name = &variant.ident;
                    arm(p, name, &quote!(Self::#name), &shown(&variant.body))
                })
                .collect(),
        };
        return Some(debug_impl(p, ident, generics, &arms));
    }
    let marked = bodies(form).into_iter().flat_map(|body| &body.fields).any(|field| field.is_sensitive);
    (marked && generics.params.is_empty()).then(|| {
        let asked = quote!(const _: #p::Secretive<#ident, { #p::Probe::<#ident>::IS_DEBUG }> = #p::Checked;);
        names::span_as_user(ident.span(), asked)
    })
}

fn bodies(form: &Form) -> Vec<&Body> {
    match form {
        Form::Struct(body) => vec![body],
        Form::Enum(_, variants) => variants.iter().map(|variant| &variant.body).collect(),
    }
}

fn shown(body: &Body) -> Vec<(&Member, bool)> {
    body.fields.iter().map(|field| (&field.member, field.is_sensitive)).collect()
}

/// The implementation around its arms.
pub(super) fn debug_impl(p: &TokenStream, ident: &Ident, generics: &Generics, arms: &[TokenStream]) -> TokenStream {
    let f = names::local("f");
    let mut generics = generics.clone();
    for parameter in generics.type_params_mut() {
        parameter.bounds.push(parse_quote!(#p::Debug));
    }
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    quote! {
        impl #impl_generics #p::Debug for #ident #ty_generics #where_clause {
            fn fmt(&self, #f: &mut #p::Formatter<'_>) -> #p::Formatted {
                match self { #(#arms)* }
            }
        }
    }
}

/// `Self { name: field0, .. } => f.debug_struct("Login").field("name", field0).field("password", &Sensitive).finish()`.
pub(super) fn arm(p: &TokenStream, name: &Ident, path: &TokenStream, fields: &[(&Member, bool)]) -> TokenStream {
    let (f, text) = (names::local("f"), names::wire(name));
    let local = |i: usize| names::local(&format!("field{i}"));
    let bindings = fields.iter().enumerate().filter(|(_, (_, is_sensitive))| !is_sensitive).map(|(i, (member, _))| {
        let (member, local) = (in_pattern(member), local(i));
        quote!(#member: #local,)
    });
    let values = fields.iter().enumerate().map(|(i, (member, is_sensitive))| {
        let name = match member {
            Member::Named(ident) => Some(names::wire(ident)),
            Member::Unnamed(_) => None,
        };
        let name = name.map(|name| quote!(#name,));
        let local = local(i);
        let value = if *is_sensitive { quote!(&#p::Sensitive) } else { quote!(#local) };
        quote!(.field(#name #value))
    });
    let start = match fields.first() {
        Some((Member::Named(_), _)) => quote!(#f.debug_struct(#text)),
        Some((Member::Unnamed(_), _)) => quote!(#f.debug_tuple(#text)),
        None => return quote!(#path { .. } => #f.write_str(#text),),
    };
    quote!(#path { #(#bindings)* .. } => #start #(#values)*.finish(),)
}

/// Out of sight of lints.
fn in_pattern(member: &Member) -> Member {
    match member {
        Member::Named(ident) => Member::Named(names::generated(ident.clone())),
        Member::Unnamed(index) => Member::Unnamed(index.clone()),
    }
}

/// Whether a field of the item as written is `#[sensitive]`, under a condition or not.
pub(super) fn is_in(item: &DeriveInput) -> bool {
    let fields: Vec<&syn::Field> = match &item.data {
        syn::Data::Struct(data) => data.fields.iter().collect(),
        syn::Data::Enum(data) => data.variants.iter().flat_map(|variant| &variant.fields).collect(),
        syn::Data::Union(_) => Vec::new(),
    };
    let is_mark = |attribute: &Attribute| attribute.path().is_ident("sensitive");
    fields.iter().flat_map(|field| &field.attrs).any(|attribute| is_mark(attribute) || within(attribute).iter().any(is_mark))
}

/// Takes `Debug` off the derives. True if it was there.
pub(super) fn take_debug(item: &mut DeriveInput) -> bool {
    let mut found = false;
    for attribute in &mut item.attrs {
        found |= without_debug(attribute).unwrap_or_default();
    }
    found
}

fn without_debug(attribute: &mut Attribute) -> Option<bool> {
    let derives =
        attribute.path().is_ident("derive").then(|| attribute.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated))?;
    let (debug, others): (Vec<_>, Vec<_>) = derives.ok()?.into_iter().partition(is_debug);
    if let (false, Meta::List(list)) = (debug.is_empty(), &mut attribute.meta) {
        list.tokens = quote!(#(#others),*);
    }
    Some(!debug.is_empty())
}

/// `Debug`, `fmt::Debug`, `std::fmt::Debug`.
fn is_debug(path: &Path) -> bool {
    let last = path.to_token_stream().into_iter().last();
    matches!(last, Some(TokenTree::Ident(last)) if last == "Debug")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_is_taken_off_wherever_it_stands() {
        let mut item: DeriveInput = parse_quote!(
            #[derive(Clone, std::fmt::Debug, PartialEq)]
            struct Login;
        );
        assert!(take_debug(&mut item) && !take_debug(&mut item));
        assert_eq!(names::written(&item), "#[derive(Clone, PartialEq)]struct Login;");
    }
}
