//! What the generated clients are made of: a transport, and the way by which methods are called.

use super::Request;
use crate::spec::{Arguments, MethodSpec};
use std::fmt;
use std::marker::PhantomData;

/// A transport, and whether methods are called by their actions or by their routes.
pub struct Client<T, W> {
    pub(super) transport: T,
    way: PhantomData<fn() -> W>,
}

/// By which fold methods are called.
pub trait Way {
    /// The request for one call.
    ///
    /// # Errors
    /// In words, if an argument cannot be written, such as a map whose keys are no text.
    fn request<A: Arguments>(method: &'static MethodSpec, arguments: &A) -> Result<Request, String>;
}

impl<T, W> Client<T, W> {
    /// A client that sends through `transport`.
    pub const fn new(transport: T) -> Self {
        Self { transport, way: PhantomData }
    }
}

impl<T: Clone, W> Clone for Client<T, W> {
    fn clone(&self) -> Self {
        Self::new(self.transport.clone())
    }
}

impl<T: fmt::Debug, W> fmt::Debug for Client<T, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("transport", &self.transport).finish()
    }
}
