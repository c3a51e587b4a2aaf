//! A method with the types of its arguments and its outcome: what the emitted folds speak through.
//!
//! Its functions exist for types that travel. For others there are the ones of a trait that anything fits, since such a type is reported
//! where the contract names it, and once is enough.

use super::answer::decode;
use super::{Client, Request, Transport, TransportError, Way, key};
use crate::error::{ApiError, CallError, FieldError, Outcome};
use crate::spec::{Arguments, MethodSpec};
use crate::wire::{Report, Travels};
use std::fmt;
use std::future::{Pending, pending};
use std::marker::PhantomData;

/// A method that takes `A` and gives `R`.
pub struct Method<A, R> {
    pub(crate) spec: &'static MethodSpec,
    types: PhantomData<fn(A) -> R>,
}

/// Why a call is not sent.
enum Unsent {
    Invalid(Vec<FieldError>),
    Unwritable(String),
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
    /// Calls the method.
    ///
    /// # Errors
    /// Every [`CallError`]; `Invalid` without a request being sent where rules refuse the arguments.
    pub async fn call<W: Way, T: Transport>(self, client: &Client<W, T>, arguments: A) -> Result<R::Value, CallError<R::Error>> {
        match request::<A, W>(self.spec, &arguments) {
            Ok(mut request) => {
                if self.spec.idempotency.is_offered() {
                    request.headers.extend(client.transport.key().as_deref().map(key::header));
                }
                decode(client.transport.send(request).await)
            }
            Err(Unsent::Invalid(errors)) => Err(CallError::Invalid(errors)),
            Err(Unsent::Unwritable(error)) => Err(unwritable(&error)),
        }
    }
}

/// Looks at the arguments and writes them.
fn request<A: Arguments, W: Way>(method: &'static MethodSpec, arguments: &A) -> Result<Request, Unsent> {
    let mut report = Report::new();
    arguments.each(method.params, &mut report);
    if !report.is_clean() {
        return Err(Unsent::Invalid(W::faults(method, report)));
    }
    W::request(method, arguments).map_err(Unsent::Unwritable)
}

fn unwritable<E>(error: &str) -> CallError<E> {
    CallError::Transport(TransportError::Failed(format!("the arguments could not be written: {error}")))
}

/// Takes the place of [`Method::call`] where a type does not travel. The build has failed, so it never runs.
pub trait Uncallable<A>: Sized {
    /// Never ends.
    fn call<C, V>(self, client: &C, arguments: A) -> Pending<V> {
        const { panic!("a type of this method does not travel") }
        let _ = (client, arguments);
        pending()
    }
}

impl<A, R> Uncallable<A> for Method<A, R> {}
