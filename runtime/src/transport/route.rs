//! Calls by the route: each argument at its place in a request.

use super::field;
use super::parts::FileArgument;
use super::{FINGERPRINT_HEADER, Request, Way, accept, words};
use crate::body::RawBody;
use crate::error::FieldError;
use crate::json::{self, Fault};
use crate::spec::{Arguments, MethodSpec, Param, Place, placed};
use crate::wire::{Report, Whole};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::ser::Error as _;
use std::any::Any;

/// What a path segment must not carry as it is: everything outside RFC 3986's `unreserved`.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Methods are called by their routes.
#[derive(Debug, Clone)]
pub enum Routes {}

impl Way for Routes {
    fn request(method: &'static MethodSpec, arguments: &dyn Arguments) -> Result<Request, String> {
        let mut request = RouteRequest::new(method);
        for (param, value) in method.each(arguments) {
            request.add(param, value)?;
        }
        request.finish(arguments)
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
}

#[derive(Debug)]
enum Body {
    Empty,
    Raw(Vec<u8>),
    Whole(String),
    Members(String),
    /// Those beside a file, each as JSON.
    Parts(Vec<(&'static str, String)>),
}

impl Body {
    /// The content type and the bytes, if there are any.
    fn finish(self, file: Option<FileArgument<'_>>) -> Result<(Option<String>, Option<Vec<u8>>), String> {
        let json = Some("application/json".to_owned());
        Ok(match self {
            Self::Empty => (None, None),
            Self::Raw(bytes) => (Some("application/octet-stream".to_owned()), Some(bytes)),
            Self::Whole(text) => (json, Some(text.into_bytes())),
            Self::Members(object) => (json, Some((object + "}").into_bytes())),
            Self::Parts(parts) => {
                let (content_type, body) = file.ok_or("the file cannot be sent")?.behind(&parts);
                (Some(content_type), Some(body))
            }
        })
    }
}

impl RouteRequest {
    /// A request for the newest version of the method's route.
    fn new(method: &'static MethodSpec) -> Self {
        let path = method.path().unwrap_or_default();
        Self { method, path, query: String::new(), headers: Vec::new(), body: Body::Empty }
    }

    /// Adds an argument at its place.
    fn add(&mut self, param: &Param, value: &dyn Any) -> Result<(), String> {
        let name = param.name;
        match param.place {
            Place::Body if param.shape.as_body() == Whole::Raw => return self.raw(value),
            Place::Body | Place::Member | Place::Action if self.method.file().is_some() => {
                return self.part(param, value);
            }
            _ => {}
        }
        let at = if let Place::Header(header) = param.place { header } else { name };
        let json = param.captured.write(value).map_err(|error| format!("`{at}` {error}"))?;
        let text = &*json;
        let said = match param.place {
            Place::Path => words::one(text).and_then(|text| self.path(name, &text)),
            Place::QueryParam if text == "[]" && param.shape.is_optional() => {
                Err(Fault::custom("is an empty list, which a query says by no parameter, as it says nothing"))
            }
            Place::QueryParam => words::each(text).map(|texts| self.query(texts.iter().map(|text| (name, text.as_str())))),
            Place::Query => words::fields(text).map(|pairs| self.query(pairs.iter().map(|(name, text)| (name.as_str(), text.as_str())))),
            Place::Header(header) => words::each(text).and_then(|texts| self.header(header, words::is_list(text), texts)),
            Place::Body | Place::Action => {
                self.body = Body::Whole(json);
                Ok(())
            }
            Place::Member => {
                self.member(name, &json);
                Ok(())
            }
        };
        said.map_err(|error| format!("`{at}` {error}"))
    }

    /// Fills in the capture of this name: one segment, percent-encoded.
    fn path(&mut self, name: &str, text: &str) -> Result<(), Fault> {
        let segment = utf8_percent_encode(text, SEGMENT).to_string();
        // An empty segment, "." and ".." would name another path once a URL parser has normalized it.
        if matches!(segment.as_str(), "" | "." | "..") {
            return Err(Fault::custom("cannot stand in a path"));
        }
        self.path = self.path.replace(&format!("{{{name}}}"), &segment);
        Ok(())
    }

    /// Adds parameters to the query.
    fn query<'a>(&mut self, pairs: impl Iterator<Item = (&'a str, &'a str)>) {
        for (name, text) in pairs {
            self.query.push(if self.query.is_empty() { '?' } else { '&' });
            self.query.extend(form_urlencoded::byte_serialize(name.as_bytes()));
            self.query.push('=');
            self.query.extend(form_urlencoded::byte_serialize(text.as_bytes()));
        }
    }

    /// Adds a header: a list line by line, and an empty one as an empty line; an absent option leaves it out.
    fn header(&mut self, header: &'static str, is_list: bool, mut texts: Vec<String>) -> Result<(), Fault> {
        if is_list {
            texts = if texts.is_empty() { vec![String::new()] } else { texts.into_iter().map(field::member).collect() };
        }
        if let Some(reason) = texts.iter().find_map(|text| field::refusal(text)) {
            return Err(Fault::custom(reason));
        }
        self.headers.extend(texts.into_iter().map(|text| (header, text)));
        Ok(())
    }

    /// Adds a part, of a body with a file. The file itself is put behind them.
    fn part(&mut self, param: &Param, value: &dyn Any) -> Result<(), String> {
        if !matches!(self.body, Body::Parts(_)) {
            self.body = Body::Parts(Vec::new());
        }
        if let Body::Parts(parts) = &mut self.body
            && !param.is_file()
        {
            parts.push((param.name, param.captured.write(value).map_err(|error| error.to_string())?));
        }
        Ok(())
    }

    /// Sets the whole body to bytes that are not JSON.
    fn raw(&mut self, value: &dyn Any) -> Result<(), String> {
        let bytes = value.downcast_ref::<RawBody>().ok_or("a raw body is a `RawBody`")?;
        self.body = Body::Raw(bytes.0.clone());
        Ok(())
    }

    /// Adds a member to the JSON object that is the body.
    fn member(&mut self, name: &str, json: &str) {
        let mut object = match std::mem::replace(&mut self.body, Body::Empty) {
            Body::Members(object) => object,
            Body::Empty | Body::Raw(_) | Body::Whole(_) | Body::Parts(_) => String::new(),
        };
        object.push(if object.is_empty() { '{' } else { ',' });
        object += &json::string(name);
        object.push(':');
        object += json;
        self.body = Body::Members(object);
    }

    fn finish(self, arguments: &dyn Arguments) -> Result<Request, String> {
        let mut headers = self.headers;
        headers.push(("accept", accept(self.method).to_owned()));
        headers.push((FINGERPRINT_HEADER, self.method.strict.as_str().to_owned()));
        let (content_type, body) = self.body.finish(FileArgument::of(self.method, arguments))?;
        // A method that takes the content type as an argument has said it.
        let said = headers.iter().any(|(name, _)| *name == "content-type");
        headers.extend(content_type.filter(|_| !said).map(|content_type| ("content-type", content_type)));
        let verb = self.method.verb().ok_or("the method has no route")?;
        let headers = headers.into_iter().map(|(name, value)| (name.into(), value)).collect();
        Ok(Request { method: self.method, verb, target: self.path + &self.query, headers, body, timeout: None })
    }
}
