//! A result that comes value by value.

#[cfg(feature = "server")]
use super::EventId;
use super::{Connection, Hear};
use crate::error::{ApiError, CallError};
use crate::wire::table::Type;
use crate::wire::{Shape, Whole, Wire};
use futures_core::Stream;
use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// The answer of a method that goes on: values that come one by one, until the method has no more, fails with `E`, or its caller leaves.
/// By a route (GET) and by the action it is a `text/event-stream`, which a browser's `EventSource` reads too.
///
/// It is the whole of a result, `Result<EventStream<T, E>, E>`, and never a part of another value. The outer `Result` is the head of the
/// answer: what a context or the method refuses is a status, before the first byte.
///
/// ```
/// # use trifold::{ApiError, EventStream, model, service};
/// # #[model] pub struct Price { pub cents: u64 }
/// # #[derive(Debug, thiserror::Error, ApiError)]
/// # pub enum PriceError { #[error("no such share")] #[status(404)] Unknown }
/// #[service(version = 1)]
/// trait Prices {
///     #[get("/shares/{share}/prices")]
///     async fn watch(&self, #[context] after: trifold::LastEventId, share: String) -> Result<EventStream<Price, PriceError>, PriceError>;
/// }
/// ```
///
/// # On a server
/// The stream is asked for a value when the socket has room for one, and dropped when its reader goes. Where values have ids
/// ([`with_ids`](Self::with_ids)), a caller that comes back after a cut hands the last one in as [`LastEventId`](crate::LastEventId), and
/// the method goes on after it. Without ids a caller that comes back gets what the method gives to anybody new: the newest value, say.
///
/// # On a client
/// It is a `Stream` of `Result<T, CallError<E>>`, which connects again by itself when the connection breaks off: after 250 ms, twice as
/// long each time and 10 s at the most; at once as far as the server is concerned, which sees `Last-Event-ID`. An error is the last item:
/// the stream's own `E`, a refusal, or `Stale`. [`connection`](Self::connection) says how it stands.
#[must_use = "a stream does nothing unless it is polled"]
pub struct EventStream<T, E>(Source<T, E>);

enum Source<T, E> {
    Finished,
    #[cfg(feature = "server")]
    Made(Made<T, E>),
    Arriving(Box<dyn Arriving<T, E>>),
}

/// A stream that a client receives.
pub(crate) trait Arriving<T, E>: Send {
    /// The next value.
    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, CallError<E>>>>;

    /// State of the connection.
    fn connection(&self) -> Connection;

    /// Tells of each change of it.
    fn hear(&mut self, hear: Box<dyn Hear>);
}

/// A stream that a method made.
#[cfg(feature = "server")]
pub(super) type Made<T, E> = Pin<Box<dyn Stream<Item = Result<(Option<EventId>, T), E>> + Send>>;

impl<T, E> EventStream<T, E> {
    /// No values, and none later: 204, which tells an `EventSource` too not to come back.
    pub const fn finished() -> Self {
        Self(Source::Finished)
    }

    /// A stream that a client receives.
    pub(crate) fn arriving(arriving: impl Arriving<T, E> + 'static) -> Self {
        Self(Source::Arriving(Box::new(arriving)))
    }

    /// State of a client's connection. What a method made is open until it ends.
    pub fn connection(&self) -> Connection {
        match &self.0 {
            Source::Finished => Connection::Closed,
            #[cfg(feature = "server")]
            Source::Made(_) => Connection::Open,
            Source::Arriving(arriving) => arriving.connection(),
        }
    }

    /// Tells `hear` each time that the state of the connection changes, as the stream is polled: to show that what is seen may be old.
    pub fn on_connection(mut self, hear: impl FnMut(Connection) + Send + 'static) -> Self {
        if let Source::Arriving(arriving) = &mut self.0 {
            arriving.hear(Box::new(hear));
        }
        self
    }
}

#[cfg(feature = "server")]
impl<T: Send + 'static, E: Send + 'static> EventStream<T, E> {
    /// Values without ids. The stream is not polled before the head of the answer is on its way, and an error is its end.
    pub fn new(stream: impl Stream<Item = Result<T, E>> + Send + 'static) -> Self {
        Self::made(Box::pin(super::made::WithoutIds(Box::pin(stream))))
    }

    /// Values with ids. A caller that comes back names the last one that it got.
    pub fn with_ids(stream: impl Stream<Item = Result<(EventId, T), E>> + Send + 'static) -> Self {
        Self::made(Box::pin(super::made::WithIds(Box::pin(stream))))
    }

    const fn made(made: Made<T, E>) -> Self {
        Self(Source::Made(made))
    }
}

impl<T: Wire, E: ApiError> EventStream<T, E> {
    /// The next value, once it is there; nothing at the end. The same as that of a `StreamExt`, for who has none at hand.
    ///
    /// # Errors
    /// The reason for which the stream ends.
    pub async fn next(&mut self) -> Option<Result<T, CallError<E>>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

#[cfg(feature = "server")]
impl<T: Wire, E: ApiError> super::source::Source for EventStream<T, E> {
    type Value = T;
    type Error = E;

    fn poll_with_id(&mut self, context: &mut Context<'_>) -> Poll<Option<super::source::WithId<T, E>>> {
        match &mut self.0 {
            Source::Finished => Poll::Ready(None),
            Source::Made(made) => made.as_mut().poll_next(context).map_err(CallError::Api),
            Source::Arriving(arriving) => arriving.poll_next(context).map_ok(|value| (None, value)),
        }
    }

    fn is_finished(&self) -> bool {
        matches!(self.0, Source::Finished)
    }
}

impl<T: Wire, E: ApiError> Stream for EventStream<T, E> {
    type Item = Result<T, CallError<E>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let item = match &mut self.0 {
            Source::Finished => None,
            #[cfg(feature = "server")]
            Source::Made(made) => ready!(made.as_mut().poll_next(context)).map(|item| item.map(|(_, value)| value).map_err(CallError::Api)),
            Source::Arriving(arriving) => ready!(arriving.poll_next(context)),
        };
        if matches!(item, None | Some(Err(_))) {
            self.0 = Source::Finished;
        }
        Poll::Ready(item)
    }
}

/// Everything that is on the way is in boxes.
impl<T, E> Unpin for EventStream<T, E> {}

impl<T, E> fmt::Debug for EventStream<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EventStream({:?})", self.connection())
    }
}

impl<T: Wire, E: ApiError> Wire for EventStream<T, E> {
    const SHAPE: Shape = Shape::record().field("events", Shape::sequence(T::SHAPE)).field("problem", E::SHAPE).whole(Whole::Events);

    #[cfg(feature = "server")]
    const EVENTS: Option<crate::wire::TakeEvents> = Some(crate::server::take_frames::<Self>);

    /// As a document shows it: the list of what comes.
    fn ty() -> &'static Type {
        const { &Type::List(T::ty) }
    }
}

const NOT_A_PART: &str = "an `EventStream` is a whole answer, and not a part of a value";

impl<T: Wire, E: ApiError> Serialize for EventStream<T, E> {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(S::Error::custom(NOT_A_PART))
    }
}

impl<'de, T: Wire, E: ApiError> Deserialize<'de> for EventStream<T, E> {
    fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        Err(D::Error::custom(NOT_A_PART))
    }
}

#[cfg(feature = "server")]
impl<T: schemars::JsonSchema, E> schemars::JsonSchema for EventStream<T, E> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        Vec::<T>::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Vec::<T>::json_schema(generator)
    }
}
