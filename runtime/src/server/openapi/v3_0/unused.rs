//! Schemas that nothing of a document refers to any more: 3.0.3 has no place for the schema of a value within a text, such as the data of an event.

use crate::server::openapi::request_names::PREFIX;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Removes the schemas that no operation leads to.
pub(in crate::server::openapi) fn remove(document: &mut Value) {
    let Some(mut schemas) = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut).map(std::mem::take) else { return };
    let (mut used, mut names) = (BTreeMap::new(), Vec::new());
    add_names(document, &mut names);
    while let Some(name) = names.pop() {
        if let Some(schema) = schemas.remove(&name) {
            add_names(&schema, &mut names);
            used.insert(name, schema);
        }
    }
    if let Some(schemas) = document.pointer_mut("/components/schemas") {
        *schemas = used.into_iter().collect::<Map<_, _>>().into();
    }
}

/// Adds the names of the schemas that a value refers to, also in the mapping of a discriminator.
fn add_names(value: &Value, names: &mut Vec<String>) {
    match value {
        Value::String(text) => names.extend(text.strip_prefix(PREFIX).map(str::to_owned)),
        Value::Array(items) => items.iter().for_each(|item| add_names(item, names)),
        Value::Object(members) => members.values().for_each(|member| add_names(member, names)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_schema_stays_as_long_as_something_leads_to_it() {
        let to = |name: &str| json!({ "$ref": format!("{PREFIX}{name}") });
        let mut document = json!({
            "paths": { "/a": { "get": to("A") } },
            "components": { "schemas": { "A": { "items": to("B") }, "B": { "not": to("A") }, "Alone": to("Alone"), "C": {} } },
        });
        remove(&mut document);
        let left: Vec<_> = document["components"]["schemas"].as_object().unwrap().keys().collect();
        assert_eq!(left, ["A", "B"]);
    }
}
