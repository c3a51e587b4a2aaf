//! From bytes to arguments, each fault at its wire path and in wire words.
//!
//! In: a body, a query, a segment or a header. Out: one concrete serde type, or a rejection. Never names a Rust type, and repeats
//! nothing of a peer's that is longer than a name.

mod fault;
mod parameter;
mod place;
mod sound;
mod texts;
mod whole;

use super::reject::Rejection;
use crate::error::FieldError;
use crate::spec::MethodSpec;
use fault::{Fault, describe};
use http::StatusCode;
pub(super) use parameter::{header, is_utf8, parameter, query, query_parameter};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The members of a JSON object that is a body, not decoded yet.
pub(super) type Members<'a> = BTreeMap<Cow<'a, str>, &'a RawValue>;

/// The arguments of an action: one JSON array, in declared order.
pub(super) fn action<A: DeserializeOwned>(body: &[u8], method: &MethodSpec) -> Result<A, Rejection> {
    let text =
        sound::text(body).map_err(|(pointer, fault)| Rejection::malformed(StatusCode::BAD_REQUEST, fault.at(named(pointer, method))))?;
    parse(text).map_err(|(text, error)| refuse_action(text.as_bytes(), method, &error))
}

/// A body that is one value. No body at all reads as `null`, which an `Option` accepts.
pub(super) fn body<T: DeserializeOwned>(body: &[u8]) -> Result<T, Rejection> {
    if body.is_empty() {
        return serde_json::from_str("null").map_err(|_| missing(StatusCode::BAD_REQUEST, String::new()));
    }
    parse(text(body)?).map_err(|(text, error)| refuse(text.as_bytes(), "", &error))
}

/// One argument that came in JSON by itself.
pub(super) fn at<T: DeserializeOwned>(json: &[u8], name: &str) -> Result<T, Rejection> {
    parse(text(json)?).map_err(|(text, error)| refuse(text.as_bytes(), &format!("/{name}"), &error))
}

/// A body that is an object of several arguments.
pub(super) fn members(body: &[u8]) -> Result<Members<'_>, Rejection> {
    if body.is_empty() {
        return Err(missing(StatusCode::BAD_REQUEST, String::new()));
    }
    serde_json::from_str(text(body)?).map_err(|error| refuse(body, "", &error))
}

/// One argument of an object. An absent one reads as `null`, which an `Option` accepts.
pub(super) fn member<T: DeserializeOwned>(members: &Members<'_>, name: &str) -> Result<T, Rejection> {
    let at = format!("/{name}");
    match members.get(name) {
        Some(raw) => parse(raw.get()).map_err(|(text, error)| refuse(text.as_bytes(), &at, &error)),
        None => serde_json::from_str("null").map_err(|_| missing(StatusCode::UNPROCESSABLE_ENTITY, at)),
    }
}

/// Decodes JSON. What is refused is tried once more with its whole numbers in digits; a fault is one of the text that was tried last.
fn parse<T: DeserializeOwned>(text: &str) -> Result<T, (Cow<'_, str>, serde_json::Error)> {
    match serde_json::from_str(text) {
        Err(error)
            if error.is_data()
                && let Some(digits) = whole::in_digits(text) =>
        {
            serde_json::from_str(&digits).map_err(|error| (Cow::Owned(digits), error))
        }
        decoded => decoded.map_err(|error| (Cow::Borrowed(text), error)),
    }
}

fn text(body: &[u8]) -> Result<&str, Rejection> {
    sound::text(body).map_err(|(pointer, fault)| Rejection::malformed(StatusCode::BAD_REQUEST, fault.at(pointer)))
}

fn missing(status: StatusCode, pointer: String) -> Rejection {
    let (code, message) = ("missing".to_owned(), "is required".to_owned());
    Rejection::malformed(status, FieldError { pointer: Some(pointer), parameter: None, code, message })
}

/// 400 for what is no JSON, 422 for JSON of another shape.
fn refuse(body: &[u8], at: &str, error: &serde_json::Error) -> Rejection {
    let (status, pointer, fault) = judged(body, error);
    Rejection::malformed(status, fault.at(format!("{at}{pointer}")))
}

/// The same for an action, where the first step of a pointer is an argument's place: its name says more.
fn refuse_action(body: &[u8], method: &MethodSpec, error: &serde_json::Error) -> Rejection {
    let (status, pointer, fault) = judged(body, error);
    Rejection::malformed(status, fault.at(named(pointer, method)))
}

fn named(pointer: String, method: &MethodSpec) -> String {
    let (index, rest) = place::split(&pointer);
    match index.and_then(|index| method.params.get(index)) {
        Some(param) => format!("/{}{rest}", param.name),
        None => pointer,
    }
}

fn judged(body: &[u8], error: &serde_json::Error) -> (StatusCode, String, Fault) {
    // The decoder stops at the first value of another kind, and calls it a syntax error when an enum meets a number. Whether it is JSON at
    // all is another question.
    if let Err(syntax) = serde_json::from_slice::<IgnoredAny>(body) {
        return (StatusCode::BAD_REQUEST, place::pointer(body, syntax.line(), syntax.column()), fault::syntax(&syntax));
    }
    let pointer = place::pointer(body, error.line(), error.column());
    let fault = if error.is_data() { describe(&error.to_string()) } else { fault::wrong_form(&error.to_string()) };
    (StatusCode::UNPROCESSABLE_ENTITY, pointer, fault)
}
