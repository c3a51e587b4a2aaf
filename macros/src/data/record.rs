//! serde's implementations for plain structs: a table of names, and two calls of the runtime.
//!
//! In: a struct with named fields and no more than the usual attributes. Out: what serde's derives would do, in a tenth of the code. They are
//! the larger half of what the compiler checks in a crate of models. Everything else is left to serde's own.

use super::held::{asked, question};
use super::lower::{Body, Data, Field, Form, Presence};
use crate::names;
use proc_macro2::TokenStream;
use quote::quote;
use syn::punctuated::Punctuated;
use syn::{Attribute, DeriveInput, Expr, ExprLit, Fields, Lit, Meta, MetaNameValue, Token};

/// How many fields the runtime knows tuples of.
const MAX_FIELDS: usize = 16;

/// Whether the implementations can be written here.
pub(super) fn is_plain(item: &DeriveInput) -> bool {
    let syn::Data::Struct(data) = &item.data else { return false };
    let Fields::Named(fields) = &data.fields else { return false };
    let is_generic = !item.generics.params.is_empty() || item.generics.where_clause.is_some();
    let is_usual_struct = are_usual(&item.attrs, |meta| is_text(meta, "rename_all") || meta.path().is_ident("deny_unknown_fields"));
    let is_usual =
        |field: &syn::Field| are_usual(&field.attrs, |meta| is_text(meta, "rename") || is_text(meta, "alias") || is_word(meta, "default"));
    !is_generic && is_usual_struct && (1..=MAX_FIELDS).contains(&fields.named.len()) && fields.named.iter().all(is_usual)
}

/// Whether serde is told nothing but what `is_usual` knows.
fn are_usual(attributes: &[Attribute], is_usual: impl Fn(&Meta) -> bool) -> bool {
    attributes.iter().filter(|attribute| attribute.path().is_ident("serde")).all(|attribute| {
        let read = attribute.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
        read.is_ok_and(|metas| metas.iter().all(&is_usual))
    })
}

/// `rename = ".."`.
fn is_text(meta: &Meta, key: &str) -> bool {
    let Meta::NameValue(MetaNameValue { path, value: Expr::Lit(ExprLit { lit: Lit::Str(_), .. }), .. }) = meta else { return false };
    path.is_ident(key)
}

/// `default`.
fn is_word(meta: &Meta, key: &str) -> bool {
    matches!(meta, Meta::Path(path) if path.is_ident(key))
}

/// The implementations. With `asks` they ask the compiler whether each field travels.
pub(super) fn serde(p: &TokenStream, data: &Data, asks: bool) -> Option<TokenStream> {
    let Data { ident, form: Form::Struct(Body { fields, .. }), .. } = data else { return None };
    let ident = names::generated(ident.clone());
    let record = record(p, data, fields);
    let members: Vec<_> = fields.iter().map(|field| &field.member).collect();
    let locals: Vec<_> = (0..fields.len()).map(|place| names::local(&format!("field{place}"))).collect();
    let read = fields.iter().zip(&locals).map(|(field, local)| presence(p, field, &quote!((#local))));
    let asked = if asks { asked(fields.iter().map(|field| &field.ty)) } else { Vec::new() };
    let (write, read_all) = match asked.as_slice() {
        [] => (quote!(RECORD.write(serializer, values)), quote!(RECORD.read(deserializer)?)),
        _ => {
            let types = fields.iter().map(|field @ Field { ty, .. }| presence(p, field, &quote!(<#ty>)));
            (
                quote!(#p::Writing(&RECORD, values).write(serializer)),
                quote!(#p::Reading::<'de, (#(#types,)*)>::read(&RECORD, deserializer)?),
            )
        }
    };
    let question = (!asked.is_empty()).then(|| question(p, &asked));
    let d = names::parameter("D", &quote!(#(#asked)*));
    Some(quote! {
        const RECORD: #p::Record = #record;

        impl #p::serde::Serialize for #ident {
            fn serialize<S: #p::serde::Serializer>(&self, serializer: S) -> #p::Result<S::Ok, S::Error> {
                let values = (#(&self.#members,)*);
                #write
            }
        }

        impl<'de> #p::serde::Deserialize<'de> for #ident {
            fn deserialize<#d: #p::serde::Deserializer<'de>>(deserializer: #d) -> #p::Result<Self, #d::Error> {
                #question
                let (#(#read,)*) = #read_all;
                #p::Result::Ok(Self { #(#members: #locals),* })
            }
        }
    })
}

/// `Always(..)` or `Always<..>`: what an absent field reads as.
fn presence(p: &TokenStream, field: &Field, inside: &TokenStream) -> TokenStream {
    match field.presence {
        Presence::Defaulted => quote!(#p::Defaulted #inside),
        _ => quote!(#p::Always #inside),
    }
}

/// `Record::new("NewTodo", &["title", "tags"]).aliases(&[("labels", 1)])`.
fn record(p: &TokenStream, data: &Data, fields: &[Field]) -> TokenStream {
    let name = names::wire(&data.ident);
    let shown = fields.iter().map(|field| field.name.shown());
    let aliases: Vec<_> =
        fields.iter().enumerate().flat_map(|(place, field)| field.aliases.iter().map(move |alias| quote!((#alias, #place)))).collect();
    let aliases = (!aliases.is_empty()).then(|| quote!(.aliases(&[#(#aliases),*])));
    let strict = data.is_strict.then(|| quote!(.strict()));
    quote!(#p::Record::new(#name, &[#(#shown),*]) #aliases #strict)
}
