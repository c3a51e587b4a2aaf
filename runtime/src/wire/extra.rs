//! What only a document asks of a type, as functions; elsewhere nothing.
//!
//! In: a type with a JSON Schema of its own, what a user says of it with `#[schemars(..)]`, its default. Out: [`Extra`].

#[cfg(feature = "server")]
use schemars::{JsonSchema, Schema, SchemaGenerator};

/// The parts of a field, a variant or a type that only a document shows.
#[derive(Debug, Clone, Copy)]
pub struct Extra {
    /// The schema that the type itself gives: for types that have no table.
    #[cfg(feature = "server")]
    pub(crate) own: Option<fn(&mut SchemaGenerator) -> Schema>,
    /// Rewrites a schema as `#[schemars(..)]` says.
    #[cfg(feature = "server")]
    pub(crate) said: Option<fn(&mut SchemaGenerator) -> Schema>,
    /// The default of a field.
    #[cfg(feature = "server")]
    pub(crate) default: Option<fn() -> Option<serde_json::Value>>,
}

#[cfg(not(feature = "server"))]
impl Extra {
    /// Nothing.
    pub const NOTHING: Self = Self {};
}

#[cfg(feature = "server")]
impl Extra {
    /// Nothing.
    pub const NOTHING: Self = Self { own: None, said: None, default: None };

    /// The schema of a type.
    pub(crate) const fn of<T: JsonSchema + ?Sized>() -> Self {
        Self { own: Some(SchemaGenerator::subschema_for::<T>), ..Self::NOTHING }
    }

    /// Adds what `#[schemars(..)]` says: the schema of a type that holds a [`Base`](crate::__private::Base).
    pub const fn said<T: JsonSchema>(self) -> Self {
        Self { said: Some(T::json_schema), ..self }
    }

    /// Adds a default.
    pub const fn default(self, default: Option<fn() -> Option<serde_json::Value>>) -> Self {
        Self { default, ..self }
    }
}
