//! The origin of a value, without its types: the request of its read, and how an answer is read.

use crate::follow::Begin;
use crate::rules::Key;
use std::any::Any;
use std::sync::Arc;
use trifold::spec::Arguments;
use trifold::transport::{Arrived, Method, Request};
use trifold::{CallError, MethodSpec, TransportError, error};

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

/// Returns true if an outcome says that the page is too old.
pub(crate) fn is_stale(outcome: &Outcome) -> bool {
    matches!(outcome, Err(Failure { kind: FailureKind::Stale, .. }))
}

/// A method whose types are forgotten.
pub(crate) trait Erased: Send + Sync {
    fn spec(&'static self) -> &'static MethodSpec;

    /// Reads an outcome from an answer.
    fn outcome(&self, arrived: Arrived) -> Outcome;

    /// Writes a value as JSON, on a server.
    fn text(&self, value: &Shared) -> Option<String>;
}

impl<K: 'static, A: 'static, R> Erased for Method<K, A, R>
where
    R: error::Outcome<Value: Send + Sync + 'static, Error: Send + Sync + 'static> + 'static,
{
    fn spec(&'static self) -> &'static MethodSpec {
        self
    }

    fn outcome(&self, arrived: Arrived) -> Outcome {
        erase(self.outcome(arrived))
    }

    fn text(&self, value: &Shared) -> Option<String> {
        self.value_text(&**value)
    }
}

/// Forgets the types of an outcome.
pub(crate) fn erase<V: Send + Sync + 'static, E: Send + Sync + 'static>(outcome: Result<V, CallError<E>>) -> Outcome {
    match outcome {
        Ok(value) => Ok(Arc::new(value)),
        Err(error) => Err(failure(error)),
    }
}

pub(crate) fn failure<E: Send + Sync + 'static>(error: CallError<E>) -> Failure {
    let kind = match &error {
        CallError::Invalid(_) | CallError::Denied(_) | CallError::Transport(TransportError::NotSent(_)) => FailureKind::Refused,
        CallError::Stale => FailureKind::Stale,
        _ => FailureKind::Other,
    };
    Failure { error: Arc::new(error), kind }
}

/// The origin of a value.
pub(crate) struct Source {
    pub(crate) key: Arc<Key>,
    /// The request, or why there is none.
    pub(crate) request: Result<Request, Outcome>,
    pub(crate) way: Way,
}

/// The way in which values come.
pub(crate) enum Way {
    /// By one answer.
    Answer(&'static dyn Erased),
    /// Value by value, by a stream.
    #[cfg_attr(not(feature = "streams"), expect(dead_code, reason = "`Store::live` alone makes it"))]
    Stream(Begin),
}

impl Source {
    /// The source of a read.
    pub(crate) fn new(method: &'static dyn Erased, arguments: &dyn Arguments) -> Self {
        let (key, request) = (key(method.spec(), arguments), method.spec().request(arguments));
        Self { key, request: request.map_err(|unsent| method.outcome(Err(unsent))), way: Way::Answer(method) }
    }

    /// The method that reads the answers to its request, if there are any.
    pub(crate) fn answers(&self) -> Option<&'static dyn Erased> {
        match self.way {
            Way::Answer(method) if self.request.is_ok() => Some(method),
            Way::Answer(_) | Way::Stream(_) => None,
        }
    }

    pub(crate) fn is_stream(&self) -> bool {
        matches!(self.way, Way::Stream(_))
    }
}

/// The id of a method's action.
pub(crate) fn id(method: &'static MethodSpec) -> &'static str {
    method.action.as_ref().map_or("", |action| action.tag().as_str())
}

/// The name of a read among others.
pub(crate) fn key(read: &'static MethodSpec, arguments: &dyn Arguments) -> Arc<Key> {
    Arc::new(Key::new(id(read), read.texts(arguments).unwrap_or_default()))
}
