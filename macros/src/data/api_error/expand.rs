//! What `#[derive(ApiError)]` writes.
//!
//! In: the variants. Out: what reads and writes their public halves, what they are to HTTP, and the table.

use super::{ApiError, Field, Variant};
use crate::data::{attrs, codec, derived, held, sensitive, shape, table};
use crate::names;
use crate::parse::docs;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{DeriveInput, Ident, Member, Type};

/// The implementations, out of the way of the user's names.
pub(in crate::data) fn expand(error: &ApiError) -> TokenStream {
    let (door, p) = (error.runtime.import(), names::door());
    let parts = [serde(&error.ident), wire(error), api_error(error), debug(error)];
    let schema = derived::schema(&p.to_token_stream(), &error.runtime, &error.ident, &names::wire(&error.ident));
    quote! {
        const _: () = {
            #door

            #(#parts)*
            #schema
        };
    }
}

/// The types of which the compiler is asked whether they travel.
fn asked(error: &ApiError) -> Vec<&Type> {
    held::asked(error.variants.iter().flat_map(Variant::public).map(|(Field { ty, .. }, _)| ty))
}

/// The field's place in its variant, out of sight of lints.
fn place(field: &Field) -> Member {
    match &field.member {
        Member::Named(ident) => Member::Named(names::generated(ident.clone())),
        Member::Unnamed(index) => Member::Unnamed(index.clone()),
    }
}

/// What a client holds in the place of what it is never sent. A type that has no such thing is told of where it is written.
fn absent(p: &impl ToTokens, ty: &Type) -> TokenStream {
    names::span_around(ty, quote!(<), quote!(#ty), quote!(as #p::Hidden>::absent()))
}

/// `Wire::read` and `Wire::write`.
fn functions(error: &ApiError) -> TokenStream {
    let p = names::door();
    let codes = error.variants.iter().enumerate().map(|(place, Variant { code, .. })| quote!((#code, #place)));
    let reads = error.variants.iter().map(|variant| read(&p, variant));
    let writes = error.variants.iter().map(|variant| write(&p, variant));
    let value = if error.variants.is_empty() { quote!(*self) } else { quote!(self) };
    quote! {
        fn read(reader: &mut #p::Reader<'_>) -> #p::Result<Self, #p::Fault> {
            reader.choose(&#p::Choice::new(#p::Tagging::Internal("code"), &[#(#codes),*]), &[#(#reads),*])
        }

        fn write(&self, writer: &mut #p::Writer) {
            match #value {
                #(#writes)*
            }
        }
    }
}

fn read(p: &Ident, Variant { ident, fields, .. }: &Variant) -> TokenStream {
    let local = |place: usize| names::local(&format!("field{place}"));
    let public = || fields.iter().enumerate().filter_map(|(place, field)| Some((place, field, field.name.as_ref()?)));
    let slots = public().map(|(place, Field { ty, .. }, _)| {
        let (local, codec) = (local(place), codec::codec(p, ty));
        quote!(let mut #local = #p::Slot::new(#codec.read);)
    });
    let (record, taken) = (codec::record_of(&p, public().map(|(.., name)| name.as_str())), public().map(|(place, ..)| local(place)));
    let members = fields.iter().enumerate().map(|(at, field)| {
        let (member, local) = (place(field), local(at));
        match field.name {
            Some(_) => quote!(#member: #local.take()?),
            None => {
                let absent = absent(&p, &field.ty);
                quote!(#member: #absent)
            }
        }
    });
    quote! {
        |reader| {
            #(#slots)*
            reader.record(&#record, &mut [#(&mut #taken),*])?;
            #p::Result::Ok(Self::#ident { #(#members),* })
        }
    }
}

fn write(p: &Ident, variant: &Variant) -> TokenStream {
    let Variant { ident, code, .. } = variant;
    if variant.public().next().is_none() {
        return quote!(Self::#ident { .. } => writer.unit(#p::Tagging::Internal("code"), #code),);
    }
    let bound: Vec<_> =
        variant.public().enumerate().map(|(at, (field, name))| (names::local(&format!("field{at}")), field, name)).collect();
    let patterns = bound.iter().map(|(local, field, _)| {
        let member = place(field);
        quote!(#member: #local)
    });
    let members = bound.iter().map(|(local, Field { ty, .. }, name)| {
        let codec = codec::codec(p, ty);
        let member = codec::member(&quote!(writer), name);
        quote!((#codec.write)(#local, #member);)
    });
    quote! {
        Self::#ident { #(#patterns,)* .. } => {
            let variant = writer.variant(#p::Tagging::Internal("code"), #code);
            let outer = writer.open();
            #(#members)*
            writer.close(outer);
            writer.close(variant);
        }
    }
}

/// `Serialize` and `Deserialize`.
fn serde(ident: &Ident) -> TokenStream {
    let p = names::door();
    quote!(#p::serde_traits! { [] #ident [] })
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
    let (ty, functions) = (table(error), functions(error));
    quote! {
        impl #runtime::Wire for #ident {
            const SHAPE: #p::Shape = #p::Shape::choice(#p::Tagging::Internal("code")) #(#shapes)*;
            #ty
            #functions
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
            let docs = table::documented(&docs::lines(docs));
            quote!(#p::Field { #docs #extra ..#p::Field::new(#name, #p::Probe::<#ty>::TY) })
        });
        let (code, docs) = (&variant.code, table::documented(&docs::lines(&variant.docs)));
        quote!(#p::Variant { #docs content: #p::Content::Record(&[#(#fields),*]), ..#p::Variant::new(#code) })
    });
    let docs = table::documented(&docs::lines(docs));
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
    names::span_head(secret, sensitive::debug_impl(&p, ident, &syn::Generics::default(), &arms))
}

/// When something is wrong: the same implementations without content, so that the methods that return the error still resolve.
pub(in crate::data) fn fallback(item: &DeriveInput) -> TokenStream {
    let Ok(runtime) = attrs::wire_runtime(&item.attrs) else { return TokenStream::new() };
    let (door, p) = (runtime.import(), names::door());
    let ident = &item.ident;
    if !item.generics.params.is_empty() {
        return TokenStream::new();
    }
    let (nothing, serde) = (quote!(::core::panic!("this error did not compile")), serde(ident));
    let schema = derived::schema(&p.to_token_stream(), &runtime, ident, &names::wire(ident));
    quote! {
        const _: () = {
            #door
            #serde
            impl #runtime::Wire for #ident {
                const SHAPE: #p::Shape = #p::Shape::unit();
                fn read(_: &mut #p::Reader<'_>) -> #p::Result<Self, #p::Fault> { #nothing }
                fn write(&self, _: &mut #p::Writer) {}
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
