//! What the generated clients are made of: the way by which methods are called, and a transport.

use super::Request;
use super::carrier::Opens;
use crate::error::FieldError;
use crate::spec::{Arguments, MethodSpec};
use crate::wire::Report;
use std::fmt;
use std::marker::PhantomData;

/// Whether methods are called by their actions or by their routes, and a transport.
pub struct Client<W, T> {
    pub(super) transport: Opens<T>,
    way: PhantomData<fn() -> W>,
}

/// By which fold methods are called.
pub trait Way {
    /// The request for one call.
    ///
    /// # Errors
    /// In words, if an argument cannot be written, such as a map whose keys are no text.
    fn request(method: &'static MethodSpec, arguments: &dyn Arguments) -> Result<Request, String>;

    /// What is wrong with the arguments, each fault where the server would see it.
    fn faults(method: &'static MethodSpec, report: Report) -> Vec<FieldError>;
}

impl<W, T> Client<W, T> {
    /// A client that sends through `transport`.
    pub const fn new(transport: T) -> Self {
        Self { transport: Opens::new(transport), way: PhantomData }
    }
}

impl<W, T: Clone> Clone for Client<W, T> {
    fn clone(&self) -> Self {
        Self::new(self.transport.transport().clone())
    }
}

impl<W, T: fmt::Debug> fmt::Debug for Client<W, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("transport", self.transport.transport()).finish()
    }
}
