//! The documents of which progenitor makes clients (`tests/partners/rust`), without the operations that it does not take: three kinds, each with the
//! place in progenitor-impl 0.15.1 that says so.

use crate::support::golden;
use anyhow::Result;
use serde_json::Value;

/// Holds the document of a client equal to what is served, without what progenitor does not take, and gives the names of that in order.
///
/// # Errors
/// The document cannot be written as text.
#[track_caller]
pub(crate) fn hold(file: &str, document: &mut Value) -> Result<Vec<String>> {
    let left_out = leave_out(document, |operation| has_multipart(operation) || has_list_in_header(operation) || is_stream(operation));
    golden(&format!("partners/rust/{file}"), &(serde_json::to_string_pretty(document)? + "\n"));
    Ok(left_out)
}

/// A body in parts: "unexpected content type" (`src/method.rs:153`; oxidecomputer/progenitor#609 would bring it, and was closed).
fn has_multipart(operation: &Value) -> bool {
    operation["requestBody"]["content"].get("multipart/form-data").is_some()
}

/// A list in a header: what is generated calls `to_string()` of a `Vec`, and does not compile (`src/method.rs:821`, since
/// oxidecomputer/progenitor#210).
fn has_list_in_header(operation: &Value) -> bool {
    let is_list = |parameter: &Value| parameter["in"] == "header" && parameter["schema"]["type"] == "array";
    operation["parameters"].as_array().is_some_and(|parameters| parameters.iter().any(is_list))
}

/// Two kinds of success, as a stream has: events, and nothing more to tell. `assertion failed: response_types.len() <= 1` (`src/method.rs:1220`;
/// oxidecomputer/progenitor#344 and #950).
fn is_stream(operation: &Value) -> bool {
    operation["responses"]["200"]["content"].get("text/event-stream").is_some()
}

/// Leaves operations out of an OpenAPI document, and gives their names in order.
fn leave_out(document: &mut Value, is_left_out: impl Fn(&Value) -> bool) -> Vec<String> {
    let mut names = Vec::new();
    let paths = document["paths"].as_object_mut().into_iter().flat_map(|paths| paths.values_mut());
    for operations in paths.filter_map(Value::as_object_mut) {
        operations.retain(|_, operation| {
            let is_left_out = is_left_out(operation);
            names.extend(operation["operationId"].as_str().filter(|_| is_left_out).map(str::to_owned));
            !is_left_out
        });
    }
    names.sort();
    names
}
