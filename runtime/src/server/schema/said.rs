//! What `#[schemars(..)]` says of a field: by schemars' own derive, on a type that holds a [`Base`].

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::Value;
use std::borrow::Cow;
use std::cell::RefCell;

thread_local! {
    /// The schema of [`Base`]: schemars asks types, not values.
    static BASE: RefCell<Option<Value>> = const { RefCell::new(None) };
}

/// A type of any schema.
#[derive(Debug)]
pub struct Base;

impl JsonSchema for Base {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        Cow::Borrowed("Base")
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        BASE.take().and_then(|schema| schema.try_into().ok()).unwrap_or_default()
    }
}

/// The schema as it is said.
pub(crate) fn apply(said: fn(&mut SchemaGenerator) -> Schema, schema: Value, generator: &mut SchemaGenerator) -> Value {
    BASE.set(Some(schema));
    let said = said(generator);
    BASE.take();
    said.to_value()
}
