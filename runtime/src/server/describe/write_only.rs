//! Secrets in the document: a request that has one is not shown again, and whoever types a password should not be seen typing it. A secret that the
//! service itself gives out, such as a token, is in its answers: there it is a value like others.

use serde_json::{Map, Value};

/// The schema of a secret: `writeOnly` where it is read, and of a password `format: password` (OpenAPI 3.1, section 4.4).
pub(in crate::server) fn of_secret(schema: Value, is_password: bool, is_read: bool) -> Value {
    let mut schema = match schema {
        Value::Object(schema) => schema,
        _ => Map::new(),
    };
    let is_text = match schema.get("type") {
        Some(Value::Array(kinds)) => kinds.iter().any(|kind| kind == "string"),
        kind => kind.is_some_and(|kind| kind == "string"),
    };
    if is_text && is_password {
        schema.entry("format").or_insert_with(|| "password".into());
    }
    if is_read {
        schema.entry("writeOnly").or_insert(true.into());
    }
    schema.into()
}
