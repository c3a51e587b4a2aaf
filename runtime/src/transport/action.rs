//! Calls of actions.

use super::answer::decode;
use super::{FINGERPRINT_HEADER, Request, Response, Transport, TransportError};
use crate::error::{CallError, Called, Outcome};
use crate::spec::{MethodSpec, Verb};
use crate::wire::Report;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The arguments of a method that takes none: an empty JSON array.
pub const NO_ARGUMENTS: [(); 0] = [];

/// Calls an action: the arguments travel as one JSON array, in declared order.
///
/// # Errors
/// Every [`CallError`]; `Invalid` without a request being sent where `report` found faults.
pub async fn call_action<T, A, R>(transport: &T, method: &MethodSpec, report: Report, arguments: &A) -> Called<R>
where
    T: Transport,
    A: Serialize,
    R: Outcome,
    R::Value: DeserializeOwned,
{
    if !report.is_clean() {
        return Err(CallError::Invalid(report.into_field_errors()));
    }
    match serde_json::to_vec(arguments) {
        Ok(body) => decode::<R>(post(transport, method, body).await),
        Err(error) => Err(unwritable(&error)),
    }
}

async fn post<T: Transport>(transport: &T, method: &MethodSpec, body: Vec<u8>) -> Result<Response, TransportError> {
    let headers = vec![
        ("accept", "application/json, application/problem+json".to_owned()),
        ("content-type", "application/json".to_owned()),
        (FINGERPRINT_HEADER, method.strict.as_str().to_owned()),
    ];
    transport.send(Request { verb: Verb::Post, target: method.action_path().to_owned(), headers, body: Some(body) }).await
}

/// A value that serde could not write, such as a map whose keys are no text.
pub(super) fn unwritable<E>(error: &impl std::fmt::Display) -> CallError<E> {
    CallError::Transport(TransportError::Failed(format!("the arguments could not be written: {error}")))
}
