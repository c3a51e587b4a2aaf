//! The order of the calls of one mutation. It is made of functions: a page carries those of the orders that it asks for.

use crate::calls::{Calls, Hear, State};
use crate::environment::lock;
use crate::rules::WriteId;
use crate::source::Outcome;
use std::sync::Arc;
use trifold::transport::Request;

/// Order of the calls of one mutation.
#[derive(Clone, Copy)]
pub(crate) struct Order {
    /// Has a call be one that is under way. Returns false where none is.
    pub(crate) join: Option<fn(&mut State, &mut Option<Hear>) -> bool>,
    /// Sends a call, now or later.
    pub(crate) begin: fn(&Arc<Calls>, u64, WriteId, Request),
    /// Follows the end of a call.
    pub(crate) end: Option<fn(&Arc<Calls>)>,
}

impl Order {
    /// Calls go out side by side.
    pub(crate) const PARALLEL: Self = Self { join: None, begin: Calls::send, end: None };
    /// One at a time: another is the one under way.
    pub(crate) const ONCE: Self = Self { join: Some(join), ..Self::PARALLEL };
    /// One after the other.
    pub(crate) const QUEUED: Self = Self { join: None, begin: queue, end: Some(end) };
}

fn join(state: &mut State, hear: &mut Option<Hear>) -> bool {
    let Some(call) = state.pending.last_mut() else { return false };
    if let Some(second) = hear.take() {
        call.awaited = Some(match call.awaited.take() {
            Some(first) => Box::new(|outcome: Outcome| {
                first(outcome.clone());
                second(outcome);
            }),
            None => second,
        });
    }
    true
}

fn queue(calls: &Arc<Calls>, number: u64, write: WriteId, request: Request) {
    if let Some(call) = lock(&calls.state).pending.iter_mut().find(|call| call.number == number) {
        call.waiting = Some(Box::new(move |calls| calls.send_by(Order::QUEUED.end, number, write, request)));
    }
    send_next(calls);
}

/// Ends the turn of a call.
fn end(calls: &Arc<Calls>) {
    lock(&calls.state).is_busy = false;
    send_next(calls);
}

/// Sends the next call that waits, unless one is under way.
fn send_next(calls: &Arc<Calls>) {
    let mut state = lock(&calls.state);
    if state.is_busy {
        return;
    }
    let next = state.pending.iter_mut().find_map(|call| call.waiting.take());
    state.is_busy = next.is_some();
    drop(state);
    if let Some(next) = next {
        next(calls);
    }
}
