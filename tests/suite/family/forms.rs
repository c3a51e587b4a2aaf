//! The same values as a form says them, and as the document says that a form is.

use super::case::Case;
use super::mutants::is_exact;
use super::trips::Trip;
use anyhow::{Result, ensure};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use jsonschema::Validator;
use serde_json::{Map, Value, json};
use tower::ServiceExt;
use url::form_urlencoded::Serializer;

const ROUTE: &str = "/api/v1/form";

/// Types of which a document cannot say all that is required: entries of names that are not known, and that a variant without a field is no form.
const LOOSE: &[&str] = &["list_plain", "map_plain", "nested", "variants"];

/// A member of answers alone: a form that has it is read without it.
const UNREAD: &str = "value.read";

/// The names of a form, and what is written under each.
type Fields = Vec<(String, Value)>;

/// Sends each value that a form can say as one, to the route and to the action, and looks for it in the document.
pub(super) async fn faults(case: &Case, trips: &[Trip]) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let document = document(case)?;
    for trip in trips {
        let Some(fields) = written(trip) else { continue };
        for target in [ROUTE, &case.action] {
            let (status, seen) = send(case, target, &fields).await?;
            if seen.as_ref() != Some(&trip.sent) {
                found.push(format!("sent {} as `{}`, arrived as {seen:?} ({status} by {target})", trip.sent, text(&fields)));
            }
        }
        if !is_exact(&trip.exchange.request) {
            continue;
        }
        let Some(said) = [plain(&fields), short(&plain(&fields))].into_iter().find(|said| document.is_valid(&object(said))) else {
            found.push(format!("the document has no form of {}: {:?}", trip.sent, document.validate(&object(&plain(&fields))).err()));
            continue;
        };
        found.extend(disagreements(case, &document, trip, &said).await?);
    }
    Ok(found)
}

/// The points in which the document and the server differ over a form, and over that form without one of its names.
async fn disagreements(case: &Case, document: &Validator, trip: &Trip, said: &Fields) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let (status, seen) = send(case, ROUTE, said).await?;
    if seen.as_ref() != Some(&trip.sent) {
        found.push(format!("said {} as `{}`, arrived as {seen:?} ({status})", trip.sent, text(said)));
    }
    let names: std::collections::BTreeSet<_> = said.iter().map(|(name, _)| name).collect();
    for name in names {
        let rest: Fields = said.iter().filter(|(other, _)| other != name).cloned().collect();
        let (status, _) = send(case, ROUTE, &rest).await?;
        let says = [document.is_valid(&object(&rest)), status == StatusCode::OK || status == StatusCode::NO_CONTENT];
        if says[0] != says[1] && (says[1] || !LOOSE.contains(&case.name)) {
            found.push(format!("of `{}` without `{name}` the document and the server say {says:?}", text(said)));
        }
    }
    Ok(found)
}

/// The schema of the form.
fn document(case: &Case) -> Result<Validator> {
    let content = &case.document["paths"][ROUTE]["post"]["requestBody"]["content"];
    let schema = &content["application/x-www-form-urlencoded"]["schema"];
    ensure!(*schema == content["multipart/form-data"]["schema"], "{}: two forms", case.name);
    let schema = json!({ "allOf": [schema], "components": case.document["components"] });
    Ok(jsonschema::options().should_validate_formats(true).build(&schema)?)
}

/// The status of a form, and the value as the method saw it.
async fn send(case: &Case, target: &str, fields: &Fields) -> Result<(StatusCode, Option<String>)> {
    let request = Request::post(target).header("host", "localhost").header("sec-fetch-site", "same-origin");
    let request = request.header("content-type", "application/x-www-form-urlencoded").body(Body::from(text(fields)))?;
    let status = case.router.clone().oneshot(request).await?.status();
    Ok((status, case.seen.take()))
}

/// A form as it travels.
fn text(fields: &Fields) -> String {
    let texts = fields.iter().flat_map(|(name, value)| match value {
        Value::Array(items) => items.iter().map(|item| (name, leaf(item))).collect(),
        value => vec![(name, leaf(value))],
    });
    Serializer::new(String::new()).extend_pairs(texts).finish()
}

fn leaf(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// A form as an object, as documents describe it.
fn object(fields: &Fields) -> Value {
    fields.iter().cloned().collect::<Map<_, _>>().into()
}

/// The same with lists of texts under one name: `tags` several times for `tags[0]` and `tags[1]`.
fn plain(fields: &Fields) -> Fields {
    let mut plain = Fields::new();
    for (name, value) in fields.iter().filter(|(name, _)| name != UNREAD) {
        match name.split_once('[').filter(|(_, index)| index.find(']') == Some(index.len() - 1)) {
            Some((list, _)) => match plain.last_mut() {
                Some((last, Value::Array(items))) if last == list => items.push(value.clone()),
                _ => plain.push((list.to_owned(), json!([value]))),
            },
            None => plain.push((name.clone(), value.clone())),
        }
    }
    plain
}

/// The same without the argument's own name.
fn short(fields: &Fields) -> Fields {
    fields.iter().map(|(name, value)| (name.strip_prefix("value.").unwrap_or(name).to_owned(), value.clone())).collect()
}

/// The form of a value, where there is one.
fn written(trip: &Trip) -> Option<Fields> {
    // An empty field is no text where there may be none, and no field no list.
    let is_ambiguous = ["Some(\"\")", "Some([])", "[\"\"]", "{\"\"}"].iter().any(|some| trip.sent.contains(some));
    let mut fields = Vec::new();
    let body = &trip.exchange.request;
    let value: Value = serde_json::from_str(body).ok().filter(|_| !is_ambiguous)?;
    if value.is_number() {
        // A number of more than 64 bits is what the text says.
        fields.push(("value".to_owned(), if is_exact(body) { value } else { body.clone().into() }));
    } else {
        is_exact(body).then_some(())?;
        fill(&mut fields, "value".to_owned(), &value)?;
    }
    // Nothing at all is no argument, unless the argument may be nothing.
    (!fields.is_empty() || matches!(body.as_str(), "null" | "[]")).then_some(fields)
}

/// Adds the fields of a value by their names; nothing where no field can say it.
fn fill(fields: &mut Fields, name: String, value: &Value) -> Option<()> {
    match value {
        Value::Null => {}
        Value::Bool(_) | Value::String(_) | Value::Number(_) => fields.push((name, value.clone())),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                (!item.is_null() && !is_empty(item)).then_some(())?;
                fill(fields, format!("{name}[{index}]"), item)?;
            }
        }
        Value::Object(members) => {
            for (key, member) in members {
                (!key.is_empty() && !key.contains(['.', '[', ']'])).then_some(())?;
                fill(fields, format!("{name}.{key}"), member)?;
            }
        }
    }
    Some(())
}

/// Whether a form says nothing of it, though there is something.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.values().all(|member| member.is_null() || is_empty(member)),
        _ => false,
    }
}
