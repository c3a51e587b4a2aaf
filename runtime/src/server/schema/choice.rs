//! One of several variants.

use super::members::Members;
use super::walk::Walk;
use super::way::SchemaDirection;
use crate::wire::Tagging;
use crate::wire::table::{By, Content, Field, Model, Presence, Type, TypeFn, Variant};
use serde_json::{Value, json};

/// The schemas of variants.
#[derive(Default)]
struct Alternatives {
    /// The names of those that are a name alone, and of which nothing is said.
    words: Vec<Value>,
    others: Vec<Value>,
    /// Whether a value may be of several.
    may_overlap: bool,
}

impl Alternatives {
    fn into_schema(self) -> Value {
        let Self { words, mut others, may_overlap } = self;
        if !words.is_empty() {
            let words = json!({ "type": "string", "enum": words });
            if others.is_empty() {
                return words;
            }
            others.insert(0, words);
        }
        match (others.len(), may_overlap) {
            (0, _) => json!({ "not": {} }),
            (_, true) => json!({ "anyOf": others }),
            (_, false) => json!({ "oneOf": others }),
        }
    }
}

impl Walk<'_> {
    /// The choice as a value.
    pub(super) fn choice(&mut self, tagging: Tagging, variants: &[Variant], is_strict: bool) -> Value {
        let mut found = Alternatives::default();
        for variant in variants {
            let Some(name) = self.way.name_of_variant(variant) else { continue };
            let is_word = tagging == Tagging::External && matches!(variant.content, Content::Unit) && variant.name.is_some();
            if is_word && variant.docs.is_empty() && variant.extra.said.is_none() && !self.is_other(variant) {
                found.words.push(name.into());
                continue;
            }
            let schema =
                if is_word { self.tag(variant, name, variants) } else { self.variant(tagging, variant, name, variants, Some(is_strict)) };
            found.may_overlap |= variant.name.is_none();
            found.others.push(self.shown(schema, variant.docs, variant.extra.said));
        }
        found.into_schema()
    }

    /// The choice among the members of another object.
    pub(super) fn open_choice(&mut self, tagging: Tagging, variants: &[Variant]) -> Value {
        let mut found = Alternatives { may_overlap: tagging == Tagging::External, ..Alternatives::default() };
        for variant in variants {
            let Some(name) = self.way.name_of_variant(variant) else { continue };
            let schema = self.variant(tagging, variant, name, variants, None);
            found.may_overlap |= variant.name.is_none();
            found.others.push(self.shown(schema, variant.docs, variant.extra.said));
        }
        found.into_schema()
    }

    fn is_other(&self, variant: &Variant) -> bool {
        variant.is_other && self.way == SchemaDirection::Read
    }

    /// What stands for a variant: its name, or any that is no other's.
    fn tag(&self, variant: &Variant, name: &str, variants: &[Variant]) -> Value {
        if !self.is_other(variant) {
            return json!({ "type": "string", "const": name });
        }
        let known: Vec<_> = variants.iter().filter(|other| !other.is_other).filter_map(|other| self.way.name_of_variant(other)).collect();
        json!({ "type": "string", "not": { "enum": known } })
    }

    /// A variant as an object: closed or open, or among the members of another.
    fn variant(&mut self, tagging: Tagging, variant: &Variant, name: &str, variants: &[Variant], strict: Option<bool>) -> Value {
        let is_strict = strict.unwrap_or_default();
        let mut members = Members::default();
        match tagging {
            _ if variant.name.is_none() => return self.untagged(variant, strict),
            Tagging::Untagged => return self.untagged(variant, strict),
            Tagging::External => {
                let content = self.parts(&variant.content, is_strict, None);
                members.add(name, content, true);
                return members.into_schema(strict.is_some());
            }
            Tagging::Adjacent(tag, content) => {
                members.add(tag, self.tag(variant, name, variants), true);
                if !matches!(variant.content, Content::Unit) {
                    let parts = self.parts(&variant.content, is_strict, None);
                    members.add(content, parts, true);
                }
            }
            Tagging::Internal(tag) => {
                members.add(tag, self.tag(variant, name, variants), true);
                return self.beside_tag(members, &variant.content, strict);
            }
        }
        members.into_schema(is_strict)
    }

    /// The members of a variant beside its tag.
    fn beside_tag(&mut self, mut members: Members, content: &Content, strict: Option<bool>) -> Value {
        match content {
            Content::Record(fields) => self.add_fields(&mut members, fields, false),
            Content::Inner(field) | Content::Transparent(field) if is_open(field) => {
                return json!({ "allOf": [self.field(field), members.into_schema(false)] });
            }
            Content::Inner(field) | Content::Transparent(field) => {
                self.flatten_field(&mut members, field, false);
                return members.into_schema(strict.is_some() && is_strict(field.ty));
            }
            _ => {}
        }
        members.into_schema(strict.unwrap_or_default())
    }

    /// A variant without a tag.
    fn untagged(&mut self, variant: &Variant, strict: Option<bool>) -> Value {
        match (strict, &variant.content) {
            (None, content) => self.beside_tag(Members::default(), content, None),
            (Some(is_strict), content) => self.parts(content, is_strict, None),
        }
    }
}

/// Says if a type has a name, and its schema takes members that are not its own: so a tag may stand beside a reference to it.
fn is_open(field: &Field) -> bool {
    match (field.ty)() {
        Type::Model(Model { name: Some(_), content: Content::Record(fields), is_strict: false, .. }) => {
            field.by == By::Type && fields.iter().all(|field| field.presence != Presence::Flattened)
        }
        _ => false,
    }
}

fn is_strict(ty: TypeFn) -> bool {
    match ty() {
        Type::Model(model) => model.is_strict,
        _ => false,
    }
}
