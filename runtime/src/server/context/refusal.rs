//! A context's refusal that says why: with the service's own error in the place of a bare status.

use crate::error::ApiError;
use crate::server::problem::rejection::Rejection;
use axum::response::{IntoResponse, Response};
use http::{HeaderName, HeaderValue};
use std::sync::{Arc, Mutex, PoisonError};

/// The rejection of a `#[context]` extractor that refuses with the service's own error.
///
/// The caller gets that error as if the method had returned it: a problem document with its `code` and members, or the format of the
/// service ([`ProblemFormat`](crate::server::ProblemFormat)); a client gets `CallError::Api`. Any [`ApiError`] becomes one by `?` or `into`.
///
/// ```
/// # use trifold::{ApiError, server::Refusal};
/// # #[derive(Debug, thiserror::Error, ApiError)]
/// # enum TodoError { #[error("not yours")] #[status(403)] Forbidden }
/// # struct User;
/// # struct App;
/// impl axum::extract::FromRequestParts<std::sync::Arc<App>> for User {
///     type Rejection = Refusal;
///
///     async fn from_request_parts(_: &mut http::request::Parts, _: &std::sync::Arc<App>) -> Result<Self, Refusal> {
///         Err(TodoError::Forbidden)?
///     }
/// }
/// ```
#[derive(Debug)]
pub struct Refusal(Rejection);

/// A rejection on its way through a response. Taken out once.
#[derive(Debug, Clone)]
struct Carried(Arc<Mutex<Option<Rejection>>>);

impl Refusal {
    /// A refusal of ours.
    pub(super) const fn of(rejection: Rejection) -> Self {
        Self(rejection)
    }

    /// Adds a header to the answer, such as `WWW-Authenticate` to a 401 (RFC 9110, section 15.5.2).
    #[must_use]
    pub fn header(self, name: HeaderName, value: HeaderValue) -> Self {
        Self(self.0.header(name, value))
    }
}

impl<E: ApiError> From<E> for Refusal {
    fn from(error: E) -> Self {
        Self(Rejection::own(&error))
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = self.0.to_response();
        response.extensions_mut().insert(Carried(Arc::new(Mutex::new(Some(self.0)))));
        response
    }
}

/// The rejection that an extractor's response carries, or else what the response itself says.
pub(in crate::server) fn unpack(mut response: Response) -> Rejection {
    let carried: Option<Carried> = response.extensions_mut().remove();
    match carried.and_then(|carried| carried.0.lock().unwrap_or_else(PoisonError::into_inner).take()) {
        Some(rejection) => rejection,
        None => Rejection::context(response),
    }
}
