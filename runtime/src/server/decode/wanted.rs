//! What the fields of a struct want of the parameters of their names: one text, a list, a number. A walk over the table of the type.

use super::named::Field as Sent;
use super::texts::Kind;
use crate::wire::Tagging;
use crate::wire::table::{Content, Field, Presence, Type, TypeFn, Variant};

/// The most types in one place: newtypes, pointers, flattened fields. A type that holds itself without a step between has no end.
const MAX_TYPES: u8 = 8;

/// Notes at each parameter what the type wants of it.
pub(super) fn note(ty: TypeFn, sent: &mut [Sent<'_>]) {
    Walk { types: MAX_TYPES }.of_type(ty, sent);
}

#[derive(Clone, Copy)]
struct Walk {
    /// How many more types may stand in this place.
    types: u8,
}

impl Walk {
    fn of_type(self, ty: TypeFn, sent: &mut [Sent<'_>]) {
        let Some(types) = self.types.checked_sub(1) else { return };
        let here = Self { types };
        match ty() {
            Type::Option(value) | Type::Nullable(value) => here.of_type(*value, sent),
            Type::Model(model) => here.of_content(&model.content, sent),
            // A map takes what no field does.
            Type::Map(_, value) => sent.iter_mut().filter(|sent| !sent.is_noted).for_each(|sent| here.note(*value, sent)),
            _ => {}
        }
    }

    fn of_content(self, content: &Content, sent: &mut [Sent<'_>]) {
        match content {
            Content::Inner(field) | Content::Transparent(field) => self.of_type(field.ty, sent),
            Content::Converted(converted) => match converted.read() {
                Ok(ty) => self.of_type(ty, sent),
                Err(own) => self.of_content(own, sent),
            },
            Content::Record(fields) => self.of_fields(fields, sent),
            Content::Choice(tagging, variants) => self.of_choice(*tagging, variants, sent),
            Content::Unit | Content::Tuple(_) => {}
        }
    }

    fn of_fields(self, fields: &[Field], sent: &mut [Sent<'_>]) {
        let is_flattened = |field: &&Field| field.presence == Presence::Flattened;
        for field in fields.iter().filter(|field| !is_flattened(field)) {
            let is_named = |sent: &&mut Sent<'_>| field.name == sent.name || field.aliases.contains(&&*sent.name);
            if let Some(sent) = sent.iter_mut().find(is_named) {
                self.note(field.ty, sent);
            }
        }
        fields.iter().filter(is_flattened).for_each(|field| self.of_type(field.ty, sent));
    }

    /// The variant that the tag names; without a tag, each, the first of which decides.
    fn of_choice(self, tagging: Tagging, variants: &[Variant], sent: &mut [Sent<'_>]) {
        let tag = match tagging {
            Tagging::Internal(tag) | Tagging::Adjacent(tag, _) => {
                sent.iter().find(|sent| sent.name == tag).and_then(|sent| sent.items.first())
            }
            Tagging::External | Tagging::Untagged => None,
        };
        let named = tag.map(|tag| tag.text.clone().into_owned());
        let is_meant =
            |variant: &&Variant| variant.name.is_none() || named.as_deref().is_some_and(|tag| variant.names().any(|name| name == tag));
        for variant in variants.iter().filter(is_meant) {
            match (tagging, &variant.content) {
                (Tagging::Adjacent(_, content), Content::Inner(field)) => {
                    sent.iter_mut().filter(|sent| sent.name == content).for_each(|sent| self.note(field.ty, sent));
                }
                _ => self.of_content(&variant.content, sent),
            }
        }
    }

    /// What a type wants of the parameter that it is read of.
    fn note(self, ty: TypeFn, sent: &mut Sent<'_>) {
        if std::mem::replace(&mut sent.is_noted, true) || sent.kind == Kind::Unclear {
            return;
        }
        let (is_list, is_text) = self.wants(ty);
        sent.kind = match (is_list || sent.kind == Kind::List, is_text) {
            (false, true) => Kind::Text,
            (false, false) => Kind::Guess,
            (true, true) => Kind::List,
            (true, false) => Kind::GuessedList,
        };
    }

    /// Whether a type wants a list, and whether text.
    fn wants(self, ty: TypeFn) -> (bool, bool) {
        let Some(types) = self.types.checked_sub(1) else { return (false, true) };
        let here = Self { types };
        match ty() {
            Type::Bool | Type::Integer(..) | Type::Float(_) => (false, false),
            Type::Option(value) | Type::Nullable(value) => here.wants(*value),
            Type::List(item) | Type::Array(item, _) => (true, here.wants(*item).1),
            Type::Bytes => (true, false),
            Type::Tuple(items) => (true, items.iter().all(|item| here.wants(*item).1)),
            Type::Model(model) => here.content_wants(&model.content),
            _ => (false, true),
        }
    }

    fn content_wants(self, content: &Content) -> (bool, bool) {
        match content {
            Content::Inner(field) | Content::Transparent(field) => self.wants(field.ty),
            Content::Tuple(fields) => (true, fields.iter().all(|field| self.wants(field.ty).1)),
            Content::Converted(converted) => match converted.read() {
                Ok(ty) => self.wants(ty),
                Err(own) => self.content_wants(own),
            },
            Content::Unit | Content::Record(_) | Content::Choice(..) => (false, true),
        }
    }
}
