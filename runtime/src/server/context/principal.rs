//! Who calls, as the application knows them.

/// Who calls: a request extension that a `#[context]` extractor inserts once it knows.
///
/// Trifold never reads it from what a peer sends. Where it is there, idempotency keys are the caller's own and rate limits count by
/// caller; where it is not, by what the request itself shows.
///
/// ```
/// use axum::extract::FromRequestParts;
/// use axum::http::{StatusCode, request::Parts};
/// use std::sync::Arc;
/// use trifold::server::Principal;
///
/// struct User { id: u64 }
/// # struct App;
/// # fn user_of(_: &Parts) -> Option<User> { Some(User { id: 7 }) }
///
/// impl FromRequestParts<Arc<App>> for User {
///     type Rejection = StatusCode;
///
///     async fn from_request_parts(parts: &mut Parts, _: &Arc<App>) -> Result<Self, StatusCode> {
///         let user = user_of(parts).ok_or(StatusCode::UNAUTHORIZED)?;
///         parts.extensions.insert(Principal(format!("user {}", user.id)));
///         Ok(user)
///     }
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Principal(pub String);
