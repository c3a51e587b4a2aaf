//! A method with the types of its arguments and its outcome: what the emitted folds speak through.
//!
//! It asks nothing of the types: what it does with values it does by the functions that the contract captured.

use super::answer::{Decode, Outcome as Called};
use super::output::Answer;
use super::retry::Attempts;
use super::unsent::{Arrived, Unsent};
use super::{Request, Way, answer};
use crate::error::Outcome;
#[cfg(feature = "server")]
use crate::server::End;
use crate::spec::{Arguments, Captured, MethodSpec, MethodSpecBuilder, ReadMethod, Refresh};
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

/// A method that takes `A` and gives `R`, of the kind `K`: what the constants of `TodosSpec` are. It dereferences to its [`MethodSpec`].
pub struct Method<K, A, R> {
    pub(crate) spec: MethodSpec,
    /// The functions of the value that it gives.
    pub(crate) value: Captured,
    pub(super) decode: Decode,
    #[cfg(feature = "server")]
    pub(crate) end: End<R>,
    types: PhantomData<fn(K, A) -> R>,
}

/// A method that changes nothing: a GET, or one marked `#[read]`.
pub type Read<A, R> = Method<Reads, A, R>;

/// A method that may change something.
pub type Write<A, R> = Method<Writes, A, R>;

/// The kind of a [`Read`].
#[derive(Debug)]
pub enum Reads {}

/// The kind of a [`Write`].
#[derive(Debug)]
pub enum Writes {}

impl<K, A, R> Method<K, A, R> {
    /// Makes the method that promises `spec`.
    const fn new(spec: MethodSpec, answer: Answer<R>) -> Self {
        Self {
            spec,
            value: answer.captured,
            decode: answer.decode,
            #[cfg(feature = "server")]
            end: answer.end,
            types: PhantomData,
        }
    }

    /// What the method promises, where a constant is made of it.
    pub const fn spec(&self) -> MethodSpec {
        self.spec
    }
}

/// A kind of method whose values may be kept, and read again.
#[diagnostic::on_unimplemented(
    message = "a method that may change something is not read again",
    label = "not a read",
    note = "name a GET, or a method marked `#[read]`"
)]
pub trait Repeatable {}

impl Repeatable for Reads {}

impl<A: Arguments, R> ReadMethod for Method<Reads, A, R> {
    type Arguments = A;

    fn method(&self) -> &MethodSpec {
        &self.spec
    }
}

/// Names every value of a read, for `#[refreshes(..)]`.
pub const fn refresh<K: Repeatable, A, R>(read: &Method<K, A, R>) -> Refresh {
    Refresh::of(&read.spec)
}

impl MethodSpecBuilder {
    /// Says what the method returns, and with that completes it.
    pub const fn returns<K, A, R>(self, answer: Answer<R>) -> Method<K, A, R> {
        Method::new(self.gives(answer.value).returned(answer.returned).fails(answer.error), answer)
    }
}

impl<K, A, R> Deref for Method<K, A, R> {
    type Target = MethodSpec;

    fn deref(&self) -> &MethodSpec {
        &self.spec
    }
}

impl<K, A, R> Clone for Method<K, A, R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K, A, R> Copy for Method<K, A, R> {}

impl<K, A, R> fmt::Debug for Method<K, A, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Method({}.{})", self.spec.service.name, self.spec.name)
    }
}

#[doc(hidden)]
/// The kind of a method: how often its calls are sent.
pub trait Kind {
    /// Without being asked for retries.
    const ATTEMPTS: Attempts;
}

impl Kind for Reads {
    const ATTEMPTS: Attempts = Attempts::READ;
}

impl Kind for Writes {
    const ATTEMPTS: Attempts = Attempts::ONE;
}

impl<K, A, R: Outcome + 'static> Method<K, A, R> {
    /// The outcome that an answer tells.
    pub(super) fn sort(&self, arrived: Arrived) -> Called<R> {
        answer::outcome::<R>(self.decode, arrived, self.value)
    }
}

/// Looks at the arguments and writes them.
pub(super) fn request<W: Way>(method: &'static MethodSpec, arguments: &dyn Arguments) -> Result<Request, Unsent> {
    let report = method.check(arguments);
    if !report.is_clean() {
        return Err(Unsent::Invalid(W::faults(method, report)));
    }
    W::request(method, arguments).map_err(|error| Unsent::refused(format!("the arguments could not be written: {error}")))
}
