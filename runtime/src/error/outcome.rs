//! What a method returns, seen through its type, so that aliases of `Result` work.

use super::{ApiError, Never};
use crate::wire::{Travels, Wire};

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
    /// What is still to be asked of the value.
    #[doc(hidden)]
    type Form;

    /// The outcome as a `Result`.
    ///
    /// # Errors
    /// The method's own error.
    fn into_result(self) -> Result<Self::Value, Self::Error>;
}

/// A `Result` says nothing yet of what it holds.
#[derive(Debug)]
pub enum InResult {}

/// Of a plain value everything has been asked.
#[derive(Debug)]
pub enum Alone {}

#[diagnostic::do_not_recommend]
impl<T, E> Outcome for Result<T, E> {
    type Value = T;
    type Error = E;
    type Form = InResult;

    fn into_result(self) -> Self {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<T: Wire> Outcome for T {
    type Value = T;
    type Error = Never;
    type Form = Alone;

    fn into_result(self) -> Result<T, Never> {
        Ok(self)
    }
}

/// A value that can be sent back, asked with the form of its [`Outcome`], so that one wrong type is one error.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot travel between client and server",
    label = "serde cannot write and read this",
    note = "put `#[trifold::model]` on the type, or on what it holds; a type of another crate needs that crate's `serde` feature"
)]
pub trait Returnable<Form> {
    /// The value itself.
    type Value;
}

#[diagnostic::do_not_recommend]
impl<T: Travels> Returnable<InResult> for T {
    type Value = T;
}

impl<T> Returnable<Alone> for T {
    type Value = T;
}

/// An error that can be sent back: an [`ApiError`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an `ApiError`",
    label = "the error cannot be sent to a caller",
    note = "return an enum with `#[derive(Debug, thiserror::Error, trifold::ApiError)]`, and with `#[status(..)]` on each variant; an error of another crate becomes a variant of such an enum"
)]
pub trait Fails {
    /// The error itself.
    type Error;
}

#[diagnostic::do_not_recommend]
impl<E: ApiError> Fails for E {
    type Error = E;
}

/// What success of a method gives.
pub type Value<R> = <<R as Outcome>::Value as Returnable<<R as Outcome>::Form>>::Value;

/// What failure of a method gives.
pub type Failure<R> = <<R as Outcome>::Error as Fails>::Error;

/// What an older version gets from a method that returns `R`: another value, or the method's own error.
pub type Returns<V, R> = Result<V, <R as Outcome>::Error>;
