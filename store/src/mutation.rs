//! A write from the page: its calls, how they stand, and what the page shows meanwhile.

use crate::calls::{Call, Calls, Mode};
use crate::engine::{Engine, Failure, Shared};
use crate::listeners::{Changes, Listener, Subscription};
use crate::query::{decode, failure, id};
use crate::rules::{Fold, Target, Which};
use futures_channel::oneshot::Receiver;
use std::any::Any;
use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use trifold::error::Outcome;
use trifold::spec::{Arguments, Refresh};
use trifold::{CallError, FieldError, MethodSpec, Read, TransportError, Write};

/// The expected effect of one call on a read's values: on which read's, and how.
type Overlay<A> = Arc<dyn Fn(&Arc<A>) -> (&'static str, Fold<Shared>) + Send + Sync>;

/// Looks at arguments, and writes a call.
type Prepare<A> = Arc<dyn Fn(&A) -> Result<Call, Failure> + Send + Sync>;

/// A write: called from a form or a button, with the state of its calls at hand.
///
/// A handle: clones share their calls. Calls go out side by side, unless [`once`](Self::once) or [`queued`](Self::queued) says otherwise; a call that was made is
/// carried out, whether or not anybody looks at its outcome.
pub struct Mutation<A, V, E> {
    engine: Arc<Engine>,
    calls: Arc<Calls>,
    mode: Mode,
    prepare: Prepare<A>,
    overlays: Vec<Overlay<A>>,
    types: PhantomData<fn() -> (V, E)>,
}

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
    pub(crate) fn new<R: Outcome<Value = V, Error = E> + 'static>(engine: Arc<Engine>, write: &'static Write<A, R>) -> Self {
        let decode = decode(write);
        let weak = Arc::downgrade(&engine);
        let prepare: Prepare<A> = Arc::new(move |arguments: &A| {
            let request = write.request(arguments).map_err(failure)?;
            let request = request.keyed(weak.upgrade().and_then(|engine| engine.platform()));
            Ok(Call {
                decode: decode.clone(),
                request,
                touches: write.refreshes.iter().map(|refresh| target(write, refresh, arguments)).collect(),
            })
        });
        Self { engine, calls: Arc::default(), mode: Mode::Parallel, prepare, overlays: Vec::new(), types: PhantomData }
    }

    /// Makes a call while another is under way be that call: a second click does nothing, and gets the outcome of the first.
    #[must_use]
    pub fn once(self) -> Self {
        Self { mode: Mode::Once, ..self }
    }

    /// Sends calls one after the other, in the order in which they were made.
    #[must_use]
    pub fn queued(self) -> Self {
        Self { mode: Mode::Queued, ..self }
    }

    /// Shows what a call is expected to do to a read's value from the moment of the call on, until the read says it itself, or the call fails. The values are those
    /// that `#[refreshes(..)]` names; where it does not name the read, all of its values, which are then read again after each call.
    ///
    /// `apply` is done again over each new value, so it changes nothing but the value that it is given, and does not use the store.
    #[must_use]
    pub fn optimistic<B, S, W>(mut self, read: &'static Read<B, S>, apply: W) -> Self
    where
        S: Outcome<Value: Clone + Send + Sync + 'static>,
        W: Fn(&mut S::Value, &A) + Send + Sync + 'static,
    {
        let apply = Arc::new(apply);
        self.overlays.push(Arc::new(move |arguments| {
            let (apply, arguments) = (apply.clone(), arguments.clone());
            let fold: Fold<Shared> = Arc::new(move |value| match value.downcast_ref::<S::Value>() {
                Some(value) => {
                    let mut value = value.clone();
                    apply(&mut value, &arguments);
                    Arc::new(value)
                }
                None => value.clone(),
            });
            (id(read), fold)
        }));
        self
    }

    /// Makes a call. Its outcome is in the next snapshots.
    pub fn send(&self, arguments: A) {
        drop(self.start(arguments));
    }

    /// Makes a call, and waits for its outcome.
    pub fn call(&self, arguments: A) -> Pending<V, E> {
        Pending { outcome: self.start(arguments), types: PhantomData }
    }

    fn start(&self, arguments: A) -> Receiver<Result<Shared, Failure>> {
        let arguments = Arc::new(arguments);
        let input: Shared = arguments.clone();
        self.calls.start(&self.engine, self.mode, input, &|| {
            let mut call = (self.prepare)(&arguments)?;
            let mut overlays = Vec::new();
            for (read, fold) in self.overlays.iter().map(|overlay| overlay(&arguments)) {
                if call.touches.iter().all(|target| target.method != read) {
                    call.touches.push(Target::every(read));
                }
                let named = call.touches.iter().filter(|target| target.method == read);
                overlays.extend(named.map(|target| (target.clone(), fold.clone())));
            }
            Ok((call, overlays))
        })
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

/// The values of a read that a call makes stale.
fn target<A: Arguments>(write: &'static MethodSpec, refresh: &Refresh, arguments: &A) -> Target {
    let text = |name: &&'static str| {
        let place = write.params.iter().position(|param| param.name == *name)?;
        Some((*name, write.argument_text(arguments, place)?))
    };
    let which = Which::Arguments(refresh.arguments.iter().filter_map(text).collect());
    Target { method: refresh.read.as_str().to_owned(), which }
}

fn typed<V: Any + Send + Sync, E: Any + Send + Sync>(outcome: Result<Shared, Failure>) -> Option<Result<Arc<V>, Arc<CallError<E>>>> {
    match outcome {
        Ok(value) => value.downcast().ok().map(Ok),
        Err(failure) => failure.error.downcast().ok().map(Err),
    }
}

/// The outcome of a call that was made: a future. Dropping it does not end the call.
#[derive(Debug)]
#[must_use = "the call was made; write `send` where its outcome does not matter"]
pub struct Pending<V, E> {
    outcome: Receiver<Result<Shared, Failure>>,
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
        let Self { engine, calls, mode, prepare, overlays, types } = self;
        Self {
            engine: engine.clone(),
            calls: calls.clone(),
            mode: *mode,
            prepare: prepare.clone(),
            overlays: overlays.clone(),
            types: *types,
        }
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
