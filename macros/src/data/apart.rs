//! Fields and variants of one wire name, of which serde would read only the first.
//!
//! In: a type that travels. Out: one error at the second of each pair, which names the first.

use super::attrs::Name;
use super::lower::{Body, Data, Field, Form, Presence, Style, Tagging, Variant};
use crate::diag::{Errors, err};
use crate::names;
use proc_macro2::Span;
use syn::spanned::Spanned;

/// A field or a variant, by the names that it is written and read by.
struct Named<'a> {
    shown: String,
    at: Span,
    name: &'a Name,
    is_read: bool,
    aliases: &'a [String],
}

/// Refuses two of one name.
pub(super) fn names_are_apart(data: &Data, errors: &mut Errors) {
    match &data.form {
        Form::Struct(body) => {
            let fields = fields(body);
            if let Some((tag, _)) = &data.tag {
                tag_is_apart(tag, &fields, errors);
            }
            are_apart("fields", &fields, errors);
        }
        Form::Enum(tagging, variants) => {
            if !matches!(tagging, Tagging::Untagged) {
                are_apart("variants", &variants.iter().filter(|variant| has_a_name(variant)).map(of_variant).collect::<Vec<_>>(), errors);
            }
            variants.iter().filter(|variant| !variant.is_skipped).for_each(|variant| are_apart("fields", &fields(&variant.body), errors));
        }
    }
}

fn has_a_name(variant: &Variant) -> bool {
    !variant.is_skipped && !variant.is_untagged
}

fn of_variant(Variant { ident, name, aliases, .. }: &Variant) -> Named<'_> {
    Named { shown: ident.to_string(), at: ident.span(), name, is_read: !name.read.is_empty(), aliases }
}

/// The fields that are known by name.
fn fields(body: &Body) -> Vec<Named<'_>> {
    let named = |field: &&Field| body.style == Style::Record && field.presence != Presence::Flattened;
    let fields = body.present().filter(named);
    fields
        .map(|Field { member, name, is_read, aliases, .. }| Named {
            shown: names::written(member),
            at: member.span(),
            name,
            is_read: *is_read,
            aliases,
        })
        .collect()
}

fn are_apart(what: &str, all: &[Named<'_>], errors: &mut Errors) {
    for (place, second) in all.iter().enumerate() {
        let clash = all[..place].iter().find_map(|first| Some((first, first.clash(second)?)));
        if let Some((first, name)) = clash {
            let (one, two) = (&first.shown, &second.shown);
            errors.push(err!(&second.at, "{what} `{one}` and `{two}` would both be `{name}` on the wire; rename one of them"));
        }
    }
}

fn tag_is_apart(tag: &str, fields: &[Named<'_>], errors: &mut Errors) {
    for field in fields.iter().filter(|field| field.name.written == tag || field.is_read_as(tag)) {
        let shown = &field.shown;
        errors.push(err!(&field.at, "field `{shown}` and the tag of its struct would both be `{tag}` on the wire; rename one of them"));
    }
}

impl Named<'_> {
    /// The name that both have in one direction.
    fn clash(&self, other: &Self) -> Option<String> {
        let written = Some(&self.name.written).filter(|name| !name.is_empty() && **name == other.name.written);
        let read = || self.reads().find(|name| other.is_read_as(name));
        written.or_else(read).cloned()
    }

    fn is_read_as(&self, name: &str) -> bool {
        self.reads().any(|read| read == name)
    }

    fn reads(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.name.read).chain(self.aliases).filter(|_| self.is_read)
    }
}
