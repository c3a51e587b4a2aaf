//! The store without types: the cache behind a lock, the reads and writes under way, and who is told.

use crate::calls::Sent;
use crate::environment::{Environment, Event, Task, lock};
use crate::follow::{Followed, Opener};
use crate::listeners::{Listener, Listeners, Subscription, tell};
use crate::overlay::Overlay;
use crate::rules::{Ask, Cache, EntryId, Target, WriteId};
use crate::source::{Erased, Failure, Outcome, Shared, Source, Way, is_stale};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;
use trifold::Transport;
use trifold::stream::Connection;
use trifold::transport::{Carried, Flight, Request};

/// Hears the answer of a request.
pub(crate) enum Then {
    /// Of a read.
    Read(Ask, &'static dyn Erased),
    /// Of a write.
    Write(Sent),
}

/// A store without its types.
pub(crate) struct Engine {
    transport: Carried,
    environment: Box<dyn Environment>,
    state: Mutex<State>,
    #[cfg_attr(not(feature = "streams"), expect(dead_code, reason = "streams alone are opened by it"))]
    pub(crate) opener: Opener,
}

pub(crate) struct State {
    pub(crate) cache: Cache<Shared, Failure, Open>,
    /// The values that a page was rendered with, until the first of all values changes. A page that was not has nothing that reads such values.
    pub(crate) rendered: Option<Box<Rendered>>,
    /// Those told that the page is too old.
    stale: Listeners,
}

/// Gives a source the value that a page was rendered with.
pub(crate) type Rendered = dyn FnMut(&mut State, &Arc<Source>) + Send;

/// The origin of an entry, and those who look at it.
pub(crate) struct Open {
    pub(crate) source: Arc<Source>,
    listeners: Listeners,
    pub(crate) stream: Option<Followed>,
}

/// A query at one moment, without its types.
pub(crate) struct Look {
    pub(crate) value: Option<Shared>,
    pub(crate) error: Option<Shared>,
    pub(crate) is_fetching: bool,
    pub(crate) is_stale: bool,
    pub(crate) is_optimistic: bool,
    pub(crate) connection: Option<Connection>,
}

impl Engine {
    pub(crate) fn new(transport: impl Transport, environment: impl Environment) -> Arc<Self> {
        Self {
            opener: Opener::new(&transport),
            transport: Carried::new(transport),
            environment: Box::new(environment),
            state: Mutex::new(State { cache: Cache::new(), rendered: None, stale: Listeners::default() }),
        }
        .listening()
    }

    fn listening(self) -> Arc<Self> {
        let engine = Arc::new(self);
        let weak = Arc::downgrade(&engine);
        engine.environment.listen(Box::new(move |event| {
            if let Some(engine) = weak.upgrade() {
                engine.hear(event);
            }
        }));
        engine
    }

    pub(crate) fn now(&self) -> Duration {
        self.environment.now()
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }

    /// Runs a task beside whatever else runs.
    pub(crate) fn spawn(&self, task: Task) {
        self.environment.spawn(task);
    }

    /// Ends a change: sends the reads that are due, and returns who is to be told.
    #[must_use = "listeners are told once no lock is held"]
    pub(crate) fn release(self: &Arc<Self>) -> Vec<Listener> {
        while let Some((ask, source)) = self.next_read() {
            match &source.request {
                Ok(request) => self.read(ask, &source.way, request.clone()),
                Err(failed) => self.answered(ask, failed.clone()),
            }
        }
        let mut heard = Vec::new();
        self.lock().cache.changed(|open| open.listeners.call_up(&mut heard));
        heard
    }

    fn next_read(&self) -> Option<(Ask, Arc<Source>)> {
        let mut state = self.lock();
        let ask = state.cache.next_read()?;
        Some((ask, state.cache.entry(ask.entry)?.beside.source.clone()))
    }

    /// Ends a change, and tells who listens.
    pub(crate) fn finish(self: &Arc<Self>) {
        tell(&self.release());
    }

    fn hear(self: &Arc<Self>, _: Event) {
        let now = self.now();
        let mut state = self.lock();
        state.cache.collect(now);
        state.cache.refresh_stale(now);
        drop(state);
        self.finish();
    }

    fn read(self: &Arc<Self>, ask: Ask, way: &Way, request: Request) {
        match way {
            Way::Answer(method) => self.send(request, Then::Read(ask, *method)),
            Way::Stream(stream) => stream.begin(self, ask, request),
        }
    }

    /// Sends a request. What comes back is heard in a task.
    pub(crate) fn send(self: &Arc<Self>, request: Request, then: Then) {
        let engine = self.clone();
        self.spawn(Box::pin(async move {
            let arrived = engine.transport.send(request).await;
            match then {
                Then::Read(ask, method) => engine.answered(ask, method.outcome(arrived)),
                Then::Write(sent) => sent.settle(arrived),
            }
        }));
    }

    /// Takes the outcome of a read.
    pub(crate) fn answered(self: &Arc<Self>, ask: Ask, outcome: Outcome) {
        let (now, is_stale) = (self.now(), is_stale(&outcome));
        let mut state = self.lock();
        state.cache.answer(ask, outcome, now);
        let stopped = state.stop(is_stale);
        drop(state);
        self.finish();
        tell(&stopped);
    }

    /// Looks at what a source gives.
    pub(crate) fn look(&self, source: &Arc<Source>) -> Look {
        let now = self.now();
        let mut state = self.lock();
        state.adopt(source);
        let Some(entry) = state.cache.find(&source.key) else {
            return Look { value: None, error: None, is_fetching: false, is_stale: true, is_optimistic: false, connection: None };
        };
        let connection = entry.beside.stream.as_ref().map(Followed::connection);
        let (is_fetching, is_stale) = match connection {
            None => (entry.is_fetching(), entry.is_stale(now)),
            Some(Connection::Connecting) => (true, true),
            Some(Connection::Open) => (false, !entry.is_current()),
            Some(Connection::Closed) => (false, entry.error.is_some() || !entry.is_current()),
        };
        let error = entry.error.as_ref().map(|failure| failure.error.clone());
        Look { value: entry.shown.clone(), error, is_fetching, is_stale, is_optimistic: entry.is_optimistic(), connection }
    }

    /// Adds a subscriber to what a source gives.
    pub(crate) fn subscribe(self: &Arc<Self>, source: &Arc<Source>, stale_after: Duration, listener: Listener) -> Subscription {
        let now = self.now();
        let mut state = self.lock();
        state.cache.collect(now);
        state.adopt(source);
        let entry = state.open(source, now);
        state.cache.subscribe(entry, stale_after, now);
        let listener = state.cache.entry_mut(entry).map(|entry| entry.beside.listeners.add(listener));
        drop(state);
        self.finish();
        let engine = self.clone();
        Subscription::new(move || engine.unsubscribe(entry, listener))
    }

    fn unsubscribe(&self, entry: EntryId, listener: Option<u64>) {
        let now = self.now();
        let mut state = self.lock();
        state.cache.unsubscribe(entry, now);
        let removed = state.cache.entry_mut(entry).and_then(|entry| entry.beside.listeners.remove(listener?));
        let left = state.leave(entry);
        drop(state);
        drop((removed, left));
    }

    /// Begins a write, and shows what it is expected to do. Who listens is told by [`finish`](Self::finish), once its place among the others is known.
    pub(crate) fn begin(&self, touches: Vec<Target>, overlay: Option<&Arc<Overlay>>, arguments: &Shared) -> WriteId {
        let mut state = self.lock();
        let write = state.cache.begin(touches);
        state.lay(overlay, arguments);
        write
    }

    /// Marks a write as sent, and has its request ask for what it makes stale and somebody shows. Returns what it asks for.
    pub(crate) fn take_off(&self, write: WriteId, request: &mut Request) -> Vec<(EntryId, &'static dyn Erased)> {
        let (mut flight, mut reads) = (Flight::default(), Vec::new());
        let mut state = self.lock();
        for id in state.cache.send(write) {
            if let Some(entry) = state.cache.entry(id)
                && let Some(method) = entry.beside.source.answers()
                && flight.add(entry.key.method, method.spec().strict.as_str(), &entry.key.array)
            {
                reads.push((id, method));
            }
        }
        if !flight.join(request) {
            reads.clear();
        }
        reads
    }

    /// The request of a write, under a key of its own where the method takes one.
    pub(crate) fn keyed(&self, request: Request) -> Request {
        request.keyed(self.transport.platform())
    }

    /// Makes the values of a read old.
    pub(crate) fn invalidate(self: &Arc<Self>, target: &Target) {
        let mut state = self.lock();
        state.rendered = None;
        state.cache.invalidate(target);
        drop(state);
        self.finish();
    }

    /// Adds a listener for the moment at which the page turns out to be too old.
    pub(crate) fn on_stale(self: &Arc<Self>, listener: Listener) -> Subscription {
        let name = self.lock().stale.add(listener);
        let engine = Arc::downgrade(self);
        Subscription::new(move || {
            let removed = engine.upgrade().and_then(|engine| engine.lock().stale.remove(name));
            drop(removed);
        })
    }
}

impl State {
    /// Shows what the newest write is expected to do, in the order in which its mutation named it.
    fn lay(&mut self, overlay: Option<&Arc<Overlay>>, arguments: &Shared) {
        if let Some(overlay) = overlay {
            self.lay(overlay.before.as_ref(), arguments);
            self.cache.lay(overlay.read, &overlay.fold(arguments));
        }
    }

    /// Ends the stream of an entry, if it has one and nobody looks at it. It is dropped once no lock is held.
    #[must_use = "it is dropped once no lock is held"]
    fn leave(&mut self, entry: EntryId) -> Option<Followed> {
        if self.cache.entry(entry)?.beside.source.is_stream() { self.cache.leave(entry)?.beside.stream.take() } else { None }
    }

    /// Returns the entry of a source.
    pub(crate) fn open(&mut self, source: &Arc<Source>, now: Duration) -> EntryId {
        self.cache.ensure(&source.key, now, || Open { source: source.clone(), listeners: Listeners::default(), stream: None })
    }

    /// Gives a source a first value.
    pub(crate) fn hydrate(&mut self, source: &Arc<Source>, value: Shared, now: Duration) {
        let entry = self.open(source, now);
        self.cache.hydrate(entry, value, now);
    }

    /// Takes the value that a page was rendered with, if there is one for this source.
    fn adopt(&mut self, source: &Arc<Source>) {
        if let Some(mut rendered) = self.rendered.take() {
            rendered(self, source);
            self.rendered = Some(rendered);
        }
    }

    /// Stops reading, if it is so. Returns who is to be told, the first time.
    pub(crate) fn stop(&mut self, is_stale: bool) -> Vec<Listener> {
        let mut told = Vec::new();
        if is_stale && !std::mem::replace(&mut self.cache.is_stopped, true) {
            self.stale.call_up(&mut told);
        }
        told
    }
}
