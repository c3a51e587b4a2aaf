//! A type that a document shows, once it is no longer named.
//!
//! In: a type with a JSON Schema. Out: what a document asks of it, as functions; so what writes documents is compiled once.

use crate::error::{ApiError, ErrorVariant};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use std::any::type_name;
use std::fmt;

/// Gives a schema.
pub(crate) type SchemaOf = fn(&mut SchemaGenerator) -> Schema;

/// A type with a JSON Schema.
#[derive(Clone, Copy)]
pub(crate) struct Named {
    /// Its schema: a reference for a type that has a name of its own.
    pub(crate) refer: SchemaOf,
    /// Its schema, written out.
    pub(in crate::server) write: SchemaOf,
    /// Its path in Rust, for whoever builds a server.
    pub(in crate::server) rust_name: fn() -> &'static str,
    /// Whether it has one value alone, as `()`.
    pub(in crate::server) is_unit: bool,
}

/// The error of a method.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ErrorInfo {
    pub(in crate::server) name: &'static str,
    pub(in crate::server) variants: &'static [ErrorVariant],
    pub(in crate::server) schema: Named,
}

impl Named {
    pub(crate) const fn of<T: JsonSchema>() -> Self {
        Self { refer: SchemaGenerator::subschema_for::<T>, write: T::json_schema, rust_name: type_name::<T>, is_unit: size_of::<T>() == 0 }
    }
}

impl ErrorInfo {
    pub(crate) const fn of<E: ApiError + JsonSchema>() -> Self {
        Self { name: E::NAME, variants: E::VARIANTS, schema: Named::of::<E>() }
    }
}

impl fmt::Debug for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str((self.rust_name)())
    }
}
