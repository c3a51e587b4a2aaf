//! The rules of `#[derive(ApiError)]`.
//!
//! In: the enum as written. Out: an [`ApiError`], or every error.

use super::status::status;
use super::{ApiError, Field, Variant};
use crate::data::attrs::{self, Both, Name};
use crate::data::casing::Casing;
use crate::data::serde::{Place, Serde};
use crate::diag::{Error, Errors, Result, bail, err};
use crate::names;
use crate::parse::item::sensitive_mark;
use proc_macro2::{TokenStream, TokenTree};
use syn::punctuated::Punctuated;
use syn::{Attribute, Data, DeriveInput, LitStr, Member, Meta, Token};

/// The members of a problem document that an error's own fields stand beside (RFC 9457, section 3.1, and our extensions).
const PROBLEM_MEMBERS: [&str; 7] = ["type", "title", "status", "detail", "instance", "code", "errors"];

/// Lowers an error enum.
pub(in crate::data) fn lower(item: &DeriveInput) -> Result<ApiError> {
    let name = &item.ident;
    let data = match &item.data {
        Data::Enum(data) => data,
        Data::Struct(data) => bail!(
            &data.struct_token,
            "`{name}` is a struct, and an `ApiError` has a variant for each thing that can go wrong; write an enum"
        ),
        Data::Union(data) => {
            bail!(&data.union_token, "`{name}` is a union, and an `ApiError` has a variant for each thing that can go wrong; write an enum")
        }
    };
    if let Some(attribute) = marked(&item.attrs, "status") {
        bail!(attribute.path(), "`#[status]` stands above each variant, and not above `{name}`; move it there");
    }
    let mut errors = Error::accumulator();
    errors.handle(the_enum_is_plain(item));
    errors.handle(the_enum_is_written_by_us(item));
    let runtime = errors.handle(attrs::wire_runtime(&item.attrs));
    let variants: Vec<_> = data.variants.iter().filter_map(|written| errors.handle(variant(written))).collect();
    codes_are_distinct(&variants, &mut errors);
    variants.iter().for_each(|variant| fields_are_distinct(variant, &mut errors));
    match errors.finish_with(runtime)? {
        Some(runtime) => Ok(ApiError { runtime, ident: name.clone(), docs: docs(&item.attrs), variants }),
        None => bail!(name, "`{name}` names no runtime"),
    }
}

fn the_enum_is_plain(item: &DeriveInput) -> Result<()> {
    if let Some(parameter) = item.generics.params.first() {
        bail!(parameter, "`{}` has generic parameters, and a client must know its error whole; write the types out", item.ident);
    }
    if let Some(attribute) = marked(&item.attrs, "sensitive") {
        bail!(attribute.path(), "`#[sensitive]` marks a field, and this is none; mark the fields that nobody may read in a log");
    }
    match marked(&item.attrs, "internal") {
        Some(attribute) => bail!(attribute.path(), "`#[internal]` hides fields, not a whole error; mark the fields that are not sent"),
        None => Ok(()),
    }
}

/// We write what serde derives, so anything that is said to it here would be dropped without a word.
fn the_enum_is_written_by_us(item: &DeriveInput) -> Result<()> {
    match serde_words(&item.attrs)?.first() {
        Some(word) => bail!(
            word.path(),
            "`{}` takes nothing from serde as a whole, since it travels as a problem document; rename its variants and fields one by one",
            item.ident
        ),
        None => Ok(()),
    }
}

/// The words of `#[serde(..)]`, one by one.
fn serde_words(attributes: &[Attribute]) -> Result<Vec<Meta>> {
    let mut words = Vec::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        words.extend(attribute.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated)?);
    }
    Ok(words)
}

/// Of serde's words a variant and a field take one name, for both directions.
fn only_its_name_is_said(attributes: &[Attribute], subject: &str, remedy: &str) -> Result<()> {
    for word in serde_words(attributes)? {
        match &word {
            Meta::NameValue(name) if name.path.is_ident("rename") => {}
            Meta::List(names) if names.path.is_ident("rename") => {
                bail!(&names.path, "{subject} of an `ApiError` has one name in both directions; write `rename = \"..\"`")
            }
            other => bail!(other.path(), "{subject} of an `ApiError` takes only `rename` from serde; {remedy}"),
        }
    }
    Ok(())
}

fn docs(attributes: &[Attribute]) -> Vec<Attribute> {
    attributes.iter().filter(|attribute| attribute.path().is_ident("doc")).cloned().collect()
}

fn marked<'a>(attributes: &'a [Attribute], name: &str) -> Option<&'a Attribute> {
    attributes.iter().find(|attribute| attribute.path().is_ident(name))
}

fn variant(written: &syn::Variant) -> Result<Variant> {
    let mut errors = Error::accumulator();
    if let Some(attribute) = marked(&written.attrs, "internal") {
        errors.push(err!(
            attribute.path(),
            "`#[internal]` hides fields, and callers always learn the variant; mark the fields of `{}`",
            written.ident
        ));
    }
    if let Some(attribute) = marked(&written.attrs, "sensitive") {
        errors
            .push(err!(attribute.path(), "`#[sensitive]` marks a field, and this is none; mark the fields that nobody may read in a log"));
    }
    let is_said = errors.handle(only_its_name_is_said(
        &written.attrs,
        &format!("variant `{}`", written.ident),
        "write that here or at a field, or remove it",
    ));
    let status = errors.handle(status(written));
    let fields = fields(written, &mut errors);
    errors.handle(the_message_keeps_secrets(written, &fields));
    let read = match is_said {
        Some(()) => errors.handle(Serde::read(&written.attrs, Place::Variant)),
        None => None,
    };
    let plain = Name::plain(Casing::Snake.variant(&names::wire(&written.ident)));
    errors.finish_with(Variant {
        ident: written.ident.clone(),
        docs: docs(&written.attrs),
        code: Both::name(read.and_then(|read| read.both("rename")).as_ref(), plain).joined(),
        status: status.unwrap_or_default(),
        fields,
    })
}

fn fields(written: &syn::Variant, errors: &mut Errors) -> Vec<Field> {
    let fields = written.fields.iter().zip(written.fields.members());
    fields.filter_map(|(field, member)| errors.handle(self::field(field, member))).collect()
}

fn field(written: &syn::Field, member: Member) -> Result<Field> {
    let internal = marked(&written.attrs, "internal");
    if let Some(attribute) = internal.filter(|attribute| !matches!(attribute.meta, Meta::Path(_))) {
        bail!(attribute.path(), "`#[internal]` takes no value; write `#[internal]`");
    }
    let name = match internal {
        Some(_) => None,
        None => Some(public_name(written, &member)?),
    };
    let mark = sensitive_mark(&written.attrs)?;
    if let Some(mark) = mark.filter(|mark| mark.is_password) {
        bail!(mark.attribute.path(), "`#[sensitive(password)]` is for what people type, and nobody types an error; write `#[sensitive]`");
    }
    let sensitive = mark.map(|mark| syn::spanned::Spanned::span(mark.attribute.path()));
    Ok(Field { member, docs: docs(&written.attrs), ty: written.ty.clone(), name, sensitive })
}

/// The wire name, which stands beside the members of the problem document itself.
fn public_name(written: &syn::Field, member: &Member) -> Result<String> {
    let (plain, at) = match member {
        Member::Named(ident) => (names::wire(ident), ident.span()),
        Member::Unnamed(index) => (index.index.to_string(), syn::spanned::Spanned::span(&written.ty)),
    };
    let words = serde_words(&written.attrs)?;
    let read = Serde::read(&written.attrs, Place::Field);
    let renamed = read.as_ref().ok().and_then(|read| read.both("rename"));
    let name = Both::name(renamed.as_ref(), Name::plain(plain)).joined();
    if PROBLEM_MEMBERS.contains(&name.as_str()) {
        bail!(
            &at,
            "field `{name}` would clash with `{name}` of the problem document that carries the error; rename the field, or mark it `#[internal]`"
        );
    }
    let remedy = if words.iter().any(|word| word.path().is_ident("default")) {
        "make it an `Option`, which may be absent"
    } else {
        "give it a type with `#[model]`, or mark it `#[internal]`"
    };
    only_its_name_is_said(&written.attrs, &format!("field `{name}`"), remedy)?;
    read?;
    Ok(name)
}

/// The message of `#[error("..")]` is sent and logged, and so must not show what is internal or a secret.
fn the_message_keeps_secrets(written: &syn::Variant, fields: &[Field]) -> Result<()> {
    let hidden: Vec<_> = fields
        .iter()
        .filter(|field| field.name.is_none() || field.sensitive.is_some())
        .map(|field| (names::written(&field.member), mark(field)))
        .collect();
    let Some(Meta::List(message)) = marked(&written.attrs, "error").map(|attribute| &attribute.meta) else { return Ok(()) };
    if hidden.is_empty() {
        return Ok(());
    }
    let mut tokens = message.tokens.clone().into_iter();
    let first = tokens.next();
    let Some(format) = first.as_ref().and_then(format_string) else {
        bail!(
            &message.path,
            "the message of `{}` is sent, and would be that of its `#[{}]` field; write one that says nothing of it",
            written.ident,
            hidden[0].1
        );
    };
    match hidden.iter().find(|(name, _)| shows(&format.value(), name) || takes(tokens.clone().collect(), name)) {
        Some((name, mark)) => bail!(
            &format,
            "the message of `{}` is sent, and shows `{name}`, which is `#[{mark}]`; leave it out of the message",
            written.ident
        ),
        None => Ok(()),
    }
}

fn mark(field: &Field) -> &'static str {
    if field.name.is_none() { "internal" } else { "sensitive" }
}

fn format_string(tree: &TokenTree) -> Option<LitStr> {
    syn::parse2(TokenStream::from(tree.clone())).ok()
}

/// Whether a format string has `{name}` or `{name:..}`.
fn shows(format: &str, name: &str) -> bool {
    let without_escapes = format.replace("{{", "");
    let mut arguments = without_escapes.split('{').skip(1);
    arguments.any(|argument| argument.split(['}', ':']).next().is_some_and(|argument| argument.trim() == name))
}

/// Whether the arguments after a format string name the field: `.0`, `name`.
fn takes(arguments: TokenStream, name: &str) -> bool {
    let text = names::written(arguments);
    text.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.'))
        .any(|word| word == format!(".{name}") || word.starts_with(&format!(".{name}.")))
}

fn codes_are_distinct(variants: &[Variant], errors: &mut Errors) {
    for (i, variant) in variants.iter().enumerate() {
        if let Some(first) = variants[..i].iter().find(|first| first.code == variant.code) {
            let (one, two) = (&first.ident, &variant.ident);
            errors.push(err!(two, "variants `{one}` and `{two}` would both be `{}` on the wire; rename one of them", variant.code));
        }
    }
}

fn fields_are_distinct(variant: &Variant, errors: &mut Errors) {
    let fields: Vec<_> = variant.public().collect();
    for (i, (second, name)) in fields.iter().enumerate() {
        if let Some((first, _)) = fields[..i].iter().find(|(_, first)| first == name) {
            let (one, two) = (names::written(&first.member), names::written(&second.member));
            errors.push(err!(&second.member, "fields `{one}` and `{two}` would both be `{name}` on the wire; rename one of them"));
        }
    }
}
