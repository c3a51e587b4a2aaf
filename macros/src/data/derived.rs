//! serde's derives, where nothing is in the way of them, and `JsonSchema`.
//!
//! In: an item. Out: serde's derives on a copy of it, within our own block, and an attribute that takes the copy away. What they write is then
//! about the user's own type, since it is the only one of that name; but the traits and names that they take for granted are there, whatever the
//! user's module makes of the prelude.

use super::lower::{Data, Form, Style, Tagging, Variant};
use crate::names;
use crate::paths::Runtime;
use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::visit_mut::VisitMut;
use syn::{Attribute, ConstParam, DeriveInput, GenericParam, Generics, Ident, TypeParam, parse_quote};

/// The attributes that serde's derives read.
const READ_BY_SERDE: [&str; 3] = ["deprecated", "repr", "serde"];

/// The item with the attributes that a derive reads, and no others: what else is derived, is derived once.
fn copy(item: &DeriveInput, read: &'static [&'static str]) -> DeriveInput {
    let mut item = item.clone();
    Only(read).visit_derive_input_mut(&mut item);
    item
}

/// `Serialize` and `Deserialize`; the latter by way of what takes no form that is not in the schema.
pub(super) fn serde(p: &TokenStream, data: &Data, item: &DeriveInput) -> TokenStream {
    let item = copy(item, &READ_BY_SERDE);
    let path = |name: &str| format!("{p}::{name}");
    let (plain, exact) = (path("serde"), path(&format!("exact::{}", exact(data))));
    let write = written(p, &quote!(#p::serde::Serialize), &quote!(#[serde(crate = #plain)]), &item);
    let read = written(p, &quote!(#p::serde::Deserialize), &quote!(#[serde(crate = #exact)]), &item);
    quote!(#write #read)
}

/// The module of the runtime that a reader calls in serde's place.
fn exact(data: &Data) -> &'static str {
    match &data.form {
        Form::Enum(Tagging::Adjacent(..), _) => "adjacent",
        Form::Enum(Tagging::External, variants) if variants.iter().all(is_word) => "words",
        Form::Enum(..) | Form::Struct(_) => "other",
    }
}

/// Returns true for a variant that is written as its name alone.
fn is_word(variant: &Variant) -> bool {
    variant.is_skipped || variant.body.style == Style::Unit && variant.with.is_none() && !variant.is_untagged
}

/// `JsonSchema`, on a server: a walk over the table.
pub(super) fn schema(p: &TokenStream, runtime: &Runtime, ident: &Ident, name: &str) -> TokenStream {
    let names = quote! {
        fn schema_name() -> #p::Cow<'static, str> {
            #p::Cow::Borrowed(#name)
        }
    };
    schema_with(p, runtime, ident, &Generics::default(), &names, &quote!(<Self as #p::Wire>::ty()))
}

/// `JsonSchema` of a model. Parameters of a generic one have schemas, and may have no tables; so it has a table of its own.
pub(super) fn schema_of_model(p: &TokenStream, data: &Data, generic: Option<TokenStream>) -> TokenStream {
    let (decisive, mut generics) = (&data.decisive, data.generics.clone());
    for parameter in generics.type_params_mut().filter(|parameter| decisive.contains(&parameter.ident)) {
        parameter.bounds.push(parse_quote!(#p::schemars::JsonSchema));
    }
    let ident = names::wire(&data.ident);
    let text = data.schema_name.as_ref().map_or(&ident, |name| &name.text);
    let parameters: Vec<_> = data.schema_name.iter().flat_map(|name| &name.parameters).collect();
    let inline = data.schema_name.is_none().then(|| {
        quote!(
            fn inline_schema() -> bool {
                true
            }
        )
    });
    let names = if parameters.is_empty() {
        quote! {
            fn schema_name() -> #p::Cow<'static, str> {
                #p::Cow::Borrowed(#text)
            }

            fn schema_id() -> #p::Cow<'static, str> {
                #p::Cow::Borrowed(::core::concat!(::core::module_path!(), "::", #ident))
            }
        }
    } else {
        let [names, ids] = ["schema_name", "schema_id"].map(|function| {
            let function = Ident::new(function, Span::call_site());
            let parts = parameters.iter().map(move |parameter| match parameter {
                GenericParam::Type(TypeParam { ident, .. }) => quote!(<#ident as #p::schemars::JsonSchema>::#function()),
                GenericParam::Const(ConstParam { ident, .. }) => quote!(#p::Cow::Owned(#p::ToString::to_string(&#ident))),
                GenericParam::Lifetime(_) => TokenStream::new(),
            });
            quote!(&[#(#parts),*])
        });
        quote! {
            fn schema_name() -> #p::Cow<'static, str> {
                #p::named(#text, #names)
            }

            fn schema_id() -> #p::Cow<'static, str> {
                #p::named(::core::concat!(::core::module_path!(), "::", #text), #ids)
            }
        }
    };
    let table = generic.map_or_else(|| quote!(<Self as #p::Wire>::ty()), |table| quote!(const { &#table }));
    schema_with(p, &data.runtime, &data.ident, &generics, &quote!(#inline #names), &table)
}

fn schema_with(
    p: &TokenStream,
    runtime: &Runtime,
    ident: &Ident,
    generics: &Generics,
    names: &TokenStream,
    table: &TokenStream,
) -> TokenStream {
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    quote! {
        #runtime::__server! {
            impl #impl_generics #p::schemars::JsonSchema for #ident #ty_generics #where_clause {
                #names

                fn json_schema(generator: &mut #p::schemars::SchemaGenerator) -> #p::schemars::Schema {
                    #p::schema(#table, generator)
                }
            }
        }
    }
}

fn written(p: &TokenStream, derives: &TokenStream, attribute: &TokenStream, item: &DeriveInput) -> TokenStream {
    quote! {
        #[::core::prelude::v1::derive(#derives)]
        #[#p::vanish]
        #attribute
        #item
    }
}

/// Keeps the attributes of these names.
struct Only(&'static [&'static str]);

impl VisitMut for Only {
    fn visit_attributes_mut(&mut self, attributes: &mut Vec<Attribute>) {
        attributes.retain(|attribute| self.0.iter().any(|name| attribute.path().is_ident(name)));
    }
}
