//! Listeners of a change: a function that is called, or a stream that is awaited.

use crate::environment::lock;
use futures_core::Stream;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

/// A function that is told of a change.
pub(crate) type Listener = Arc<dyn Fn() + Send + Sync>;

/// The listeners of one thing.
#[derive(Default)]
pub(crate) struct Listeners {
    next: u64,
    all: Vec<(u64, Listener)>,
}

impl Listeners {
    /// Adds a listener. Returns its name.
    pub(crate) fn add(&mut self, listener: Listener) -> u64 {
        self.next += 1;
        self.all.push((self.next, listener));
        self.next
    }

    /// Removes a listener. Returns it, to be dropped once no lock is held: what it holds may be a subscription.
    #[must_use = "it is dropped once no lock is held"]
    pub(crate) fn remove(&mut self, name: u64) -> Option<Listener> {
        let at = self.all.iter().position(|(other, _)| *other == name)?;
        Some(self.all.remove(at).1)
    }

    /// Adds the listeners to those who are to be called once no lock is held.
    pub(crate) fn call_up(&self, told: &mut Vec<Listener>) {
        for (_, listener) in &self.all {
            told.push(listener.clone());
        }
    }
}

/// Calls listeners.
pub(crate) fn tell(listeners: &[Listener]) {
    for listener in listeners {
        listener();
    }
}

/// A subscription. Dropping it ends it.
#[must_use = "a subscription ends when it is dropped"]
pub struct Subscription(Option<Box<dyn FnOnce() + Send + Sync>>);

impl Subscription {
    pub(crate) fn new(end: impl FnOnce() + Send + Sync + 'static) -> Self {
        Self(Some(Box::new(end)))
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        if let Some(end) = self.0.take() {
            end();
        }
    }
}

impl fmt::Debug for Subscription {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Subscription")
    }
}

/// The changes of a query or a mutation, as a stream that never ends. Changes that come before it is polled again are one.
#[derive(Debug)]
pub struct Changes {
    signal: Arc<Signal>,
    _subscription: Subscription,
}

#[derive(Debug, Default)]
pub(crate) struct Signal(Mutex<(bool, Option<Waker>)>);

impl Signal {
    fn tell(&self) {
        let mut state = lock(&self.0);
        state.0 = true;
        let waker = state.1.take();
        drop(state);
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

impl Changes {
    pub(crate) fn new(subscribe: impl FnOnce(Listener) -> Subscription) -> Self {
        let signal = Arc::new(Signal::default());
        let told = signal.clone();
        Self { signal, _subscription: subscribe(Arc::new(move || told.tell())) }
    }
}

impl Stream for Changes {
    type Item = ();

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<()>> {
        let mut state = lock(&self.signal.0);
        if std::mem::take(&mut state.0) {
            return Poll::Ready(Some(()));
        }
        state.1 = Some(context.waker().clone());
        Poll::Pending
    }
}
