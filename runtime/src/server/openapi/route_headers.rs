//! What a route says beside its value, in a document: tags, conditions, files, links, the place of a new thing.

use super::event_stream;
use crate::server::describe::paging::has_links;
use crate::spec::{MethodSpec, Verb};
use crate::wire::Whole;
use serde_json::{Map, Value, json};

/// The statuses of refusals.
pub(super) fn refusals(method: &MethodSpec, answers: bool) -> Vec<u16> {
    let is_read = method.verb() == Some(Verb::Get);
    let (is_file, is_stream) = (method.rest.body == Whole::Download, method.rest.body == Whole::Events);
    let table = [
        (406, answers && !is_file && !is_stream),
        (412, is_read && answers && !is_stream),
        (416, is_file && is_read),
        (428, method.rest.precondition),
    ];
    table.into_iter().filter(|(_, can)| *can).map(|(status, _)| status).collect()
}

/// The content of a success.
pub(super) fn success(method: &MethodSpec, schema: Value) -> Value {
    match method.rest.body {
        Whole::Download => json!({ "*/*": {} }),
        Whole::Events => event_stream::content(schema),
        Whole::Json | Whole::Raw | Whole::Page => json!({ "application/json": { "schema": schema } }),
    }
}

/// Adds headers to a success, and the successes that have another status.
pub(super) fn extend(method: &MethodSpec, status: u16, responses: &mut Map<String, Value>) {
    let headers = headers(method, status);
    let Some(success) = responses.get_mut(&status.to_string()) else { return };
    if !headers.is_empty() {
        success["headers"] = headers.into();
    }
    if method.verb() != Some(Verb::Get) || status != 200 {
        return;
    }
    if method.rest.body == Whole::Events {
        responses.insert("204".to_owned(), json!({ "description": "There are no events, and will be none." }));
        return;
    }
    if method.rest.body == Whole::Download {
        let mut part = success.clone();
        part["description"] = "Partial Content".into();
        part["headers"]["Content-Range"] = header("Which bytes these are, and how many there are.");
        responses.insert("206".to_owned(), part);
    }
    if method.rest.cache != Some("no-store") {
        responses.insert("304".to_owned(), json!({ "description": "Not Modified" }));
    }
}

fn headers(method: &MethodSpec, status: u16) -> Map<String, Value> {
    let is_read = method.verb() == Some(Verb::Get) && status == 200;
    let has_tag = is_read && method.rest.cache != Some("no-store") && method.rest.body != Whole::Events;
    let table = [
        ("Cache-Control", is_read, "How long the answer keeps, and for whom."),
        ("Content-Disposition", method.rest.body == Whole::Download, "The name of the file."),
        ("ETag", has_tag, "The version, for If-None-Match and If-Match."),
        ("Link", has_links(method), "The pages before and after (RFC 8288)."),
        ("Location", method.rest.location.is_some(), "Where the new thing is."),
    ];
    table.into_iter().filter(|(_, can, _)| *can).map(|(name, _, text)| (name.to_owned(), header(text))).collect()
}

fn header(description: &str) -> Value {
    json!({ "description": description, "schema": { "type": "string" } })
}

/// The header by which a caller of a stream goes on where it was, where the method takes it.
pub(super) fn last_event_id(method: &MethodSpec) -> Option<Value> {
    let takes_it = method.rest.body == Whole::Events && method.contexts.iter().any(|context| context.ends_with("LastEventId"));
    let schema = json!({ "type": "string", "maxLength": 256 });
    let description = "The id of the last event that the caller got: the stream goes on after it.";
    takes_it.then(|| json!({ "name": "Last-Event-ID", "in": "header", "required": false, "description": description, "schema": schema }))
}

/// The header that a marked method demands. It may be the other one, `If-None-Match`, so neither is required by itself.
pub(super) fn condition(method: &MethodSpec) -> Option<Value> {
    let description = "The ETag of what is to be changed: 412 if it is no longer that, 428 without a condition.";
    method.rest.precondition.then(
        || json!({ "name": "If-Match", "in": "header", "required": false, "description": description, "schema": { "type": "string" } }),
    )
}
