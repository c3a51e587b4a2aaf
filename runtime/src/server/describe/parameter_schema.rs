//! What a text can say of a type: the schema of a parameter.
//!
//! In: the schema of an argument that comes as text (capture, query, header). Out: the same without `null`, which no text says: such a
//! parameter is left out instead. Tools that read schemas would show it, and tools that test would send it, as the word `null`.

use serde_json::{Map, Value};

/// The schema without `null`.
pub(in crate::server) fn without_null(mut schema: Value) -> Value {
    if let Some(keywords) = schema.as_object_mut() {
        types(keywords);
        values(keywords);
        choices(keywords);
        if keywords.get("default") == Some(&Value::Null) {
            keywords.remove("default");
        }
    }
    schema
}

/// `["integer", "null"]` is `"integer"`.
fn types(keywords: &mut Map<String, Value>) {
    let Some(types) = keywords.get_mut("type").and_then(Value::as_array_mut) else { return };
    types.retain(|kind| kind != "null");
    if let [only] = types.as_mut_slice() {
        let only = only.take();
        keywords.insert("type".to_owned(), only);
    }
}

fn values(keywords: &mut Map<String, Value>) {
    if let Some(values) = keywords.get_mut("enum").and_then(Value::as_array_mut) {
        values.retain(|value| !value.is_null());
    }
}

/// Of a choice with one schema left, that schema itself, unless both say something of one keyword.
fn choices(keywords: &mut Map<String, Value>) {
    for keyword in ["anyOf", "oneOf"] {
        let Some(choices) = keywords.get_mut(keyword).and_then(Value::as_array_mut) else { continue };
        choices.retain(|choice| choice.get("type").is_none_or(|kind| kind != "null"));
        let [Value::Object(only)] = choices.as_slice() else { continue };
        let only = only.clone();
        if only.keys().all(|key| !keywords.contains_key(key)) {
            keywords.remove(keyword);
            keywords.extend(only);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_text_is_never_null() {
        let reference = json!({ "$ref": "#/components/schemas/Colour" });
        let nothing = json!({ "type": "null" });
        let table = [
            (json!({ "type": ["integer", "null"], "minimum": 0 }), json!({ "type": "integer", "minimum": 0 })),
            (json!({ "type": ["integer", "string", "null"] }), json!({ "type": ["integer", "string"] })),
            (json!({ "anyOf": [reference, nothing], "default": null }), reference.clone()),
            (
                json!({ "anyOf": [reference, nothing], "description": "D" }),
                json!({ "$ref": "#/components/schemas/Colour", "description": "D" }),
            ),
            (
                json!({ "anyOf": [{ "type": "string", "description": "S" }, nothing], "description": "D" }),
                json!({ "anyOf": [{ "type": "string", "description": "S" }], "description": "D" }),
            ),
            (json!({ "enum": ["a", null], "type": ["string", "null"] }), json!({ "enum": ["a"], "type": "string" })),
            (json!({ "oneOf": [{ "const": 1 }, { "const": 2 }] }), json!({ "oneOf": [{ "const": 1 }, { "const": 2 }] })),
            (json!(true), json!(true)),
        ];
        for (schema, expected) in table {
            assert_eq!(without_null(schema.clone()), expected, "{schema}");
        }
    }
}
