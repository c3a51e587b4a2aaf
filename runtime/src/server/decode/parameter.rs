//! Values that are text: path segments, query parameters, headers.
//!
//! In: texts, and a blank. Out: it is filled, or 400 with the parameter's name. The texts of one name are an array of JSON, and a query is an object
//! of such.

use super::blank::Blank;
use super::fault::describe;
use super::place::pointer_before;
use super::{listed, named};
use crate::error::FieldError;
use crate::json::{self, Notation, Reader};
use crate::server::problem::rejection::Rejection;
use http::StatusCode;
use http::header::{GetAll, HeaderValue};
use percent_encoding::percent_decode;

/// A path capture.
pub(in crate::server) fn parameter(name: &str, text: &str, blank: &mut Blank<'_>) -> Result<(), Rejection> {
    read(name, &json::one_text(text), Notation::Query, blank)
}

/// Whether what is percent-encoded here is UTF-8. The decoders would put a mark in the place of what is not.
pub(in crate::server) fn is_utf8(encoded: &[u8]) -> bool {
    percent_decode(encoded).decode_utf8().is_ok()
}

/// The first parameter of a query that is not UTF-8.
fn garbled(query: &str) -> Option<String> {
    let pair = query.split('&').find(|pair| !is_utf8(pair.as_bytes()))?;
    form_urlencoded::parse(pair.as_bytes()).next().map(|(name, _)| name.into_owned())
}

/// One parameter of a query: repeated for a list, absent for `None`.
pub(in crate::server) fn query_parameter(name: &str, query: &str, blank: &mut Blank<'_>) -> Result<(), Rejection> {
    if garbled(query).is_some_and(|garbled| garbled == name) {
        return Err(not_utf8(name));
    }
    match named::fields(query).iter().find(|field| field.name == name) {
        Some(field) => read(name, &field.json(), Notation::Query, blank),
        None => absent(name, blank),
    }
}

/// A header: repeated, or with commas, for a list; absent for `None`.
pub(in crate::server) fn header(name: &str, values: GetAll<'_, HeaderValue>, blank: &mut Blank<'_>) -> Result<(), Rejection> {
    let lines: Result<Vec<_>, _> = values.iter().map(|value| std::str::from_utf8(value.as_bytes())).collect();
    let Ok(lines) = lines else {
        return Err(not_utf8(name));
    };
    if lines.is_empty() {
        return absent(name, blank);
    }
    let json = json::texts(&lines);
    let way = Notation::Header(json.len());
    read(name, &(json + &listed::json(&lines)), way, blank)
}

/// The query as one struct, each field under its name.
pub(in crate::server) fn query(query: &str, blank: &mut Blank<'_>) -> Result<(), Rejection> {
    match garbled(query) {
        Some(name) => Err(not_utf8(&name)),
        None => read("", &named::json(query), Notation::Query, blank),
    }
}

fn read(name: &str, json: &str, way: Notation, blank: &mut Blank<'_>) -> Result<(), Rejection> {
    let fault = match blank.read(&mut Reader::new(json).by(way)) {
        Ok(()) => return Ok(()),
        Err(fault) => fault,
    };
    let pointer = if name.is_empty() { pointer_before(json.as_bytes(), fault.at()) } else { String::new() };
    Err(refuse(describe(fault.what()).of_parameter(&pointer, name)))
}

fn absent(name: &str, blank: &mut Blank<'_>) -> Result<(), Rejection> {
    blank.absent(Notation::Query).map_err(|_| fault(name, "missing", "is required"))
}

fn not_utf8(name: &str) -> Rejection {
    fault(name, "invalid_value", "is not UTF-8")
}

fn fault(name: &str, code: &str, message: &str) -> Rejection {
    refuse(FieldError { pointer: None, parameter: Some(name.to_owned()), code: code.to_owned(), message: message.to_owned() })
}

fn refuse(error: FieldError) -> Rejection {
    Rejection::malformed(StatusCode::BAD_REQUEST, error)
}
