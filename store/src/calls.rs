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

/// The part that all calls of a mutation share.
pub(crate) struct Plan {
    pub(crate) decode: Decode,
}

/// A call that is not sent yet.
pub(crate) struct Call {
    pub(crate) plan: Arc<Plan>,
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
    /// Set while one of those is under way.
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
}

/// A write that was sent.
struct Sent {
    write: WriteId,
    /// The reads that it is to bring back.
    flight: Vec<(EntryId, Arc<Source>)>,
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
    /// Makes a call. Returns where its outcome will be, if it is awaited.
    pub(crate) fn start(
        self: &Arc<Self>,
        engine: &Arc<Engine>,
        mode: Mode,
        input: Shared,
        is_awaited: bool,
        make: Make<'_>,
    ) -> Option<Receiver<Outcome>> {
        let (sender, receiver) = channel();
        let mut state = lock(&self.0);
        let joins = if mode == Mode::Once { state.pending.last().copied() } else { None };
        let number = joins.unwrap_or(state.made + 1);
        if is_awaited {
            state.awaited.push((number, sender));
        }
        if joins.is_some() {
            return Some(receiver);
        }
        state.made = number;
        state.pending.push(number);
        state.input = Some(input);
        state.outcome = None;
        drop(state);
        match make() {
            Ok((call, overlays)) => {
                let write = engine.begin(call.touches.clone(), overlays);
                let waiting = Waiting { number, write, call };
                if mode == Mode::Queued {
                    lock(&self.0).waiting.push_back(waiting);
                    self.send_waiting(engine);
                } else {
                    self.send(engine, waiting);
                }
                self.tell();
            }
            Err(failure) => self.end(number, Err(failure)).iter().for_each(|listener| listener()),
        }
        Some(receiver)
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

    fn send(self: &Arc<Self>, engine: &Arc<Engine>, Waiting { number, write, call }: Waiting) {
        let (calls, Call { plan, mut request, .. }) = (self.clone(), call);
        let flight = engine.take_off(write, &mut request);
        engine.send(request, Box::new(move |engine, arrived| calls.settle(engine, &plan, number, Sent { write, flight }, arrived)));
    }

    /// Ends a call with its answer, and sends the next that waits.
    fn settle(self: &Arc<Self>, engine: &Arc<Engine>, plan: &Plan, number: u64, sent: Sent, mut arrived: Arrived) {
        let named = arrived.as_ref().map(named).unwrap_or_default();
        let landed = arrived.as_mut().map(Response::land).unwrap_or_default();
        let reads = sent.flight.into_iter().zip(landed);
        let flight: Vec<_> = reads.filter_map(|((entry, source), answer)| Some((entry, (source.decode)(Ok(answer?))))).collect();
        let outcome = (plan.decode)(arrived);
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
        state.settle(sent.write, settled, now);
        let stopped = if is_stale { state.stop() } else { Vec::new() };
        let told = self.end(number, outcome);
        let shown = engine.release(state);
        self.send_waiting(engine);
        shown.iter().chain(&told).chain(&stopped).for_each(|listener| listener());
    }

    /// Notes the outcome of a call. Returns who is to be told.
    fn end(&self, number: u64, outcome: Outcome) -> Vec<Listener> {
        let mut state = lock(&self.0);
        state.pending.retain(|other| *other != number);
        state.is_busy = false;
        let (awaited, others) = std::mem::take(&mut state.awaited).into_iter().partition::<Vec<_>, _>(|(other, _)| *other == number);
        state.awaited = others;
        if state.outcome.as_ref().is_none_or(|(other, _)| *other < number) {
            state.outcome = Some((number, outcome.clone()));
        }
        let told = state.listeners.all().collect();
        drop(state);
        for (_, sender) in awaited {
            // Nobody waits for it any more.
            let _ = sender.send(outcome.clone());
        }
        told
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
        Subscription::new(move || lock(&calls.0).listeners.remove(name))
    }
}
