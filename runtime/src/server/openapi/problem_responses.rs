//! Problems in a document: the shape of all, and one schema for each variant of a service's error.
//!
//! In: an error type, and the statuses that its variants name. Out: schemas by status, and responses made of them.

use super::schemas::{SchemaSource, Schemas};
use crate::error::ErrorVariant;
use crate::server::describe::type_info::{ErrorInfo, Named};
use crate::server::schema::SchemaDirection;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The service's own problems, by status.
pub(super) fn of_variants(schemas: &mut Schemas, error: ErrorInfo) -> BTreeMap<u16, Vec<Value>> {
    let mut problems: BTreeMap<u16, Vec<Value>> = BTreeMap::new();
    if error.variants.is_empty() {
        return problems;
    }
    let variants = variants(schemas, error.schema);
    for variant in error.variants {
        let schema = schemas.add(name(error, variant), |schemas| problem_of(schemas, error, variant, &variants));
        problems.entry(variant.status).or_default().push(schema);
    }
    problems
}

/// The names of the shapes that every document has.
pub(super) const GENERAL: [&str; 2] = ["Problem", "FieldError"];

/// The name of the problem that a variant is.
pub(super) fn name(error: ErrorInfo, variant: &ErrorVariant) -> String {
    variant.code.split('_').fold(error.name.to_owned(), |name, word| name + &capitalized(word))
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The schema of each variant's own members, by code.
fn variants(schemas: &mut Schemas, error: Named) -> BTreeMap<String, Value> {
    let schema = schemas.inline(SchemaDirection::Written, SchemaSource { table: None, named: error });
    let one_of = schema.get("oneOf").and_then(Value::as_array).cloned().unwrap_or_default();
    one_of.into_iter().filter_map(|schema| Some((code(&schema)?, schema))).collect()
}

/// The code of a variant, which stands beside what it holds.
fn code(schema: &Value) -> Option<String> {
    let own = schema.pointer("/properties/code/const").and_then(Value::as_str).map(str::to_owned);
    own.or_else(|| schema.get("allOf").and_then(Value::as_array)?.iter().find_map(code))
}

fn problem_of(schemas: &mut Schemas, error: ErrorInfo, variant: &ErrorVariant, variants: &BTreeMap<String, Value>) -> Value {
    let shape = general(schemas);
    let members = variants.get(variant.code).cloned().unwrap_or_else(|| json!({ "type": "object" }));
    let fixed = json!({ "type": "object", "properties": { "type": { "const": variant.problem_type(error.name) }, "status": { "const": variant.status } } });
    json!({ "title": variant.title(), "allOf": [shape, fixed, members] })
}

/// The shape of every problem (RFC 9457, and `errors` for invalid input).
pub(super) fn general(schemas: &mut Schemas) -> Value {
    let [problem, field_error] = GENERAL.map(str::to_owned);
    schemas.add(problem, |schemas| {
        let error = schemas.add(field_error, |_| field_error_schema());
        json!({
            "type": "object",
            "description": "A problem document (RFC 9457).",
            "required": ["type", "title", "status"],
            "properties": {
                "type": { "type": "string", "format": "uri-reference", "description": "What kind of problem it is." },
                "title": { "type": "string", "description": "The kind in words." },
                "status": { "type": "integer", "minimum": 400, "maximum": 599, "description": "The HTTP status." },
                "detail": { "type": "string", "description": "This occurrence in words." },
                "instance": { "type": "string", "format": "uri-reference", "description": "This occurrence's name." },
                "errors": { "type": "array", "items": error, "description": "What is wrong with single fields." },
            },
        })
    })
}

fn field_error_schema() -> Value {
    json!({
        "type": "object",
        "description": "What is wrong with one field.",
        "required": ["code", "message"],
        "properties": {
            "pointer": { "type": "string", "description": "Where in the body: a JSON pointer (RFC 6901)." },
            "parameter": { "type": "string", "description": "Which parameter of the path, the query or the headers." },
            "code": { "type": "string", "description": "Which rule." },
            "message": { "type": "string", "description": "The fault in words." },
        },
    })
}

pub(super) fn response(status: u16, media_type: &str, mut schemas: Vec<Value>) -> Value {
    let description = http::StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason()).unwrap_or("Error");
    schemas.dedup();
    let schema = match schemas.as_slice() {
        [one] => one.clone(),
        many => json!({ "anyOf": many }),
    };
    json!({ "description": description, "content": { media_type: { "schema": schema } } })
}
