//! `impl Wire`: the shape of a type, and what checks its values.

use super::checks;
use super::lower::{Body, Data, Field, Form, Presence, Style, Tagging, Variant};
use crate::names;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Generics, parse_quote};

/// The implementation.
pub(super) fn wire(data: &Data) -> TokenStream {
    let Data { runtime, ident, .. } = data;
    let p = runtime.private();
    let generics = bounded(data);
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    let shape = shape(&p, data);
    let check = checks::check(&p, data);
    quote! {
        const _: () = {
            #[allow(unused_imports)]
            use #p::Unknown as _;

            impl #impl_generics #runtime::Wire for #ident #ty_generics #where_clause {
                const SHAPE: #p::Shape = #shape;
                #check
            }
        };
    }
}

/// A parameter's own shape counts, so it must have one.
fn bounded(data: &Data) -> Generics {
    let runtime = &data.runtime;
    let mut generics = data.generics.clone();
    for parameter in generics.type_params_mut() {
        parameter.bounds.push(parse_quote!(#runtime::Wire));
    }
    generics
}

fn shape(p: &TokenStream, data: &Data) -> TokenStream {
    let stand_ins = data.stand_ins.iter().map(|ty| probe(p, ty));
    match (data.stand_ins.len(), &data.form) {
        (1, _) => quote!(#(#stand_ins)*),
        (2.., _) => quote!(#p::Shape::tuple() #(.item(#stand_ins))*),
        (0, Form::Struct(body)) => body_shape(p, body),
        (0, Form::Enum(tagging, variants)) => choice(p, tagging, variants),
    }
}

/// The type's own shape, or its written name.
fn probe(p: &TokenStream, ty: &syn::Type) -> TokenStream {
    let written = names::written(ty);
    quote!(#p::Probe::<#ty>::SHAPE.or(#written))
}

/// The shape of a struct, or of what a variant holds.
pub(super) fn body_shape(p: &TokenStream, body: &Body) -> TokenStream {
    match body.style {
        Style::Unit => quote!(#p::Shape::unit()),
        Style::Newtype => match body.present().next() {
            Some(field) => {
                let inner = field_shape(p, field);
                quote!(#p::Shape::newtype(#inner))
            }
            None => quote!(#p::Shape::unit()),
        },
        Style::Tuple => {
            let items = body.present().map(|field| field_shape(p, field));
            quote!(#p::Shape::tuple() #(.item(#items))*)
        }
        Style::Record => {
            let fields = body.present().map(|field| record_field(p, field));
            quote!(#p::Shape::record() #(#fields)*)
        }
    }
}

fn record_field(p: &TokenStream, field: &Field) -> TokenStream {
    let Field { name, .. } = field;
    let shape = field_shape(p, field);
    // A shape known by name alone does not say that it is an option.
    let is_hidden_option = (field.recurs || field.with.is_some()) && field.is_option();
    match field.presence {
        Presence::Flattened => quote!(.flattened(#shape)),
        Presence::Defaulted => quote!(.defaulted(#name, #shape)),
        Presence::Always if is_hidden_option && field.with.is_none() => quote!(.defaulted(#name, #shape)),
        Presence::Always => quote!(.field(#name, #shape)),
        Presence::Never => TokenStream::new(),
    }
}

fn field_shape(p: &TokenStream, field: &Field) -> TokenStream {
    let Field { ty, with, recurs, .. } = field;
    match with {
        Some(path) => {
            let name = format!("with = {path}");
            quote!(#p::Shape::named(#name))
        }
        None if *recurs => {
            let name = names::written(ty);
            quote!(#p::Shape::named(#name))
        }
        None => probe(p, ty),
    }
}

fn choice(p: &TokenStream, tagging: &Tagging, variants: &[Variant]) -> TokenStream {
    let how = match tagging {
        Tagging::External => quote!(External),
        Tagging::Internal(tag) => quote!(Internal(#tag)),
        Tagging::Adjacent(tag, content) => quote!(Adjacent(#tag, #content)),
        Tagging::Untagged => quote!(Untagged),
    };
    let variants = variants.iter().filter(|variant| !variant.is_skipped).map(|variant| {
        let Variant { name, body, .. } = variant;
        let shape = body_shape(p, body);
        match matches!(tagging, Tagging::Untagged) || variant.is_untagged {
            true => quote!(.alternative(#shape)),
            false => quote!(.variant(#name, #shape)),
        }
    });
    quote!(#p::Shape::choice(#p::Tagging::#how) #(#variants)*)
}
