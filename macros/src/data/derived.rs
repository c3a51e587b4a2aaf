//! `JsonSchema`, on a server, as a walk over the table of a type.
//!
//! In: a type that travels, and its name. Out: the implementation.

use super::lower::Data;
use crate::names;
use crate::paths::Runtime;
use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::{ConstParam, GenericParam, Generics, Ident, TypeParam, parse_quote};

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
    for parameter in generics.type_params_mut() {
        parameter.bounds.push(parse_quote!('static));
        if decisive.contains(&parameter.ident) {
            parameter.bounds.push(parse_quote!(#p::schemars::JsonSchema));
        }
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
