//! Values that are text: path segments, query parameters, headers.
//!
//! In: texts, and a blank. Out: it is filled, or 400 with the parameter's name.

use super::blank::Blank;
use super::texts::{Fields, Kind, TextError, Texts};
use crate::error::FieldError;
use crate::server::reject::Rejection;
use http::StatusCode;
use http::header::{GetAll, HeaderValue};
use percent_encoding::percent_decode;
use std::borrow::Cow;

/// How many parameters are tried for the one at fault, where the decoder does not say which.
const MOST_TRIED: usize = 32;

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
    pairs(pair).next().map(|(name, _)| name.into_owned())
}

/// One parameter of a query: repeated for a list, absent for `None`.
pub(in crate::server) fn query_parameter(name: &str, query: &str, blank: &mut dyn Blank) -> Result<(), Rejection> {
    if garbled(query).is_some_and(|garbled| garbled == name) {
        return Err(refuse(fault(name)));
    }
    let texts = pairs(query).filter(|(key, _)| key == name).map(|(_, value)| value).collect();
    read(name, Texts { texts, kind: Kind::Text }, blank)
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

/// The query as one struct, each field under its name.
pub(in crate::server) fn query(query: &str, blank: &mut dyn Blank) -> Result<(), Rejection> {
    if let Some(name) = garbled(query) {
        return Err(refuse(fault(&name)));
    }
    let fields = fields(query);
    match as_fields(&fields, |_| Kind::Text, blank) {
        Err(error) if !guessed(&fields, blank) => Err(refuse(blamed(&fields, error, blank))),
        _ => Ok(()),
    }
}

/// The texts by name, in the order in which names first come.
fn fields(query: &str) -> Vec<(Cow<'_, str>, Vec<Cow<'_, str>>)> {
    let mut fields: Vec<(Cow<'_, str>, Vec<Cow<'_, str>>)> = Vec::new();
    let mut places = std::collections::HashMap::new();
    for (name, value) in pairs(query) {
        let place = *places.entry(name.clone()).or_insert(fields.len());
        match fields.get_mut(place) {
            Some((_, texts)) => texts.push(value),
            None => fields.push((name, vec![value])),
        }
    }
    fields
}

type ByName<'a> = [(Cow<'a, str>, Vec<Cow<'a, str>>)];

fn as_fields(fields: &ByName<'_>, kind: impl Fn(usize) -> Kind, blank: &mut dyn Blank) -> Result<(), TextError> {
    let fields = fields.iter().enumerate().map(|(place, (name, texts))| {
        let texts = texts.iter().map(|text| Cow::Borrowed(text.as_ref())).collect();
        (name.as_ref(), Texts { texts, kind: kind(place) })
    });
    blank.fields(Fields { fields: fields.collect(), next: None })
}

/// The query of a struct with `#[serde(flatten)]`, whose fields do not say whether they want a number: all that look like one are one,
/// or all but one of them. Whether that can be read.
fn guessed(fields: &ByName<'_>, blank: &mut dyn Blank) -> bool {
    let places = (0..fields.len().min(MOST_TRIED)).map(Some);
    let but = |text: Option<usize>| move |place| if Some(place) == text { Kind::Text } else { Kind::Guess };
    std::iter::once(None).chain(places).any(|text| as_fields(fields, but(text), blank).is_ok())
}

/// The fault, with the parameter that it is about. Of a flattened field, that is the one without which the query fails no longer, or otherwise.
fn blamed(fields: &ByName<'_>, error: TextError, blank: &mut dyn Blank) -> FieldError {
    if error.name.is_some() || error.fault.has_field() {
        return error.fault.of_parameter(&error.name.unwrap_or_default());
    }
    let error = as_fields(fields, |_| Kind::Guess, blank).err().unwrap_or(error);
    let mut is_at_fault = |place: &usize| {
        let others: Vec<_> = fields.iter().enumerate().filter(|(other, _)| other != place).map(|(_, field)| field.clone()).collect();
        as_fields(&others, |_| Kind::Guess, blank).map_or_else(|other| other.to_string() != error.to_string(), |_| true)
    };
    let found = (0..fields.len().min(MOST_TRIED)).find(&mut is_at_fault).and_then(|place| fields.get(place));
    match found {
        Some((name, texts)) if texts.len() > 1 && error.fault.is_of_type() => {
            FieldError { code: "duplicate".to_owned(), message: "is given more than once".to_owned(), ..fault(name) }
        }
        Some((name, _)) => error.fault.of_parameter(name),
        None => error.fault.of_parameter(""),
    }
}

fn pairs(query: &str) -> form_urlencoded::Parse<'_> {
    form_urlencoded::parse(query.as_bytes())
}

fn refuse(error: FieldError) -> Rejection {
    Rejection::malformed(StatusCode::BAD_REQUEST, error)
}

fn fault(name: &str) -> FieldError {
    FieldError { pointer: None, parameter: Some(name.to_owned()), code: "invalid_value".to_owned(), message: "cannot be read".to_owned() }
}
