//! A method with the types of its arguments and its outcome: what the emitted folds speak through.
//!
//! Its functions exist for types that travel. For others there are the ones of a trait that anything fits, since such a type is reported
//! where the contract names it, and once is enough.

use super::answer::decode;
use super::call::Unsent;
use super::{Call, Client, Request, Transport, Way};
use crate::error::{ApiError, Outcome};
use crate::spec::{Arguments, MethodSpec};
use crate::wire::{Report, Travels};
use std::fmt;
use std::marker::PhantomData;

/// A method that takes `A` and gives `R`.
pub struct Method<A, R> {
    pub(crate) spec: &'static MethodSpec,
    types: PhantomData<fn(A) -> R>,
}

impl<A, R> Method<A, R> {
    /// The method that promises `spec`.
    pub const fn new(spec: &'static MethodSpec) -> Self {
        Self { spec, types: PhantomData }
    }
}

impl<A, R> fmt::Debug for Method<A, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Method({}.{})", self.spec.service.name, self.spec.name)
    }
}

impl<A, R> Method<A, R>
where
    A: Arguments,
    R: Outcome<Value: Travels, Error: ApiError>,
{
    /// A call of the method. Its arguments are looked at and written here; a request is sent when it is awaited.
    pub fn call<W: Way, T: Transport>(self, client: &Client<W, T>, arguments: A) -> Call<'_, R::Value, R::Error> {
        Call::new(&client.transport, self.spec, request::<A, W>(self.spec, &arguments), decode::<R::Value, R::Error>)
    }
}

/// Looks at the arguments and writes them.
fn request<A: Arguments, W: Way>(method: &'static MethodSpec, arguments: &A) -> Result<Request, Unsent> {
    let mut report = Report::new();
    arguments.each(method.params, &mut report);
    if !report.is_clean() {
        return Err(Unsent::Invalid(report.into_field_errors()));
    }
    W::request(method, arguments).map_err(|error| Unsent::refused(format!("the arguments could not be written: {error}")))
}

/// Takes the place of [`Method::call`] where a type does not travel. The build has failed, so it never runs.
pub trait Uncallable<A>: Sized {
    /// Never called.
    fn call<C, V, E>(self, client: &C, arguments: A) -> Call<'_, V, E> {
        const { panic!("a type of this method does not travel") }
        let _ = (client, arguments);
        unreachable!("the build has failed")
    }
}

impl<A, R> Uncallable<A> for Method<A, R> {}
