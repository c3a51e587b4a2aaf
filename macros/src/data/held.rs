//! A field whose type cannot travel: one error, at the type, in our own words.
//!
//! In: a field's type. Out: a detour to it, `<Hands as Held<_>>::Itself`. Where `Hands` does not travel the compiler says so of the detour, and
//! no more of what is done with it; serde and schemars would each report it in their own expansions, and in their own words.

use super::shape::{has_shape, is_scalar};
use crate::names;
use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Attribute, DeriveInput, Field, GenericParam, Generics, LitStr, Type, parse_quote_spanned};

/// The types of which the compiler is to be asked, if any; and then all that could be wrong, since one that is not asked about would go
/// unnoticed, such as a `HashSet<f64>`.
pub(super) fn asked<'a>(types: impl Iterator<Item = &'a Type>) -> Vec<&'a Type> {
    let unsure: Vec<_> = types.filter(|ty| !is_scalar(ty)).collect();
    let can_ask = unsure.iter().all(|ty| is_asked(ty, &Generics::default()));
    if can_ask && !unsure.iter().all(|ty| has_shape(ty)) { unsure } else { Vec::new() }
}

/// `let _: (<Hands as Held<_>>::Itself,);` asks about types, within a body.
pub(super) fn question(p: &impl ToTokens, types: &[&Type]) -> TokenStream {
    let detours = types.iter().map(|ty| detour(p, ty));
    quote!(let _: (#(#detours,)*);)
}

/// As schemars finds it in [`attribute`], to the letter and the place, so that rustc drops the second of the two messages.
pub(super) fn detour(p: &impl ToTokens, ty: &Type) -> TokenStream {
    let at = syn::spanned::Spanned::span(ty);
    names::theirs(at, quote!(<#ty as #p::Held<_>>::Itself))
}

/// Has schemars look at the detours. True if that leaves out none but those of parameters, so that serde's part may ask in the same way.
pub(super) fn let_schemas_know(p: &TokenStream, item: &mut DeriveInput) -> bool {
    if says(&item.attrs, "serde", &["from", "try_from", "into", "remote"]) {
        return false;
    }
    let DeriveInput { data, generics, .. } = item;
    let fields: Vec<&mut Field> = match data {
        syn::Data::Struct(data) => data.fields.iter_mut().collect(),
        syn::Data::Enum(data) => data.variants.iter_mut().flat_map(|variant| &mut variant.fields).collect(),
        syn::Data::Union(_) => Vec::new(),
    };
    let (asked, others): (Vec<_>, Vec<_>) = fields
        .into_iter()
        .filter(|field| !has_shape(&field.ty))
        .partition(|field| is_asked(&field.ty, generics) && has_its_own_schema(&field.attrs));
    for field in asked {
        field.attrs.push(attribute(p, &field.ty));
    }
    others.iter().all(|field| is_of_parameters(&field.ty, generics))
}

/// `#[schemars(with = "<Hands as __tf::Held<_>>::Itself")]`.
fn attribute(p: &TokenStream, ty: &Type) -> Attribute {
    let at = syn::spanned::Spanned::span(ty);
    let with = format!("<{} as {p}::Held<_>>::Itself", names::written(ty));
    let with = LitStr::new(&with, at);
    parse_quote_spanned!(at=> #[schemars(with = #with)])
}

/// Whether the compiler can be asked about a type: borrowed data does not travel, and parameters mean nothing outside of their item.
fn is_asked(ty: &Type, generics: &Generics) -> bool {
    !is_of_parameters(ty, generics) && !is_borrowed(ty.to_token_stream())
}

/// Whether a type has parameters of its item in it.
pub(super) fn is_of_parameters(ty: &Type, generics: &Generics) -> bool {
    let tokens = ty.to_token_stream();
    let mut parameters = generics.params.iter().map(|parameter| match parameter {
        GenericParam::Type(parameter) => parameter.ident.to_string(),
        GenericParam::Const(parameter) => parameter.ident.to_string(),
        GenericParam::Lifetime(parameter) => parameter.lifetime.ident.to_string(),
    });
    let is_itself = !generics.params.is_empty() && names::mentions(tokens.clone(), "Self");
    is_itself || parameters.any(|name| names::mentions(tokens.clone(), &name))
}

/// Whether a lifetime stands anywhere in a type.
fn is_borrowed(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|tree| match tree {
        TokenTree::Punct(punct) => matches!(punct.as_char(), '\'' | '&'),
        TokenTree::Group(group) => is_borrowed(group.stream()),
        TokenTree::Ident(_) | TokenTree::Literal(_) => false,
    })
}

/// Whether schemars is told nothing of the field, and serde nothing of another form.
fn has_its_own_schema(attributes: &[Attribute]) -> bool {
    let others = ["with", "serialize_with", "deserialize_with", "skip", "skip_serializing", "skip_deserializing"];
    !says(attributes, "serde", &others) && !attributes.iter().any(|attribute| attribute.path().is_ident("schemars"))
}

/// Whether an attribute of this name has one of these keys.
pub(super) fn says(attributes: &[Attribute], name: &str, keys: &[&str]) -> bool {
    let lists =
        attributes.iter().filter(|attribute| attribute.path().is_ident(name)).filter_map(|attribute| attribute.meta.require_list().ok());
    lists.into_iter().any(|list| keys.iter().any(|key| names::mentions(list.tokens.clone(), key)))
}
