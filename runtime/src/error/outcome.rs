//! What a method returns, seen through its type, so that aliases of `Result` work.

use super::{ApiError, Never};
use crate::wire::{HasSchema, Transferable, Wire};

/// What a method may return: a `Result` whose error is an [`ApiError`], or a plain value of a [`Wire`] type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be returned by a service method",
    label = "neither a `Result<_, E>` nor a type that travels",
    note = "return `Result<T, E>` where `E` derives `trifold::ApiError`, or put `#[trifold::model]` on the type"
)]
pub trait Outcome {
    /// What success gives.
    type Value;
    /// What failure gives.
    type Error;

    /// The outcome as a `Result`.
    ///
    /// # Errors
    /// The method's own error.
    fn into_result(self) -> Result<Self::Value, Self::Error>;
}

#[diagnostic::do_not_recommend]
impl<T, E> Outcome for Result<T, E> {
    type Value = T;
    type Error = E;

    fn into_result(self) -> Self {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<T: Wire> Outcome for T {
    type Value = T;
    type Error = Never;

    fn into_result(self) -> Result<T, Never> {
        Ok(self)
    }
}

/// An outcome of an action as a whole, asked of what is not written as a `Result`: its value travels, and its error is an [`ApiError`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be returned by a service method",
    label = "neither a `Result` of what travels and an `ApiError`, nor a type that travels",
    note = "return `Result<T, E>` where `E` derives `trifold::ApiError`, or put `#[trifold::model]` on the type"
)]
pub trait Sent: Outcome<Value: Transferable, Error: Fails> {}

impl<T: Transferable, E: Fails> Sent for Result<T, E> {}

#[diagnostic::do_not_recommend]
impl<T: Wire + Transferable> Sent for T {}

/// An outcome of a route as a whole, which on a server has JSON Schemas too.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be returned by a service method",
    label = "neither a `Result` of what travels and an `ApiError`, nor a type that travels",
    note = "return `Result<T, E>` where `E` derives `trifold::ApiError`, or put `#[trifold::model]` on the type"
)]
pub trait Shown: Sent + Outcome<Value: Returnable, Error: Refusable> {}

impl<T: Returnable, E: Refusable> Shown for Result<T, E> {}

#[diagnostic::do_not_recommend]
impl<T: Wire + Returnable> Shown for T {}

/// What failure of an action gives.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an `ApiError`",
    label = "the error cannot be sent to a caller",
    note = "return an enum with `#[derive(Debug, thiserror::Error, trifold::ApiError)]`, and with `#[status(..)]` on each variant; an error of another crate becomes a variant of such an enum"
)]
pub trait Fails: ApiError {}

#[diagnostic::do_not_recommend]
impl<E: ApiError> Fails for E {}

/// What success of a route gives.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the answer of a public route",
    label = "needs serde, and a JSON Schema for the OpenAPI document",
    note = "put `#[trifold::model]` on the type, or on what it holds: it brings both; a type of another crate needs that crate's features"
)]
pub trait Returnable: Transferable + HasSchema {}

#[diagnostic::do_not_recommend]
impl<T: Transferable + HasSchema> Returnable for T {}

/// What failure of a route gives.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the error of a public route",
    label = "needs `ApiError`, and a JSON Schema for the OpenAPI document",
    note = "return an enum with `#[derive(Debug, thiserror::Error, trifold::ApiError)]`, which brings both, and with `#[status(..)]` on each variant; an error of another crate becomes a variant of such an enum"
)]
pub trait Refusable: Fails + HasSchema {}

#[diagnostic::do_not_recommend]
impl<E: ApiError + HasSchema> Refusable for E {}

/// What an older version gets from a method that returns `R`: another value, or the method's own error.
pub type Returns<V, R> = Result<V, <R as Outcome>::Error>;
