//! Calls by the route: each argument at its place in a request.

use super::field;
use super::multipart::{Multipart, Written};
use super::{FINGERPRINT_HEADER, Request, Way};
use crate::body::RawBody;
use crate::error::FieldError;
use crate::json;
use crate::spec::{Arguments, MethodSpec, Param, Place, Visit, placed};
use crate::wire::{Report, Travels, Whole};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use std::any::Any;

/// What a path segment must not carry as it is: everything outside RFC 3986's `unreserved`.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Methods are called by their routes.
#[derive(Debug)]
pub enum Routes {}

impl Way for Routes {
    fn request<A: Arguments>(method: &'static MethodSpec, arguments: &A) -> Result<Request, String> {
        let mut request = RouteRequest::new(method);
        arguments.each(method.params, &mut request);
        request.finish()
    }

    fn faults(method: &'static MethodSpec, report: Report) -> Vec<FieldError> {
        placed(method, report)
    }
}

/// The request for one call of a route, put together argument by argument.
#[derive(Debug)]
struct RouteRequest {
    method: &'static MethodSpec,
    path: String,
    query: String,
    headers: Vec<(&'static str, String)>,
    body: Body,
    failure: Option<String>,
}

#[derive(Debug)]
enum Body {
    Empty,
    Raw(Vec<u8>),
    Whole(Vec<u8>),
    Members(Vec<u8>),
    Parts(Multipart),
}

impl Body {
    /// The content type and the bytes, if there are any.
    fn finish(self) -> Result<(Option<String>, Option<Vec<u8>>), String> {
        let json = Some("application/json".to_owned());
        Ok(match self {
            Self::Empty => (None, None),
            Self::Raw(bytes) => (Some("application/octet-stream".to_owned()), Some(bytes)),
            Self::Whole(bytes) => (json, Some(bytes)),
            Self::Members(object) => (json, Some([object, b"}".to_vec()].concat())),
            Self::Parts(parts) => {
                let Written { content_type, body } = parts.finish()?;
                (Some(content_type), Some(body))
            }
        })
    }
}

impl Visit for RouteRequest {
    fn visit<T: Travels>(&mut self, param: &Param, value: &T) {
        match param.place {
            Place::Path | Place::QueryParam | Place::Query | Place::Header(_) if !json::is_finite(value) => {
                self.fail(format!("`{}` holds a float that is not finite", param.name));
            }
            Place::Path => self.path(param.name, value),
            Place::QueryParam => self.query_parameter(param.name, value),
            Place::Query => self.query(value),
            Place::Header(header) => self.header(header, value),
            Place::Body if param.shape.as_body() == Whole::Raw => self.raw(value),
            Place::Body | Place::Member | Place::Action if self.method.file().is_some() => self.part(param, value),
            Place::Body | Place::Action => self.body(value),
            Place::Member => self.member(param.name, value),
        }
    }
}

impl RouteRequest {
    /// A request for the newest version of the method's route.
    fn new(method: &'static MethodSpec) -> Self {
        let path = method.path().unwrap_or_default();
        Self { method, path, query: String::new(), headers: Vec::new(), body: Body::Empty, failure: None }
    }

    /// Fills in the capture of this name: one segment, percent-encoded.
    fn path(&mut self, name: &str, value: &impl Serialize) {
        let written = serde_plain::to_string(value).or_else(|error| long_number(value).ok_or(error));
        let Some(text) = self.keep(written) else { return };
        let segment = utf8_percent_encode(&text, SEGMENT).to_string();
        // An empty segment, "." and ".." would name another path once a URL parser has normalized it.
        match segment.as_str() {
            "" | "." | ".." => self.fail(format!("`{name}` cannot stand in a path")),
            _ => self.path = self.path.replace(&format!("{{{name}}}"), &segment),
        }
    }

    /// Adds one query parameter; a list repeats it, an absent option leaves it out.
    fn query_parameter(&mut self, name: &str, value: &impl Serialize) {
        let written = serde_html_form::to_string([(name, value)]);
        self.append_query(written);
    }

    /// Adds a struct as query parameters, one a field.
    fn query(&mut self, value: &impl Serialize) {
        let written = serde_html_form::to_string(value);
        self.append_query(written);
    }

    /// Adds a header: a list line by line, and an empty one as an empty line; an absent option leaves it out.
    fn header(&mut self, header: &'static str, value: &impl Serialize) {
        let written = serde_html_form::to_string([("", value)]);
        let Some(Ok(pairs)) = self.keep(written).map(|text| serde_html_form::from_str::<Vec<(String, String)>>(&text)) else { return };
        let is_list = json::write(value).is_ok_and(|json| json.starts_with(b"["));
        if is_list && pairs.is_empty() {
            self.headers.push((header, String::new()));
        }
        for (_, text) in pairs {
            let text = if is_list { field::member(text) } else { text };
            match field::refusal(&text) {
                Some(reason) => self.fail(format!("`{header}` {reason}")),
                None => self.headers.push((header, text)),
            }
        }
    }

    /// Adds a part, of a body with a file.
    fn part<T: Travels>(&mut self, param: &Param, value: &T) {
        if !matches!(self.body, Body::Parts(_)) {
            self.body = Body::Parts(Multipart::default());
        }
        if let Body::Parts(parts) = &mut self.body {
            parts.visit(param, value);
        }
    }

    /// Sets the whole body.
    fn body(&mut self, value: &impl Serialize) {
        let written = json::write(value);
        if let Some(bytes) = self.keep(written) {
            self.body = Body::Whole(bytes);
        }
    }

    /// Sets the whole body to bytes that are not JSON.
    fn raw(&mut self, value: &dyn Any) {
        match value.downcast_ref::<RawBody>() {
            Some(bytes) => self.body = Body::Raw(bytes.0.clone()),
            None => self.fail("a raw body is a `RawBody`".to_owned()),
        }
    }

    /// Adds a member to the JSON object that is the body.
    fn member(&mut self, name: &str, value: &impl Serialize) {
        let written = json::write(&(name, value));
        if let Some(pair) = self.keep(written) {
            self.append_member(name, &pair);
        }
    }

    /// `pair` is `["name",value]`; the name's own JSON form is as long as it says.
    fn append_member(&mut self, name: &str, pair: &[u8]) {
        let mut object = match std::mem::replace(&mut self.body, Body::Empty) {
            Body::Members(object) => object,
            Body::Empty | Body::Raw(_) | Body::Whole(_) | Body::Parts(_) => Vec::new(),
        };
        object.push(if object.is_empty() { b'{' } else { b',' });
        let key = json::string(name);
        object.extend_from_slice(&key);
        object.push(b':');
        object.extend_from_slice(pair.get(key.len() + 2..pair.len() - 1).unwrap_or_default());
        self.body = Body::Members(object);
    }

    fn append_query(&mut self, written: Result<String, impl std::fmt::Display>) {
        if let Some(text) = self.keep(written).filter(|text| !text.is_empty()) {
            self.query.push(if self.query.is_empty() { '?' } else { '&' });
            self.query.push_str(&text);
        }
    }

    /// Keeps the first failure, so that building a request reads as one chain.
    fn keep<V>(&mut self, written: Result<V, impl std::fmt::Display>) -> Option<V> {
        written.map_err(|error| self.fail(error.to_string())).ok()
    }

    fn fail(&mut self, reason: String) {
        self.failure.get_or_insert(reason);
    }

    fn finish(self) -> Result<Request, String> {
        if let Some(failure) = self.failure {
            return Err(failure);
        }
        let mut headers = self.headers;
        headers.push(("accept", accept(self.method).to_owned()));
        headers.push((FINGERPRINT_HEADER, self.method.strict.as_str().to_owned()));
        let (content_type, body) = self.body.finish()?;
        // A method that takes the content type as an argument has said it.
        let said = headers.iter().any(|(name, _)| *name == "content-type");
        headers.extend(content_type.filter(|_| !said).map(|content_type| ("content-type", content_type)));
        let verb = self.method.verb().ok_or("the method has no route")?;
        let headers = headers.into_iter().map(|(name, value)| (name.into(), value)).collect();
        Ok(Request { verb, target: self.path + &self.query, headers, body, timeout: None })
    }
}

/// What the method may answer with.
fn accept(method: &MethodSpec) -> &'static str {
    match method.rest.body {
        Whole::Download => "*/*",
        Whole::Json | Whole::Raw | Whole::Page => "application/json, application/problem+json",
    }
}

/// A number of 128 bits, which serde_plain does not write.
fn long_number(value: &impl Serialize) -> Option<String> {
    let is_number = |text: &String| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    json::write(value).ok().and_then(|json| String::from_utf8(json).ok()).filter(is_number)
}
