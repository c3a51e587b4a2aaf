//! What a form leaves out and says all the same: an unchecked box, an empty list, a struct of such fields. A walk over the table of the type,
//! before its reader asks.

use crate::server::decode::Node;
use crate::wire::Tagging;
use crate::wire::table::{Content, Field, Presence, Type, TypeFn};
use std::collections::BTreeMap;

/// The most types within each other: one that holds itself without an option or a list between has no value, and no end.
const MAX_DEPTH: u8 = 32;

/// What was sent for a value, if anything was, with such fields.
pub(super) fn supplied(ty: TypeFn, sent: Option<Node>) -> Node {
    let walk = Walk { depth: MAX_DEPTH };
    let Some(mut node) = sent else { return walk.left_out(ty).unwrap_or(Node::Absent) };
    walk.of_type(ty, &mut node);
    node
}

#[derive(Clone, Copy)]
struct Walk {
    /// How many more types may stand within each other.
    depth: u8,
}

impl Walk {
    fn of_type(self, ty: TypeFn, node: &mut Node) {
        let Some(depth) = self.depth.checked_sub(1) else { return };
        let here = Self { depth };
        match (ty(), node) {
            (Type::Option(value) | Type::Nullable(value), node) => here.of_type(*value, node),
            (Type::List(item) | Type::Array(item, _), Node::List(items)) => items.values_mut().for_each(|node| here.of_type(*item, node)),
            (Type::Map(_, value), Node::Fields(fields)) => fields.values_mut().for_each(|node| here.of_type(*value, node)),
            (Type::Tuple(types), Node::List(items)) => items.iter_mut().for_each(|(place, node)| {
                types.get(*place).into_iter().for_each(|ty| here.of_type(*ty, node));
            }),
            (Type::Model(model), node) => here.of_content(&model.content, node),
            _ => {}
        }
    }

    fn of_content(self, content: &Content, node: &mut Node) {
        match (content, node) {
            (Content::Inner(field) | Content::Transparent(field), node) => self.of_type(field.ty, node),
            (Content::Converted(converted), node) => match converted.read() {
                Ok(ty) => self.of_type(ty, node),
                Err(own) => self.of_content(own, node),
            },
            (Content::Tuple(fields), Node::List(items)) => items.iter_mut().for_each(|(place, node)| {
                fields.get(*place).into_iter().for_each(|field| self.of_type(field.ty, node));
            }),
            (Content::Record(fields), Node::Fields(sent)) => fields.iter().for_each(|field| self.of_field(field, sent)),
            (Content::Choice(Tagging::External, variants), Node::Fields(sent)) => variants.iter().for_each(|variant| {
                let named = variant.names().find(|name| sent.contains_key(*name));
                let node = named.and_then(|name| sent.get_mut(name));
                node.into_iter().for_each(|node| self.of_content(&variant.content, node));
            }),
            _ => {}
        }
    }

    fn of_field(self, field: &Field, sent: &mut BTreeMap<String, Node>) {
        let names = || field.aliases.iter().chain([&field.name]);
        match names().find(|name| sent.contains_key(**name)).and_then(|name| sent.get_mut(*name)) {
            Some(node) => self.of_type(field.ty, node),
            None if field.is_read && field.presence == Presence::Required => {
                self.left_out(field.ty).into_iter().for_each(|node| drop(sent.insert(field.name.to_owned(), node)));
            }
            None => {}
        }
    }

    /// What it means that a field of this type is left out; of most types, that it is missing.
    fn left_out(self, ty: TypeFn) -> Option<Node> {
        let depth = self.depth.checked_sub(1)?;
        match ty() {
            Type::Bool | Type::List(_) | Type::Bytes | Type::Map(..) => Some(Node::Absent),
            Type::Model(model) => Self { depth }.content_left_out(&model.content),
            _ => None,
        }
    }

    fn content_left_out(self, content: &Content) -> Option<Node> {
        match content {
            Content::Inner(field) | Content::Transparent(field) => self.left_out(field.ty),
            Content::Converted(converted) => match converted.read() {
                Ok(ty) => self.left_out(ty),
                Err(own) => self.content_left_out(own),
            },
            Content::Record(_) => {
                let mut node = Node::Fields(BTreeMap::new());
                self.of_content(content, &mut node);
                Some(node)
            }
            Content::Unit | Content::Tuple(_) | Content::Choice(..) => None,
        }
    }
}
