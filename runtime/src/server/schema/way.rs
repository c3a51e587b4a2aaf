//! The two directions of a type, and which of its parts go each way.

use crate::wire::table::{By, Content, Converted, Field, Type, TypeFn, Variant};

/// The direction of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SchemaDirection {
    /// In answers.
    Written,
    /// In requests.
    Read,
}

impl SchemaDirection {
    /// Returns true if a field goes this way at all.
    pub(crate) fn has(self, field: &Field) -> bool {
        match self {
            Self::Written => !field.written.is_empty() || field.name.is_empty(),
            Self::Read => field.is_read,
        }
    }

    /// The name of a field.
    pub(crate) fn name_of(self, field: &Field) -> &'static str {
        if self == Self::Read { field.name } else { field.written }
    }

    /// The name of a variant that goes this way; empty for one without a name.
    pub(crate) fn name_of_variant(self, variant: &Variant) -> Option<&'static str> {
        match (self, variant.name) {
            (Self::Read, Some(name)) => Some(name).filter(|name| !name.is_empty()),
            (Self::Read, None) => Some(""),
            (Self::Written, name) => Some(variant.written).filter(|written| name.is_none() || !written.is_empty()),
        }
    }

    /// The type that travels in the place of another.
    pub(crate) fn stand_in(self, types: &Converted) -> Option<&'static Field> {
        if self == Self::Read { types.read } else { types.written }
    }
}

/// Returns true if a table says everything, all the way to the next model.
pub(crate) fn is_known(ty: TypeFn) -> bool {
    match ty() {
        Type::Foreign => false,
        Type::Option(ty) | Type::Nullable(ty) | Type::List(ty) | Type::Array(ty, _) => is_known(*ty),
        Type::Map(key, value) => is_known(*key) && is_known(*value),
        Type::Tuple(items) => items.iter().all(|item| is_known(*item)),
        _ => true,
    }
}

/// Returns true if an absent field of the type is read.
pub(crate) fn is_option(ty: TypeFn) -> bool {
    let content = match ty() {
        Type::Option(_) => return true,
        Type::Model(model) => &model.content,
        _ => return false,
    };
    match content {
        Content::Transparent(field) => field.by == By::Type && is_option(field.ty),
        Content::Converted(types) => types.read.is_some_and(|read| is_option(read.ty)),
        _ => false,
    }
}
