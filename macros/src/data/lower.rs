//! A struct or an enum, as its JSON shows it.
//!
//! In: the item as written. Out: [`Data`] with wire names, and the errors of its rules.

use super::attrs::{self, Both, Name};
use super::rules::{self, Rules};
use super::table::doc_lines;
use crate::diag::{Errors, err};
use crate::names;
use crate::parse::item::sensitive_mark;
use crate::paths::Runtime;
use proc_macro2::Ident;
use syn::{Attribute, DeriveInput, Expr, Generics, Member, Type};

/// A type that travels.
pub(super) struct Data {
    pub(super) runtime: Runtime,
    pub(super) ident: Ident,
    pub(super) generics: Generics,
    pub(super) form: Form,
    /// The rules of the value as a whole.
    pub(super) rules: Rules,
    pub(super) stand_ins: StandIns,
    /// `#[wire(recursive(..))]`: the types that this one and each other are defined by means of.
    pub(super) recursive: Vec<Type>,
    /// Whether `Debug` is to be written here, without what is `#[sensitive]`.
    pub(super) writes_debug: bool,
    /// Whether serde's traits and JSON Schema are to be written here.
    pub(super) is_model: bool,
    /// `#[serde(deny_unknown_fields)]`.
    pub(super) is_strict: bool,
    /// The lines of the doc comment.
    pub(super) docs: Vec<Expr>,
}

/// `#[serde(from = "..", into = "..")]`: the types that travel in a type's place.
#[derive(Default)]
pub(super) struct StandIns {
    pub(super) written: Option<Type>,
    pub(super) read: Option<Type>,
}

/// The JSON form.
pub(super) enum Form {
    Struct(Body),
    Enum(Tagging, Vec<Variant>),
}

/// How variants are told apart.
pub(super) enum Tagging {
    External,
    Internal(String),
    Adjacent(String, String),
    Untagged,
}

/// One variant.
pub(super) struct Variant {
    pub(super) ident: Ident,
    /// The wire name.
    pub(super) name: Name,
    /// Whether it carries no tag.
    pub(super) is_untagged: bool,
    /// Whether it never travels.
    pub(super) is_skipped: bool,
    /// `#[serde(with = "..")]`: the form is known to a function only.
    pub(super) with: Option<String>,
    pub(super) body: Body,
}

/// The fields of a struct or a variant.
pub(super) struct Body {
    pub(super) style: Style,
    pub(super) fields: Vec<Field>,
}

/// What the fields look like together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Record,
    Tuple,
    /// One field that is written alone.
    Newtype,
    /// The same by `#[serde(transparent)]`: an absent field of such a type reads as the inner type's would.
    Transparent,
    Unit,
}

/// One field.
pub(super) struct Field {
    pub(super) member: Member,
    /// The wire name.
    pub(super) name: Name,
    pub(super) ty: Type,
    pub(super) presence: Presence,
    /// `#[serde(with = "..")]`: the form is known to a function only.
    pub(super) with: Option<String>,
    pub(super) rules: Rules,
    /// `#[sensitive]`: shown in no log and no form.
    pub(super) is_sensitive: bool,
    /// `#[serde(alias = "..")]`: other names that are read.
    pub(super) aliases: Vec<String>,
    /// The lines of the doc comment.
    pub(super) docs: Vec<Expr>,
}

/// Whether a field is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Presence {
    Always,
    /// It has a default.
    Defaulted,
    /// Its own fields stand in its place.
    Flattened,
    /// It never travels.
    Never,
}

/// Reads a struct or an enum; a union is reported by `#[model]`.
pub(super) fn lower(item: &DeriveInput, errors: &mut Errors) -> Option<Data> {
    let container: attrs::Container = attrs::serde(&item.attrs);
    let form = match &item.data {
        syn::Data::Struct(data) => {
            let scope = Scope { rename_all: container.rename_all.as_ref(), has_default: container.default.is_some() };
            let mut body = scope.body(&data.fields, errors);
            if container.transparent.is_present() {
                body.style = Style::Transparent;
            }
            Form::Struct(body)
        }
        syn::Data::Enum(data) => {
            Form::Enum(tagging(&container), data.variants.iter().map(|written| variant(&container, written, errors)).collect())
        }
        syn::Data::Union(_) => return None,
    };
    the_mark_is_on_a_field(&item.attrs, errors);
    let attrs::Wired { runtime, recursive, debug, model } = errors.handle(attrs::wire(&item.attrs))?;
    Some(Data {
        runtime,
        ident: item.ident.clone(),
        generics: item.generics.clone(),
        form,
        rules: rules::read(&item.attrs, errors),
        stand_ins: StandIns { written: container.into, read: container.from.or(container.try_from) },
        recursive,
        writes_debug: debug,
        is_model: model,
        is_strict: container.deny_unknown_fields.is_present(),
        docs: doc_lines(&item.attrs),
    })
}

/// A secret is a field: a type or a variant as a whole is shown by its name.
fn the_mark_is_on_a_field(attributes: &[Attribute], errors: &mut Errors) {
    if let Some(attribute) = attributes.iter().find(|attribute| attribute.path().is_ident("sensitive")) {
        errors
            .push(err!(attribute.path(), "`#[sensitive]` marks a field, and this is none; mark the fields that nobody may read in a log"));
    }
}

fn tagging(container: &attrs::Container) -> Tagging {
    match (&container.tag, &container.content) {
        _ if container.untagged.is_present() => Tagging::Untagged,
        (None, _) => Tagging::External,
        (Some(tag), None) => Tagging::Internal(tag.clone()),
        (Some(tag), Some(content)) => Tagging::Adjacent(tag.clone(), content.clone()),
    }
}

fn variant(container: &attrs::Container, written: &syn::Variant, errors: &mut Errors) -> Variant {
    the_mark_is_on_a_field(&written.attrs, errors);
    let read: attrs::Variant = attrs::serde(&written.attrs);
    let plain = Both::renamed(container.rename_all.as_ref(), |casing| casing.variant(&names::wire(&written.ident)));
    let rename_all = read.rename_all.as_ref().or(container.rename_all_fields.as_ref());
    let scope = Scope { rename_all, has_default: false };
    let (is_written, is_read) = (!read.skip_serializing.is_present(), !read.skip_deserializing.is_present());
    Variant {
        ident: written.ident.clone(),
        is_untagged: read.untagged.is_present(),
        is_skipped: read.skip.is_present() || !(is_written || is_read),
        name: Both::name(read.rename.as_ref(), plain).one_way(is_written, is_read),
        with: attrs::functions(read.with, read.serialize_with, read.deserialize_with),
        body: scope.body(&written.fields, errors),
    }
}

/// What the fields of one struct or variant share.
struct Scope<'a> {
    rename_all: Option<&'a Both>,
    has_default: bool,
}

impl Scope<'_> {
    fn body(&self, fields: &syn::Fields, errors: &mut Errors) -> Body {
        let style = match fields {
            syn::Fields::Named(_) => Style::Record,
            syn::Fields::Unnamed(fields) if fields.unnamed.len() == 1 => Style::Newtype,
            syn::Fields::Unnamed(_) => Style::Tuple,
            syn::Fields::Unit => Style::Unit,
        };
        let fields = fields.iter().zip(fields.members()).map(|(written, member)| self.field(written, member, errors)).collect();
        Body { style, fields }
    }

    fn field(&self, written: &syn::Field, member: Member, errors: &mut Errors) -> Field {
        let read: attrs::Field = attrs::serde(&written.attrs);
        let plain = match &member {
            Member::Named(ident) => Both::renamed(self.rename_all, |casing| casing.field(&names::wire(ident))),
            Member::Unnamed(index) => Name::plain(index.index.to_string()),
        };
        Field {
            // What is never written is missing to whoever reads it; what is never read has a default, and so may be absent.
            name: Both::name(read.rename.as_ref(), plain).one_way(!read.skip_serializing.is_present(), true),
            member,
            ty: written.ty.clone(),
            presence: self.presence(&read),
            with: attrs::functions(read.with, read.serialize_with, read.deserialize_with),
            rules: rules::read(&written.attrs, errors),
            is_sensitive: errors.handle(sensitive_mark(&written.attrs)).flatten().is_some(),
            aliases: read.alias,
            docs: doc_lines(&written.attrs),
        }
    }

    fn presence(&self, read: &attrs::Field) -> Presence {
        match () {
            () if read.skip.is_present() || (read.skip_serializing.is_present() && read.skip_deserializing.is_present()) => Presence::Never,
            () if read.flatten.is_present() => Presence::Flattened,
            () if read.default.is_some() || self.has_default || read.skip_deserializing.is_present() => Presence::Defaulted,
            () => Presence::Always,
        }
    }
}

impl Body {
    /// The fields that travel.
    pub(super) fn present(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| field.presence != Presence::Never)
    }
}

impl Field {
    /// Whether it is written as an `Option`.
    pub(super) fn is_option(&self) -> bool {
        matches!(&self.ty, Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "Option"))
    }
}
