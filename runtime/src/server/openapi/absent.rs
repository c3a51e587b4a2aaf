//! Arguments that a request may leave out.
//!
//! In: the schema of an argument. Out: an answer, by what is a value too: `null`, an empty list.

use serde_json::Value;

/// Says if an argument may be left out: an `Option`, of which `null` is one value among others.
pub(super) fn may_be_absent(schema: &Value) -> bool {
    match schema.get("type") {
        Some(Value::Array(kinds)) => kinds.iter().any(|kind| kind == "null"),
        Some(_) => false,
        None => {
            schema.get("anyOf").and_then(Value::as_array).is_some_and(|any| any.iter().any(|one| one.get("type") == Some(&"null".into())))
        }
    }
}

/// Says if no parameter is a value too: as an empty list is, of any length.
pub(super) fn may_be_no_parameter(schema: &Value) -> bool {
    let has_length = schema.get("minItems").and_then(Value::as_u64).is_some_and(|least| least > 0);
    may_be_absent(schema) || schema.get("type") == Some(&"array".into()) && !has_length
}
