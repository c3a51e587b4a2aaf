//! The same values as a form says them.

use super::case::Case;
use super::trips::Trip;
use anyhow::Result;
use axum::body::Body;
use axum::http::Request;
use serde_json::Value;
use tower::ServiceExt;
use url::form_urlencoded::Serializer;

/// Sends each value that a form can say as one, to the route and to the action.
pub(super) async fn faults(case: &Case, trips: &[Trip]) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for trip in trips {
        let Some(form) = written(trip) else { continue };
        for target in ["/api/v1/form", &case.action] {
            let request = Request::post(target).header("host", "localhost").header("sec-fetch-site", "same-origin");
            let request = request.header("content-type", "application/x-www-form-urlencoded").body(Body::from(form.clone()))?;
            let status = case.router.clone().oneshot(request).await?.status();
            let seen = case.seen.take();
            if seen.as_ref() != Some(&trip.sent) {
                found.push(format!("sent {} as `{form}`, arrived as {seen:?} ({status} by {target})", trip.sent));
            }
        }
    }
    Ok(found)
}

/// The form of a value, where there is one.
fn written(trip: &Trip) -> Option<String> {
    // An empty field is no text where there may be none.
    let is_ambiguous = trip.sent.contains("Some(\"\")");
    let mut fields = Vec::new();
    let value: Value = serde_json::from_str(&trip.exchange.request).ok().filter(|_| !is_ambiguous)?;
    fill(&mut fields, "value".to_owned(), &value, &trip.exchange.request)?;
    Some(Serializer::new(String::new()).extend_pairs(fields).finish())
}

/// Adds the fields of a value by their names; nothing where no field can say it.
fn fill(fields: &mut Vec<(String, String)>, name: String, value: &Value, exact: &str) -> Option<()> {
    match value {
        Value::Null => {}
        Value::Bool(value) => fields.push((name, value.to_string())),
        Value::String(text) => fields.push((name, text.clone())),
        // A number of more than 64 bits is what the text says.
        Value::Number(_) if !exact.starts_with(['{', '[']) => fields.push((name, exact.to_owned())),
        Value::Number(number) => fields.push((name, number.to_string())),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                (!item.is_null() && !is_empty(item)).then_some(())?;
                fill(fields, format!("{name}[{index}]"), item, "[")?;
            }
        }
        Value::Object(members) => {
            for (key, member) in members {
                (!key.is_empty() && !key.contains(['.', '[', ']'])).then_some(())?;
                fill(fields, format!("{name}.{key}"), member, "{")?;
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
