//! Checks that a context defers until the body has been read, and its notice of how the call ended.
//!
//! In: checks that extractors leave with the request. Out: a refusal, before anything of the body has been believed. It decodes nothing.

use super::delivery::Delivery;
use crate::server::problem::rejection::Rejection;
use axum::response::{IntoResponse, Response};
use http::request::Parts;
use http::{Extensions, StatusCode};
use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

type Check = Box<dyn FnOnce(&[u8]) -> Result<(), Rejection> + Send>;

/// Checks of the body that the contexts of one call left, and whether its method succeeded; a request extension.
///
/// For a signature that covers the body: a `#[context]` is taken before there is one, so it leaves what is still to be seen. The check
/// runs when the body has been read, within its limit, and before it is decoded.
///
/// ```
/// use axum::extract::FromRequestParts;
/// use axum::http::{StatusCode, request::Parts};
/// use std::sync::Arc;
/// use trifold::server::BodyVerifier;
///
/// /// A caller that says how long its body is, twice.
/// struct Measured;
///
/// impl<S: Send + Sync> FromRequestParts<Arc<S>> for Measured {
///     type Rejection = StatusCode;
///
///     async fn from_request_parts(parts: &mut Parts, _: &Arc<S>) -> Result<Self, StatusCode> {
///         let length = parts.headers.get("x-length").and_then(|value| value.to_str().ok()?.parse().ok());
///         BodyVerifier::of(parts).for_body(move |body| if Some(body.len()) == length { Ok(()) } else { Err(StatusCode::BAD_REQUEST) });
///         Ok(Self)
///     }
/// }
/// ```
#[derive(Clone, Default)]
pub struct BodyVerifier(Arc<Shared>);

#[derive(Default)]
struct Shared {
    checks: Mutex<Vec<Check>>,
    delivery: Mutex<Option<Delivery>>,
    succeeded: AtomicBool,
}

impl BodyVerifier {
    /// That of a request.
    pub fn of(parts: &mut Parts) -> Self {
        parts.extensions.get_or_insert_default::<Self>().clone()
    }

    /// Leaves a check. All of them run, in this order, until one refuses.
    pub fn for_body<E: IntoResponse>(&self, check: impl FnOnce(&[u8]) -> Result<(), E> + Send + 'static) {
        self.leave(|body| check(body).map_err(|error| Rejection::context(error.into_response())));
    }

    pub(in crate::server) fn leave(&self, check: impl FnOnce(&[u8]) -> Result<(), Rejection> + Send + 'static) {
        self.0.checks.lock().unwrap_or_else(PoisonError::into_inner).push(Box::new(check));
    }

    /// Lets a delivery of this name be handled once: of one that was, the answer is 204 and the method does not run again; of one that is being
    /// handled, 409. One whose method fails may come again. It is remembered for so long, in the
    /// [`IdempotencyStore`](crate::server::IdempotencyStore) of the server, once every check of the body has let it pass.
    pub fn once(&self, id: impl Into<String>, keep: Duration) {
        *self.0.delivery.lock().unwrap_or_else(PoisonError::into_inner) = Some(Delivery { id: id.into(), keep });
    }

    /// The delivery that is to be handled once, taken.
    pub(in crate::server) fn delivery(extensions: &Extensions) -> Option<Delivery> {
        let Self(shared) = extensions.get()?;
        shared.delivery.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Whether the method has succeeded. While it runs, it has not.
    pub fn has_succeeded(&self) -> bool {
        self.0.succeeded.load(Ordering::Acquire)
    }

    /// Runs the checks of a call whose body has been read.
    pub(in crate::server) fn see(extensions: &Extensions, body: &[u8]) -> Result<(), Rejection> {
        let Some(Self(shared)) = extensions.get() else { return Ok(()) };
        let checks = std::mem::take(&mut *shared.checks.lock().unwrap_or_else(PoisonError::into_inner));
        checks.into_iter().try_for_each(|check| check(body))
    }

    /// Refuses a call whose body was taken apart as it came, if a check was to see it.
    pub(in crate::server) fn see_nothing(extensions: &Extensions) -> Result<(), Rejection> {
        let is_wanted = |Self(shared): &Self| !shared.checks.lock().unwrap_or_else(PoisonError::into_inner).is_empty();
        if extensions.get().is_some_and(is_wanted) {
            Err(Rejection::status(StatusCode::UNSUPPORTED_MEDIA_TYPE).detail("a signed body cannot be a form"))
        } else {
            Ok(())
        }
    }

    /// Says that the method has succeeded.
    pub(in crate::server) fn succeed(extensions: &Extensions) {
        if let Some(Self(shared)) = extensions.get() {
            shared.succeeded.store(true, Ordering::Release);
        }
    }
}

impl fmt::Debug for BodyVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BodyVerifier").field("has_succeeded", &self.has_succeeded()).finish_non_exhaustive()
    }
}

/// So that an extractor can name it as its rejection.
impl IntoResponse for Rejection {
    fn into_response(self) -> Response {
        Self::into_response(self)
    }
}
