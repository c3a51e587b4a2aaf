//! A stream of events, in a document.

use crate::stream::MEDIA_TYPE;
use serde_json::{Value, json};

/// The content of a stream, of the schema of the list of its values: the array of its events, each of which has a value as the text of its data
/// (OpenAPI 3.1.1, section 4.14.4, and 3.2.0's words for server-sent events).
pub(super) fn content(list: Value) -> Value {
    let value = list.get("items").cloned().unwrap_or_else(|| json!({}));
    let data = json!({ "type": "string", "contentMediaType": "application/json", "contentSchema": value });
    let event = json!({
        "type": "object",
        "required": ["data"],
        "properties": {
            "id": { "type": "string", "description": "Send it back as Last-Event-ID to go on after this event." },
            "event": { "type": "string", "description": "Absent for a value; `problem` or `end` for the last event." },
            "data": data,
        },
    });
    json!({ (MEDIA_TYPE): { "schema": { "type": "array", "items": event } } })
}
