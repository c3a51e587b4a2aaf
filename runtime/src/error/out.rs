//! Asks the compiler for the shapes of what a method returns.
//!
//! As `wire::Probe` does it: an inherent item is preferred to a trait's, and the inherent ones exist only where the bound holds. So there
//! is an answer for any type, and a wrong one is reported once, where a client's signature names it ([`Called`](super::Called)).

use super::{ApiError, Outcome};
use crate::wire::{Seen, Shape, Shows, Travels, Wire};
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
}

impl<R: Outcome<Value: Travels, Error: ApiError>> Out<R> {
    /// The shape of the error.
    pub const ERROR: ErrorShape<R::Value, R::Error> = ErrorShape(<R::Error as Wire>::SHAPE, PhantomData);
}

/// The answers for what is no [`Outcome`], and for a value without a shape.
pub trait Unreturned {
    /// Nothing is known of the value.
    const SHAPE: Seen = Seen::NOTHING;

    /// There is no error.
    const ERROR: NoError = NoError;
}

impl<R> Unreturned for Out<R> {}

impl<V, E> ErrorShape<V, E> {
    /// Of a route whose status has no body.
    ///
    /// # Panics
    /// If the method has a value that would be lost.
    #[track_caller]
    pub const fn bodiless(self) -> Self {
        assert!(
            size_of::<V>() == 0,
            "a success with this status has no body, and the method returns a value; return `()`, or use status 200"
        );
        self
    }

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
    /// Of a route whose status has no body.
    pub const fn bodiless(self) -> Self {
        self
    }

    /// Of an action.
    pub const fn sent(self) -> Shape {
        Shape::unit()
    }

    /// Of a route.
    pub const fn shown(self) -> Shape {
        Shape::unit()
    }
}
