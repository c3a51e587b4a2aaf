//! From an answer to a method's outcome.

use super::unsent::{Arrived, Unsent};
use super::{FINGERPRINT_HEADER, Response, TransportError};
use crate::body::{Download, same};
use crate::error::{self, ApiError, CallError, ErrorVariant, FieldError, Problem, problem_type};
use crate::json::{self, Fault};
use crate::wire::Travels;
use serde::Deserialize;
use std::any::{Any, TypeId};

/// A proxy had no answer in time (RFC 9110, section 15.6.5).
const GATEWAY_TIMEOUT: u16 = 504;

/// What an answer turned out to be, before the method's own types are looked at.
enum Answer {
    Value(Response),
    /// Perhaps the method's own error: its `code` is one of the variants'.
    Own(Vec<u8>, Problem),
    Invalid(Vec<FieldError>),
    Denied(Problem),
    Stale,
    Problem(Problem),
    Timeout,
    Failed(TransportError),
    Unreadable(String),
}

/// The extension member of a problem document that names the variant of a service's own error.
#[derive(Deserialize)]
struct Code {
    code: Option<String>,
}

/// The extension member that says what is wrong with the arguments.
#[derive(Deserialize)]
struct Errors {
    errors: Option<Vec<FieldError>>,
}

/// Puts a method's outcome into an `Option` of it.
pub(super) type Decode = fn(Arrived, &mut dyn Any);

/// A method's outcome, as its caller gets it.
pub(super) type Outcome<R> = Result<<R as error::Outcome>::Value, CallError<<R as error::Outcome>::Error>>;

/// Decodes an answer.
pub(super) fn decode<R>(sent: Arrived, outcome: &mut dyn Any)
where
    R: error::Outcome<Value: Travels, Error: ApiError>,
{
    if let Some(outcome) = outcome.downcast_mut::<Option<Outcome<R>>>() {
        *outcome = Some(read(sent));
    }
}

fn read<V: Travels, E: ApiError>(sent: Arrived) -> Result<V, CallError<E>> {
    let skewed = sent.as_ref().is_ok_and(|response| response.header(FINGERPRINT_HEADER).is_some());
    let unreadable = |error: Fault| if skewed { CallError::Stale } else { CallError::Decode(error.to_string()) };
    Err(match sort(sent, E::VARIANTS) {
        Answer::Value(response) => return value(response).map_err(unreadable),
        Answer::Own(body, problem) => match json::read_bytes(&body) {
            Ok(error) => CallError::Api(error),
            Err(_) if skewed => CallError::Stale,
            Err(_) => CallError::Problem(problem),
        },
        Answer::Invalid(errors) => CallError::Invalid(errors),
        Answer::Denied(problem) => CallError::Denied(problem),
        Answer::Stale => CallError::Stale,
        Answer::Problem(problem) => CallError::Problem(problem),
        Answer::Timeout => CallError::Timeout,
        Answer::Failed(error) => CallError::Transport(error),
        Answer::Unreadable(error) => CallError::Decode(error),
    })
}

fn sort(sent: Arrived, variants: &[ErrorVariant]) -> Answer {
    match sent {
        Ok(response) if (200..300).contains(&response.status) => Answer::Value(response),
        Ok(response) => refusal(response, variants),
        Err(Unsent::Invalid(errors)) => Answer::Invalid(errors),
        Err(Unsent::Failed(TransportError::Timeout)) => Answer::Timeout,
        Err(Unsent::Failed(error)) => Answer::Failed(error),
    }
}

/// The value of a success: a download as it is, else JSON. 204 has no body and stands for `()`.
fn value<V: Travels>(mut response: Response) -> Result<V, Fault> {
    if TypeId::of::<V>() == TypeId::of::<Download>() {
        let body = std::mem::take(&mut response.body);
        let download = Download::received(body, response.header("content-type"), response.header("content-disposition"));
        return same(download).ok_or_else(|| serde::de::Error::custom("not a download"));
    }
    json::read_bytes(if response.body.is_empty() { b"null" } else { &response.body })
}

fn refusal(response: Response, variants: &[ErrorVariant]) -> Answer {
    let is_problem = response.header("content-type").is_some_and(|kind| kind.starts_with("application/problem+json"));
    if !is_problem {
        return general(blank(response.status));
    }
    let mut problem: Problem = match json::read_bytes(&response.body) {
        Ok(problem) => problem,
        Err(fault) => return Answer::Unreadable(fault.to_string()),
    };
    problem.status = response.status;
    let code = json::read_bytes(&response.body).ok().and_then(|Code { code }| code);
    let is_own = |code: &String| variants.iter().any(|variant| variant.code == code) && is_type_of(&problem.r#type, code);
    if code.as_ref().is_some_and(is_own) {
        return Answer::Own(response.body, problem);
    }
    let errors = json::read_bytes(&response.body).ok().and_then(|Errors { errors }| errors);
    match (errors, problem.status) {
        (Some(errors), _) => Answer::Invalid(errors),
        (None, 409) if problem.r#type == problem_type::STALE_ACTION => Answer::Stale,
        (None, _) => general(problem),
    }
}

/// By its status and type alone: a context may refuse in words of its own.
fn general(problem: Problem) -> Answer {
    match problem.status {
        401 | 403 => Answer::Denied(problem),
        // Nobody knows what a method did that did not end in time, whichever side gave up waiting.
        GATEWAY_TIMEOUT => Answer::Timeout,
        503 if problem.r#type == problem_type::TIMEOUT => Answer::Timeout,
        _ => Answer::Problem(problem),
    }
}

/// Whether a problem type is that of a service's own error: `/problems/{error}/{code}`. The status does not tell: it may change from one
/// version to the next.
fn is_type_of(r#type: &str, code: &str) -> bool {
    r#type.strip_prefix("/problems/").and_then(|rest| rest.split_once('/')).is_some_and(|(_, last)| last == code)
}

/// The problem of an answer that is no problem document: from a proxy, say.
fn blank(status: u16) -> Problem {
    Problem { r#type: problem_type::BLANK.to_owned(), title: format!("HTTP status {status}"), status, detail: None, instance: None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Never;

    #[test]
    fn a_refusal_in_a_contexts_own_words_is_denied() {
        for (status, is_denied) in [(401, true), (403, true), (404, false), (503, false)] {
            let headers = vec![("content-type".to_owned(), "text/plain".to_owned())];
            let outcome = read::<(), Never>(Ok(Response { status, headers, body: b"no".to_vec() }));
            assert_eq!(matches!(&outcome, Err(CallError::Denied(problem)) if problem.status == status), is_denied, "{outcome:?}");
        }
    }

    fn called(status: u16, kind: &str, body: &str) -> CallError<Never> {
        let headers = vec![("content-type".to_owned(), kind.to_owned())];
        read::<(), Never>(Ok(Response { status, headers, body: body.as_bytes().to_vec() })).unwrap_err()
    }

    #[test]
    fn members_of_another_form_are_not_ours() {
        for body in [r#"{"title":"t","errors":7}"#, r#"{"title":"t","code":{},"errors":[1]}"#] {
            let outcome = called(422, "application/problem+json", body);
            assert!(matches!(&outcome, CallError::Problem(problem) if problem.title == "t"), "{outcome:?}");
        }
    }

    #[test]
    fn nobody_waited_long_enough() {
        let problem = |status: u16, kind: &str| {
            called(status, "application/problem+json", &format!(r#"{{"type":"{kind}","title":"x","status":{status}}}"#))
        };
        assert_eq!(read::<(), Never>(Err(Unsent::Failed(TransportError::Timeout))), Err(CallError::Timeout));
        assert_eq!(problem(503, problem_type::TIMEOUT), CallError::Timeout);
        assert_eq!((problem(504, problem_type::BLANK), called(504, "text/html", "<h1>")), (CallError::Timeout, CallError::Timeout));
        // These were not carried out, and say so.
        for (status, kind) in [(503, problem_type::OVERLOADED), (503, problem_type::BLANK), (408, problem_type::BLANK)] {
            assert!(matches!(problem(status, kind), CallError::Problem(problem) if problem.status == status), "{status} {kind}");
        }
    }
}
