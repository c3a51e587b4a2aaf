//! The calls of one mutation, without their types: which are under way, which wait, how the newest ended.

use crate::engine::{Arrived, Decode, Engine, Failure, FailureKind, Outcome, Shared, Source};
use crate::environment::lock;
use crate::listeners::{Listener, Listeners, Subscription};
use crate::rules::{EntryId, Fold, Settled, Target, Which, WriteId};
use futures_channel::oneshot::{Receiver, Sender, channel};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use trifold::transport::{Effects, Invalidated, Request, Response};

/// Order of the calls of one mutation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Parallel,
    Once,
    Queued,
}

/// A call that is not sent yet.
pub(crate) struct Call {
    pub(crate) decode: Decode,
    pub(crate) request: Request,
    pub(crate) touches: Vec<Target>,
}

/// The calls of one mutation.
#[derive(Default)]
pub(crate) struct Calls(Mutex<State>);

#[derive(Default)]
struct State {
    /// The number of calls made.
    made: u64,
    /// The calls that have not ended.
    pending: Vec<u64>,
    /// Those of them that are not sent, where calls are sent one after the other.
    waiting: VecDeque<Waiting>,
    /// Set while one of those that were sent so is under way.
    is_busy: bool,
    input: Option<Shared>,
    /// Of the newest of the calls that ended: its number.
    outcome: Option<(u64, Outcome)>,
    awaited: Vec<(u64, Sender<Outcome>)>,
    listeners: Listeners,
}

struct Waiting {
    number: u64,
    write: WriteId,
    call: Call,
    /// Set where it is sent after those before it.
    is_queued: bool,
}

/// A write that was sent.
struct SentWrite {
    write: WriteId,
    is_queued: bool,
    /// The reads that it is to bring back.
    flight: Vec<(EntryId, Arc<Source>)>,
}

/// Those who are to be told of the end of a call.
struct Ended {
    outcome: Outcome,
    awaited: Vec<(u64, Sender<Outcome>)>,
    listeners: Vec<Listener>,
}

impl Ended {
    fn tell(self) {
        for (_, sender) in self.awaited {
            // Nobody waits for it any more.
            let _ = sender.send(self.outcome.clone());
        }
        self.listeners.iter().for_each(|listener| listener());
    }
}

/// The reads that a method named besides its answer.
fn named(response: &Response) -> Vec<Target> {
    let target =
        |Invalidated { read, arguments }| Target { method: read, which: arguments.map_or(Which::Arguments(Vec::new()), Which::Hash) };
    Effects::of(response).invalidated.into_iter().map(target).collect()
}

/// Writes a call, and says what it is expected to do.
type Make<'a> = &'a dyn Fn() -> Result<(Call, Vec<(Target, Fold<Shared>)>), Failure>;

impl Calls {
    /// Makes a call. Returns where its outcome will be.
    pub(crate) fn start(self: &Arc<Self>, engine: &Arc<Engine>, mode: Mode, input: Shared, make: Make<'_>) -> Receiver<Outcome> {
        let (sender, receiver) = channel();
        let mut state = lock(&self.0);
        let joins = if mode == Mode::Once { state.pending.last().copied() } else { None };
        let number = joins.unwrap_or(state.made + 1);
        state.awaited.push((number, sender));
        if joins.is_some() {
            return receiver;
        }
        state.made = number;
        state.pending.push(number);
        state.input = Some(input);
        state.outcome = None;
        drop(state);
        match make() {
            Ok((call, overlays)) => {
                let write = engine.begin(call.touches.clone(), overlays);
                let is_queued = mode == Mode::Queued;
                let waiting = Waiting { number, write, call, is_queued };
                if is_queued {
                    lock(&self.0).waiting.push_back(waiting);
                    self.send_waiting(engine);
                } else {
                    self.send(engine, waiting);
                }
                self.tell();
            }
            Err(failure) => self.end(number, Err(failure)).tell(),
        }
        receiver
    }

    /// Sends the next call that waits, unless one is under way.
    fn send_waiting(self: &Arc<Self>, engine: &Arc<Engine>) {
        let mut state = lock(&self.0);
        if state.is_busy {
            return;
        }
        let next = state.waiting.pop_front();
        state.is_busy = next.is_some();
        drop(state);
        if let Some(next) = next {
            self.send(engine, next);
        }
    }

    fn send(self: &Arc<Self>, engine: &Arc<Engine>, Waiting { number, write, call, is_queued }: Waiting) {
        let (calls, Call { decode, mut request, .. }) = (self.clone(), call);
        let flight = engine.take_off(write, &mut request);
        let sent = SentWrite { write, is_queued, flight };
        engine.send(request, Box::new(move |engine, arrived| calls.settle(engine, &decode, number, sent, arrived)));
    }

    /// Ends a call with its answer, and sends the next that waits.
    fn settle(self: &Arc<Self>, engine: &Arc<Engine>, decode: &Decode, number: u64, sent: SentWrite, mut arrived: Arrived) {
        let named = arrived.as_ref().map(named).unwrap_or_default();
        let landed = arrived.as_mut().map(Response::land).unwrap_or_default();
        let reads = sent.flight.into_iter().zip(landed);
        let flight: Vec<_> = reads.filter_map(|((entry, source), answer)| Some((entry, source.decode(answer?)?))).collect();
        let outcome = decode(arrived);
        let is_stale = flight
            .iter()
            .map(|(_, read)| read)
            .chain([&outcome])
            .any(|outcome| matches!(outcome, Err(failure) if failure.kind == FailureKind::Stale));
        let kind = outcome.as_ref().err().map(|failure| failure.kind);
        let settled = match kind {
            None => Settled::Done(flight, named),
            Some(FailureKind::Refused | FailureKind::Stale) => Settled::Refused,
            Some(FailureKind::Other) => Settled::Failed,
        };
        let (now, mut state) = (engine.now(), engine.lock());
        state.cache.settle(sent.write, settled, now);
        let stopped = if is_stale { state.stop() } else { Vec::new() };
        let ended = self.end(number, outcome);
        let shown = engine.release(state);
        // One that was not queued, of a clone, ends nobody's turn.
        if sent.is_queued {
            lock(&self.0).is_busy = false;
            self.send_waiting(engine);
        }
        shown.iter().for_each(|listener| listener());
        ended.tell();
        stopped.iter().for_each(|listener| listener());
    }

    /// Notes the outcome of a call. Returns who is to be told.
    #[must_use = "they are told once no lock is held"]
    fn end(&self, number: u64, outcome: Outcome) -> Ended {
        let mut state = lock(&self.0);
        state.pending.retain(|other| *other != number);
        let (awaited, others) = std::mem::take(&mut state.awaited).into_iter().partition(|(other, _)| *other == number);
        state.awaited = others;
        if state.outcome.as_ref().is_none_or(|(other, _)| *other < number) {
            state.outcome = Some((number, outcome.clone()));
        }
        Ended { outcome, awaited, listeners: state.listeners.all().collect() }
    }

    /// Returns how many calls are under way, the newest input, and how the newest call that ended did.
    pub(crate) fn now(&self) -> (usize, Option<Shared>, Option<Outcome>) {
        let state = lock(&self.0);
        (state.pending.len(), state.input.clone(), state.outcome.as_ref().map(|(_, outcome)| outcome.clone()))
    }

    fn tell(&self) {
        let told: Vec<_> = lock(&self.0).listeners.all().collect();
        told.iter().for_each(|listener| listener());
    }

    pub(crate) fn subscribe(self: &Arc<Self>, listener: Listener) -> Subscription {
        let name = lock(&self.0).listeners.add(listener);
        let calls = self.clone();
        Subscription::new(move || {
            let removed = lock(&calls.0).listeners.remove(name);
            drop(removed);
        })
    }
}
