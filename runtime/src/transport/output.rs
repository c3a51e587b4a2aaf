//! The type that a method returns, on the way to its [`Method`](super::Method): `Out::<Result<Todo, TodoError>>::SHAPE.or("Todo").published()`.
//!
//! In: a type. Out: the shapes of its value and of its error, and its functions. The one place that asks anything of the type: one that
//! cannot be returned is an error there.

use super::answer::{Decode, decode};
#[cfg(feature = "server")]
use crate::error::ApiError;
use crate::error::{Fails, Outcome, Refusable, Returnable, Sent, Shown};
#[cfg(feature = "server")]
use crate::server::{End, end};
use crate::spec::{Captured, Input, Returned};
#[cfg(feature = "server")]
use crate::wire::table::TypeFn;
use crate::wire::{Shape, Transferable, Wire};
use std::marker::PhantomData;

/// What a method returns, about to be asked.
#[derive(Debug)]
pub struct Out<R>(PhantomData<fn() -> R>);

/// An outcome with all that is known of its type.
pub struct Answer<R> {
    pub(super) value: Shape,
    pub(super) error: Shape,
    pub(super) returned: Returned,
    pub(super) captured: Captured,
    pub(super) decode: Decode,
    #[cfg(feature = "server")]
    pub(super) end: End<R>,
    of: PhantomData<fn() -> R>,
}

impl<R: Outcome<Value: Wire>> Out<R> {
    /// The shape of the value.
    pub const SHAPE: Input<R> = Input::of_result::<R::Value>();
}

/// The answers for a value without a shape, and for what is no [`Outcome`].
pub trait Unreturned<R> {
    /// Nothing is known of the value.
    const SHAPE: Input<R> = Input::UNKNOWN;
}

impl<R> Unreturned<R> for Out<R> {}

impl<R> Input<R> {
    /// As what an action returns.
    pub const fn returned(self) -> Answer<R>
    where
        R: Outcome<Value: Transferable, Error: Fails>,
    {
        let value = self.shape();
        let holds_a_file = value.carry().is_file() || value.carry().is_misplaced();
        let returned = Returned { holds_a_file, ..Returned::of::<R>() };
        let captured = self.captured().returned::<R::Value>();
        #[cfg(feature = "server")]
        let returned = {
            let error: Option<TypeFn> = if <R::Error as ApiError>::VARIANTS.is_empty() { None } else { Some(<R::Error as Wire>::ty) };
            Returned { ty: captured.ty, error, ..returned }
        };
        Answer {
            value,
            error: <R::Error as Wire>::SHAPE,
            returned,
            captured,
            decode: decode::<R>,
            #[cfg(feature = "server")]
            end: end::<R>,
            of: PhantomData,
        }
    }

    /// As what a route returns.
    pub const fn published(self) -> Answer<R>
    where
        R: Outcome<Value: Returnable, Error: Refusable>,
    {
        let answer = self.returned();
        #[cfg(feature = "server")]
        let answer = Answer { returned: answer.returned.shown::<R>(), ..answer };
        answer
    }

    /// As [`returned`](Self::returned), where it is not written as a `Result`: rustc would ask twice of a type that is none, and does not travel.
    pub const fn returned_alone(self) -> Answer<R>
    where
        R: Sent,
    {
        self.returned()
    }

    /// As [`published`](Self::published), where it is not written as a `Result`.
    pub const fn published_alone(self) -> Answer<R>
    where
        R: Shown,
    {
        self.published()
    }
}
