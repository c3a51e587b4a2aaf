//! The body that a route may have, and the key that a call may carry.

use crate::spec::{Idempotency, MethodSpec, Place};
use serde_json::{Map, Value, json};

/// A body, as it is in each content type.
#[derive(Debug)]
pub(super) struct Body {
    pub(super) json: Value,
    pub(super) form: Value,
    pub(super) may_be_absent: bool,
}

/// The body of a request. No body at all is `null`, and raw bytes of which there are none.
pub(super) fn of(method: &MethodSpec, body: Body) -> Value {
    let is_required = !method.takes_raw_body() && !body.may_be_absent;
    let mut body = json!({ "required": is_required, "content": content(method, body) });
    if let Some(order) = order_of_parts(method) {
        body["description"] = order.into();
    }
    body
}

/// The order of fields beside a file: a file is read while it arrives, by the method, which has its other arguments then.
fn order_of_parts(method: &MethodSpec) -> Option<String> {
    let file = method.file().filter(|file| file.place == Place::Member)?;
    let fields: Vec<_> = method.params.iter().filter(|param| param.place == Place::Member && !param.is_file()).collect();
    let names: Vec<_> = fields.iter().map(|param| format!("`{}`", param.name)).collect();
    Some(if names.is_empty() {
        format!("One part, the file `{}`.", file.name)
    } else {
        format!("The parts come in this order: {}, and the file `{}` last. What follows the file is not read.", names.join(", "), file.name)
    })
}

/// The media types of a body: JSON; forms where the method takes them; parts where one of them is a file.
fn content(method: &MethodSpec, Body { json, form, .. }: Body) -> Map<String, Value> {
    if method.takes_raw_body() {
        return Map::from_iter([("*/*".to_owned(), json!({}))]);
    }
    let kinds = match (method.file(), method.takes_form) {
        (Some(_), _) => vec![("multipart/form-data", json)],
        (None, true) => {
            vec![("application/json", json), ("application/x-www-form-urlencoded", form.clone()), ("multipart/form-data", form)]
        }
        (None, false) => vec![("application/json", json)],
    };
    let mut content: Map<_, _> = kinds.into_iter().map(|(kind, schema)| (kind.to_owned(), json!({ "schema": schema }))).collect();
    if method.file().is_some_and(|file| file.place == Place::Body) {
        content.insert("application/octet-stream".to_owned(), json!({ "schema": { "type": "string", "format": "binary" } }));
    }
    content
}

/// The header that carries an idempotency key, where the method takes one.
pub(super) fn key_parameter(method: &MethodSpec) -> Option<Value> {
    method.idempotency.is_offered().then(|| {
        json!({
            "name": "Idempotency-Key",
            "in": "header",
            "required": method.idempotency == Idempotency::Required,
            "description": "A key of the caller's own making. A call that is repeated with the same key and the same content is carried out once, and answered alike.",
            "schema": { "type": "string", "minLength": 1, "maxLength": 255, "pattern": r#"^("[!#-+\-.-:<-\[\]-~]+"|[!#-+\-.-:<-\[\]-~]+)$"# },
        })
    })
}
