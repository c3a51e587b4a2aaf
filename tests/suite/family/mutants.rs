//! Each body with one thing wrong: the document and the server must agree on it.

use super::case::Case;
use super::document::Bodies;
use super::trips::Trip;
use anyhow::Result;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use tower::ServiceExt;

/// Number of values of a case that are made wrong.
const VALUES: usize = 3;

/// Number of items of a list that are made wrong: the first stand for all.
const ITEMS: usize = 4;

/// Bodies that one of the two takes and the other refuses; apart from them those with an array in the place of an object.
pub(super) async fn disagreements(case: &Case, document: &Bodies, trips: &[Trip]) -> Result<[Vec<String>; 2]> {
    let bodies: BTreeSet<_> = trips.iter().map(|trip| trip.exchange.request.as_str()).filter(|body| is_exact(body)).collect();
    let step = bodies.len().div_ceil(VALUES).max(1);
    let mut found = [vec![], vec![]];
    let mut tried = BTreeSet::new();
    for body in bodies.into_iter().step_by(step) {
        let Ok(value) = serde_json::from_str::<Value>(body) else { continue };
        for Mutant { value: mutant, is_array } in mutants(&value) {
            let text = mutant.to_string();
            if !tried.insert(text.clone()) {
                continue;
            }
            let (status, is_valid) = (status(case, &text).await?, document.takes(&mutant));
            if status.is_success() != is_valid || status.is_server_error() {
                found[usize::from(is_array)]
                    .push(format!("{text}: {status}, and the document {}", if is_valid { "takes it" } else { "refuses it" }));
            }
        }
    }
    Ok(found)
}

/// Whether a `Value` holds what the text says: a number of more than 19 digits it does not.
pub(super) fn is_exact(body: &str) -> bool {
    !body.is_empty() && !body.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() > 18)
}

async fn status(case: &Case, body: &str) -> Result<StatusCode> {
    let request = Request::post("/api/v1/body").header("host", "localhost").header("content-type", "application/json");
    Ok(case.router.clone().oneshot(request.body(Body::from(body.to_owned()))?).await?.status())
}

/// A value with one thing in it changed.
struct Mutant {
    value: Value,
    /// Whether an array has come into the place of an object.
    is_array: bool,
}

/// The value with one thing in it changed, each thing once.
fn mutants(value: &Value) -> Vec<Mutant> {
    let mut all = instead(value);
    match value {
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate().take(ITEMS) {
                let put =
                    |item| Value::Array(items.iter().enumerate().map(|(i, old)| if i == at { &item } else { old }).cloned().collect());
                all.extend(mutants(item).into_iter().map(|Mutant { value, is_array }| Mutant { value: put(value), is_array }));
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                let put = |member| with(members, name, member);
                all.extend(mutants(member).into_iter().map(|Mutant { value, is_array }| Mutant { value: put(value), is_array }));
            }
        }
        _ => {}
    }
    all
}

fn with(members: &Map<String, Value>, name: &str, member: Value) -> Value {
    let mut members = members.clone();
    members.insert(name.to_owned(), member);
    Value::Object(members)
}

/// What may stand in the place of a value.
fn instead(value: &Value) -> Vec<Mutant> {
    let mut all = vec![
        Value::Null,
        json!([]),
        json!({}),
        json!("?"),
        json!(true),
        json!(-1),
        json!(300),
        json!(0.5),
        json!(u64::MAX),
        json!([value]),
    ];
    match value {
        Value::Object(members) => {
            all.push(Value::Array(members.values().cloned().collect()));
            all.push(with(members, "unheard_of", json!(1)));
            all.extend(members.keys().map(|name| without(members, name)));
        }
        Value::Array(items) => {
            all.extend(items.first().map(|first| Value::Array([items.as_slice(), std::slice::from_ref(first)].concat())));
            all.extend(items.split_last().map(|(_, rest)| Value::Array(rest.to_vec())));
        }
        Value::Number(number) => all.push(json!(number.to_string())),
        Value::String(text) => all.push(json!(format!("{text}x"))),
        _ => {}
    }
    all.retain(|other| other != value);
    all.into_iter().map(|other| Mutant { is_array: value.is_object() && other.is_array(), value: other }).collect()
}

fn without(members: &Map<String, Value>, name: &str) -> Value {
    Value::Object(members.iter().filter(|(other, _)| *other != name).map(|(name, value)| (name.clone(), value.clone())).collect())
}
