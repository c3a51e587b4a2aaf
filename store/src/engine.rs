//! The store without types: the cache behind a lock, the reads and writes under way, and who is told.

use crate::environment::{Environment, Event, lock};
use crate::follow::{Events, Following, Type};
use crate::listeners::{Listener, Listeners, Subscription};
use crate::rules::{Ask, Cache, EntryId, Fold, Key, Target, WriteId};
use futures_channel::oneshot::{Sender, channel};
use std::any::Any;
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, Weak};
use std::time::Duration;
use trifold::stream::Connection;
use trifold::transport::{FlightRead, Platform, Request, Response, Unopened};
use trifold::{Transport, TransportError};

/// An `Arc<V>`, or an `Arc<CallError<E>>`, whose type is forgotten.
pub(crate) type Shared = Arc<dyn Any + Send + Sync>;

/// The outcome of a call.
pub(crate) type Outcome = Result<Shared, Failure>;

/// A `CallError` whose type is forgotten.
#[derive(Clone)]
pub(crate) struct Failure {
    pub(crate) error: Shared,
    pub(crate) kind: FailureKind,
}

/// The meaning of a failure to the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FailureKind {
    /// The method was not carried out.
    Refused,
    /// The page is too old for its server.
    Stale,
    /// Something else. The method may have done something.
    Other,
}

/// The origin of a value: the request of its read, and how an answer is read.
pub(crate) struct Source {
    pub(crate) key: Key,
    /// The strict fingerprint of the method.
    pub(crate) strict: &'static str,
    pub(crate) request: Result<Request, Failure>,
    pub(crate) kind: Kind,
}

/// The way in which values come.
pub(crate) enum Kind {
    /// By one answer.
    Answer { decode: Decode, write: WriteValue },
    /// Value by value, by a stream.
    #[cfg_attr(not(feature = "streams"), expect(dead_code, reason = "`Store::live` alone makes it"))]
    Stream(Type),
}

impl Source {
    /// Reads an answer. A stream has none.
    pub(crate) fn decode(&self, response: Response) -> Option<Outcome> {
        match &self.kind {
            Kind::Answer { decode, .. } => Some(decode(Ok(response))),
            Kind::Stream(_) => None,
        }
    }

    /// Writes a value as JSON, on a server. Those of a stream are not written.
    pub(crate) fn write(&self, value: &Shared) -> Option<String> {
        match &self.kind {
            Kind::Answer { write, .. } => write(value),
            Kind::Stream(_) => None,
        }
    }

    pub(crate) fn is_stream(&self) -> bool {
        matches!(self.kind, Kind::Stream(_))
    }
}

/// Reads an outcome from an answer.
pub(crate) type Decode = Arc<dyn Fn(Arrived) -> Outcome + Send + Sync>;

/// Writes a value as JSON, on a server.
pub(crate) type WriteValue = Box<dyn Fn(&Shared) -> Option<String> + Send + Sync>;

pub(crate) type Arrived = Result<Response, TransportError>;

type Sending<'a> = Pin<Box<dyn Future<Output = Arrived> + Send + 'a>>;

/// A transport whose type is forgotten.
trait Carrier: Send + Sync {
    /// Sends the request of a write, once.
    fn carry(&self, request: Request) -> Sending<'_>;
    /// Sends the request of a read, again where it came to nothing.
    fn ask(&self, request: Request) -> Sending<'_>;
    fn open(&self, request: Request) -> Option<Unopened>;
    fn platform(&self) -> Option<&'static dyn Platform>;
}

impl<T: Transport> Carrier for T {
    fn carry(&self, request: Request) -> Sending<'_> {
        Box::pin(self.send(request))
    }

    fn ask(&self, request: Request) -> Sending<'_> {
        Box::pin(trifold::transport::ask(self, request))
    }

    fn open(&self, request: Request) -> Option<Unopened> {
        // Without the feature nothing leads to what streams are made of.
        if cfg!(feature = "streams") { Some(Unopened::new(self, request)) } else { None }
    }

    fn platform(&self) -> Option<&'static dyn Platform> {
        Transport::platform(self)
    }
}

/// Hears the answer of a request.
type Then = Box<dyn FnOnce(&Arc<Engine>, Arrived) + Send>;

/// A store without its types.
pub(crate) struct Engine {
    transport: Box<dyn Carrier>,
    environment: Box<dyn Environment>,
    state: Mutex<State>,
}

pub(crate) struct State {
    pub(crate) cache: Cache<Shared, Failure>,
    open: Vec<Open>,
    /// Values that a page was rendered with, until somebody asks for them.
    pub(crate) rendered: Vec<(String, String, String)>,
    /// Those told that the page is too old.
    stale: Listeners,
}

/// An entry that was subscribed to.
struct Open {
    entry: EntryId,
    source: Arc<Source>,
    listeners: Listeners,
    stream: Option<Followed>,
}

/// A stream that is followed. Dropping it ends its task.
pub(crate) struct Followed {
    connection: Connection,
    _is_wanted: Sender<Infallible>,
}

impl Engine {
    pub(crate) fn new(transport: impl Transport, environment: impl Environment) -> Arc<Self> {
        let state = State { cache: Cache::new(), open: Vec::new(), rendered: Vec::new(), stale: Listeners::default() };
        let engine = Arc::new(Self { transport: Box::new(transport), environment: Box::new(environment), state: Mutex::new(state) });
        let weak = Arc::downgrade(&engine);
        engine.environment.listen(Box::new(move |event| weak.upgrade().iter().for_each(|engine| engine.hear(event))));
        engine
    }

    pub(crate) fn now(&self) -> Duration {
        self.environment.now()
    }

    pub(crate) fn platform(&self) -> Option<&'static dyn Platform> {
        self.transport.platform()
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }

    /// Ends a change: sends the reads that are due, and returns who is to be told.
    #[must_use = "listeners are told once no lock is held"]
    pub(crate) fn release(self: &Arc<Self>, mut state: MutexGuard<'_, State>) -> Vec<Listener> {
        let asks = state.cache.reads();
        let changed = state.cache.changed();
        let heard = state.open.iter().filter(|open| changed.contains(&open.entry)).flat_map(|open| open.listeners.all()).collect();
        let reads: Vec<_> = asks.into_iter().filter_map(|ask| Some((ask, state.source(ask.entry)?))).collect();
        drop(state);
        reads.into_iter().for_each(|(ask, source)| self.read(ask, source));
        heard
    }

    /// Ends a change, and tells who listens.
    pub(crate) fn finish(self: &Arc<Self>, state: MutexGuard<'_, State>) {
        self.release(state).iter().for_each(|listener| listener());
    }

    fn hear(self: &Arc<Self>, _: Event) {
        let (now, mut state) = (self.now(), self.lock());
        state.collect(now);
        state.cache.refresh_stale(now);
        self.finish(state);
    }

    fn read(self: &Arc<Self>, ask: Ask, source: Arc<Source>) {
        match (source.request.clone(), &source.kind) {
            (Err(failure), _) => self.answered(ask, Err(failure)),
            (Ok(request), Kind::Stream(of)) => {
                if let Some(opened) = self.transport.open(request) {
                    self.follow(ask, of(opened));
                }
            }
            (Ok(request), Kind::Answer { decode, .. }) => {
                let (engine, decode) = (self.clone(), decode.clone());
                self.environment.spawn(Box::pin(async move {
                    let arrived = engine.transport.ask(request).await;
                    engine.answered(ask, decode(arrived));
                }));
            }
        }
    }

    /// Follows a stream in a task, in the place of the one before.
    fn follow(self: &Arc<Self>, ask: Ask, events: Box<dyn Events>) {
        let (sender, is_wanted) = channel();
        let mut state = self.lock();
        if !state.cache.awaits(ask) {
            return;
        }
        let followed = Followed { connection: Connection::Connecting, _is_wanted: sender };
        let before = state.find(ask.entry).and_then(|open| open.stream.replace(followed));
        drop(state);
        drop(before);
        let (engine, told) = (Arc::downgrade(self), Connection::Connecting);
        self.environment.spawn(Box::pin(Following { engine, ask, events, told, is_wanted }));
    }

    /// Takes what a stream says: the state of its connection, and a value or its last word.
    pub(crate) fn heard(self: &Arc<Self>, ask: Ask, connection: Connection, outcome: Option<Outcome>) {
        let (now, mut state) = (self.now(), self.lock());
        if !state.cache.awaits(ask) {
            return;
        }
        if let Some(stream) = state.find(ask.entry).and_then(|open| open.stream.as_mut()) {
            stream.connection = connection;
        }
        state.cache.touch(ask.entry);
        match outcome {
            Some(Ok(value)) => state.cache.event(ask, value, now),
            Some(failed) => return self.answer(state, ask, failed, now),
            None => {}
        }
        self.finish(state);
    }

    fn answered(self: &Arc<Self>, ask: Ask, outcome: Outcome) {
        let (now, state) = (self.now(), self.lock());
        self.answer(state, ask, outcome, now);
    }

    fn answer(self: &Arc<Self>, mut state: MutexGuard<'_, State>, ask: Ask, outcome: Outcome, now: Duration) {
        let is_stale = matches!(&outcome, Err(failure) if failure.kind == FailureKind::Stale);
        state.cache.answer(ask, outcome, now);
        let stopped = if is_stale { state.stop() } else { Vec::new() };
        self.finish(state);
        stopped.iter().for_each(|listener| listener());
    }

    /// Marks a write as sent, and has its request ask for what it makes stale and somebody shows. Returns what it asks for.
    pub(crate) fn take_off(&self, write: WriteId, request: &mut Request) -> Vec<(EntryId, Arc<Source>)> {
        let mut state = self.lock();
        let entries = state.cache.send(write);
        let mut flight: Vec<_> = entries.into_iter().filter_map(|entry| Some((entry, state.source(entry)?))).collect();
        drop(state);
        let is_json = request.headers.iter().any(|(name, value)| name == "content-type" && value == "application/json");
        flight.retain(|(_, source)| is_json && source.request.is_ok());
        let arrays: Vec<_> = flight.iter().map(|(_, source)| source.key.array()).collect();
        let reads = flight.iter().zip(&arrays).map(|((_, source), arguments)| FlightRead {
            id: source.key.method,
            strict: source.strict,
            arguments,
        });
        let count = request.carry(&reads.collect::<Vec<_>>());
        flight.truncate(count);
        flight
    }

    /// Sends the request of a write. What comes back is heard in a task.
    pub(crate) fn send(self: &Arc<Self>, request: Request, then: Then) {
        let engine = self.clone();
        self.environment.spawn(Box::pin(async move {
            let arrived = engine.transport.carry(request).await;
            then(&engine, arrived);
        }));
    }

    /// Adds a subscriber to what a source gives.
    pub(crate) fn subscribe(self: &Arc<Self>, source: &Arc<Source>, stale_after: Duration, listener: Listener) -> Subscription {
        let (now, mut state) = (self.now(), self.lock());
        state.collect(now);
        state.adopt(source, now);
        let entry = state.cache.subscribe(&source.key, stale_after, now);
        let listener = state.open(entry, source).add(listener);
        self.finish(state);
        let engine = self.clone();
        Subscription::new(move || {
            let (now, mut state) = (engine.now(), engine.lock());
            state.cache.unsubscribe(entry, now);
            let removed = state.find(entry).and_then(|open| open.listeners.remove(listener));
            let left = state.leave(entry);
            drop(state);
            drop((removed, left));
        })
    }

    /// Begins a write.
    pub(crate) fn begin(self: &Arc<Self>, touches: Vec<Target>, overlays: Vec<(Target, Fold<Shared>)>) -> WriteId {
        let mut state = self.lock();
        let write = state.cache.begin(touches, overlays);
        self.finish(state);
        write
    }

    /// Makes the values of reads old.
    pub(crate) fn invalidate(self: &Arc<Self>, targets: &[Target]) {
        let mut state = self.lock();
        targets.iter().for_each(|target| state.cache.invalidate(target));
        self.finish(state);
    }

    /// Adds a listener for the moment at which the page turns out to be too old.
    pub(crate) fn on_stale(self: &Arc<Self>, listener: Listener) -> Subscription {
        let name = self.lock().stale.add(listener);
        let engine: Weak<Self> = Arc::downgrade(self);
        Subscription::new(move || {
            let removed = engine.upgrade().and_then(|engine| engine.lock().stale.remove(name));
            drop(removed);
        })
    }
}

impl State {
    fn source(&self, entry: EntryId) -> Option<Arc<Source>> {
        self.open.iter().find(|open| open.entry == entry).map(|open| open.source.clone())
    }

    fn find(&mut self, entry: EntryId) -> Option<&mut Open> {
        self.open.iter_mut().find(|open| open.entry == entry)
    }

    /// Ends the stream of an entry, if it has one and nobody looks at it. It is dropped once no lock is held.
    #[must_use = "it is dropped once no lock is held"]
    fn leave(&mut self, entry: EntryId) -> Option<Followed> {
        let open = self.open.iter_mut().find(|open| open.entry == entry && open.source.is_stream())?;
        if self.cache.leave(entry) { open.stream.take() } else { None }
    }

    /// State of the connection of an entry's stream, while it is followed.
    pub(crate) fn connection(&self, entry: EntryId) -> Option<Connection> {
        self.open.iter().find(|open| open.entry == entry)?.stream.as_ref().map(|stream| stream.connection)
    }

    /// The sources of every value.
    pub(crate) fn sources(&self) -> impl Iterator<Item = (&Source, &Shared)> {
        self.open.iter().filter_map(|open| Some((&*open.source, self.cache.entry(open.entry)?.shown.as_ref()?)))
    }

    /// The listeners of an entry.
    pub(crate) fn open(&mut self, entry: EntryId, source: &Arc<Source>) -> &mut Listeners {
        let at = self.open.iter().position(|open| open.entry == entry).unwrap_or_else(|| {
            self.open.push(Open { entry, source: source.clone(), listeners: Listeners::default(), stream: None });
            self.open.len() - 1
        });
        &mut self.open[at].listeners
    }

    /// Takes the value that a page was rendered with, if there is one for this source.
    pub(crate) fn adopt(&mut self, source: &Arc<Source>, now: Duration) {
        let arguments = source.key.array();
        let Some(at) = self.rendered.iter().position(|(method, of, _)| *method == source.key.method && *of == arguments) else { return };
        let (_, _, value) = self.rendered.swap_remove(at);
        let response = Response { status: 200, headers: Vec::new(), body: value.into_bytes() };
        if let Some(Ok(value)) = source.decode(response) {
            self.cache.hydrate(&source.key, value, now);
        }
    }

    /// Drops what nobody looks at.
    fn collect(&mut self, now: Duration) {
        self.cache.collect(now);
        let cache = &self.cache;
        self.open.retain(|open| cache.entry(open.entry).is_some());
    }

    /// Stops reading. Returns who is to be told, the first time.
    pub(crate) fn stop(&mut self) -> Vec<Listener> {
        if std::mem::replace(&mut self.cache.is_stopped, true) { Vec::new() } else { self.stale.all().collect() }
    }
}
