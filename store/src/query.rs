//! The value of a read, kept up to date while somebody looks at it.

use crate::engine::{Engine, Look};
use crate::listeners::{Changes, Listener, Subscription};
use crate::source::Source;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;
use trifold::CallError;
use trifold::stream::Connection;

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
    pub(crate) fn new(engine: Arc<Engine>, source: Source) -> Self {
        // What is not open is old, whatever came.
        let stale_after = if source.is_stream() { Duration::ZERO } else { STALE_AFTER };
        Self { engine, source: Arc::new(source), stale_after, types: PhantomData }
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
        let Look { value, error, is_fetching, is_stale, is_optimistic, connection } = self.engine.look(&self.source);
        Snapshot {
            value: value.and_then(|value| value.downcast().ok()),
            error: error.and_then(|error| error.downcast().ok()),
            fetching: is_fetching,
            stale: is_stale,
            optimistic: is_optimistic,
            connection,
        }
    }

    /// Gives the read its first value.
    pub(crate) fn hydrate(&self, value: V) {
        let now = self.engine.now();
        self.engine.lock().hydrate(&self.source, Arc::new(value), now);
        self.engine.finish();
    }

    /// Asks again, whatever the age of the value.
    pub fn refresh(&self) {
        self.engine.invalidate(&self.source.key.target());
    }
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
