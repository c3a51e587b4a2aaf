//! A field whose type cannot travel: one error, at the type, in our own words.
//!
//! In: a field's type. Out: a detour to it, `<Hands as FieldType<_>>::Type`. Where `Hands` does not travel the compiler says so of the detour, and
//! no more of what is done with it; serde would report it in its own expansion, and in its own words.

use super::lower::{Body, Data, Field, Form, Presence};
use super::shape::{has_shape, is_scalar, surely_travels};
use crate::names;
use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{GenericParam, Generics, Type};

/// The types of which the compiler is to be asked, if any; and then all that could be wrong, since one that is not asked about would go
/// unnoticed, such as a `HashSet<f64>`.
pub(super) fn asked<'a>(types: impl Iterator<Item = &'a Type>) -> Vec<&'a Type> {
    let unsure: Vec<_> = types.filter(|ty| !is_scalar(ty)).collect();
    let can_ask = unsure.iter().all(|ty| is_asked(ty, &Generics::default()));
    if can_ask && !unsure.iter().all(|ty| has_shape(ty)) { unsure } else { Vec::new() }
}

/// `let _: (<Hands as FieldType<_>>::Type,);` asks about types, within a body.
pub(super) fn question(p: &impl ToTokens, types: &[&Type]) -> TokenStream {
    let detours = types.iter().map(|ty| detour(p, ty));
    quote!(let _: (#(#detours,)*);)
}

/// The detour.
pub(super) fn detour(p: &impl ToTokens, ty: &Type) -> TokenStream {
    let at = syn::spanned::Spanned::span(ty);
    names::span_as_user(at, quote!(<#ty as #p::FieldType<_>>::Type))
}

/// The fields of a model of which the compiler is asked: those that say nothing of how they travel.
pub(super) fn of_data(data: &Data) -> Vec<&Type> {
    unsure(data).filter(|field| may_be_asked(field, data)).map(|field| &field.ty).collect()
}

/// The fields of a model that have its parameters, and say nothing of how they travel.
pub(super) fn of_parameters(data: &Data) -> Vec<&Type> {
    let fields = unsure(data).filter(|field| travels_as_it_is(field, data) && is_of_parameters(&field.ty, &data.generics));
    let is_parameter = |ty: &Type| matches!(ty, Type::Path(path) if path.path.get_ident().is_some());
    fields.map(|field| &field.ty).filter(|ty| !is_parameter(ty)).collect()
}

fn unsure(data: &Data) -> impl Iterator<Item = &Field> {
    let bodies: Vec<&Body> = match &data.form {
        Form::Struct(body) => vec![body],
        Form::Enum(_, variants) => variants.iter().map(|variant| &variant.body).collect(),
    };
    bodies.into_iter().flat_map(|body| &body.fields).filter(|field| !surely_travels(&field.ty))
}

fn may_be_asked(field: &Field, data: &Data) -> bool {
    let is_said = field.said.iter().any(|attribute| attribute.path().is_ident("schemars"));
    travels_as_it_is(field, data) && !is_said && is_asked(&field.ty, &data.generics)
}

fn travels_as_it_is(field: &Field, data: &Data) -> bool {
    let is_as_it_is = field.with.is_none() && field.is_read && !field.name.written.is_empty() && field.presence != Presence::Never;
    data.is_model && !stands_in(data) && is_as_it_is
}

fn stands_in(data: &Data) -> bool {
    data.stand_ins.written.is_some() || data.stand_ins.read.is_some()
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
