//! The condition of a request that changes something: only if the thing is still what the caller knows (RFC 9110, section 13.1).

use super::etag_list::ETagList;
use crate::condition::{ETag, PreconditionFailed};
use crate::server::problem::rejection::Rejection;
use crate::spec::MethodSpec;
use axum::extract::FromRequestParts;
use http::request::Parts;
use http::{Method, StatusCode, header};
use std::convert::Infallible;
use std::sync::{Arc, OnceLock};

/// A `#[context]` that holds the request's condition, and takes the tag of what the method answers with.
///
/// On a write, the method asks it with the tag of what is there now, before it changes anything; a refusal is
/// [`PreconditionFailed`], which the service's own error turns into its 412:
///
/// ```ignore
/// async fn rename(&self, precondition: Precondition, id: u64, change: Rename) -> Result<Todo, TodoError> {
///     let todo = self.todo(id)?;
///     precondition.check(&ETag::strong(todo.version))?;
///     ..
///     precondition.tag(ETag::strong(todo.version));
/// }
/// ```
///
/// On a read, [`tag`](Self::tag) names the version in the place of a tag made of the bytes.
#[derive(Debug, Clone)]
pub struct Precondition {
    if_match: Option<ETagList>,
    if_none_match: Option<ETagList>,
    is_read: bool,
    answer: Answered,
}

/// The tag that the method gives its answer.
#[derive(Debug, Clone, Default)]
struct Answered(Arc<OnceLock<ETag>>);

impl Precondition {
    /// Lets the method go on if the thing, whose tag this is, is what the caller means. On a read the condition is looked at later, with the
    /// answer at hand, so it always may.
    ///
    /// # Errors
    /// If `If-Match` names other versions, or `If-None-Match` this one.
    pub fn check(&self, current: &ETag) -> Result<(), PreconditionFailed> {
        self.hold(|tags| tags.fit_strongly(current), |tags| tags.fit_weakly(current))
    }

    /// Lets the method go on if the caller does not mean something that is there: nothing is.
    ///
    /// # Errors
    /// If there is an `If-Match`.
    pub fn check_absent(&self) -> Result<(), PreconditionFailed> {
        self.hold(|_| false, |_| false)
    }

    /// Whether the request has a condition.
    pub fn is_given(&self) -> bool {
        self.if_match.is_some() || self.if_none_match.is_some()
    }

    /// Sets the `ETag` of the answer. The first call counts.
    pub fn tag(&self, tag: ETag) {
        self.answer.0.get_or_init(|| tag);
    }

    fn hold(&self, fits: impl Fn(&ETagList) -> bool, is_known: impl Fn(&ETagList) -> bool) -> Result<(), PreconditionFailed> {
        let fits = self.if_match.as_ref().is_none_or(fits);
        let is_known = self.if_none_match.as_ref().is_some_and(is_known);
        if self.is_read || fits && !is_known { Ok(()) } else { Err(PreconditionFailed) }
    }
}

impl<S: Sync> FromRequestParts<S> for Precondition {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let answer = parts.extensions.get_or_insert_default::<Answered>().clone();
        let read = |name| ETagList::read(&parts.headers, name);
        let is_read = matches!(parts.method, Method::GET | Method::HEAD);
        Ok(Self { if_match: read(header::IF_MATCH), if_none_match: read(header::IF_NONE_MATCH), is_read, answer })
    }
}

/// The tag that the method gave its answer.
pub(super) fn answered(parts: &Parts) -> Option<ETag> {
    parts.extensions.get::<Answered>()?.0.get().cloned()
}

/// Refuses a call of a route marked `#[precondition]` that comes without one (RFC 6585, section 3).
pub(in crate::server) fn demand(method: &MethodSpec, parts: &Parts) -> Result<(), Rejection> {
    let is_given = || [header::IF_MATCH, header::IF_NONE_MATCH].iter().any(|name| parts.headers.contains_key(name));
    if method.rest.precondition && !is_given() {
        Err(Rejection::status(StatusCode::PRECONDITION_REQUIRED).detail("send If-Match with the ETag of what you have read"))
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt;

    fn precondition(method: Method, name: &str, value: &str) -> Precondition {
        let request = http::Request::builder().method(method).header(name, value).body(()).unwrap();
        let (mut parts, ()) = request.into_parts();
        Precondition::from_request_parts(&mut parts, &()).now_or_never().unwrap().unwrap()
    }

    #[test]
    fn a_write_goes_ahead_only_if_the_thing_is_what_the_caller_means() {
        let (now, put) = (ETag::strong("2"), |name, value| precondition(Method::PUT, name, value));
        let table = [
            ("if-match", "\"2\"", true, false),
            ("if-match", "\"1\", \"2\"", true, false),
            ("if-match", "\"1\"", false, false),
            ("if-match", "W/\"2\"", false, false),
            ("if-match", "nonsense", false, false),
            ("if-match", "*", true, false),
            ("if-none-match", "*", false, true),
            ("if-none-match", "\"2\"", false, true),
            ("if-none-match", "\"1\"", true, true),
            ("x-other", "*", true, true),
        ];
        for (name, value, there, absent) in table {
            let condition = put(name, value);
            assert_eq!((condition.check(&now).is_ok(), condition.check_absent().is_ok()), (there, absent), "{name}: {value}");
        }
        assert!(precondition(Method::GET, "if-none-match", "\"2\"").check(&now).is_ok(), "a read is answered with 304, not refused");
    }
}
