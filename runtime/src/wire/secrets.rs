//! A walk over the table of a type: which parts of a value are secrets. The type alone tells, also of a value that could not be read.

use super::Tagging;
use super::table::{Content, Field, Presence, Type, TypeFn, Variant};

/// The most types in one place: newtypes, pointers, flattened fields. A type that holds itself without a step between has no end.
const MAX_TYPES: u8 = 8;

/// Returns whether what lies at the end of `steps` is a secret, or part of one. Steps are wire names and the places of items.
pub(crate) fn is_secret(ty: TypeFn, steps: &[&str]) -> bool {
    Walk { steps, types: MAX_TYPES }.of_type(ty)
}

/// The steps that are left, and how many more types may stand in this place.
#[derive(Clone, Copy)]
struct Walk<'a> {
    steps: &'a [&'a str],
    types: u8,
}

impl Walk<'_> {
    /// What cannot be told counts as a secret.
    fn of_type(self, ty: TypeFn) -> bool {
        let Some(types) = self.types.checked_sub(1) else { return true };
        let here = Self { types, ..self };
        match ty() {
            Type::Option(value) | Type::Nullable(value) => here.of_type(*value),
            Type::List(item) | Type::Array(item, _) | Type::Map(_, item) => here.below(*item),
            Type::Tuple(items) => here.index().and_then(|index| items.get(index)).is_some_and(|item| here.below(*item)),
            Type::Model(model) => here.of_content(&model.content),
            _ => false,
        }
    }

    fn of_content(self, content: &Content) -> bool {
        match content {
            Content::Unit => false,
            Content::Inner(field) | Content::Transparent(field) => self.in_place(field),
            Content::Tuple(fields) => self.index().and_then(|index| fields.get(index)).is_some_and(|field| self.of_step(field)),
            Content::Record(fields) => fields.iter().any(|field| self.of_field(field)),
            Content::Choice(tagging, variants) => variants.iter().any(|variant| self.of_variant(*tagging, variant)),
            Content::Converted(types) => types.read.is_some_and(|read| self.of_type(read.ty)) || self.of_content(types.own),
        }
    }

    fn of_field(self, field: &Field) -> bool {
        let is_named = |step: &&str| field.name == *step || field.aliases.contains(step);
        match field.presence {
            Presence::Flattened => self.in_place(field),
            _ => self.steps.first().is_some_and(is_named) && self.of_step(field),
        }
    }

    /// A name of the variant or the tag of the content is a step of its own.
    fn of_variant(self, tagging: Tagging, variant: &Variant) -> bool {
        let is_within = |name: &str| match tagging {
            Tagging::External => variant.names().any(|known| known == name),
            Tagging::Adjacent(_, content) => content == name,
            Tagging::Internal(_) | Tagging::Untagged => false,
        };
        let has_step = variant.name.is_some() && matches!(tagging, Tagging::External | Tagging::Adjacent(..));
        match self.steps.split_first() {
            _ if !has_step => self.of_content(&variant.content),
            Some((first, rest)) if is_within(first) => Walk { steps: rest, types: MAX_TYPES }.of_content(&variant.content),
            _ => false,
        }
    }

    fn in_place(self, field: &Field) -> bool {
        field.is_secret || self.of_type(field.ty)
    }

    fn of_step(self, field: &Field) -> bool {
        field.is_secret || self.below(field.ty)
    }

    fn below(self, ty: TypeFn) -> bool {
        self.steps.split_first().is_some_and(|(_, rest)| is_secret(ty, rest))
    }

    fn index(self) -> Option<usize> {
        self.steps.first()?.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::super::table::{Content, Field, Model, Type};
    use super::is_secret;
    use crate::wire::Wire;
    use std::collections::BTreeMap;

    #[derive(serde::Serialize, serde::Deserialize)]
    struct Card;

    impl Wire for Card {
        const FINGERPRINT: [u8; 16] = [7; 16];

        fn ty() -> &'static Type {
            const {
                &Type::Model(&Model {
                    content: Content::Record(&[
                        Field::new("name", String::ty),
                        Field { is_secret: true, ..Field::new("number", String::ty) },
                    ]),
                    ..Model::UNIT
                })
            }
        }
    }

    #[test]
    fn a_type_that_is_only_itself_ends() {
        #[derive(serde::Serialize, serde::Deserialize)]
        struct Endless;

        impl Wire for Endless {
            const FINGERPRINT: [u8; 16] = [8; 16];

            fn ty() -> &'static Type {
                const { &Type::Option(<Box<Self>>::ty) }
            }
        }

        assert!(is_secret(Endless::ty, &["a"]), "the safe answer");
    }

    #[test]
    fn secrets_are_told_by_their_path() {
        assert!(is_secret(Card::ty, &["number"]) && is_secret(Card::ty, &["number", "0"]));
        assert!(!is_secret(Card::ty, &["name"]) && !is_secret(Card::ty, &[]));
        assert!(is_secret(Option::<Box<Card>>::ty, &["number"]));
        assert!(is_secret(Vec::<Card>::ty, &["3", "number"]) && !is_secret(Vec::<Card>::ty, &["number"]));
        assert!(is_secret(BTreeMap::<String, Card>::ty, &["mine", "number"]));
        assert!(is_secret(<(u8, Card)>::ty, &["1", "number"]) && !is_secret(<(u8, Card)>::ty, &["0", "number"]));
    }
}
