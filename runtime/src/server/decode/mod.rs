//! From bytes to arguments, each fault at its wire path and in wire words.
//!
//! In: a body, a form, a query, a segment or a header, and a [`Blank`] for the value. Out: it is filled, or a rejection. What is no JSON is made JSON
//! of texts first, so that one reader reads all. Never names a Rust type, and repeats nothing of a peer's that is longer than a name.

mod blank;
mod fault;
mod form;
mod items;
mod listed;
mod named;
mod parameter;
mod place;

pub(super) use blank::{Blank, Blanks, FromBlanks, filled, put};
pub(super) use form::{Node, field};
pub(super) use items::Items;
pub(super) use parameter::{header, is_utf8, parameter, query, query_parameter};

use super::problem::rejection::Rejection;
use crate::error::FieldError;
use crate::json::{self, Notation, Reader, What};
use fault::{Fault, describe};
use http::StatusCode;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The members of a JSON object that is a body, not decoded yet: a reader before each value.
pub(super) type Members<'a> = BTreeMap<Cow<'a, str>, Reader<'a>>;

/// A body that is one value. No body at all is no `null`, and nothing but an `Option` accepts it.
pub(super) fn body(body: &[u8], blank: &mut Blank<'_>) -> Result<(), Rejection> {
    if body.is_empty() {
        return there(blank.absent(Notation::Json).is_ok(), StatusCode::BAD_REQUEST, String::new());
    }
    at("", body, blank)
}

/// One argument that came in JSON by itself.
pub(super) fn argument(json: &[u8], name: &str, blank: &mut Blank<'_>) -> Result<(), Rejection> {
    at(&format!("/{name}"), json, blank)
}

/// A text that is one value, whose place is `base`.
fn at(base: &str, body: &[u8], blank: &mut Blank<'_>) -> Result<(), Rejection> {
    let read = json::text(body).and_then(|text| {
        let mut reader = Reader::new(text);
        blank.read(&mut reader)?;
        reader.end()
    });
    read.map_err(|fault| refuse(body, base, &fault))
}

/// A body that is an object of several arguments.
pub(super) fn members(body: &[u8]) -> Result<Members<'_>, Rejection> {
    if body.is_empty() {
        return Err(missing(StatusCode::BAD_REQUEST, String::new()));
    }
    json::text(body).and_then(json::members).map_err(|fault| refuse(body, "", &fault))
}

/// One argument of an object. An absent one is no `null`, and nothing but an `Option` accepts it.
pub(super) fn member(members: &Members<'_>, name: &str, blank: &mut Blank<'_>) -> Result<(), Rejection> {
    match members.get(name) {
        Some(reader) => blank.read(&mut reader.clone()).map_err(|fault| refuse(reader.text().as_bytes(), "", &fault)),
        None => there(blank.absent(Notation::Json).is_ok(), StatusCode::UNPROCESSABLE_ENTITY, format!("/{name}")),
    }
}

fn there(is_there: bool, status: StatusCode, pointer: String) -> Result<(), Rejection> {
    if is_there { Ok(()) } else { Err(missing(status, pointer)) }
}

fn missing(status: StatusCode, pointer: String) -> Rejection {
    let (code, message) = ("missing".to_owned(), "is required".to_owned());
    Rejection::malformed(status, FieldError { pointer: Some(pointer), parameter: None, code, message })
}

/// 400 for what is no JSON, 422 for JSON of another form.
fn refuse(body: &[u8], base: &str, fault: &json::Fault) -> Rejection {
    let (status, pointer, fault) = judged(body, fault);
    Rejection::malformed(status, fault.at(format!("{base}{pointer}")))
}

/// The status, the place and the fault. A type stops at the first value of another form; whether the whole is JSON comes before that.
fn judged(body: &[u8], fault: &json::Fault) -> (StatusCode, String, Fault) {
    let syntax = match fault.what() {
        What::Syntax(_) => Some(fault.clone()),
        _ => json::text(body).and_then(json::is_sound).err(),
    };
    let fault = syntax.as_ref().unwrap_or(fault);
    let pointer = place::pointer_before(body, fault.at());
    match fault.what() {
        What::Syntax(what) => (StatusCode::BAD_REQUEST, pointer, fault::syntax(body, fault.at(), what)),
        what => (StatusCode::UNPROCESSABLE_ENTITY, pointer, describe(what)),
    }
}
