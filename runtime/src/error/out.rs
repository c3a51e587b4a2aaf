//! Asks the compiler for the shapes of what a method returns.
//!
//! As `wire::Probe` does it: an inherent item is preferred to a trait's, and the inherent ones exist only where the bound holds. So there
//! is an answer for any type, and a wrong one is reported once, where a client's signature names it ([`Called`](super::Called)).

use super::{ApiError, Outcome};
use crate::spec::Rules;
use crate::wire::{Fits, Seen, Shape, Shows, Travels, Wire};
use std::marker::PhantomData;

/// What a method returns, about to be asked.
#[derive(Debug)]
pub struct Out<R>(PhantomData<fn() -> R>);

/// The shape of the error, and what can still be asked of a result.
#[derive(Debug)]
pub struct ErrorShape<V, E>(Shape, PhantomData<fn() -> (V, E)>);

/// In place of [`ErrorShape`], of what cannot be returned at all.
#[derive(Debug)]
pub struct NoError;

impl<R: Outcome<Value: Wire>> Out<R> {
    /// The shape of the value.
    pub const SHAPE: Seen = Seen::of(<R::Value as Wire>::SHAPE);

    /// The description of the value.
    pub const TABLE: Rules = Rules::described::<R::Value>();

    /// Whether the value is an `Upload`, or holds one.
    pub const HOLDS_A_FILE: bool = <R::Value as Wire>::SHAPE.carry().is_file() || <R::Value as Wire>::SHAPE.carry().is_misplaced();
}

impl<R: Outcome> Out<R> {
    /// Whether nothing would be lost of the value where it is not sent.
    pub const IS_EMPTY: bool = size_of::<R::Value>() == 0;
}

impl<R: Outcome<Value: Travels, Error: ApiError>> Out<R> {
    /// The shape of the error.
    pub const ERROR: ErrorShape<R::Value, R::Error> = ErrorShape(<R::Error as Wire>::SHAPE, PhantomData);
}

/// The answers for what is no [`Outcome`], and for a value without a shape.
pub trait Unreturned {
    /// Nothing is known of the value.
    const SHAPE: Seen = Seen::NOTHING;

    /// Nothing describes the value.
    const TABLE: Rules = Rules::NONE;

    /// Nothing would be lost.
    const IS_EMPTY: bool = true;

    /// It holds none that we know of.
    const HOLDS_A_FILE: bool = false;

    /// There is no error.
    const ERROR: NoError = NoError;
}

impl<R> Unreturned for Out<R> {}

impl<V, E> ErrorShape<V, E> {
    /// Of an action.
    pub const fn sent(self) -> Shape {
        self.0
    }

    /// Of a route.
    pub const fn shown(self) -> Shape
    where
        V: Shows,
        E: Shows,
    {
        self.0
    }
}

impl NoError {
    /// Of an action.
    pub const fn sent(self) -> Shape {
        Shape::unit()
    }

    /// Of a route.
    pub const fn shown(self) -> Shape {
        Shape::unit()
    }
}

/// What a route returns whose status has no body. Generated code asks for [`Bodiless`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` would be lost: a success with this status has no body",
    label = "never sent",
    note = "return `()`, or use status 200"
)]
pub trait WithoutBody<const IS_EMPTY: bool> {
    /// The type itself.
    type Itself;
}

impl<R> WithoutBody<true> for R {
    type Itself = R;
}

/// What such a route returns: itself, if nothing of it would be lost.
pub type Bodiless<R, const IS_EMPTY: bool> = <R as WithoutBody<IS_EMPTY>>::Itself;

/// What a method returns that is no `Upload`. Generated code asks for [`Answered`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be returned: callers send an `Upload`, and no answer holds one",
    label = "not an answer",
    note = "return `trifold::Download`"
)]
pub trait WithoutFile<const HOLDS_A_FILE: bool> {
    /// [`Fits`].
    type Yes;
}

impl<R> WithoutFile<false> for R {
    type Yes = Fits;
}

/// [`Fits`], of what can be an answer.
pub type Answered<R, const HOLDS_A_FILE: bool> = <R as WithoutFile<HOLDS_A_FILE>>::Yes;
