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
use std::ops::Deref;

/// A method that takes `A` and gives `R`, of the kind `K`: what the constants of `TodosSpec` are. It dereferences to its [`MethodSpec`].
pub struct Method<K, A, R> {
    pub(crate) spec: &'static MethodSpec,
    types: PhantomData<fn(K, A) -> R>,
}

/// A method that changes nothing: a GET, or one marked `#[read]`.
pub type Read<A, R> = Method<Reads, A, R>;

/// A method that may change something.
pub type Write<A, R> = Method<Writes, A, R>;

/// The kind of a [`Read`].
#[derive(Debug)]
pub enum Reads {}

/// The kind of a [`Write`].
#[derive(Debug)]
pub enum Writes {}

impl<K, A, R> Method<K, A, R> {
    /// The method that promises `spec`.
    #[doc(hidden)]
    pub const fn new(spec: &'static MethodSpec) -> Self {
        Self { spec, types: PhantomData }
    }

    /// What the method promises, where a constant is made of it.
    pub const fn spec(&self) -> MethodSpec {
        *self.spec
    }
}

impl<K, A, R> Deref for Method<K, A, R> {
    type Target = MethodSpec;

    fn deref(&self) -> &MethodSpec {
        self.spec
    }
}

impl<K, A, R> Clone for Method<K, A, R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K, A, R> Copy for Method<K, A, R> {}

impl<K, A, R> fmt::Debug for Method<K, A, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Method({}.{})", self.spec.service.name, self.spec.name)
    }
}

impl<K, A, R> Method<K, A, R>
where
    A: Arguments,
    R: Outcome<Value: Travels, Error: ApiError>,
{
    #[doc(hidden)]
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
        return Err(Unsent::Invalid(W::faults(method, report)));
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

impl<K, A, R> Uncallable<A> for Method<K, A, R> {}
