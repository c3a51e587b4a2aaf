//! What a method returns, seen through its type, so that aliases of `Result` work.

use super::{ApiError, CallError, Never};
use crate::wire::{Shape, Wire};

/// What a method may return: a `Result` whose error is an [`ApiError`], or a plain value of a [`Wire`] type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be what a service method returns",
    label = "neither a `Result<_, E>` nor a type that travels",
    note = "return `Result<T, E>` where `E` derives `trifold::ApiError`, or put `#[trifold::model]` on the type"
)]
pub trait Outcome {
    /// What success gives.
    type Value;
    /// What failure gives.
    type Error: ApiError;
    /// The shape of the error.
    const ERROR: Shape;

    /// The outcome as a `Result`.
    ///
    /// # Errors
    /// The method's own error.
    fn into_result(self) -> Result<Self::Value, Self::Error>;
}

impl<T, E: ApiError> Outcome for Result<T, E> {
    type Value = T;
    type Error = E;
    const ERROR: Shape = E::SHAPE;

    fn into_result(self) -> Self {
        self
    }
}

impl<T: Wire> Outcome for T {
    type Value = T;
    type Error = Never;
    const ERROR: Shape = Never::SHAPE;

    fn into_result(self) -> Result<T, Never> {
        Ok(self)
    }
}

/// What success of a method gives.
pub type Value<R> = <R as Outcome>::Value;

/// What a client gets from a method that returns `R`.
pub type Called<R> = Result<Value<R>, CallError<<R as Outcome>::Error>>;
