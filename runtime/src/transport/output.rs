//! The type that a method returns, on the way to its [`Method`]: `Out::<Result<Todo, TodoError>>::SHAPE.or("Todo").shown()`.
//!
//! In: a type. Out: the shapes of its value and of its error, and its functions. The one place that asks anything of the type: one that
//! cannot be returned is an error there.

use super::Method;
use super::answer::{Decode, decode};
use crate::error::{Fails, Outcome, Refusable, Returnable, Sent, Shown};
#[cfg(feature = "server")]
use crate::server::{End, end};
use crate::spec::{Draft, Returned};
use crate::wire::{Shape, Travels, Wire};
use std::marker::PhantomData;

/// What a method returns, about to be asked.
#[derive(Debug)]
pub struct Out<R>(PhantomData<fn() -> R>);

/// What is known of an outcome by the shape of its value.
#[derive(Debug)]
pub struct Output<R>(Option<Shape>, PhantomData<fn() -> R>);

/// An outcome with all that is known of its type.
pub struct Answer<R> {
    value: Shape,
    error: Shape,
    returned: Returned,
    pub(super) decode: Decode,
    #[cfg(feature = "server")]
    pub(super) end: End<R>,
    of: PhantomData<fn() -> R>,
}

impl<R: Outcome<Value: Wire>> Out<R> {
    /// The shape of the value.
    pub const SHAPE: Output<R> = Output(Some(<R::Value as Wire>::SHAPE), PhantomData);
}

/// The answers for a value without a shape, and for what is no [`Outcome`].
pub trait Unreturned<R> {
    /// Nothing is known of the value.
    const SHAPE: Output<R> = Output(None, PhantomData);
}

impl<R> Unreturned<R> for Out<R> {}

impl<R> Output<R> {
    /// The shape, or for a value without one its written name.
    pub const fn or(self, written: &str) -> Self {
        self.or_shape(Shape::named(written))
    }

    /// The shape, or for a list without one the written name of its items.
    pub const fn or_each(self, written: &str) -> Self {
        self.or_shape(Shape::sequence(Shape::named(written)))
    }

    /// The shape, or for a value without one what can be told of it.
    pub const fn or_shape(mut self, told: Shape) -> Self {
        self.0 = Some(match self.0 {
            Some(shape) => shape,
            None => told,
        });
        self
    }

    /// Of an action alone.
    pub const fn sent(self) -> Answer<R>
    where
        R: Outcome<Value: Travels, Error: Fails>,
    {
        let value = match self.0 {
            Some(shape) => shape,
            None => Shape::unit(),
        };
        let holds_a_file = value.carry().is_file() || value.carry().is_misplaced();
        Answer {
            value,
            error: <R::Error as Wire>::SHAPE,
            returned: Returned { holds_a_file, ..Returned::of::<R>() },
            decode: decode::<R>,
            #[cfg(feature = "server")]
            end: end::<R>,
            of: PhantomData,
        }
    }

    /// Of a route.
    pub const fn shown(self) -> Answer<R>
    where
        R: Outcome<Value: Returnable, Error: Refusable>,
    {
        let answer = self.sent();
        #[cfg(feature = "server")]
        let answer = Answer { returned: answer.returned.shown::<R>(), ..answer };
        answer
    }

    /// As [`sent`](Self::sent), where it is not written as a `Result`: rustc would ask twice of a type that is none, and does not travel.
    pub const fn sent_alone(self) -> Answer<R>
    where
        R: Sent,
    {
        self.sent()
    }

    /// As [`shown`](Self::shown), where it is not written as a `Result`.
    pub const fn shown_alone(self) -> Answer<R>
    where
        R: Shown,
    {
        self.shown()
    }
}

impl Draft {
    /// Says what the method returns, and with that completes it.
    pub const fn returns<K, A, R>(self, answer: Answer<R>) -> Method<K, A, R> {
        Method::new(self.gives(answer.value).returned(answer.returned).fails(answer.error), answer)
    }
}
