//! The arguments of a call through a route, each at its place.
//!
//! In: a request, what its path captured, and its body as far as it is read without a type. Out: one argument after another.

use super::request::{RoutedRequest, is_in_body};
use crate::body::RawBody;
use crate::server::body::receive::{Fields, ReadBody};
use crate::server::context::captures::Found;
use crate::server::decode::{self, Blank};
use crate::server::problem::rejection::Rejection;
use crate::spec::{Param, Place};
use crate::wire::Whole;
use http::StatusCode;
use std::cell::OnceCell;

/// The arguments of a call through a route, each at its place.
#[derive(Debug)]
pub(in crate::server) struct RouteArguments<'a> {
    call: &'a RoutedRequest,
    captures: &'a Found,
    json: &'a [u8],
    fields: Option<&'a mut Fields>,
    members: OnceCell<decode::Members<'a>>,
}

impl<'a> RouteArguments<'a> {
    pub(in crate::server) fn new(call: &'a RoutedRequest, captures: &'a Found, body: &'a mut ReadBody) -> Self {
        let (json, fields) = match body {
            ReadBody::Json(json) => (&json[..], None),
            ReadBody::Fields(fields) => {
                fields.allow_short_names(call.method.params.iter().filter(|param| is_in_body(param)));
                (&[][..], Some(&mut **fields))
            }
        };
        Self { call, captures, json, fields, members: OnceCell::new() }
    }

    /// Fills a blank with an argument, from where the spec says.
    pub(in crate::server) fn fill(&mut self, param: &Param, blank: &mut Blank<'_>) -> Result<(), Rejection> {
        match (param.place, &mut self.fields) {
            (Place::Path, _) => decode::parameter(param.name, self.captures.get(param.name).unwrap_or_default(), blank),
            (Place::QueryParam, _) => decode::query_parameter(param.name, self.query_string(), blank),
            (Place::Query, _) => decode::query(self.query_string(), blank),
            (Place::Header(header), _) => decode::header(header, self.call.parts.headers.get_all(header), blank),
            (Place::Body | Place::Member | Place::Action, Some(fields)) => fields.fill(param, blank),
            (Place::Body, None) if param.shape.as_body() == Whole::Raw => self.raw(blank),
            (Place::Body | Place::Action, None) => decode::body(self.json, blank),
            (Place::Member, None) => self.member(param.name, blank),
        }
    }

    /// The whole body, as it was sent.
    fn raw(&self, blank: &mut Blank<'_>) -> Result<(), Rejection> {
        if decode::put(blank, RawBody(self.json.to_vec())) { Ok(()) } else { Err(Rejection::status(StatusCode::INTERNAL_SERVER_ERROR)) }
    }

    /// A member of the JSON object that is the body.
    fn member(&self, name: &str, blank: &mut Blank<'_>) -> Result<(), Rejection> {
        let members = match self.members.get() {
            Some(members) => members,
            None => {
                let parsed = decode::members(self.json)?;
                self.members.get_or_init(|| parsed)
            }
        };
        decode::member(members, name, blank)
    }

    fn query_string(&self) -> &str {
        self.call.parts.uri.query().unwrap_or_default()
    }
}
