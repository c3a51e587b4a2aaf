//! One of several variants.

use super::shape::{About, Member, Object, Shape};
use super::walk::Walk;
use crate::server::SchemaDirection;
use crate::wire::Tagging;
use crate::wire::table::{Content, Variant};

impl Walk {
    /// The choice as a value.
    pub(super) fn choice(&mut self, tagging: Tagging, variants: &'static [Variant]) -> Shape {
        self.alternatives(tagging, variants, false)
    }

    /// The choice among the members of another object.
    pub(super) fn open_choice(&mut self, tagging: Tagging, variants: &'static [Variant]) -> Shape {
        self.alternatives(tagging, variants, true)
    }

    fn alternatives(&mut self, tagging: Tagging, variants: &'static [Variant], is_open: bool) -> Shape {
        let mut all = Vec::new();
        for variant in variants {
            let Some(name) = self.way.name_of_variant(variant) else { continue };
            all.push(self.variant(tagging, variant, name, is_open));
        }
        let tag = match tagging {
            Tagging::Internal(tag) | Tagging::Adjacent(tag, _) if all.iter().all(|one| is_tagged(one, tag)) => Some(tag.to_owned()),
            _ => None,
        };
        match all.len() {
            0 => Shape::Never,
            1 if tag.is_none() => all.remove(0),
            _ => Shape::OneOf(tag, all),
        }
    }

    fn variant(&mut self, tagging: Tagging, variant: &'static Variant, name: &str, is_open: bool) -> Shape {
        let (content, about) = (&variant.content, About::docs(variant.docs));
        let word = || if variant.is_other && self.way == SchemaDirection::Read { Shape::AnyOther } else { Shape::Literal(name.to_owned()) };
        let tagged = |tag: &str| Object { members: vec![Member { about: about.clone(), ..Member::new(tag, word()) }], ..Object::default() };
        match tagging {
            _ if variant.name.is_none() => self.untagged(content, is_open),
            Tagging::Untagged => self.untagged(content, is_open),
            Tagging::External if matches!(content, Content::Unit) && !is_open => word(),
            Tagging::External => {
                let member = Member { about, ..Member::new(name, self.parts(content, None)) };
                Shape::Object(Object { members: vec![member], ..Object::default() })
            }
            Tagging::Adjacent(tag, place) => {
                let mut object = tagged(tag);
                if !matches!(content, Content::Unit) {
                    let parts = self.parts(content, None);
                    object.members.push(Member::new(place, parts));
                }
                Shape::Object(object)
            }
            Tagging::Internal(tag) => {
                let mut object = tagged(tag);
                self.add_content(&mut object, content);
                Shape::Object(object)
            }
        }
    }

    fn untagged(&mut self, content: &'static Content, is_open: bool) -> Shape {
        if !is_open {
            return self.parts(content, None);
        }
        let mut object = Object::default();
        self.add_content(&mut object, content);
        Shape::Object(object)
    }

    /// The members of a variant among those that are there.
    fn add_content(&mut self, object: &mut Object, content: &'static Content) {
        match content {
            Content::Record(fields) => self.add_fields(object, fields),
            Content::Inner(field) | Content::Transparent(field) => self.flatten_field(object, field),
            _ => {}
        }
    }
}

/// Returns true if an object begins with a tag.
fn is_tagged(shape: &Shape, tag: &str) -> bool {
    match shape {
        Shape::Object(object) => object.members.first().is_some_and(|first| first.name == tag && matches!(first.shape, Shape::Literal(_))),
        _ => false,
    }
}
