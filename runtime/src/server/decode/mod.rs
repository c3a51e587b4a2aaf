//! From bytes to arguments, each fault at its wire path and in wire words.
//!
//! In: a body, a query, a segment or a header, and a [`Blank`] for the value. Out: one concrete serde type in it, or a rejection. Never names
//! a Rust type, and repeats nothing of a peer's that is longer than a name.

mod blank;
mod fault;
mod form;
mod items;
mod listed;
mod named;
mod numeral;
mod parameter;
mod place;
mod sent;
mod sound;
mod texts;
mod whole;

pub(crate) use blank::Reader;
pub(super) use blank::{Blank, Blanks, FromBlanks, filled, put};
pub(super) use form::{FormError, Node, Value};
pub(super) use items::Items;
pub(super) use parameter::{header, is_utf8, parameter, query, query_parameter};

use super::reject::Rejection;
use crate::error::FieldError;
use fault::{Fault, describe};
use http::StatusCode;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The members of a JSON object that is a body, not decoded yet.
pub(super) type Members<'a> = BTreeMap<Cow<'a, str>, &'a RawValue>;

/// A body that is one value. No body at all reads as `null`, which an `Option` accepts.
pub(super) fn body(body: &[u8], blank: &mut dyn Blank) -> Result<(), Rejection> {
    if body.is_empty() {
        return blank.json("null").map_err(|_| missing(StatusCode::BAD_REQUEST, String::new()));
    }
    parse(text(body)?, blank).map_err(|(text, error)| refuse(text.as_bytes(), "", &error))
}

/// One argument that came in JSON by itself.
pub(super) fn at(json: &[u8], name: &str, blank: &mut dyn Blank) -> Result<(), Rejection> {
    parse(text(json)?, blank).map_err(|(text, error)| refuse(text.as_bytes(), &format!("/{name}"), &error))
}

/// A body that is an object of several arguments.
pub(super) fn members(body: &[u8]) -> Result<Members<'_>, Rejection> {
    if body.is_empty() {
        return Err(missing(StatusCode::BAD_REQUEST, String::new()));
    }
    serde_json::from_str(text(body)?).map_err(|error| refuse(body, "", &error))
}

/// One argument of an object. An absent one reads as `null`, which an `Option` accepts.
pub(super) fn member(members: &Members<'_>, name: &str, blank: &mut dyn Blank) -> Result<(), Rejection> {
    let at = format!("/{name}");
    match members.get(name) {
        Some(raw) => parse(raw.get(), blank).map_err(|(text, error)| refuse(text.as_bytes(), &at, &error)),
        None => blank.json("null").map_err(|_| missing(StatusCode::UNPROCESSABLE_ENTITY, at)),
    }
}

/// Decodes JSON; a fault is one of the text that it gives back.
fn parse<'a>(text: &'a str, blank: &mut dyn Blank) -> Result<(), (Cow<'a, str>, serde_json::Error)> {
    whole::decode(text, &mut |text| blank.json(text))
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

fn judged(body: &[u8], error: &serde_json::Error) -> (StatusCode, String, Fault) {
    // The decoder stops at the first value of another kind, and calls it a syntax error when an enum meets a number. Whether it is JSON at
    // all is another question.
    if let Err(syntax) = serde_json::from_slice::<IgnoredAny>(body) {
        return (StatusCode::BAD_REQUEST, place::pointer(body, syntax.line(), syntax.column()), fault::syntax(&syntax));
    }
    let pointer = place::pointer_before(body, end_of(body, error));
    let fault = if error.is_data() { describe(&error.to_string()) } else { fault::wrong_form(&error.to_string()) };
    (StatusCode::UNPROCESSABLE_ENTITY, pointer, fault)
}

/// The offset at which the decoder stopped. An array that it does not take is refused as such, and not its first item.
fn end_of(body: &[u8], error: &serde_json::Error) -> usize {
    let end = place::offset(body, error.line(), error.column());
    match body[..end].trim_ascii_end().strip_suffix(b"[") {
        Some(before) if error.to_string().starts_with("invalid type: sequence") => before.len(),
        _ => end,
    }
}
