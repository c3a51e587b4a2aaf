//! Calls by the action: the arguments travel as one JSON array, in declared order; with a file among them, as parts of a form.

use super::parts::FileArgument;
use super::texts::array;
use super::{FINGERPRINT_HEADER, Request, Way, accept};
use crate::error::FieldError;
use crate::spec::{Arguments, MethodSpec, Verb};
use crate::wire::Report;

/// Methods are called by their actions.
#[derive(Debug, Clone)]
pub enum Actions {}

impl Way for Actions {
    fn request(method: &'static MethodSpec, arguments: &dyn Arguments) -> Result<Request, String> {
        let texts = method.texts(arguments)?;
        Ok(match FileArgument::of(method, arguments) {
            Some(file) => {
                let (content_type, body) = file.behind(&texts);
                post(method, content_type, body)
            }
            None => post(method, "application/json".to_owned(), array(&texts).into_bytes()),
        })
    }

    fn faults(_: &'static MethodSpec, report: Report) -> Vec<FieldError> {
        report.into_field_errors()
    }
}

fn post(method: &'static MethodSpec, content_type: String, body: Vec<u8>) -> Request {
    let headers = vec![
        ("accept".into(), accept(method).to_owned()),
        ("content-type".into(), content_type),
        (FINGERPRINT_HEADER.into(), method.strict.as_str().to_owned()),
    ];
    Request { method, verb: Verb::Post, target: method.action_path().to_owned(), headers, body: Some(body), timeout: None }
}
