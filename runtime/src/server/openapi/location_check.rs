//! A `Location` that can be written: each capture of the route to the new thing is known once it is there.
//!
//! In: a method, and the schema of what it gives. Out: what is missing, as a sentence; found when a server is built, since only then the
//! fields of a result are known.

use crate::server::response::location;
use crate::spec::MethodSpec;
use serde_json::Value;

/// What is missing for the `Location` of a method.
pub(super) fn fault(method: &MethodSpec, schema: &Value) -> Option<String> {
    let template = method.rest.location?;
    let missing = location::members(method).find(|name| !may_have(schema, name))?;
    let (service, name) = (method.service.name, method.name);
    Some(format!(
        "`{service}.{name}` names the place of what it creates as `{template}`, and gives nothing called `{missing}`: give its result such a \
         field, or take `location` off"
    ))
}

/// Whether a value of this schema may have such a member. What a schema leaves open is believed.
fn may_have(schema: &Value, name: &str) -> bool {
    let Some(keywords) = schema.as_object() else { return true };
    let is_object = match keywords.get("type") {
        None => true,
        Some(Value::Array(kinds)) => kinds.iter().any(|kind| kind == "object"),
        Some(kind) => kind == "object",
    };
    let has_it = keywords.get("properties").is_some_and(|properties| properties.get(name).is_some());
    let has_others = keywords.get("additionalProperties").is_some_and(|others| *others != Value::Bool(false));
    let refers = ["$ref", "allOf", "anyOf", "oneOf", "patternProperties"].iter().any(|word| keywords.contains_key(*word));
    is_object && (has_it || has_others || refers || !keywords.contains_key("type"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_capture_is_a_member_of_the_result() {
        let record = json!({ "type": "object", "properties": { "id": { "type": "integer" } } });
        let flattened = json!({ "type": "object", "properties": {}, "allOf": [{ "$ref": "#/components/schemas/New" }] });
        let map = json!({ "type": "object", "additionalProperties": { "type": "string" } });
        let strict = json!({ "type": "object", "properties": { "id": {} }, "additionalProperties": false });
        for (schema, name, may) in [
            (&record, "id", true),
            (&record, "slug", false),
            (&flattened, "id", true),
            (&map, "id", true),
            (&strict, "id", true),
            (&strict, "slug", false),
            (&json!({ "type": "string" }), "id", false),
            (&json!({ "type": "array", "items": {} }), "id", false),
            (&json!({}), "id", true),
            (&json!(true), "id", true),
        ] {
            assert_eq!(may_have(schema, name), may, "{name} of {schema}");
        }
    }
}
