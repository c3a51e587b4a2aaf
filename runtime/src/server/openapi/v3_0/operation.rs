//! An operation, in the words of 3.0.3.

use super::schema::older;
use serde_json::{Map, Value, json};

/// Media types of a request, the one to keep first. What any type stands for is bytes.
const ORDER: [&str; 5] = ["application/json", BYTES, "*/*", "application/x-www-form-urlencoded", "multipart/form-data"];

const BYTES: &str = "application/octet-stream";

/// The operation.
pub(in crate::server::openapi) fn operation(operation: &Value) -> Value {
    let mut operation = operation.clone();
    for parameter in operation.get_mut("parameters").and_then(Value::as_array_mut).into_iter().flatten() {
        turn(parameter);
    }
    if let Some(body) = operation.get_mut("requestBody") {
        body.get_mut("content").and_then(Value::as_object_mut).into_iter().for_each(choose);
        contents(body);
    }
    for response in operation.get_mut("responses").and_then(Value::as_object_mut).into_iter().flat_map(Map::values_mut) {
        contents(response);
    }
    operation
}

/// A response that operations share.
pub(in crate::server::openapi) fn response(response: &Value) -> Value {
    let mut response = response.clone();
    contents(&mut response);
    response
}

fn contents(of: &mut Value) {
    of.get_mut("content").and_then(Value::as_object_mut).into_iter().flat_map(Map::values_mut).for_each(turn);
}

fn turn(of: &mut Value) {
    if let Some(slot) = of.get_mut("schema") {
        *slot = older(slot);
    }
}

fn choose(content: &mut Map<String, Value>) {
    let Some((chosen, what)) = ORDER.iter().find_map(|kind| Some((*kind, content.remove(*kind)?))) else { return };
    let (kind, what) = match chosen {
        "*/*" => (BYTES, json!({ "schema": { "type": "string", "format": "binary" } })),
        kind => (kind, what),
    };
    *content = Map::from_iter([(kind.to_owned(), what)]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemas_are_turned_where_they_stand() {
        let (new, old) = (json!({ "schema": { "type": ["string", "null"] } }), json!({ "schema": { "type": "string", "nullable": true } }));
        let of = |slot: &Value| {
            json!({
                "parameters": [slot],
                "requestBody": { "content": { "application/json": slot } },
                "responses": { "200": { "content": { "application/json": slot } }, "404": { "description": "D" } },
            })
        };
        assert_eq!(operation(&of(&new)), of(&old));
    }

    #[track_caller]
    fn check(content: Value, expected: Value) {
        let of = |content| json!({ "requestBody": { "required": true, "content": content } });
        assert_eq!(operation(&of(content)), of(expected));
    }

    #[test]
    fn the_first_choice_stays() {
        let (object, bytes) = (json!({ "schema": { "type": "object" } }), json!({ "schema": { "type": "string", "format": "binary" } }));
        check(json!({ "multipart/form-data": object, "application/json": object }), json!({ "application/json": object }));
        check(json!({ "multipart/form-data": object, "application/octet-stream": bytes }), json!({ "application/octet-stream": bytes }));
        check(json!({ "*/*": {} }), json!({ "application/octet-stream": bytes }));
        check(json!({ "multipart/form-data": object }), json!({ "multipart/form-data": object }));
        check(json!({ "text/csv": object }), json!({ "text/csv": object }));
    }
}
