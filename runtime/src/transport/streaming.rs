//! Methods that give a stream of events.
//!
//! Their calls are opened, not sent. An inherent function comes before one of a trait, so that the emitted `TodosSpec::WATCH.call(..)` means the
//! one here wherever the method's result is a stream, and [`Sent::call`] anywhere else.

use super::live::Values;
use super::method::{Kind, request};
use super::retry::Attempts;
use super::unsent::{Arrived, Unsent};
use super::{Call, Client, Method, Transport, Way, answer};
use crate::error::{ApiError, CallError, Outcome};
use crate::spec::{Arguments, Captured};
use crate::stream::EventStream;
use crate::wire::Wire;
use std::any::Any;

/// Calls of methods whose answer is one value.
pub trait Sent<A, R> {
    /// A call of the method. Its arguments are looked at and written here; a request is sent when it is awaited.
    fn call<'a, W: Way, T: Transport>(&'static self, client: &'a Client<W, T>, arguments: A) -> Call<'a, R>;
}

impl<K: Kind, A: Arguments, R> Sent<A, R> for Method<K, A, R> {
    fn call<'a, W: Way, T: Transport>(&'static self, client: &'a Client<W, T>, arguments: A) -> Call<'a, R> {
        Call::new(client.transport.sends(), self, request::<W>(self, &arguments), K::ATTEMPTS, (self.decode, self.value))
    }
}

impl<K, A: Arguments, V: Wire, E: ApiError, F: ApiError> Method<K, A, Result<EventStream<V, E>, F>> {
    #[doc(hidden)]
    /// A call of the method. Its arguments are looked at and written here; the stream is opened when it is awaited, and again as any read is.
    pub fn call<'a, W: Way, T: Transport>(&'static self, client: &'a Client<W, T>, arguments: A) -> Call<'a, Result<EventStream<V, E>, F>> {
        Call::new(
            &client.transport,
            self,
            request::<W>(self, &arguments),
            Attempts::READ,
            (decode::<V, E, Result<EventStream<V, E>, F>>, self.value),
        )
    }
}

impl<K, A: Arguments, V: Wire, E: ApiError> Method<K, A, EventStream<V, E>> {
    #[doc(hidden)]
    /// As of a method whose head can fail.
    pub fn call<'a, W: Way, T: Transport>(&'static self, client: &'a Client<W, T>, arguments: A) -> Call<'a, EventStream<V, E>> {
        Call::new(&client.transport, self, request::<W>(self, &arguments), Attempts::READ, (decode::<V, E, EventStream<V, E>>, self.value))
    }
}

/// Decodes what came of opening a stream.
fn decode<V, E, R>(arrived: Arrived, _: Captured, outcome: &mut dyn Any)
where
    V: Wire,
    E: ApiError,
    R: Outcome<Value = EventStream<V, E>, Error: ApiError>,
{
    if let Some(outcome) = outcome.downcast_mut::<Option<Result<EventStream<V, E>, CallError<R::Error>>>>() {
        *outcome = Some(match arrived {
            Err(Unsent::Opened(Some(live))) => match live.downcast() {
                Ok(live) => Ok(EventStream::arriving(Values::new(*live))),
                Err(_) => Ok(EventStream::finished()),
            },
            Err(Unsent::Opened(None)) => Ok(EventStream::finished()),
            arrived => Err(answer::failure(arrived)),
        });
    }
}
