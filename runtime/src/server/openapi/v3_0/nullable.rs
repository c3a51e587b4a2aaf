//! `null` in the place of a component, in the words of 3.0.3: a choice between the two, or, where the component has one type, that type as a nullable
//! one beside the reference, which generators and pages read as an option.
//!
//! In: a document of 3.0.3. Out: the same.

use crate::server::openapi::request_names::PREFIX;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The types of components, by their references.
type Types = BTreeMap<String, Value>;

/// Rewrites each choice between a component of one type and `null`.
pub(in crate::server::openapi) fn write(document: &mut Value) {
    let schemas = document["components"]["schemas"].as_object().into_iter().flatten();
    let types: Types = schemas.filter_map(|(name, schema)| Some((format!("{PREFIX}{name}"), schema.get("type")?.clone()))).collect();
    within(document, &types);
}

fn within(value: &mut Value, types: &Types) {
    match value {
        Value::Object(members) => {
            one(members, types);
            members.values_mut().for_each(|member| within(member, types));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| within(item, types)),
        _ => {}
    }
}

fn one(schema: &mut Map<String, Value>, types: &Types) {
    let Some([component, null]) = schema.get("anyOf").and_then(Value::as_array).map(Vec::as_slice) else { return };
    let kind = component["$ref"].as_str().and_then(|to| types.get(to)).filter(|_| *null == super::schema::nothing());
    let Some((kind, component)) = kind.map(|kind| (kind.clone(), component.clone())) else { return };
    schema.remove("anyOf");
    // An array has a word about its items (OpenAPI 3.0.3, Schema Object); these are the component's.
    if kind == "array" {
        schema.insert("items".to_owned(), json!({}));
    }
    schema.extend([("type".to_owned(), kind), ("nullable".to_owned(), true.into()), ("allOf".to_owned(), json!([component]))]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_component_of_one_type_is_nullable() {
        let refer = |name: &str| json!({ "$ref": format!("{PREFIX}{name}") });
        let option = |name: &str| json!({ "anyOf": [refer(name), { "enum": [null] }], "description": "D" });
        let document = |of: Value| {
            let schemas = json!({ "Leaf": { "type": "string" }, "Pair": { "type": "array", "items": {} }, "Either": { "oneOf": [] }, "Tree": { "type": "object", "properties": { "of": of } } });
            json!({ "components": { "schemas": schemas } })
        };
        for (name, expected) in [
            ("Leaf", json!({ "type": "string", "nullable": true, "allOf": [refer("Leaf")], "description": "D" })),
            ("Pair", json!({ "type": "array", "items": {}, "nullable": true, "allOf": [refer("Pair")], "description": "D" })),
            ("Either", option("Either")),
        ] {
            let mut written = document(option(name));
            write(&mut written);
            assert_eq!(written, document(expected));
        }
    }
}
