//! A write from the page: its calls, how they stand, and what the page shows meanwhile.

use crate::calls::{Calls, Hear};
use crate::engine::Engine;
use crate::listeners::{Changes, Listener, Subscription};
use crate::order::Order;
use crate::overlay::Overlay;
use crate::source::{Erased, Outcome, Shared, id};
use futures_channel::oneshot::{Receiver, channel};
use std::any::Any;
use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use trifold::spec::Arguments;
use trifold::{CallError, FieldError, Read, TransportError, error};

/// A write: called from a form or a button, with the state of its calls at hand.
///
/// A handle: clones share their calls. Calls go out side by side, unless [`once`](Self::once) or [`queued`](Self::queued) says otherwise; a call that was made is
/// carried out, whether or not anybody looks at its outcome.
pub struct Mutation<A, V, E> {
    calls: Arc<Calls>,
    order: Order,
    overlay: Option<Arc<Overlay>>,
    types: Types<A, V, E>,
}

type Types<A, V, E> = PhantomData<fn(A) -> (V, E)>;

/// A mutation at one moment.
pub struct MutationSnapshot<A, V, E> {
    /// The number of calls that have not ended.
    pub pending: usize,
    /// The arguments of the newest call.
    pub input: Option<Arc<A>>,
    /// Outcome of the newest call that has ended. Empty from a call on until one ends.
    pub outcome: Option<Result<Arc<V>, Arc<CallError<E>>>>,
}

impl<A, V, E> Mutation<A, V, E>
where
    A: Arguments + Send + Sync + 'static,
    V: Send + Sync + 'static,
    E: Send + Sync + 'static,
{
    pub(crate) fn new(engine: Arc<Engine>, write: &'static dyn Erased) -> Self {
        Self { calls: Arc::new(Calls::new(engine, write)), order: Order::PARALLEL, overlay: None, types: PhantomData }
    }

    /// Makes a call while another is under way be that call: a second click does nothing, and gets the outcome of the first.
    #[must_use]
    pub fn once(self) -> Self {
        Self { order: Order::ONCE, ..self }
    }

    /// Sends calls one after the other, in the order in which they were made.
    #[must_use]
    pub fn queued(self) -> Self {
        Self { order: Order::QUEUED, ..self }
    }

    /// Shows what a call is expected to do to a read's value from the moment of the call on, until the read says it itself, or the call fails. The values are those
    /// that `#[refreshes(..)]` names; where it does not name the read, all of its values, which are then read again after each call.
    ///
    /// `apply` is done again over each new value, so it changes nothing but the value that it is given, and does not use the store.
    #[must_use]
    pub fn optimistic<B, S, W>(mut self, read: &'static Read<B, S>, apply: W) -> Self
    where
        S: error::Outcome<Value: Clone + Send + Sync + 'static>,
        W: Fn(&mut S::Value, &A) + Send + Sync + 'static,
    {
        let apply = move |value: &Shared, arguments: &Shared| {
            let mut value = value.downcast_ref::<S::Value>()?.clone();
            apply(&mut value, arguments.downcast_ref()?);
            Some(Arc::new(value) as Shared)
        };
        self.overlay = Some(Arc::new(Overlay { read: id(read), apply: Box::new(apply), before: self.overlay }));
        self
    }

    /// Makes a call. Its outcome is in the next snapshots.
    pub fn send(&self, arguments: A) {
        self.start(arguments, None);
    }

    /// Makes a call, and waits for its outcome.
    pub fn call(&self, arguments: A) -> Pending<V, E> {
        let (sender, outcome) = channel();
        // Nobody may wait for it any more.
        let hear: Hear = Box::new(|outcome| drop(sender.send(outcome)));
        self.start(arguments, Some(hear));
        Pending { outcome, types: PhantomData }
    }

    fn start(&self, arguments: A, hear: Option<Hear>) {
        let arguments = Arc::new(arguments);
        self.calls.start(self.order, self.overlay.as_ref(), &*arguments, arguments.clone(), hear);
    }

    /// Calls `listener` after each change, until the subscription is dropped.
    pub fn subscribe(&self, listener: impl Fn() + Send + Sync + 'static) -> Subscription {
        self.calls.subscribe(Arc::new(listener))
    }

    /// Subscribes by a stream.
    pub fn changes(&self) -> Changes {
        Changes::new(|listener: Listener| self.calls.subscribe(listener))
    }

    /// Returns the mutation as it is now.
    pub fn snapshot(&self) -> MutationSnapshot<A, V, E> {
        let (pending, input, outcome) = self.calls.now();
        MutationSnapshot { pending, input: input.and_then(|input| input.downcast().ok()), outcome: outcome.and_then(typed) }
    }
}

impl<A, V, E> MutationSnapshot<A, V, E> {
    /// Returns what is wrong with a field, by its JSON pointer: `/new/title`.
    pub fn field(&self, pointer: &str) -> Option<&FieldError> {
        match self.error()? {
            CallError::Invalid(errors) => errors.iter().find(|error| error.pointer.as_deref() == Some(pointer)),
            _ => None,
        }
    }

    /// Returns why the newest call that has ended failed.
    pub fn error(&self) -> Option<&CallError<E>> {
        self.outcome.as_ref()?.as_ref().err().map(|error| &**error)
    }
}

fn typed<V: Any + Send + Sync, E: Any + Send + Sync>(outcome: Outcome) -> Option<Result<Arc<V>, Arc<CallError<E>>>> {
    match outcome {
        Ok(value) => value.downcast().ok().map(Ok),
        Err(failure) => failure.error.downcast().ok().map(Err),
    }
}

/// The outcome of a call that was made: a future. Dropping it does not end the call.
#[derive(Debug)]
#[must_use = "the call was made; write `send` where its outcome does not matter"]
pub struct Pending<V, E> {
    outcome: Receiver<Outcome>,
    types: PhantomData<fn() -> (V, E)>,
}

impl<V: Send + Sync + 'static, E: Send + Sync + 'static> Future for Pending<V, E> {
    type Output = Result<Arc<V>, Arc<CallError<E>>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let outcome = ready!(Pin::new(&mut self.outcome).poll(context)).ok().and_then(typed);
        Poll::Ready(outcome.unwrap_or_else(|| {
            let reason = TransportError::Failed("the environment of the store ended the call".to_owned());
            Err(Arc::new(CallError::Transport(reason)))
        }))
    }
}

impl<A, V, E> Clone for Mutation<A, V, E> {
    fn clone(&self) -> Self {
        Self { calls: self.calls.clone(), order: self.order, overlay: self.overlay.clone(), types: PhantomData }
    }
}

impl<A, V, E> fmt::Debug for Mutation<A, V, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Mutation")
    }
}

impl<A, V, E> Clone for MutationSnapshot<A, V, E> {
    fn clone(&self) -> Self {
        Self { pending: self.pending, input: self.input.clone(), outcome: self.outcome.clone() }
    }
}

impl<A, V: fmt::Debug, E: fmt::Debug> fmt::Debug for MutationSnapshot<A, V, E> {
    /// Shows no argument: it may be secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MutationSnapshot").field("pending", &self.pending).field("outcome", &self.outcome).finish_non_exhaustive()
    }
}
