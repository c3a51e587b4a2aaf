//! An OpenAPI 3.1 document said in the words of 3.0.3, for tools that know no other.
//!
//! In: a document of 3.1. Out: one of 3.0.3. What 3.0.3 cannot say is left out. It finds the schemas of the document; `schema` turns each.
//!
//! Source: <https://spec.openapis.org/oas/v3.0.3.html>.

mod body;
mod schema;

use serde_json::{Map, Value, json};

/// An OpenAPI 3.1 document in the form of 3.0.3.
///
/// In: a document such as `TodosSpec::openapi(1)`. Out: the same operations. Types that may be null are `nullable`, constants are enums of
/// one value, a tuple is an array whose items are of any of its types, and what 3.0.3 has no word for (`patternProperties`,
/// `propertyNames`, `if`, webhooks) is left out. Of several media types that a body may have it keeps one, as generators want it: JSON, else bytes,
/// else a form. So it says less, and the 3.1 document is the one to check values by. What is no object comes back as it is.
#[must_use]
pub fn openapi_3_0(document: &Value) -> Value {
    let mut older = part(document);
    if let Some(document) = older.as_object_mut() {
        document.insert("openapi".to_owned(), json!("3.0.3"));
        document.entry("paths").or_insert_with(|| json!({}));
        document.retain(|key, _| !matches!(key.as_str(), "webhooks" | "jsonSchemaDialect"));
        remove(document.get_mut("info"), "summary");
        remove(document.get_mut("info").and_then(|info| info.get_mut("license")), "identifier");
        remove(document.get_mut("components"), "pathItems");
    }
    older
}

fn remove(object: Option<&mut Value>, key: &str) {
    if let Some(object) = object.and_then(Value::as_object_mut) {
        object.remove(key);
    }
}

/// Anything but a schema.
fn part(value: &Value) -> Value {
    match value {
        Value::Object(object) => match object.get("$ref") {
            // A reference has no neighbours in 3.0.3.
            Some(Value::String(to)) => json!({ "$ref": to }),
            _ => Value::Object(object.iter().map(|(key, value)| (key.clone(), member(key, value))).collect()),
        },
        Value::Array(parts) => parts.iter().map(part).collect(),
        plain => plain.clone(),
    }
}

fn member(key: &str, value: &Value) -> Value {
    match key {
        "schema" => schema::older(value),
        "schemas" => each(value, schema::older),
        "requestBody" => body::older(value),
        "requestBodies" => each(value, body::older),
        // Their keys are names that somebody chose, perhaps `schema`.
        "headers" | "parameters" | "responses" | "links" | "callbacks" | "encoding" | "variables" => each(value, part),
        "securitySchemes" | "mapping" | "scopes" => value.clone(),
        // Data, which may look like anything.
        "example" | "examples" | "default" | "enum" => value.clone(),
        key if key.starts_with("x-") => value.clone(),
        _ => part(value),
    }
}

/// Turns each value of an object, or each item of a list.
fn each(value: &Value, turn: fn(&Value) -> Value) -> Value {
    match value {
        Value::Object(object) => Value::Object(each_of(object, turn)),
        Value::Array(items) => items.iter().map(turn).collect(),
        plain => plain.clone(),
    }
}

fn each_of(object: &Map<String, Value>, turn: fn(&Value) -> Value) -> Map<String, Value> {
    object.iter().map(|(key, value)| (key.clone(), turn(value))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemas_are_turned_where_they_stand_and_data_is_left_alone() {
        let nullable = json!({ "type": ["string", "null"] });
        let document = json!({
            "openapi": "3.1.0",
            "info": { "title": "T", "version": "1", "summary": "S" },
            "webhooks": {},
            "components": { "schemas": { "schema": nullable }, "pathItems": {} },
            "paths": { "/a": { "get": {
                "parameters": [{ "name": "q", "in": "query", "schema": nullable, "example": nullable }],
                "responses": { "200": {
                    "headers": { "schema": { "schema": nullable } },
                    "content": { "application/json": { "schema": nullable, "examples": { "one": { "value": { "schema": nullable } } } } },
                }, "404": { "$ref": "#/components/responses/None", "description": "D" } },
                "x-schema": nullable,
            } } },
        });
        let turned = json!({ "type": "string", "nullable": true });
        let expected = json!({
            "openapi": "3.0.3",
            "info": { "title": "T", "version": "1" },
            "components": { "schemas": { "schema": turned } },
            "paths": { "/a": { "get": {
                "parameters": [{ "name": "q", "in": "query", "schema": turned, "example": nullable }],
                "responses": { "200": {
                    "headers": { "schema": { "schema": turned } },
                    "content": { "application/json": { "schema": turned, "examples": { "one": { "value": { "schema": nullable } } } } },
                }, "404": { "$ref": "#/components/responses/None" } },
                "x-schema": nullable,
            } } },
        });
        assert_eq!(openapi_3_0(&document), expected);
    }

    #[test]
    fn what_is_no_document_comes_back() {
        assert_eq!(openapi_3_0(&json!(7)), json!(7));
        assert_eq!(openapi_3_0(&json!({})), json!({ "openapi": "3.0.3", "paths": {} }));
    }
}
