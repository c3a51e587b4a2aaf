//! The same values as a form says them.

use super::case::Case;
use super::mutants::is_exact;
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
    // An empty field is no text where there may be none, and no field no list.
    let is_ambiguous = ["Some(\"\")", "Some([])"].iter().any(|some| trip.sent.contains(some));
    let mut fields = Vec::new();
    let body = &trip.exchange.request;
    let value: Value = serde_json::from_str(body).ok().filter(|_| !is_ambiguous)?;
    if value.is_number() {
        // A number of more than 64 bits is what the text says.
        fields.push(("value".to_owned(), body.clone()));
    } else {
        is_exact(body).then_some(())?;
        fill(&mut fields, "value".to_owned(), &value)?;
    }
    // Nothing at all is no argument, unless the argument may be nothing.
    (!fields.is_empty() || matches!(body.as_str(), "null" | "[]")).then_some(())?;
    Some(Serializer::new(String::new()).extend_pairs(fields).finish())
}

/// Adds the fields of a value by their names; nothing where no field can say it.
fn fill(fields: &mut Vec<(String, String)>, name: String, value: &Value) -> Option<()> {
    match value {
        Value::Null => {}
        Value::Bool(value) => fields.push((name, value.to_string())),
        Value::String(text) => fields.push((name, text.clone())),
        Value::Number(number) => fields.push((name, number.to_string())),
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
