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

/// How many values of a case are made wrong.
const VALUES: usize = 6;

/// Bodies that one of the two takes and the other refuses.
pub(super) async fn disagreements(case: &Case, document: &Bodies, trips: &[Trip]) -> Result<Vec<String>> {
    let bodies: BTreeSet<_> = trips.iter().map(|trip| trip.exchange.request.as_str()).filter(|body| is_exact(body)).collect();
    let step = bodies.len().div_ceil(VALUES).max(1);
    let mut found = Vec::new();
    let mut tried = BTreeSet::new();
    for body in bodies.into_iter().step_by(step) {
        let Ok(value) = serde_json::from_str::<Value>(body) else { continue };
        for mutant in mutants(&value) {
            let text = mutant.to_string();
            if !tried.insert(text.clone()) {
                continue;
            }
            let (status, is_valid) = (status(case, &text).await?, document.takes(&mutant));
            if status.is_success() != is_valid || status.is_server_error() {
                found.push(format!("{text}: {status}, and the document {}", if is_valid { "takes it" } else { "refuses it" }));
            }
        }
    }
    Ok(found)
}

/// Whether a `Value` holds what the text says: a number of more than 19 digits it does not.
fn is_exact(body: &str) -> bool {
    !body.is_empty() && !body.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() > 18)
}

async fn status(case: &Case, body: &str) -> Result<StatusCode> {
    let request = Request::post("/api/v1/body").header("host", "localhost").header("content-type", "application/json");
    Ok(case.router.clone().oneshot(request.body(Body::from(body.to_owned()))?).await?.status())
}

/// The value with one thing in it changed, each thing once.
fn mutants(value: &Value) -> Vec<Value> {
    let mut all = instead(value);
    match value {
        Value::Array(items) => {
            all.extend(each(
                items.len(),
                |at| mutants(&items[at]),
                |at, item| {
                    let mut items = items.clone();
                    items[at] = item;
                    Value::Array(items)
                },
            ));
        }
        Value::Object(members) => {
            let names: Vec<_> = members.keys().cloned().collect();
            all.extend(each(names.len(), |at| mutants(&members[&names[at]]), |at, member| with(members, &names[at], member)));
        }
        _ => {}
    }
    all
}

/// The first items stand for all: a list of a hundred numbers is not made wrong a hundred times.
fn each(len: usize, of: impl Fn(usize) -> Vec<Value>, put: impl Fn(usize, Value) -> Value) -> Vec<Value> {
    (0..len.min(40)).flat_map(|at| of(at).into_iter().map(move |value| (at, value))).map(|(at, value)| put(at, value)).collect()
}

fn with(members: &Map<String, Value>, name: &str, member: Value) -> Value {
    let mut members = members.clone();
    members.insert(name.to_owned(), member);
    Value::Object(members)
}

/// What may stand in the place of a value.
fn instead(value: &Value) -> Vec<Value> {
    let mut all =
        vec![Value::Null, json!([]), json!({}), json!("?"), json!(true), json!(-1), json!(300), json!(0.5), json!(1e30), json!([value])];
    match value {
        Value::Object(members) => {
            all.push(Value::Array(members.values().cloned().collect()));
            all.push(with(members, "unheard_of", json!(1)));
            all.extend(members.keys().map(|name| without(members, name)));
        }
        Value::Array(items) => {
            all.extend(items.first().map(|first| Value::Array([items.as_slice(), &[first.clone()]].concat())));
            all.extend(items.split_last().map(|(_, rest)| Value::Array(rest.to_vec())));
        }
        Value::Number(number) => all.push(json!(number.to_string())),
        Value::String(text) => all.push(json!(format!("{text}x"))),
        _ => {}
    }
    all.retain(|other| other != value);
    all
}

fn without(members: &Map<String, Value>, name: &str) -> Value {
    Value::Object(members.iter().filter(|(other, _)| *other != name).map(|(name, value)| (name.clone(), value.clone())).collect())
}
