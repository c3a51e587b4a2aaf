//! The keys of a map, which are names in JSON: what is said of them beside that.

use super::walk::Walk;
use crate::wire::table::{Content, Field, Format, Type, TypeFn};
use serde_json::{Value, json};

impl Walk<'_> {
    /// The schema of the names; none where any text is a key.
    pub(super) fn key(&mut self, ty: TypeFn) -> Option<Value> {
        match ty() {
            Type::Bool => Some(json!({ "enum": ["true", "false"] })),
            Type::Integer(integer) if integer.least < 0 => Some(json!({ "pattern": "^(0|-?[1-9][0-9]*)$" })),
            Type::Integer(_) => Some(json!({ "pattern": "^(0|[1-9][0-9]*)$" })),
            Type::Text(Format::Plain) => None,
            Type::Text(_) => Some(self.of(ty)),
            Type::Model(model) => match &model.content {
                Content::Choice(..) => Some(self.of(ty)),
                Content::Inner(field) | Content::Transparent(field) => self.key_of_field(field, ty),
                Content::Converted(types) => self.way.stand_in(types).and_then(|field| self.key_of_field(field, ty)),
                _ => None,
            },
            _ => None,
        }
    }

    /// The key of a newtype: as a text it has rules of its own.
    fn key_of_field(&mut self, field: &Field, ty: TypeFn) -> Option<Value> {
        if matches!((field.ty)(), Type::Text(_)) { Some(self.of(ty)) } else { self.key(field.ty) }
    }
}
