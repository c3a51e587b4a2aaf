//! serde's implementations for plain structs: a table of names, and two calls of the runtime.
//!
//! In: a struct with no more than the usual attributes. Out: what serde's derives would do, in a tenth of the code. They are
//! the larger half of what the compiler checks in a crate of models. Everything else is left to serde's own.

use super::casing::Casing;
use super::held::{asked, is_of_parameters, question, says};
use super::lower::{Body, Data, Field, Form, Presence, Style};
use crate::names;
use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use std::collections::BTreeSet;
use syn::punctuated::Punctuated;
use syn::{
    Attribute, DeriveInput, Expr, ExprLit, Fields, GenericParam, Generics, Lit, Meta, MetaNameValue, Token, Type, TypeParam, parse_quote,
};

/// How many fields the runtime knows tuples of.
const MAX_FIELDS: usize = 16;

/// Whether the implementations can be written here.
pub(super) fn is_plain(item: &DeriveInput) -> bool {
    let syn::Data::Struct(data) = &item.data else { return false };
    let is_usual = match &data.fields {
        Fields::Named(_) => are_usual(&item.attrs, |meta| is_casing(meta) || meta.path().is_ident("deny_unknown_fields")),
        Fields::Unnamed(fields) => {
            are_usual(&item.attrs, |_| false) && fields.unnamed.iter().all(|field| are_usual(&field.attrs, |_| false))
        }
        Fields::Unit => false,
    };
    let is_usual_field =
        |field: &syn::Field| are_usual(&field.attrs, |meta| is_text(meta, "rename") || is_text(meta, "alias") || is_word(meta, "default"));
    let has_plain_parameters = item.generics.params.is_empty() || data.fields.iter().all(|field| is_plainly_generic(field, &item.generics));
    is_usual
        && item.generics.where_clause.is_none()
        && item.generics.params.iter().all(|parameter| matches!(parameter, GenericParam::Type(_)))
        && has_plain_parameters
        && (1..=MAX_FIELDS).contains(&data.fields.len())
        && data.fields.iter().all(is_usual_field)
}

/// Whether serde would ask for nothing but that each parameter travels.
fn is_plainly_generic(field: &syn::Field, generics: &Generics) -> bool {
    let tokens = field.ty.to_token_stream();
    let text = names::written(&tokens);
    let is_path = |parameter: &TypeParam| text.contains(&format!("{}::", parameter.ident));
    let has_default = says(&field.attrs, "serde", &["default"]) && is_of_parameters(&field.ty, generics);
    !has_default && !names::mentions(tokens, "PhantomData") && !generics.type_params().any(is_path)
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

/// `rename_all = ".."`, of a casing that is known; serde's derive speaks of others.
fn is_casing(meta: &Meta) -> bool {
    let text = meta.require_name_value().ok().map(|meta| &meta.value);
    let is_known =
        matches!(text, Some(Expr::Lit(ExprLit { lit: Lit::Str(text), .. })) if !matches!(Casing::named(&text.value()), Casing::AsWritten));
    is_known && meta.path().is_ident("rename_all")
}

/// `default`.
fn is_word(meta: &Meta, key: &str) -> bool {
    matches!(meta, Meta::Path(path) if path.is_ident(key))
}

/// The implementations. With `asks` they ask the compiler whether each field travels.
pub(super) fn serde(p: &TokenStream, data: &Data, asks: bool) -> Option<TokenStream> {
    let Data { ident, generics, form: Form::Struct(Body { fields, style }), .. } = data else { return None };
    let (ident, record) = (names::generated(ident.clone()), record(p, data, fields));
    let members: Vec<_> = fields.iter().map(|field| &field.member).collect();
    let locals: Vec<_> = (0..fields.len()).map(|place| names::local(&format!("field{place}"))).collect();
    let read = fields.iter().zip(&locals).map(|(field, local)| presence(p, field, &quote!((#local))));
    let (of_item, of_parameters): (Vec<&Type>, Vec<&Type>) =
        fields.iter().map(|field| &field.ty).partition(|ty| !is_of_parameters(ty, generics));
    let asked = if asks { asked(of_item.into_iter()) } else { Vec::new() };
    let suffix = suffix(*style);
    let (write, read_all) = (format_ident!("write{suffix}"), format_ident!("read{suffix}"));
    let (write, read_all) = match asked.as_slice() {
        [] => (quote!(RECORD.#write(serializer, values)), quote!(RECORD.#read_all(deserializer)?)),
        _ => {
            let types = fields.iter().map(|field @ Field { ty, .. }| presence(p, field, &quote!(<#ty>)));
            (
                quote!(#p::Writing(&RECORD, values).#write(serializer)),
                quote!(#p::Reading::<'de, (#(#types,)*)>::#read_all(&RECORD, deserializer)?),
            )
        }
    };
    let question = (!asked.is_empty()).then(|| question(p, &asked));
    // What is not asked about must not go unnoticed.
    let of_parameters = if asked.is_empty() { Vec::new() } else { of_parameters };
    let taken = quote!(#generics #(#asked)*);
    let (s, d) = (names::parameter("S", &taken), names::parameter("D", &taken));
    let (_, ty_generics, _) = generics.split_for_impl();
    let writer = bounded(generics, &quote!(#p::serde::Serialize));
    let reader = bounded(generics, &quote!(#p::serde::Deserialize<'de>));
    let (write_generics, read_parameters) = (writer.split_for_impl().0, &reader.params);
    Some(quote! {
        const RECORD: #p::Record = #record;

        impl #write_generics #p::serde::Serialize for #ident #ty_generics {
            fn serialize<#s: #p::serde::Serializer>(&self, serializer: #s) -> #p::Result<#s::Ok, #s::Error> {
                #(#p::is_written::<#of_parameters>();)*
                let values = (#(&self.#members,)*);
                #write
            }
        }

        impl<'de, #read_parameters> #p::serde::Deserialize<'de> for #ident #ty_generics {
            fn deserialize<#d: #p::serde::Deserializer<'de>>(deserializer: #d) -> #p::Result<Self, #d::Error> {
                #(#p::is_read::<#of_parameters>();)*
                #question
                let (#(#read,)*) = #read_all;
                #p::Result::Ok(Self { #(#members: #locals),* })
            }
        }
    })
}

/// The functions of the runtime that write and read such a struct end so.
fn suffix(style: Style) -> &'static str {
    match style {
        Style::Tuple => "_row",
        Style::Newtype => "_alone",
        Style::Record | Style::Transparent | Style::Unit => "",
    }
}

/// The parameters, each of which travels.
fn bounded(generics: &Generics, bound: &TokenStream) -> Generics {
    let mut generics = generics.clone();
    for parameter in generics.type_params_mut() {
        parameter.default = None;
        parameter.bounds.push(parse_quote!(#bound));
    }
    generics
}

/// `Always(..)` or `Always<..>`: what an absent field reads as.
fn presence(p: &TokenStream, field: &Field, inside: &TokenStream) -> TokenStream {
    match field.presence {
        Presence::Defaulted => quote!(#p::Defaulted #inside),
        _ => quote!(#p::Always #inside),
    }
}

/// `Record::new("NewTodo", &["title", "tags"]).aliases(&[("labels", 1)], &["title", "labels", "tags"])`.
fn record(p: &TokenStream, data: &Data, fields: &[Field]) -> TokenStream {
    let name = names::wire(&data.ident);
    let shown = fields.iter().map(|field| field.name.shown());
    let aliases: Vec<_> =
        fields.iter().enumerate().flat_map(|(place, field)| field.aliases.iter().map(move |alias| quote!((#alias, #place)))).collect();
    let read = fields.iter().flat_map(names_read);
    let aliases = (!aliases.is_empty()).then(|| quote!(.aliases(&[#(#aliases),*], &[#(#read),*])));
    let strict = data.is_strict.then(|| quote!(.strict()));
    quote!(#p::Record::new(#name, &[#(#shown),*]) #aliases #strict)
}

/// The names by which a field is read, in serde's order.
fn names_read(field: &Field) -> BTreeSet<String> {
    field.aliases.iter().cloned().chain([field.name.shown().to_owned()]).collect()
}
