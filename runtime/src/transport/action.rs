//! Calls by the action: the arguments travel as one JSON array, in declared order; with a file among them, as parts of a form.

use super::multipart::{Multipart, Written};
use super::{FINGERPRINT_HEADER, Request, Way, accept};
use crate::error::FieldError;
use crate::json::Fault;
use crate::spec::{Arguments, MethodSpec, Verb};
use crate::wire::Report;

/// Methods are called by their actions.
#[derive(Debug, Clone)]
pub enum Actions {}

impl Way for Actions {
    fn request(method: &'static MethodSpec, arguments: &dyn Arguments) -> Result<Request, String> {
        if method.file().is_some() {
            let mut parts = Multipart::default();
            method.each(arguments).for_each(|(param, value)| parts.add(param, value));
            let Written { content_type, body } = parts.finish()?;
            return Ok(post(method, content_type, body));
        }
        let body = array(method, arguments).map_err(|error| error.to_string())?;
        Ok(post(method, "application/json".to_owned(), body))
    }

    fn faults(_: &'static MethodSpec, report: Report) -> Vec<FieldError> {
        report.into_field_errors()
    }
}

/// The JSON array of the arguments.
fn array(method: &MethodSpec, arguments: &dyn Arguments) -> Result<Vec<u8>, Fault> {
    let mut json = vec![b'['];
    for (place, (param, value)) in method.each(arguments).enumerate() {
        if place > 0 {
            json.push(b',');
        }
        json.extend_from_slice(param.captured.write(value)?.as_bytes());
    }
    json.push(b']');
    Ok(json)
}

fn post(method: &'static MethodSpec, content_type: String, body: Vec<u8>) -> Request {
    let headers = vec![
        ("accept".into(), accept(method).to_owned()),
        ("content-type".into(), content_type),
        (FINGERPRINT_HEADER.into(), method.strict.as_str().to_owned()),
    ];
    Request { method, verb: Verb::Post, target: method.action_path().to_owned(), headers, body: Some(body), timeout: None }
}
