//! The two halves of a call by the action, for who sends requests in its own time and keeps what comes back: `trifold-store`.
//!
//! In: a method and its arguments. Out: a request; of its answer, the outcome; of a request for a stream, its events.

use super::answer::Outcome as Called;
use super::carrier::Sends;
use super::live::{Live, Values};
use super::method::request;
use super::retry::Attempts;
use super::unsent::Unsent;
use super::{Actions, Method, Request, Response, Transport, TransportError};
use crate::error::{ApiError, CallError, Outcome};
use crate::spec::{Arguments, MethodSpec};
use crate::stream::EventStream;
use crate::wire::Wire;
use std::fmt;

impl<K, A: Arguments, R: Outcome + 'static> Method<K, A, R> {
    /// Looks at the arguments and writes the request of a call.
    ///
    /// # Errors
    /// As the call itself: what the rules refuse, what cannot be written, a method without an action.
    #[doc(hidden)]
    pub fn request(&'static self, arguments: &A) -> Result<Request, CallError<R::Error>> {
        let request = match request::<Actions>(&self.spec, arguments) {
            Ok(_) if self.spec.action.is_none() => Err(Unsent::refused(format!("`{}` is not an action", self.spec.name))),
            request => request,
        };
        request.map_err(|unsent| self.sort(Err(unsent)).err().unwrap_or(CallError::Stale))
    }

    /// Reads the outcome of a call from its answer.
    #[doc(hidden)]
    pub fn outcome(&self, arrived: Result<Response, TransportError>) -> Called<R> {
        self.sort(arrived.map_err(Unsent::Failed))
    }

    /// Writes a value of the method as JSON: on a server, where results are written.
    #[doc(hidden)]
    pub fn value_text(&self, value: &R::Value) -> Option<String>
    where
        R::Value: 'static,
    {
        self.value.write(value).ok()
    }
}

impl MethodSpec {
    /// Writes an argument as JSON, by its place.
    #[doc(hidden)]
    pub fn argument_text(&self, arguments: &dyn Arguments, place: usize) -> Option<String> {
        let (param, value) = self.each(arguments).nth(place)?;
        param.captured.write(value).ok()
    }
}

/// Sends the request of a read as its call does: again, where it came to nothing.
///
/// # Errors
/// The failure of the last attempt.
#[doc(hidden)]
pub async fn ask(transport: &impl Transport, request: Request) -> Result<Response, TransportError> {
    let arrived = Attempts::READ.send(&Sends::new(transport.clone()), request).await;
    arrived.map_err(|unsent| match unsent {
        Unsent::Failed(error) => error,
        Unsent::Invalid(_) | Unsent::Opened(_) => TransportError::NotSent("a read has one answer".to_owned()),
    })
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
