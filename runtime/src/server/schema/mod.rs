//! JSON Schema, as a walk over the table of a type.
//!
//! In: a table, and a generator of schemars, whose contract says which way values go: answers are described by what is written, requests by
//! what is read. Out: a schema of 2020-12. Types that are not ours describe themselves by schemars, and ours do the same within theirs.

mod choice;
mod components;
mod key;
mod members;
mod name;
mod rules;
mod said;
mod scalar;
mod walk;
mod way;

pub(crate) use components::{Clash, Components};
pub use name::named;
pub(crate) use name::text as name_of_model;
pub(crate) use name::{is_component, name_of};
pub use said::Base;
#[cfg(feature = "typescript")]
pub(crate) use said::apply as said;
pub(crate) use walk::Walk;
pub(crate) use way::{SchemaDirection, is_known, is_option};

use crate::wire::table::Type;
use schemars::{Schema, SchemaGenerator};
use serde_json::{Map, Value};

/// An object of JSON.
type Object = Map<String, Value>;

/// The schema of a model as schemars asks for it: within the schema of a type that derives it.
pub fn schema(ty: &'static Type, generator: &mut SchemaGenerator) -> Schema {
    let mut components = Components::default();
    let schema = Walk::new(generator, &mut components).written_out(ty);
    for (name, schema) in components.take() {
        generator.definitions_mut().entry(name).or_insert(schema);
    }
    schema.try_into().unwrap_or_default()
}
