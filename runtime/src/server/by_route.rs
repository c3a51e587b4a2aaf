//! The arguments of a call through a route, each at its place.
//!
//! In: a request, what its path captured, and its body as far as it is read without a type. Out: one argument after another.

use super::decode;
use super::incoming::{Incoming, is_in_body};
use super::receive::{Fields, Received};
use super::reject::Rejection;
use super::routes::Captures;
use crate::body::{RawBody, same};
use crate::spec::{Build, Param, Place};
use crate::wire::{Travels, Whole};
use http::StatusCode;
use serde::de::DeserializeOwned;
use std::cell::OnceCell;

/// The arguments of a call through a route, each at its place.
#[derive(Debug)]
pub(super) struct ByRoute<'a> {
    call: &'a Incoming,
    captures: &'a Captures,
    json: &'a [u8],
    fields: Option<&'a mut Fields>,
    members: OnceCell<decode::Members<'a>>,
}

/// The arguments of a route are where its spec says.
impl Build for ByRoute<'_> {
    type Error = Rejection;

    fn next<T: Travels>(&mut self, param: &Param) -> Result<T, Rejection> {
        match (param.place, &mut self.fields) {
            (Place::Path, _) => self.path(param.name),
            (Place::QueryParam, _) => self.query_parameter(param.name),
            (Place::Query, _) => self.query(),
            (Place::Header(header), _) => self.header(header),
            (Place::Body | Place::Member | Place::Action, Some(fields)) => {
                let argument = fields.argument(param);
                self.not_skewed(argument)
            }
            (Place::Body, None) if param.shape.as_body() == Whole::Raw => self.raw(),
            (Place::Body | Place::Action, None) => self.body(),
            (Place::Member, None) => self.member(param.name),
        }
    }
}

impl<'a> ByRoute<'a> {
    pub(super) fn new(call: &'a Incoming, captures: &'a Captures, body: &'a mut Received) -> Self {
        let (json, fields) = match body {
            Received::Json(json) => (&json[..], None),
            Received::Fields(fields) => {
                fields.allow_short_names(call.method.params.iter().filter(|param| is_in_body(param)));
                (&[][..], Some(&mut **fields))
            }
        };
        Self { call, captures, json, fields, members: OnceCell::new() }
    }

    /// The capture of this name.
    fn path<T: Travels>(&self, name: &str) -> Result<T, Rejection> {
        self.not_skewed(decode::parameter(name, self.captures.get(name).unwrap_or_default()))
    }

    /// The query parameter of this name.
    fn query_parameter<T: Travels>(&self, name: &str) -> Result<T, Rejection> {
        self.not_skewed(decode::query_parameter(name, self.query_string()))
    }

    /// The whole query.
    fn query<T: Travels>(&self) -> Result<T, Rejection> {
        self.not_skewed(decode::query(self.query_string()))
    }

    /// A header.
    fn header<T: Travels>(&self, header: &str) -> Result<T, Rejection> {
        self.not_skewed(decode::header(header, self.call.parts.headers.get_all(header)))
    }

    /// The whole body.
    fn body<T: DeserializeOwned>(&self) -> Result<T, Rejection> {
        self.not_skewed(decode::body(self.json))
    }

    /// The whole body, as it was sent.
    fn raw<T: Travels>(&self) -> Result<T, Rejection> {
        same(RawBody(self.json.to_vec())).ok_or_else(|| Rejection::status(StatusCode::INTERNAL_SERVER_ERROR))
    }

    /// A member of the JSON object that is the body.
    fn member<T: DeserializeOwned>(&self, name: &str) -> Result<T, Rejection> {
        let members = match self.members.get() {
            Some(members) => members,
            None => {
                let parsed = self.not_skewed(decode::members(self.json))?;
                self.members.get_or_init(|| parsed)
            }
        };
        self.not_skewed(decode::member(members, name))
    }

    fn not_skewed<T>(&self, decoded: Result<T, Rejection>) -> Result<T, Rejection> {
        decoded.map_err(|rejection| self.call.blame_skew(rejection))
    }

    fn query_string(&self) -> &str {
        self.call.parts.uri.query().unwrap_or_default()
    }
}
