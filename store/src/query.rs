//! The value of a read, kept up to date while somebody looks at it.

use crate::engine::{Decode, Engine, Failure, FailureKind, Kind, Shared, Source};
#[cfg(feature = "streams")]
use crate::follow::typed;
use crate::listeners::{Changes, Listener, Subscription};
use crate::rules::Key;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;
use trifold::error::Outcome;
use trifold::spec::{Arguments, Param};
use trifold::stream::Connection;
use trifold::transport::Method;
#[cfg(feature = "streams")]
use trifold::{ApiError, EventStream, Wire};
use trifold::{CallError, Read, TransportError};

/// Time for which a value is fresh, unless [`Query::stale_after`] says otherwise.
const STALE_AFTER: Duration = Duration::from_secs(30);

/// The value of a read: loaded when somebody subscribes, shared by all who ask for the same, brought up to date after writes.
///
/// A handle: clones are the same query.
pub struct Query<V, E> {
    engine: Arc<Engine>,
    source: Arc<Source>,
    stale_after: Duration,
    types: PhantomData<fn() -> (V, E)>,
}

/// A query at one moment.
pub struct Snapshot<V, E> {
    /// The value to show: the last value that was read, with what writes under way are expected to do to it.
    pub value: Option<Arc<V>>,
    /// Fault of the last read. There may be a value from before.
    pub error: Option<Arc<CallError<E>>>,
    /// Set while a read is under way.
    pub fetching: bool,
    /// Set while the value is known, or old enough, to differ from the server's.
    pub stale: bool,
    /// Set while the value is not only what was read.
    pub optimistic: bool,
    /// State of the connection of a stream that somebody looks at (`Store::live`).
    pub connection: Option<Connection>,
}

impl<V: Send + Sync + 'static, E: Send + Sync + 'static> Query<V, E> {
    pub(crate) fn new<A, R>(engine: Arc<Engine>, read: &'static Read<A, R>, arguments: &A) -> Self
    where
        A: Arguments,
        R: Outcome<Value = V, Error = E> + 'static,
    {
        let source = Source {
            key: key(read, arguments),
            strict: read.strict.as_str(),
            request: read.request(arguments).map_err(failure),
            kind: Kind::Answer { decode: decode(read), write: Box::new(|value| read.value_text(value.downcast_ref()?)) },
        };
        Self { engine, source: Arc::new(source), stale_after: STALE_AFTER, types: PhantomData }
    }

    #[cfg(feature = "streams")]
    pub(crate) fn live<A, R>(engine: Arc<Engine>, read: &'static Read<A, R>, arguments: &A) -> Self
    where
        A: Arguments,
        R: Outcome<Value = EventStream<V, E>> + 'static,
        R::Error: Send + Sync + 'static,
        V: Wire,
        E: ApiError,
    {
        let source = Source {
            key: key(read, arguments),
            strict: read.strict.as_str(),
            request: read.request(arguments).map_err(failure),
            kind: Kind::Stream(typed::<V, E>),
        };
        // What is not open is old, whatever came.
        Self { engine, source: Arc::new(source), stale_after: Duration::ZERO, types: PhantomData }
    }

    /// Sets how long a value is fresh. An older one is asked for again when somebody subscribes, the page is looked at again, or the network is back. The default is
    /// 30 seconds.
    #[must_use]
    pub fn stale_after(self, stale_after: Duration) -> Self {
        Self { stale_after, ..self }
    }

    /// Calls `listener` after each change, until the subscription is dropped. While there is one the value is kept up to date; five minutes after the last it is
    /// dropped.
    pub fn subscribe(&self, listener: impl Fn() + Send + Sync + 'static) -> Subscription {
        self.listen(Arc::new(listener))
    }

    /// Subscribes by a stream.
    pub fn changes(&self) -> Changes {
        Changes::new(|listener| self.listen(listener))
    }

    fn listen(&self, listener: Listener) -> Subscription {
        let stale_after = if self.source.is_stream() { Duration::ZERO } else { self.stale_after };
        self.engine.subscribe(&self.source, stale_after, listener)
    }

    /// Returns the query as it is now. The same `Arc`s as before, where nothing changed.
    pub fn snapshot(&self) -> Snapshot<V, E> {
        let now = self.engine.now();
        let mut state = self.engine.lock();
        state.adopt(&self.source, now);
        let Some(entry) = state.cache.find(&self.source.key) else {
            return Snapshot { value: None, error: None, fetching: false, stale: true, optimistic: false, connection: None };
        };
        let connection = state.connection(entry.id);
        let (fetching, stale) = match connection {
            None => (entry.is_fetching(), entry.is_stale(now)),
            Some(Connection::Connecting) => (true, true),
            Some(Connection::Open) => (false, !entry.is_current()),
            Some(Connection::Closed) => (false, entry.error.is_some() || !entry.is_current()),
        };
        Snapshot {
            value: entry.shown.clone().and_then(|value| value.downcast().ok()),
            error: entry.error.clone().and_then(|failure| failure.error.downcast().ok()),
            fetching,
            stale,
            optimistic: entry.is_optimistic(),
            connection,
        }
    }

    /// Gives the read its first value.
    pub(crate) fn hydrate(&self, value: V) {
        let (now, mut state) = (self.engine.now(), self.engine.lock());
        let entry = state.cache.hydrate(&self.source.key, Arc::new(value), now);
        state.open(entry, &self.source);
        self.engine.finish(state);
    }

    /// Asks again, whatever the age of the value.
    pub fn refresh(&self) {
        self.engine.invalidate(&[self.source.key.target()]);
    }
}

/// The id of a method's action.
pub(crate) fn id<K, A, R>(method: &'static Method<K, A, R>) -> &'static str {
    method.action.as_ref().map_or("", |action| action.tag().as_str())
}

/// The name of a read among others.
pub(crate) fn key<K, A: Arguments, R>(read: &'static Method<K, A, R>, arguments: &A) -> Key {
    let text = |(place, param): (usize, &'static Param)| (param.name, read.argument_text(arguments, place).unwrap_or_default());
    Key { method: id(read), arguments: read.params.iter().enumerate().map(text).collect() }
}

/// Reader of the answers of a method.
pub(crate) fn decode<K: 'static, A: Arguments + 'static, R>(method: &'static Method<K, A, R>) -> Decode
where
    R: Outcome<Value: Send + Sync + 'static, Error: Send + Sync + 'static> + 'static,
{
    Arc::new(|arrived| erase(method.outcome(arrived)))
}

pub(crate) fn erase<V: Send + Sync + 'static, E: Send + Sync + 'static>(outcome: Result<V, CallError<E>>) -> Result<Shared, Failure> {
    match outcome {
        Ok(value) => Ok(Arc::new(value)),
        Err(error) => Err(failure(error)),
    }
}

pub(crate) fn failure<E: Send + Sync + 'static>(error: CallError<E>) -> Failure {
    let kind = match &error {
        CallError::Invalid(_) | CallError::Denied(_) | CallError::Transport(TransportError::NotSent(_)) => FailureKind::Refused,
        CallError::Stale => FailureKind::Stale,
        _ => FailureKind::Other,
    };
    Failure { error: Arc::new(error), kind }
}

impl<V, E> Clone for Query<V, E> {
    fn clone(&self) -> Self {
        Self { engine: self.engine.clone(), source: self.source.clone(), stale_after: self.stale_after, types: PhantomData }
    }
}

impl<V, E> fmt::Debug for Query<V, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Query")
    }
}

impl<V, E> Clone for Snapshot<V, E> {
    fn clone(&self) -> Self {
        Self { value: self.value.clone(), error: self.error.clone(), ..*self }
    }
}

impl<V: fmt::Debug, E: fmt::Debug> fmt::Debug for Snapshot<V, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { value, error, fetching, stale, optimistic, connection } = self;
        let mut shown = f.debug_struct("Snapshot");
        shown.field("value", value).field("error", error).field("fetching", fetching);
        shown.field("stale", stale).field("optimistic", optimistic).field("connection", connection).finish()
    }
}
