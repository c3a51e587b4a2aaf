//! The responses that several operations give alike, once for all of them: `components/responses`.
//!
//! In: the operations of a document. Out: the shared responses by name; in their places stand references. A name is made of the status in words
//! and of the schemas, so that no order counts: `BadRequest`, `NotFoundTodoErrorNotFound`.

use super::request_names;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Takes out of operations what two of them answer alike. Only refusals are alike by more than chance.
pub(super) fn take<'a>(operations: impl Iterator<Item = &'a mut Value>) -> Map<String, Value> {
    let mut places: BTreeMap<String, Vec<&mut Value>> = BTreeMap::new();
    for (status, response) in operations.filter_map(|operation| operation["responses"].as_object_mut()).flatten() {
        if let Some(name) = name(status, response) {
            places.entry(name).or_default().push(response);
        }
    }
    let mut shared = Map::new();
    for (name, responses) in places {
        let first = responses.first().map(|first| (**first).clone()).unwrap_or_default();
        let alike: Vec<_> = responses.into_iter().filter(|response| **response == first).collect();
        if alike.len() > 1 {
            alike.into_iter().for_each(|response| *response = json!({ "$ref": format!("#/components/responses/{name}") }));
            shared.insert(name, first);
        }
    }
    shared
}

/// The name of a refusal; none if part of it is written out, and has no name.
fn name(status: &str, response: &Value) -> Option<String> {
    let status = status.parse().ok().and_then(|status| http::StatusCode::from_u16(status).ok()).filter(|status| status.as_u16() >= 400)?;
    let content = response.get("content").and_then(Value::as_object)?;
    let mut schemas = Vec::new();
    for schema in content.values().map(|content| &content["schema"]) {
        match schema.get("anyOf").and_then(Value::as_array) {
            Some(several) => schemas.extend(several),
            None => schemas.push(schema),
        }
    }
    let names: Option<Vec<_>> = schemas.into_iter().map(|schema| schema["$ref"].as_str()?.strip_prefix(request_names::PREFIX)).collect();
    let words = status.canonical_reason()?.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    match names?.as_slice() {
        ["Problem"] => Some(words),
        names => Some(words + &names.concat()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_two_operations_answer_alike_is_there_once() {
        let response = |schema: Value| json!({ "description": "D", "content": { "application/problem+json": { "schema": schema } } });
        let refer = |name: &str| json!({ "$ref": format!("{}{name}", request_names::PREFIX) });
        let either = json!({ "anyOf": [refer("Gone"), refer("Problem")] });
        let operation = |absent: Value| {
            let ok = json!({ "description": "OK" });
            json!({ "responses": { "200": ok, "400": response(refer("Problem")), "404": response(absent) } })
        };
        let mut operations = [operation(either.clone()), operation(either.clone()), operation(json!({ "type": "string" }))];
        let shared = take(operations.iter_mut());
        let names: Vec<_> = shared.keys().collect();
        assert_eq!(names, ["BadRequest", "NotFoundGoneProblem"]);
        assert_eq!(shared["NotFoundGoneProblem"], response(either));
        let to = |name: &str| json!({ "$ref": format!("#/components/responses/{name}") });
        let [first, _, last] = operations;
        assert_eq!(first["responses"]["404"], to("NotFoundGoneProblem"));
        assert_eq!((&last["responses"]["400"], &last["responses"]["404"]), (&to("BadRequest"), &response(json!({ "type": "string" }))));
        assert_eq!(last["responses"]["200"], json!({ "description": "OK" }));
    }
}
