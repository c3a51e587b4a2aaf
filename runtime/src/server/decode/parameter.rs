//! Values that are text: path segments, query parameters, headers.

use super::fault::describe;
use super::finite::{is_finite, is_finite_in, not_finite};
use crate::error::FieldError;
use crate::server::reject::Rejection;
use crate::wire::Travels;
use http::{HeaderValue, StatusCode};
use percent_encoding::percent_decode;
use serde::de::{DeserializeOwned, DeserializeSeed, Error, IgnoredAny, MapAccess, Visitor};
use serde::forward_to_deserialize_any;
use std::marker::PhantomData;

/// One text as a value: a number, a string, a unit variant, a newtype of one of them.
pub(in crate::server) fn parameter<T: Travels>(name: &str, text: &str) -> Result<T, Rejection> {
    let value = serde_plain::from_str(text).ok().filter(|value| is_finite(value, text));
    value.ok_or_else(|| refuse(cannot_be_read(name)))
}

/// Whether what is percent-encoded here is UTF-8. The decoders would put a mark in the place of what is not.
pub(in crate::server) fn is_utf8(encoded: &[u8]) -> bool {
    percent_decode(encoded).decode_utf8().is_ok()
}

/// The query as one struct.
pub(in crate::server) fn query<T: Travels>(query: &str) -> Result<T, Rejection> {
    if let Some(pair) = query.split('&').find(|pair| !is_utf8(pair.as_bytes())) {
        return Err(refuse(cannot_be_read(&key(pair))));
    }
    let value = serde_html_form::from_str(query).map_err(|error| {
        let message = error.to_string();
        refuse(describe(&message).of_parameter(&blamed::<T>(query, &message)))
    })?;
    match not_finite(&value, query) {
        Some(name) => Err(refuse(cannot_be_read(&name))),
        None => Ok(value),
    }
}

/// The parameter without which the query fails no longer, or otherwise. The decoder does not say which it was at.
fn blamed<T: DeserializeOwned>(query: &str, message: &str) -> String {
    let without = |name: &str| query.split('&').filter(|pair| key(pair) != name).collect::<Vec<_>>().join("&");
    let is_at_fault = |name: &String| match serde_html_form::from_str::<T>(&without(name)) {
        Ok(_) => true,
        Err(error) => error.to_string() != message,
    };
    query.split('&').take(MOST_BLAMED).map(key).find(is_at_fault).unwrap_or_default()
}

/// How many parameters are tried for the one at fault.
const MOST_BLAMED: usize = 32;

fn key(pair: &str) -> String {
    form_urlencoded::parse(pair.as_bytes()).next().map(|(name, _)| name.into_owned()).unwrap_or_default()
}

/// One parameter of a query: repeated for a list, absent for `None`.
pub(in crate::server) fn query_parameter<T: Travels>(name: &str, query: &str) -> Result<T, Rejection> {
    one(name, query)
}

/// A header's value; absent for `None`.
pub(in crate::server) fn header<T: Travels>(name: &str, value: Option<&HeaderValue>) -> Result<T, Rejection> {
    let Some(value) = value else {
        return T::deserialize(Absent).map_err(|_| refuse(missing(name)));
    };
    // A header reads as a query of one parameter would: numbers, options and enums alike.
    let escaped: String = value.as_bytes().iter().map(|byte| format!("%{byte:02X}")).collect();
    one(name, &format!("{name}={escaped}"))
}

fn one<T: Travels>(name: &str, pairs: &str) -> Result<T, Rejection> {
    if pairs.split('&').any(|pair| !is_utf8(pair.as_bytes()) && key(pair) == name) {
        return Err(refuse(cannot_be_read(name)));
    }
    let decoder = serde_html_form::Deserializer::from_bytes(pairs.as_bytes());
    let value = Named(name, PhantomData).deserialize(decoder).map_err(|error| refuse(describe(&error.to_string()).of_parameter(name)))?;
    match is_finite_in(&value, name, pairs) {
        true => Ok(value),
        false => Err(refuse(cannot_be_read(name))),
    }
}

fn refuse(error: FieldError) -> Rejection {
    Rejection::malformed(StatusCode::BAD_REQUEST, error)
}

fn missing(name: &str) -> FieldError {
    FieldError { pointer: None, parameter: Some(name.to_owned()), code: "missing".to_owned(), message: "is required".to_owned() }
}

fn cannot_be_read(name: &str) -> FieldError {
    FieldError { pointer: None, parameter: Some(name.to_owned()), code: "invalid_value".to_owned(), message: "cannot be read".to_owned() }
}

/// Takes one parameter out of all.
struct Named<'a, T>(&'a str, PhantomData<T>);

impl<'de, T: DeserializeOwned> DeserializeSeed<'de> for Named<'_, T> {
    type Value = T;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, T: DeserializeOwned> Visitor<'de> for Named<'_, T> {
    type Value = T;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("query parameters")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let mut found = None;
        while let Some(key) = map.next_key::<String>()? {
            if key == self.0 && found.is_none() {
                found = Some(map.next_value::<T>()?);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        match found {
            Some(value) => Ok(value),
            None => T::deserialize(Absent).map_err(|_| A::Error::custom(format_args!("missing field `{}`", self.0))),
        }
    }
}

/// Nothing was sent: `None`, or an empty list.
struct Absent;

impl<'de> serde::Deserializer<'de> for Absent {
    type Error = serde::de::value::Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Self::Error> {
        Err(Self::Error::custom("missing"))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        visitor.visit_none()
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        visitor.visit_seq(serde::de::value::SeqDeserializer::<_, Self::Error>::new(std::iter::empty::<()>()))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct newtype_struct tuple
        tuple_struct map struct enum identifier ignored_any
    }
}
