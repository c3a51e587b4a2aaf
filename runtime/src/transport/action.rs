//! Calls by the action: the arguments travel as one JSON array, in declared order.

use super::{FINGERPRINT_HEADER, Request, Way};
use crate::spec::{Arguments, MethodSpec, Verb};

/// Methods are called by their actions.
#[derive(Debug)]
pub enum Actions {}

impl Way for Actions {
    fn request<A: Arguments>(method: &'static MethodSpec, arguments: &A) -> Result<Request, String> {
        let body = arguments.to_json().map_err(|error| error.to_string())?;
        Ok(post(method, body))
    }
}

fn post(method: &'static MethodSpec, body: Vec<u8>) -> Request {
    let headers = vec![
        ("accept", "application/json, application/problem+json".to_owned()),
        ("content-type", "application/json".to_owned()),
        (FINGERPRINT_HEADER, method.strict.as_str().to_owned()),
    ];
    Request { verb: Verb::Post, target: method.action_path().to_owned(), headers, body: Some(body) }
}
