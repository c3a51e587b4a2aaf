//! `#[context]` arguments: taken from the request, never from the wire.

use axum::extract::FromRequestParts;
use axum::response::{IntoResponse, Response};
use http::request::Parts;
use std::sync::Arc;

/// What a `#[context]` argument of a service implemented by `S` must be: an axum extractor over `Arc<S>`.
///
/// Implemented for every such extractor; implement [`FromRequestParts`], not this.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a `#[context]` of a service implemented by `{S}`",
    label = "not an extractor",
    note = "implement `axum::extract::FromRequestParts<std::sync::Arc<{S}>>` for `{Self}`"
)]
pub trait Context<S>: Sized + Send {
    /// Takes the value from a request.
    ///
    /// # Errors
    /// The extractor's rejection, as the response that it makes.
    fn extract(parts: &mut Parts, service: &Arc<S>) -> impl Future<Output = Result<Self, Response>> + Send;
}

impl<S, T> Context<S> for T
where
    S: Send + Sync + 'static,
    T: FromRequestParts<Arc<S>> + Send,
{
    async fn extract(parts: &mut Parts, service: &Arc<S>) -> Result<Self, Response> {
        T::from_request_parts(parts, service).await.map_err(IntoResponse::into_response)
    }
}
