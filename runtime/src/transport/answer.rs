//! From an answer to a method's outcome.

use super::unsent::{Arrived, Unsent};
use super::{FINGERPRINT_HEADER, Response, TransportError, wait};
use crate::body::{Download, same};
use crate::error::{self, ApiError, CallError, DecodeError, ErrorVariant, FieldError, Problem, problem_type};
use crate::json::{self, Fault, Reader};
use crate::spec::Captured;
use std::any::{Any, TypeId};

/// A proxy had no answer in time (RFC 9110, section 15.6.5).
const GATEWAY_TIMEOUT: u16 = 504;

/// An answer that is no value, before the method's own types are looked at.
enum Answer {
    /// Perhaps the method's own error: its `code` is one of the variants'.
    Own(Vec<u8>, Problem),
    Invalid(Vec<FieldError>),
    Denied(Problem),
    Stale,
    Problem(Problem),
    Timeout,
    Failed(TransportError),
    Unreadable(DecodeError),
}

/// A problem document with the extension members that are ours. Of another form, these are somebody else's.
struct Refused {
    problem: Problem,
    /// The variant of a service's own error.
    code: Option<String>,
    /// The faults of the arguments.
    errors: Option<Vec<FieldError>>,
}

impl Refused {
    fn read(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        let (mut texts, mut errors) = ([const { None }; 5], None);
        reader.text_members(&["type", "title", "detail", "instance", "code"], &mut texts, &mut |reader, name| {
            if name == "errors" {
                errors = reader.if_it_fits(field_errors)?;
                return Ok(());
            }
            reader.skip()
        })?;
        let [kind, title, detail, instance, code] = texts;
        let r#type = kind.unwrap_or_else(|| problem_type::BLANK.to_owned());
        let problem = Problem { r#type, title: title.unwrap_or_default(), status: 0, detail, instance, retry_after: None };
        Ok(Self { problem, code, errors })
    }
}

fn field_errors(reader: &mut Reader<'_>) -> Result<Vec<FieldError>, Fault> {
    let mut errors = Vec::new();
    reader.list(&mut |reader| {
        errors.push(FieldError::read(reader)?);
        Ok(())
    })?;
    Ok(errors)
}

/// Puts a method's outcome into an `Option` of it.
pub(super) type Decode = fn(Arrived, Captured, &mut dyn Any);

/// A method's outcome, as its caller gets it.
pub(super) type Outcome<R> = Result<<R as error::Outcome>::Value, CallError<<R as error::Outcome>::Error>>;

/// Decodes an answer.
pub(super) fn decode<R>(sent: Arrived, value: Captured, outcome: &mut dyn Any)
where
    R: error::Outcome<Value: 'static, Error: ApiError>,
{
    if let Some(outcome) = outcome.downcast_mut::<Option<Outcome<R>>>() {
        *outcome = Some(read(sent, value));
    }
}

/// The outcome that an answer tells, by a function that forgot its type.
pub(super) fn outcome<R: error::Outcome + 'static>(decode: Decode, arrived: Arrived, value: Captured) -> Outcome<R> {
    let mut outcome: Option<Outcome<R>> = None;
    decode(arrived, value, &mut outcome);
    outcome.unwrap_or_else(|| Err(CallError::Decode(DecodeError::of_another_method())))
}

fn read<V: 'static, E: ApiError>(sent: Arrived, captured: Captured) -> Result<V, CallError<E>> {
    let Sorted { is_skewed, status, answer } = sorted(sent, E::VARIANTS);
    match answer {
        Ok(response) => value(response, captured).map_err(|fault| unread(is_skewed, status, &fault)),
        Err(answer) => Err(told(is_skewed, *answer)),
    }
}

/// The error that an answer tells of. What does not depend on the value is apart: methods share their errors.
fn told<E: ApiError>(is_skewed: bool, answer: Answer) -> CallError<E> {
    match answer {
        Answer::Own(body, problem) => match json::text(&body).and_then(|text| json::read_by(text, E::read)) {
            Ok(error) => CallError::Api(error),
            Err(_) if is_skewed => CallError::Stale,
            Err(_) => CallError::Problem(problem),
        },
        Answer::Invalid(errors) => CallError::Invalid(errors),
        Answer::Denied(problem) => CallError::Denied(problem),
        Answer::Stale => CallError::Stale,
        Answer::Problem(problem) => CallError::Problem(problem),
        Answer::Timeout => CallError::Timeout,
        Answer::Failed(TransportError::Offline) => CallError::Offline,
        Answer::Failed(error) => CallError::Transport(error),
        Answer::Unreadable(error) => CallError::Decode(error),
    }
}

fn unread<E>(is_skewed: bool, status: u16, fault: &Fault) -> CallError<E> {
    if is_skewed { CallError::Stale } else { CallError::Decode(unreadable(status, fault)) }
}

/// An answer, with what stands beside it.
struct Sorted {
    /// The server was built from another version.
    is_skewed: bool,
    status: u16,
    answer: Result<Response, Box<Answer>>,
}

fn sorted(sent: Arrived, variants: &[ErrorVariant]) -> Sorted {
    let is_skewed = sent.as_ref().is_ok_and(|response| response.header(FINGERPRINT_HEADER).is_some());
    let status = sent.as_ref().map_or(0, |response| response.status);
    Sorted { is_skewed, status, answer: sort(sent, variants) }
}

fn sort(sent: Arrived, variants: &[ErrorVariant]) -> Result<Response, Box<Answer>> {
    Err(Box::new(match sent {
        Ok(response) if (200..300).contains(&response.status) => return Ok(response),
        Ok(response) => refusal(response, variants),
        Err(Unsent::Invalid(errors)) => Answer::Invalid(errors),
        Err(Unsent::Failed(TransportError::Timeout) | Unsent::Opened(_)) => Answer::Timeout,
        Err(Unsent::Failed(error)) => Answer::Failed(error),
    }))
}

/// Reason why there is no stream of events: another answer, or none.
pub(super) fn failure<E: ApiError>(sent: Arrived) -> CallError<E> {
    match read::<NoEvents, E>(sent, Captured::NOTHING) {
        Ok(NoEvents) => CallError::Decode(DecodeError { status: 200, message: "not a stream of events".to_owned() }),
        Err(error) => error,
    }
}

/// A value in the place of a stream of events. It is not read.
struct NoEvents;

/// The value of a success: a download as it is, else JSON. 204 has no body and stands for `()`.
fn value<V: 'static>(mut response: Response, captured: Captured) -> Result<V, Fault> {
    if TypeId::of::<V>() == TypeId::of::<Download>() {
        let body = std::mem::take(&mut response.body);
        let download = Download::received(body, response.header("content-type"), response.header("content-disposition"));
        return same(download).ok_or_else(|| serde::de::Error::custom("not a download"));
    }
    if TypeId::of::<V>() == TypeId::of::<NoEvents>() {
        return same(NoEvents).ok_or_else(|| serde::de::Error::custom("not a stream of events"));
    }
    let mut value = None;
    fill(if response.body.is_empty() { b"null" } else { &response.body }, captured, &mut value)?;
    value.ok_or_else(|| serde::de::Error::custom("no value"))
}

fn fill(json: &[u8], captured: Captured, value: &mut dyn Any) -> Result<(), Fault> {
    json::read_by(json::text(json)?, |reader| captured.read(reader, value))
}

fn refusal(response: Response, variants: &[ErrorVariant]) -> Answer {
    let retry_after = wait::asked(&response);
    if !response.is_problem() {
        let title = format!("HTTP status {}", response.status);
        return general(Problem { retry_after, ..Problem::of(problem_type::BLANK, title, response.status) });
    }
    let Refused { mut problem, code, errors } = match json::text(&response.body).and_then(|text| json::read_by(text, Refused::read)) {
        Ok(refused) => refused,
        Err(fault) => return Answer::Unreadable(unreadable(response.status, &fault)),
    };
    (problem.status, problem.retry_after) = (response.status, retry_after);
    let is_own = |code: &String| variants.iter().any(|variant| variant.code == code) && is_type_of(&problem.r#type, code);
    if code.as_ref().is_some_and(is_own) {
        return Answer::Own(response.body, problem);
    }
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
    let error = r#type.strip_prefix("/problems/").and_then(|rest| rest.strip_suffix(code)?.strip_suffix("/"));
    error.is_some_and(|error| !error.bytes().any(|byte| byte == b'/'))
}

fn unreadable(status: u16, fault: &Fault) -> DecodeError {
    DecodeError { status, message: fault.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Never;

    fn of_nothing(sent: Arrived) -> Result<(), CallError<Never>> {
        read(sent, Captured::NOTHING.returned::<()>())
    }

    #[test]
    fn a_refusal_in_a_contexts_own_words_is_denied() {
        for (status, is_denied) in [(401, true), (403, true), (404, false), (503, false)] {
            let headers = vec![("content-type".to_owned(), "text/plain".to_owned())];
            let outcome = of_nothing(Ok(Response { status, headers, body: b"no".to_vec() }));
            assert_eq!(matches!(&outcome, Err(CallError::Denied(problem)) if problem.status == status), is_denied, "{outcome:?}");
        }
    }

    fn called(status: u16, kind: &str, body: &str) -> CallError<Never> {
        let headers = vec![("content-type".to_owned(), kind.to_owned())];
        of_nothing(Ok(Response { status, headers, body: body.as_bytes().to_vec() })).unwrap_err()
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
        assert_eq!(of_nothing(Err(Unsent::Failed(TransportError::Timeout))), Err(CallError::Timeout));
        assert_eq!(problem(503, problem_type::TIMEOUT), CallError::Timeout);
        assert_eq!((problem(504, problem_type::BLANK), called(504, "text/html", "<h1>")), (CallError::Timeout, CallError::Timeout));
        // These were not carried out, and say so.
        for (status, kind) in [(503, problem_type::OVERLOADED), (503, problem_type::BLANK), (408, problem_type::BLANK)] {
            assert!(matches!(problem(status, kind), CallError::Problem(problem) if problem.status == status), "{status} {kind}");
        }
    }
}
