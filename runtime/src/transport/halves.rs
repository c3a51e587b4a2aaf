//! The two halves of a call by the action, for who sends requests in its own time and keeps what comes back: `trifold-store`.
//!
//! In: a method and its arguments. Out: a request; of its answer, the outcome; of a request for a stream, its events.

use super::answer::Outcome as Called;
use super::carrier::{Carrier, Sends};
use super::live::{Live, Values};
use super::method::request;
use super::retry::Attempts;
use super::unsent::{Arrived, Unsent};
use super::{Actions, Method, Platform, Request, Transport};
use crate::error::{ApiError, Outcome};
use crate::spec::{Arguments, MethodSpec};
use crate::stream::EventStream;
use crate::wire::Wire;
use std::any::Any;
use std::fmt;

impl<K, A, R: Outcome + 'static> Method<K, A, R> {
    /// Reads the outcome of a call from its answer.
    #[doc(hidden)]
    pub fn outcome(&self, arrived: Arrived) -> Called<R> {
        self.sort(arrived)
    }
}

impl<K, A, R> Method<K, A, R> {
    /// Writes a value of the method as JSON: on a server, where results are written.
    #[doc(hidden)]
    pub fn value_text(&self, value: &dyn Any) -> Option<String> {
        self.value.write(value).ok()
    }
}

impl MethodSpec {
    /// Looks at the arguments and writes the request of a call.
    ///
    /// # Errors
    /// As the call itself: what the rules refuse, what cannot be written, a method without an action.
    #[doc(hidden)]
    pub fn request(&'static self, arguments: &dyn Arguments) -> Result<Request, Unsent> {
        match request::<Actions>(self, arguments) {
            Ok(_) if self.action.is_none() => Err(Unsent::refused(format!("`{}` is not an action", self.name))),
            request => request,
        }
    }
}

/// A transport whose type is forgotten.
#[doc(hidden)]
pub struct Carried(Box<dyn Carrier>);

impl Carried {
    /// The same as this transport.
    pub fn new(transport: impl Transport) -> Self {
        Self(Box::new(Sends::new(transport)))
    }

    /// Sends a request as a call does: that of a read again, where it came to nothing.
    pub fn send(&self, request: Request) -> impl Future<Output = Arrived> + Send {
        let attempts = if request.method.is_read { Attempts::READ } else { Attempts::ONE };
        attempts.send(&*self.0, request)
    }

    /// Time and randomness.
    pub fn platform(&self) -> Option<&'static dyn Platform> {
        self.0.platform()
    }
}

impl fmt::Debug for Carried {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Carried")
    }
}

/// A stream that is about to be opened, of whatever type. It connects when it is first polled, and again where that comes to nothing.
#[doc(hidden)]
pub struct Unopened(Live);

impl Unopened {
    /// The stream that a request asks for.
    pub fn new(transport: &impl Transport, request: Request) -> Self {
        Self(Live::opening(Box::new(transport.clone()), request))
    }

    /// The same, of this type. What the server refuses is an `E`, the first time too.
    pub fn of<T: Wire, E: ApiError>(self) -> EventStream<T, E> {
        EventStream::arriving(Values::new(self.0))
    }
}

impl fmt::Debug for Unopened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Unopened")
    }
}
