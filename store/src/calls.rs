//! The calls of one mutation, without their types: which are under way, which wait, how the newest ended.

use crate::engine::{Engine, Then};
use crate::environment::lock;
use crate::listeners::{Listener, Listeners, Subscription, tell};
use crate::order::Order;
use crate::overlay::Overlay;
use crate::rules::{EntryId, Settled, Target, WriteId};
use crate::source::{Erased, FailureKind, Outcome, Shared, is_stale};
use std::sync::{Arc, Mutex};
use trifold::MethodSpec;
use trifold::spec::Arguments;
use trifold::transport::{Arrived, INVALIDATE_HEADER, Request};

/// Hears how a call ended.
pub(crate) type Hear = Box<dyn FnOnce(Outcome) + Send>;

/// A call that waits.
pub(crate) type Waiting = dyn FnOnce(&Arc<Calls>) + Send;

/// The calls of one mutation.
pub(crate) struct Calls {
    engine: Arc<Engine>,
    method: &'static dyn Erased,
    pub(crate) state: Mutex<State>,
}

#[derive(Default)]
pub(crate) struct State {
    /// The number of calls made.
    made: u64,
    /// The calls that have not ended.
    pub(crate) pending: Vec<Call>,
    /// Set while one of those that are sent one after the other is under way.
    pub(crate) is_busy: bool,
    input: Option<Shared>,
    /// Of the newest of the calls that ended: its number.
    outcome: Option<(u64, Outcome)>,
    listeners: Listeners,
}

/// A call that has not ended.
pub(crate) struct Call {
    pub(crate) number: u64,
    /// Sends it, while it waits for those before it.
    pub(crate) waiting: Option<Box<Waiting>>,
    /// Hears its end.
    pub(crate) awaited: Option<Hear>,
}

/// A write that was sent.
pub(crate) struct Sent {
    calls: Arc<Calls>,
    number: u64,
    write: WriteId,
    end: Option<fn(&Arc<Calls>)>,
    /// The reads that it is to bring back.
    flight: Vec<(EntryId, &'static dyn Erased)>,
}

/// A call that has ended, and those who are to be told of it.
struct Ended {
    outcome: Outcome,
    awaited: Option<Hear>,
    listeners: Vec<Listener>,
}

impl Ended {
    fn tell(self) {
        if let Some(hear) = self.awaited {
            hear(self.outcome);
        }
        tell(&self.listeners);
    }
}

impl Calls {
    pub(crate) fn new(engine: Arc<Engine>, method: &'static dyn Erased) -> Self {
        Self { engine, method, state: Mutex::default() }
    }

    /// Makes a call. `hear` is told of its outcome.
    pub(crate) fn start(
        self: &Arc<Self>,
        order: Order,
        overlay: Option<&Arc<Overlay>>,
        arguments: &dyn Arguments,
        input: Shared,
        hear: Option<Hear>,
    ) {
        let method = self.method.spec();
        let Some(number) = lock(&self.state).make(order, &input, hear) else { return };
        match method.request(arguments) {
            Ok(request) => {
                let write = self.engine.begin(touches(method, arguments, overlay), overlay, &input);
                (order.begin)(self, number, write, self.engine.keyed(request));
                self.engine.finish();
                self.tell();
            }
            Err(unsent) => self.end(number, self.method.outcome(Err(unsent))).tell(),
        }
    }

    /// Sends a call.
    pub(crate) fn send(self: &Arc<Self>, number: u64, write: WriteId, request: Request) {
        self.send_by(None, number, write, request);
    }

    /// Sends a call, and does something when it has ended.
    pub(crate) fn send_by(self: &Arc<Self>, end: Option<fn(&Arc<Self>)>, number: u64, write: WriteId, mut request: Request) {
        let flight = self.engine.take_off(write, &mut request);
        self.engine.send(request, Then::Write(Sent { calls: self.clone(), number, write, end, flight }));
    }

    /// Notes the outcome of a call. Returns who is to be told.
    #[must_use = "they are told once no lock is held"]
    fn end(&self, number: u64, outcome: Outcome) -> Ended {
        let (mut state, mut awaited, mut listeners) = (lock(&self.state), None, Vec::new());
        if let Some(at) = state.pending.iter().position(|call| call.number == number) {
            awaited = state.pending.remove(at).awaited;
        }
        if state.outcome.as_ref().is_none_or(|(other, _)| *other < number) {
            state.outcome = Some((number, outcome.clone()));
        }
        state.listeners.call_up(&mut listeners);
        Ended { outcome, awaited, listeners }
    }

    /// Returns how many calls are under way, the newest input, and how the newest call that ended did.
    pub(crate) fn now(&self) -> (usize, Option<Shared>, Option<Outcome>) {
        let state = lock(&self.state);
        (state.pending.len(), state.input.clone(), state.outcome.as_ref().map(|(_, outcome)| outcome.clone()))
    }

    fn tell(&self) {
        let mut told = Vec::new();
        lock(&self.state).listeners.call_up(&mut told);
        tell(&told);
    }

    pub(crate) fn subscribe(self: &Arc<Self>, listener: Listener) -> Subscription {
        let name = lock(&self.state).listeners.add(listener);
        let calls = self.clone();
        Subscription::new(move || {
            let removed = lock(&calls.state).listeners.remove(name);
            drop(removed);
        })
    }
}

impl State {
    /// Notes a call, and returns its number; none where it is one that is under way.
    fn make(&mut self, order: Order, input: &Shared, mut hear: Option<Hear>) -> Option<u64> {
        if order.join.is_some_and(|join| join(self, &mut hear)) {
            return None;
        }
        self.made += 1;
        self.pending.push(Call { number: self.made, waiting: None, awaited: hear });
        self.input = Some(input.clone());
        self.outcome = None;
        Some(self.made)
    }
}

impl Sent {
    /// Ends a call with its answer, and sends the next that waits.
    pub(crate) fn settle(self, mut arrived: Arrived) {
        let Self { calls, number, write, end, flight } = self;
        let (mut reads, mut named, mut is_old) = (Vec::new(), String::new(), false);
        if let Ok(response) = &mut arrived {
            named = response.header(INVALIDATE_HEADER).unwrap_or_default().to_owned();
            for ((entry, method), answer) in flight.into_iter().zip(response.land()) {
                if let Some(answer) = answer {
                    let outcome = method.outcome(Ok(answer));
                    is_old |= is_stale(&outcome);
                    reads.push((entry, outcome));
                }
            }
        }
        let outcome = calls.method.outcome(arrived);
        is_old |= is_stale(&outcome);
        let settled = match &outcome {
            Ok(_) => Settled::Done(reads, named),
            Err(failure) if failure.kind == FailureKind::Other => Settled::Failed,
            Err(_) => Settled::Refused,
        };
        let engine = &calls.engine;
        let now = engine.now();
        let mut state = engine.lock();
        if !matches!(settled, Settled::Refused) {
            state.rendered = None;
        }
        state.cache.settle(write, settled, now);
        let stopped = state.stop(is_old);
        drop(state);
        let ended = calls.end(number, outcome);
        let shown = engine.release();
        // One that was not queued, of a clone, ends nobody's turn.
        if let Some(end) = end {
            end(&calls);
        }
        tell(&shown);
        ended.tell();
        tell(&stopped);
    }
}

/// The values that a call makes stale: those that `#[refreshes(..)]` names, and of a read with an overlay that it does not name, all.
fn touches(write: &'static MethodSpec, arguments: &dyn Arguments, mut overlay: Option<&Arc<Overlay>>) -> Vec<Target> {
    let (texts, mut touches) = (write.texts(arguments).unwrap_or_default(), Vec::new());
    for refresh in write.refreshes {
        let mut target = Target::every(refresh.read.as_str());
        for text in &texts {
            if refresh.arguments.contains(&text.0) {
                target.arguments.push(text.clone());
            }
        }
        touches.push(target);
    }
    while let Some(Overlay { read, before, .. }) = overlay.map(|overlay| &**overlay) {
        if touches.iter().all(|target| target.method != *read) {
            touches.push(Target::every(read));
        }
        overlay = before.as_ref();
    }
    touches
}
