//! Values that are text: path segments, query parameters, headers.
//!
//! In: texts, and a blank. Out: it is filled, or 400 with the parameter's name.

use super::blank::Blank;
use super::named::{self, Field};
use super::texts::{Fields, Kind, TextError, Texts, guess};
use super::wanted;
use crate::error::FieldError;
use crate::server::problem::rejection::Rejection;
use crate::wire::table::TypeFn;
use http::StatusCode;
use http::header::{GetAll, HeaderValue};
use percent_encoding::percent_decode;
use serde::de::Unexpected;
use std::borrow::Cow;

/// How often a query is read again for the field at fault.
const MOST_TRIED: usize = 64;

/// A path capture.
pub(in crate::server) fn parameter(name: &str, text: &str, blank: &mut dyn Blank) -> Result<(), Rejection> {
    read(name, Texts::one(text), blank)
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
pub(in crate::server) fn query_parameter(name: &str, query: &str, blank: &mut dyn Blank) -> Result<(), Rejection> {
    if garbled(query).is_some_and(|garbled| garbled == name) {
        return Err(refuse(fault(name)));
    }
    let texts = named::field(name, query).map(|field| field.texts());
    read(name, texts.unwrap_or(Texts { texts: Vec::new(), kind: Kind::Text }), blank)
}

/// A header: repeated, or with commas, for a list; absent for `None`.
pub(in crate::server) fn header(name: &str, values: GetAll<'_, HeaderValue>, blank: &mut dyn Blank) -> Result<(), Rejection> {
    let text = |value: &HeaderValue| std::str::from_utf8(value.as_bytes()).map(|text| Cow::Owned(text.to_owned()));
    match values.iter().map(text).collect::<Result<_, _>>() {
        Ok(texts) => read(name, Texts { texts, kind: Kind::Header }, blank),
        Err(_) => Err(refuse(FieldError { message: "is not UTF-8".to_owned(), ..fault(name) })),
    }
}

fn read(name: &str, texts: Texts<'_>, blank: &mut dyn Blank) -> Result<(), Rejection> {
    blank.texts(texts).map_err(|error| refuse(error.fault.of_parameter(name)))
}

/// The query as one struct, each field under its name; of a type that is described, with what its fields want.
///
/// What serde gathers before it looks at it (below `flatten`, beside a tag) does not say what it wants.
pub(in crate::server) fn query(query: &str, ty: Option<TypeFn>, blank: &mut dyn Blank) -> Result<(), Rejection> {
    if let Some(name) = garbled(query) {
        return Err(refuse(fault(&name)));
    }
    let mut fields = named::fields(query);
    ty.into_iter().for_each(|ty| wanted::note(ty, &mut fields));
    let Err(error) = read_fields(&fields, blank) else { return Ok(()) };
    // An untagged enum does not say what it wants either.
    if !says_where(&error) && read_fields(&guessed(&fields), blank).is_ok() {
        return Ok(());
    }
    Err(refuse(blamed(&fields, error, blank)))
}

fn read_fields(fields: &[Field<'_>], blank: &mut dyn Blank) -> Result<(), TextError> {
    blank.fields(Fields::of(fields.iter().map(Field::by_ref).collect()))
}

fn says_where(error: &TextError) -> bool {
    error.name.is_some() || error.fault.has_field()
}

/// How serde's message repeats a text.
fn shown(kind: Kind, text: &str) -> String {
    match kind {
        Kind::Guess | Kind::GuessedList => guess(text).to_string(),
        Kind::Text | Kind::List | Kind::Header | Kind::Unclear => Unexpected::Str(text).to_string(),
    }
}

/// All that look like a number or a boolean are one.
fn guessed<'a>(fields: &[Field<'a>]) -> Vec<Field<'a>> {
    let guess = |field: &Field<'a>| Field { kind: if field.kind == Kind::Text { Kind::Guess } else { field.kind }, ..field.clone() };
    fields.iter().map(guess).collect()
}

/// The fault, with the parameter that it is about. Of a flattened field, that is the one that serde repeats, or without which the query fails no
/// longer, or otherwise.
fn blamed(fields: &[Field<'_>], error: TextError, blank: &mut dyn Blank) -> FieldError {
    if says_where(&error) {
        return error.fault.of_parameter(&error.name.unwrap_or_default());
    }
    let is_repeated = |field: &Field<'_>| field.items.iter().any(|item| repeats(&error.said, field.kind, &item.text));
    let mut is_at_fault = |place: &usize| {
        let others: Vec<_> = fields.iter().enumerate().filter(|(other, _)| other != place).map(|(_, field)| field.clone()).collect();
        read_fields(&others, blank).map_or_else(|other| other.said != error.said, |()| true)
    };
    let found = fields.iter().position(is_repeated).or_else(|| (0..fields.len().min(MOST_TRIED)).find(&mut is_at_fault));
    match found.and_then(|place| fields.get(place)) {
        Some(Field { name, items, kind: Kind::Text | Kind::Guess, .. })
            if items.len() > 1 && error.said.starts_with("invalid type: sequence") =>
        {
            FieldError { code: "duplicate".to_owned(), message: "is given more than once".to_owned(), ..fault(name) }
        }
        Some(field) => error.fault.of_parameter(&field.name),
        None => error.fault.of_parameter(""),
    }
}

/// Whether serde's message repeats a text.
fn repeats(said: &str, kind: Kind, text: &str) -> bool {
    let shown = shown(kind, text);
    let kinds = ["invalid type: ", "invalid value: "];
    kinds.iter().any(|kind| said.strip_prefix(kind).is_some_and(|rest| rest.starts_with(&format!("{shown}, expected "))))
        || said.starts_with(&format!("unknown variant `{text}`, "))
}

fn refuse(error: FieldError) -> Rejection {
    Rejection::malformed(StatusCode::BAD_REQUEST, error)
}

fn fault(name: &str) -> FieldError {
    FieldError { pointer: None, parameter: Some(name.to_owned()), code: "invalid_value".to_owned(), message: "cannot be read".to_owned() }
}
