//! A stream that somebody looks at: opened in a task, which ends with the stream or when nobody looks any more.

use crate::engine::Engine;
use crate::rules::Ask;
use crate::source::{Outcome, Shared, Source, Way, erase, failure, key};
use futures_channel::oneshot::{Receiver, Sender, channel};
use futures_core::Stream;
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::{Arc, Weak};
use std::task::{Context, Poll};
use trifold::spec::Arguments;
use trifold::stream::Connection;
use trifold::transport::{Request, Unopened};
use trifold::{ApiError, EventStream, Read, Transport, Wire, error};

/// Opens streams by a transport whose type is forgotten.
pub(crate) struct Opener(Box<dyn Fn(Request) -> Unopened + Send + Sync>);

impl Opener {
    pub(crate) fn new(transport: &impl Transport) -> Self {
        let transport = transport.clone();
        Self(Box::new(move |request| Unopened::new(&transport, request)))
    }
}

/// Asks for the values of a stream.
#[derive(Clone, Copy)]
pub(crate) struct Begin(fn(&Arc<Engine>, Ask, Request));

impl Begin {
    pub(crate) fn begin(self, engine: &Arc<Engine>, ask: Ask, request: Request) {
        self.0(engine, ask, request);
    }
}

/// A stream that is followed. Dropping it ends its task.
pub(crate) struct Followed {
    connection: Connection,
    _is_wanted: Sender<Infallible>,
}

impl Followed {
    pub(crate) fn connection(&self) -> Connection {
        self.connection
    }
}

/// A stream whose types are forgotten.
trait Events: Send {
    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Outcome>>;
    fn connection(&self) -> Connection;
}

impl<T: Wire + Send + Sync + 'static, E: ApiError + Send + Sync + 'static> Events for EventStream<T, E> {
    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Outcome>> {
        Pin::new(self).poll_next(context).map(|next| next.map(erase))
    }

    fn connection(&self) -> Connection {
        self.connection()
    }
}

/// The source of a stream.
pub(crate) fn source<A, R, T, E>(method: &'static Read<A, R>, arguments: &A) -> Source
where
    A: Arguments,
    R: error::Outcome<Value = EventStream<T, E>> + 'static,
    R::Error: Send + Sync + 'static,
    T: Wire + Send + Sync + 'static,
    E: ApiError + Send + Sync + 'static,
{
    let refused = |unsent| method.outcome(Err(unsent)).map_err(failure).map(|_| Arc::new(()) as Shared);
    let open = |engine: &Arc<Engine>, ask, request| follow(engine, ask, Box::new((engine.opener.0)(request).of::<T, E>()));
    Source { key: key(method, arguments), request: method.request(arguments).map_err(refused), way: Way::Stream(Begin(open)) }
}

/// Follows a stream in a task, in the place of the one before.
fn follow(engine: &Arc<Engine>, ask: Ask, events: Box<dyn Events>) {
    let (sender, is_wanted) = channel();
    let followed = Followed { connection: Connection::Connecting, _is_wanted: sender };
    let mut state = engine.lock();
    let Some(entry) = state.cache.awaiting(ask) else { return };
    let before = entry.beside.stream.replace(followed);
    drop(state);
    drop(before);
    engine.spawn(Box::pin(Following { engine: Arc::downgrade(engine), ask, events, told: Connection::Connecting, is_wanted }));
}

/// Takes what a stream says: the state of its connection, and a value or its last word.
fn heard(engine: &Arc<Engine>, ask: Ask, connection: Connection, outcome: Option<Outcome>) {
    let now = engine.now();
    let mut state = engine.lock();
    let Some(entry) = state.cache.awaiting(ask) else { return };
    if let Some(stream) = &mut entry.beside.stream {
        stream.connection = connection;
    }
    entry.touch();
    match outcome {
        Some(Ok(value)) => state.cache.event(ask, value, now),
        Some(failed) => {
            drop(state);
            return engine.answered(ask, failed);
        }
        None => {}
    }
    drop(state);
    engine.finish();
}

/// The task of a stream.
struct Following {
    engine: Weak<Engine>,
    ask: Ask,
    events: Box<dyn Events>,
    /// The state of the connection that was told last.
    told: Connection,
    /// Ends when nobody looks any more.
    is_wanted: Receiver<Infallible>,
}

impl Future for Following {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        loop {
            if Pin::new(&mut self.is_wanted).poll(context).is_ready() {
                return Poll::Ready(());
            }
            let (next, connection) = (self.events.poll_next(context), self.events.connection());
            let is_new = std::mem::replace(&mut self.told, connection) != connection;
            let Some(engine) = self.engine.upgrade() else { return Poll::Ready(()) };
            match next {
                Poll::Ready(Some(outcome)) => heard(&engine, self.ask, connection, Some(outcome)),
                ended_or_pending => {
                    if is_new {
                        heard(&engine, self.ask, connection, None);
                    }
                    return ended_or_pending.map(|_| ());
                }
            }
        }
    }
}
