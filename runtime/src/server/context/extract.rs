//! `#[context]` arguments: taken from the request, never from the wire.

use super::extraction::Extraction;
use crate::server::problem::rejection::Rejection;
use crate::tuples::for_each_tuple;
use axum::extract::FromRequestParts;
use axum::response::{IntoResponse, Response};
use http::request::Parts;
use std::sync::Arc;

/// What a `#[context]` argument of a service implemented by `S` must be: an axum extractor over `Arc<S>`.
///
/// Implemented for every such extractor; implement [`FromRequestParts`], not this.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a `#[context]`: it is no axum extractor",
    label = "a service with a context that cannot be taken from a request",
    note = "write `impl<S: Send + Sync> axum::extract::FromRequestParts<S> for {Self}`; where it needs the service itself, `S` is an `Arc` of what implements the trait"
)]
pub trait Context<S>: Sized + Send {
    /// Takes the value from a request.
    ///
    /// # Errors
    /// The extractor's rejection, as the response that it makes.
    fn extract(parts: &mut Parts, service: &Arc<S>) -> impl Future<Output = Result<Self, Response>> + Send;
}

#[diagnostic::do_not_recommend]
impl<S, T> Context<S> for T
where
    S: Send + Sync + 'static,
    T: FromRequestParts<Arc<S>> + Send,
{
    async fn extract(parts: &mut Parts, service: &Arc<S>) -> Result<Self, Response> {
        T::from_request_parts(parts, service).await.map_err(IntoResponse::into_response)
    }
}

/// A `#[context]` argument that is an `Option`: what lets a caller in who has nothing to show.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a `#[context]`: `{T}` is no axum extractor of what may be absent",
    label = "a service with a context that cannot be taken from a request",
    note = "write `impl<S: Send + Sync> axum::extract::OptionalFromRequestParts<S> for {T}`; where it needs the service itself, `S` is an `Arc` of what implements the trait"
)]
pub trait OptionalContext<S, T>: Context<S> {}

#[diagnostic::do_not_recommend]
impl<S, T> OptionalContext<S, T> for Option<T> where Self: Context<S> {}

/// The contexts of a method, as a tuple in declared order. At most 16, as arguments.
pub trait Contexts<S>: Sized {
    /// Whether there is any.
    const ANY: bool = true;

    /// Takes each from a request.
    ///
    /// # Errors
    /// The first extractor's rejection.
    fn extract(parts: &mut Parts, service: &Arc<S>, extraction: &Extraction<'_>) -> impl Future<Output = Result<Self, Rejection>> + Send;
}

impl<S: Send + Sync> Contexts<S> for () {
    const ANY: bool = false;

    async fn extract(_: &mut Parts, _: &Arc<S>, _: &Extraction<'_>) -> Result<(), Rejection> {
        Ok(())
    }
}

/// Takes one context from a request.
async fn one<S, C: Context<S>>(parts: &mut Parts, service: &Arc<S>, extraction: &Extraction<'_>) -> Result<C, Rejection> {
    extraction.show(parts);
    C::extract(parts, service).await.map_err(|response| extraction.refuse(response))
}

macro_rules! contexts {
    ($($item:ident $place:tt),+) => {
        impl<Z: Send + Sync, $($item: Context<Z>),+> Contexts<Z> for ($($item,)+) {
            async fn extract(parts: &mut Parts, service: &Arc<Z>, extraction: &Extraction<'_>) -> Result<Self, Rejection> {
                Ok(($(one::<Z, $item>(parts, service, extraction).await?,)+))
            }
        }
    };
}

for_each_tuple!(contexts);
