//! A request's body in OpenAPI 3.0.3: one media type, since the generators that know no other version take no choice.
//!
//! In: a request body of 3.1. Out: the same, as JSON if it may be JSON, else as bytes, else as the form that it is.

use super::part;
use serde_json::{Map, Value, json};

/// Media types, the one to keep first. What any type stands for is bytes.
const ORDER: [&str; 5] = ["application/json", BYTES, "*/*", "application/x-www-form-urlencoded", "multipart/form-data"];

const BYTES: &str = "application/octet-stream";

/// The body with one media type.
pub(super) fn older(body: &Value) -> Value {
    let mut body = part(body);
    if let Some(content) = body.get_mut("content").and_then(Value::as_object_mut) {
        choose(content);
    }
    body
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

    #[track_caller]
    fn check(content: Value, expected: Value) {
        assert_eq!(older(&json!({ "required": true, "content": content })), json!({ "required": true, "content": expected }));
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
