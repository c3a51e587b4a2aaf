//! Whether a schema was given another name because its own was taken.
//!
//! schemars calls a second `Todo` `Todo2` without a word, and does not say which type a name came from. So where a document has such a name, it
//! is written once more with that name taken: a type that is called `Todo2` then becomes `Todo22`, a second `Todo` something else.

use schemars::generate::SchemaGenerator;
use schemars::{JsonSchema, Schema, json_schema};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::cell::RefCell;

/// The names that may be a second type's: another name of the document, and a number from 2.
pub(super) fn suspects(schemas: &Map<String, Value>) -> Vec<String> {
    schemas.keys().filter(|name| base(name).is_some_and(|base| schemas.contains_key(base))).cloned().collect()
}

/// Takes a name, so that no type gets it.
pub(super) fn take(generator: &mut SchemaGenerator, name: &str) {
    NAME.with_borrow_mut(|taken| name.clone_into(taken));
    generator.subschema_for::<Taken>();
}

/// The first suspect that is nobody's own name, as the name that two types share.
pub(super) fn shared<'a>(suspects: &'a [String], schemas: &Map<String, Value>) -> Option<&'a str> {
    suspects.iter().find(|name| !schemas.contains_key(&format!("{name}2"))).and_then(|name| base(name))
}

/// `Todo` of `Todo2`.
fn base(name: &str) -> Option<&str> {
    let base = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let number: u32 = name.get(base.len()..)?.parse().ok()?;
    (number >= 2).then_some(base)
}

thread_local! {
    /// The name of [`Taken`]: schemars asks types, not values.
    static NAME: RefCell<String> = const { RefCell::new(String::new()) };
}

/// A type of any name.
struct Taken;

impl JsonSchema for Taken {
    fn schema_name() -> Cow<'static, str> {
        NAME.with_borrow(|name| name.clone().into())
    }

    fn schema_id() -> Cow<'static, str> {
        NAME.with_borrow(|name| format!("trifold::taken::{name}").into())
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!(true)
    }
}
