//! Whether a value that was written can be read again, as far as serde's attributes and the names of types say.
//!
//! In: an item, as written and as believed. Out: one error at the word that makes the two directions differ. serde's derives take them all.

use super::attrs::Name;
use super::lower::{Body, Data, Field, Form, Presence, Style, Tagging, Variant};
use super::serde::{Place, Serde};
use super::shape::{self, Family};
use super::unsaid::unsaid;
use crate::diag::{Errors, err};
use crate::names;
use syn::spanned::Spanned;
use syn::{Attribute, DeriveInput, Path, Type};

/// Refuses what is written and not read.
pub(super) fn is_read_again(item: &DeriveInput, data: &Data, errors: &mut Errors) {
    let container = words(&item.attrs, Place::Type);
    let mut reader = Reader { errors, is_strict: data.is_strict };
    match (&item.data, &data.form) {
        (syn::Data::Struct(written), Form::Struct(body)) => {
            let rules = Rules { of_names: container.at("rename_all"), has_default: container.says("default") };
            reader.tag(&container);
            reader.body(rules, &written.fields, body);
        }
        (syn::Data::Enum(written), Form::Enum(tagging, variants)) => {
            let mut is_told = false;
            for (written, variant) in written.variants.iter().zip(variants).filter(|(_, variant)| !variant.is_skipped) {
                let said = words(&written.attrs, Place::Variant);
                if !matches!(tagging, Tagging::Untagged) && !variant.is_untagged {
                    reader.variant(&said, container.at("rename_all"), variant, &mut is_told);
                }
                let rules = Rules { of_names: said.at("rename_all").or(container.at("rename_all_fields")), has_default: false };
                reader.body(rules, &written.fields, &variant.body);
                if let (Tagging::Internal(tag), Style::Newtype, false) = (tagging, variant.body.style, variant.is_untagged) {
                    variant.body.present().for_each(|field| reader.tagged(tag, field));
                }
            }
        }
        _ => {}
    }
}

/// Unreadable attributes are told where they are read first.
fn words(attributes: &[Attribute], place: Place) -> Serde {
    Serde::read(attributes, place).unwrap_or_default()
}

/// What the fields of a struct or a variant share.
struct Rules<'a> {
    /// `rename_all`, where it stands.
    of_names: Option<&'a Path>,
    has_default: bool,
}

struct Reader<'a> {
    errors: &'a mut Errors,
    is_strict: bool,
}

impl Reader<'_> {
    fn tag(&mut self, container: &Serde) {
        if let (true, Some(tag)) = (self.is_strict, container.at("tag")) {
            self.errors.push(err!(
                tag,
                "the tag of a struct is written and not read, and `deny_unknown_fields` refuses it; remove one of them, or write an enum"
            ));
        }
    }

    fn variant(&mut self, said: &Serde, all: Option<&Path>, variant: &Variant, is_told: &mut bool) {
        let shown = &variant.ident;
        if let Some(word) = said.at("skip_deserializing") {
            self.errors.push(err!(word, "variant `{shown}` is written and never read; write `skip`, or take it off"));
        }
        self.name("variant", &shown.to_string(), (&variant.name, &variant.aliases), (said.at("rename"), all), is_told);
    }

    fn body(&mut self, rules: Rules<'_>, written: &syn::Fields, body: &Body) {
        let mut is_told = false;
        for (written, field) in written.iter().zip(&body.fields).filter(|(_, field)| field.presence != Presence::Never) {
            let said = words(&written.attrs, Place::Field);
            self.words(field);
            match body.style {
                Style::Tuple | Style::Newtype => self.item(&said),
                Style::Record => {
                    self.presence(&said, rules.has_default, field);
                    if field.is_read && !field.name.written.is_empty() && field.presence != Presence::Flattened {
                        let at = (said.at("rename"), rules.of_names);
                        self.name("field", &names::written(&field.member), (&field.name, &field.aliases), at, &mut is_told);
                    }
                    self.flattened(&said, field);
                }
                Style::Transparent | Style::Unit => {}
            }
        }
    }

    /// What a function writes, it may say in other words.
    fn words(&mut self, field: &Field) {
        if let (None, Some(unsaid)) = (&field.with, unsaid(&field.ty)) {
            let at = unsaid.part.span();
            self.errors.push(err!(&at, "{}", unsaid.of_field(&names::written(&field.member), &field.ty)));
        }
    }

    /// An item of an array is known by its place.
    fn item(&mut self, said: &Serde) {
        for key in ["skip_serializing", "skip_deserializing", "skip_serializing_if"] {
            if let Some(word) = said.at(key) {
                let why = "items of an array are known by their places, and `skip` alone leaves one out of both directions";
                self.errors.push(err!(word, "`{key}` takes the items behind it for others: {why}; take it off, or give the fields names"));
            }
        }
    }

    /// What may be left out is not required, and what is written is known.
    fn presence(&mut self, said: &Serde, all_default: bool, field: &Field) {
        let shown = names::written(&field.member);
        if let (true, Some(word)) = (self.is_strict, said.at("skip_deserializing")) {
            self.errors.push(err!(
                word,
                "field `{shown}` is written and never read, and `deny_unknown_fields` refuses it; write `skip`, or remove one of them"
            ));
        }
        // A function that reads is not asked where there is nothing.
        let may_be_absent = field.presence == Presence::Defaulted || all_default || field.is_option() && field.with.is_none();
        if may_be_absent || field.presence == Presence::Flattened {
            return;
        }
        if let Some(word) = said.at("skip_serializing") {
            self.errors
                .push(err!(word, "field `{shown}` is never written, and is required to be read; write `#[serde(default)]` beside it"));
        } else if let Some(word) = said.at("skip_serializing_if") {
            self.errors
                .push(err!(word, "field `{shown}` may be left out, and is required to be read; write `#[serde(default)]` beside it"));
        }
    }

    /// What is written is one of the names that are read. What a rule for all names does is told once, at the rule.
    fn name(
        &mut self,
        what: &str,
        shown: &str,
        (Name { written, read }, aliases): (&Name, &[String]),
        (own, all): (Option<&Path>, Option<&Path>),
        is_told: &mut bool,
    ) {
        let travels_both_ways = !written.is_empty() && !read.is_empty();
        if !travels_both_ways || written == read || aliases.contains(written) {
            return;
        }
        let Some(word) = own.or_else(|| all.filter(|_| !std::mem::replace(is_told, true))) else { return };
        self.errors.push(err!(
            word,
            "{what} `{shown}` is written as `{written}` and read as `{read}`, so nobody reads what was written; \
             write one name for both, or `#[serde(alias = \"{written}\")]` beside it"
        ));
    }

    /// The fields of a value stand in its place, so it has some.
    fn flattened(&mut self, said: &Serde, field: &Field) {
        let (Some(word), shown, ty) = (said.at("flatten"), names::written(&field.member), names::written(&field.ty)) else { return };
        if self.is_strict {
            let why = "serde looks for what is unknown before it has read all of it";
            self.errors.push(err!(word, "`flatten` and `deny_unknown_fields` exclude each other: {why}; remove one of them"));
        } else if field.with.is_none() && is_surely_no_object(field_type(&field.ty)) {
            self.errors.push(err!(&field.ty.span(), "field `{shown}` is `{ty}`, which has no fields to flatten; remove `flatten`"));
        }
    }

    /// The tag stands among the fields of what a variant holds, so that has some.
    fn tagged(&mut self, tag: &str, field: &Field) {
        let is_option = field.is_option();
        if field.with.is_none() && (is_option || is_surely_no_object(&field.ty)) {
            let ty = names::written(&field.ty);
            let why = if is_option { "may be nothing" } else { "has no fields" };
            self.errors.push(err!(
                &field.ty.span(),
                "the tag `{tag}` stands among the fields of a variant, and `{ty}` {why}; give the value a name, or write `content = \"..\"`"
            ));
        }
    }
}

/// What is flattened where there is something.
fn field_type(ty: &Type) -> &Type {
    match shape::only_argument(ty) {
        Some((Family::Option | Family::Pointer, inner)) => field_type(inner),
        _ => ty,
    }
}

/// Whether a type as it is written is certainly no JSON object.
fn is_surely_no_object(ty: &Type) -> bool {
    match (ty, shape::only_argument(ty)) {
        (_, Some((Family::Sequence, _))) | (Type::Array(_), _) => true,
        (Type::Tuple(tuple), _) => !tuple.elems.is_empty(),
        _ => shape::is_scalar(ty),
    }
}
