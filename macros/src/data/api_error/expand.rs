//! What `#[derive(ApiError)]` writes.
//!
//! A private enum `Published` holds the public half of the error; serde derives on it. Reading goes through it, writing does without, so that
//! nothing is cloned.

use super::{ApiError, Field, Variant};
use crate::data::{attrs, derived, held, lower, sensitive, shape, table};
use crate::names;
use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::{DeriveInput, Ident, Member, Type};

/// The implementations, out of the way of the user's names.
pub(in crate::data) fn expand(error: &ApiError) -> TokenStream {
    let (door, p) = (error.runtime.import(), names::door());
    let published = published(error);
    let parts = [deserialize(error), serialize(error), wire(error), api_error(error), debug(error)];
    let schema = derived::schema(&p.to_token_stream(), &error.runtime, &error.ident, &names::wire(&error.ident));
    quote! {
        const _: () = {
            #door

            #published
            #(#parts)*
            #schema
        };
    }
}

/// Our name for a field: its own, or one for its place in a tuple.
fn local(field: &Field) -> Ident {
    match &field.member {
        Member::Named(ident) => names::generated(ident.clone()),
        Member::Unnamed(index) => format_ident!("field{}", index.index),
    }
}

/// The types of which the compiler is asked whether they travel. They are parameters of `Published`, so that what is derived on it says nothing.
fn asked(error: &ApiError) -> Vec<&Type> {
    held::asked(error.variants.iter().flat_map(Variant::public).map(|(Field { ty, .. }, _)| ty))
}

/// The parameter of such a type, if it is one.
fn parameter(asked: &[&Type], ty: &Type) -> Option<Ident> {
    let place = asked.iter().position(|other| std::ptr::eq(*other, ty))?;
    Some(format_ident!("F{place}"))
}

/// `Published`, with such types.
fn published_of(error: &ApiError, types: impl Iterator<Item = impl ToTokens>) -> TokenStream {
    let (name, types) = (named("Published", error), types.collect::<Vec<_>>());
    let types = (!types.is_empty()).then(|| quote!(<#(#types),*>));
    quote!(#name #types)
}

/// A name of ours that neither the error nor what it holds has.
fn named(name: &str, error: &ApiError) -> Ident {
    let (ident, types) = (&error.ident, error.variants.iter().flat_map(Variant::public).map(|(Field { ty, .. }, _)| ty));
    names::parameter(name, &quote!(#ident #(#types)*))
}

/// The field's place in its variant, out of sight of lints.
fn place(field: &Field) -> Member {
    match &field.member {
        Member::Named(ident) => Member::Named(names::generated(ident.clone())),
        Member::Unnamed(index) => Member::Unnamed(index.clone()),
    }
}

fn published(error: &ApiError) -> TokenStream {
    let ApiError { runtime, variants, .. } = error;
    let p = names::door();
    let serde = format!("{}::__private::serde", runtime.text());
    let asked = asked(error);
    let whole = published_of(error, asked.iter().filter_map(|ty| parameter(&asked, ty)));
    let variants = variants.iter().map(|variant| {
        let Variant { ident, code, .. } = variant;
        let fields = variant.public().map(|(field, name)| {
            let (ty, local) = (&field.ty, local(field));
            let ty = parameter(&asked, ty).map_or_else(|| ty.to_token_stream(), ToTokens::into_token_stream);
            quote!(#[serde(rename = #name)] #local: #ty)
        });
        quote! {
            #[serde(rename = #code)]
            #ident { #(#fields),* }
        }
    });
    quote! {
        #[::core::prelude::v1::derive(#p::serde::Deserialize)]
        #[serde(crate = #serde)]
        enum #whole {
            #(#variants),*
        }
    }
}

/// What a client holds in the place of what it is never sent. A type that has no such thing is told of where it is written.
fn absent(p: &impl ToTokens, ty: &Type) -> TokenStream {
    names::spanning(ty, quote!(<), quote!(#ty), quote!(as #p::Hidden>::absent()))
}

fn deserialize(error: &ApiError) -> TokenStream {
    let ApiError { ident, variants, .. } = error;
    let (p, published, d) = (names::door(), named("Published", error), named("D", error));
    let arms = variants.iter().map(|variant| {
        let name = &variant.ident;
        let public = variant.public().map(|(field, _)| local(field));
        let fields = variant.fields.iter().map(|field| {
            let (member, local) = (place(field), local(field));
            match field.name {
                Some(_) => quote!(#member: #local),
                None => {
                    let absent = absent(&p, &field.ty);
                    quote!(#member: #absent)
                }
            }
        });
        quote!(#published::#name { #(#public),* } => Self::#name { #(#fields),* })
    });
    let quiet = of_no_value(error);
    let read = read(&p, error);
    quote! {
        impl<'de> #p::serde::Deserialize<'de> for #ident {
            #quiet
            fn deserialize<#d: #p::serde::Deserializer<'de>>(deserializer: #d) -> ::core::result::Result<Self, #d::Error> {
                #read
                ::core::result::Result::Ok(match published {
                    #(#arms,)*
                })
            }
        }
    }
}

/// `let published = ..;`
fn read(p: &Ident, error: &ApiError) -> TokenStream {
    let asked = asked(error);
    let question = (!asked.is_empty()).then(|| held::question(p, &asked));
    let whole = published_of(error, asked.iter());
    quote! {
        #question
        let published = #p::Public::<#whole>::get(deserializer)?;
    }
}

fn serialize(error: &ApiError) -> TokenStream {
    let ApiError { ident, variants, .. } = error;
    let p = names::door();
    let asked = asked(error);
    // A field may be called as our own local.
    let map = names::local("map");
    let arms = variants.iter().map(|variant| {
        let Variant { ident, code, .. } = variant;
        let bindings = variant.public().map(|(field, _)| {
            let (member, local) = (place(field), local(field));
            quote!(#member: ref #local)
        });
        let entries = variant.public().map(|(field, name)| {
            let local = local(field);
            match parameter(&asked, &field.ty).is_some() {
                true => quote!(#p::Entry(#local).put(&mut #map, #name)?;),
                false => quote!(#p::serde::ser::SerializeMap::serialize_entry(&mut #map, #name, #local)?;),
            }
        });
        quote! {
            Self::#ident { #(#bindings,)* .. } => {
                #p::serde::ser::SerializeMap::serialize_entry(&mut #map, "code", #code)?;
                #(#entries)*
            }
        }
    });
    let quiet = of_no_value(error);
    quote! {
        impl #p::serde::Serialize for #ident {
            #quiet
            fn serialize<S: #p::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                let mut #map = #p::serde::Serializer::serialize_map(serializer, ::core::option::Option::None)?;
                match *self {
                    #(#arms)*
                }
                #p::serde::ser::SerializeMap::end(#map)
            }
        }
    }
}

/// There is no value of an error without variants, so what is done with one is never reached.
fn of_no_value(error: &ApiError) -> Option<TokenStream> {
    error.variants.is_empty().then(|| quote!(#[allow(unreachable_code)]))
}

fn wire(error: &ApiError) -> TokenStream {
    let ApiError { runtime, ident, variants, .. } = error;
    let p = names::door();
    let shapes = variants.iter().map(|variant| {
        let fields = variant.public().map(|(Field { ty, .. }, name)| {
            let shape = shape::probe(&p, ty);
            quote!(.field(#name, #shape))
        });
        let code = &variant.code;
        quote!(.variant(#code, #p::Shape::record() #(#fields)*))
    });
    let ty = table(error);
    quote! {
        impl #runtime::Wire for #ident {
            const SHAPE: #p::Shape = #p::Shape::choice(#p::Tagging::Internal("code")) #(#shapes)*;
            #ty
        }
    }
}

/// `Wire::ty`: one of several records, told apart by their codes.
fn table(error: &ApiError) -> TokenStream {
    let ApiError { runtime, ident, docs, variants } = error;
    let (p, asked, name) = (names::door(), asked(error), names::wire(ident));
    let question = (!asked.is_empty()).then(|| held::question(&p, &asked));
    let variants = variants.iter().map(|variant| {
        let fields = variant.public().map(|(Field { ty, docs, .. }, name)| {
            let extra = (!shape::has_shape(ty)).then(|| quote!(extra: #runtime::__extra!(#p::Probe::<#ty>::EXTRA),));
            let docs = table::documented(&lower::doc_lines(docs));
            quote!(#p::Field { #docs #extra ..#p::Field::new(#name, #p::Probe::<#ty>::TY) })
        });
        let (code, docs) = (&variant.code, table::documented(&lower::doc_lines(&variant.docs)));
        quote!(#p::Variant { #docs content: #p::Content::Record(&[#(#fields),*]), ..#p::Variant::new(#code) })
    });
    let docs = table::documented(&lower::doc_lines(docs));
    quote! {
        fn ty() -> &'static #p::Type {
            #question
            const {
                &#p::Type::Model(&#p::Model {
                    #docs
                    name: ::core::option::Option::Some(#p::Name::new(#name, ::core::any::type_name::<Self>)),
                    content: #p::Content::Choice(#p::Tagging::Internal("code"), &[#(#variants),*]),
                    ..#p::Model::UNIT
                })
            }
        }
    }
}

fn api_error(error: &ApiError) -> TokenStream {
    let ApiError { runtime, ident, variants, .. } = error;
    let p = names::door();
    let name = names::wire(ident);
    let specs = variants.iter().map(|Variant { code, status, .. }| quote!(#p::ErrorVariant::new(#code, #status)));
    let arms = variants.iter().enumerate().map(|(i, Variant { ident, .. })| quote!(Self::#ident { .. } => #i));
    let hiding: Vec<_> =
        variants.iter().filter(|variant| variant.hides()).map(|Variant { ident, .. }| quote!(Self::#ident { .. })).collect();
    let hides = (!hiding.is_empty()).then(|| {
        quote! {
            fn hides(&self) -> bool {
                ::core::matches!(self, #(#hiding)|*)
            }
        }
    });
    quote! {
        impl #runtime::ApiError for #ident {
            const NAME: &'static str = #name;
            const VARIANTS: &'static [#p::ErrorVariant] = &[#(#specs),*];

            fn variant(&self) -> usize {
                match *self {
                    #(#arms,)*
                }
            }

            #hides
        }
    }
}

/// `Debug` of an error with secrets, which therefore cannot be derived too: rustc says so at the secret.
fn debug(error: &ApiError) -> TokenStream {
    let ApiError { ident, variants, .. } = error;
    let Some(secret) = variants.iter().find_map(Variant::first_secret) else { return TokenStream::new() };
    let p = names::door().to_token_stream();
    let arms: Vec<_> = variants
        .iter()
        .map(|Variant { ident, fields, .. }| {
            let fields: Vec<_> = fields.iter().map(|field| (&field.member, field.sensitive.is_some())).collect();
            sensitive::arm(&p, ident, &quote!(Self::#ident), &fields)
        })
        .collect();
    names::headed(secret, sensitive::debug_impl(&p, ident, &syn::Generics::default(), &arms))
}

/// When something is wrong: the same implementations without content, so that the methods that return the error still resolve.
pub(in crate::data) fn fallback(item: &DeriveInput) -> TokenStream {
    let Ok(runtime) = attrs::wire_runtime(&item.attrs) else { return TokenStream::new() };
    let (door, p) = (runtime.import(), names::door());
    let ident = &item.ident;
    if !item.generics.params.is_empty() {
        return TokenStream::new();
    }
    let nothing = quote!(::core::panic!("this error did not compile"));
    let schema = derived::schema(&p.to_token_stream(), &runtime, ident, &names::wire(ident));
    quote! {
        const _: () = {
            #door
            impl #p::serde::Serialize for #ident {
                fn serialize<S: #p::serde::Serializer>(&self, _: S) -> ::core::result::Result<S::Ok, S::Error> { #nothing }
            }
            impl<'de> #p::serde::Deserialize<'de> for #ident {
                fn deserialize<D: #p::serde::Deserializer<'de>>(_: D) -> ::core::result::Result<Self, D::Error> { #nothing }
            }
            impl #runtime::Wire for #ident {
                const SHAPE: #p::Shape = #p::Shape::unit();
            }
            impl #runtime::ApiError for #ident {
                const NAME: &'static str = "";
                const VARIANTS: &'static [#p::ErrorVariant] = &[];
                fn variant(&self) -> usize { 0 }
            }
            #schema
        };
    }
}
