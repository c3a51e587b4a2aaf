//! A service with its implementation, before and after its type is forgotten.

use crate::server::call::open::{Call, Reply};
use crate::server::call::request::RoutedRequest;
use crate::server::describe::service::Contract;
use axum::body::Body;
use std::fmt;
use std::sync::Arc;

/// A service that a [`Server`](crate::server::Server) can take: every generated `TodosServer<S>`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a service with addresses",
    label = "needs the generated `..Server` around it",
    note = "what implements `trait Todos` is mounted as `add_service(TodosServer::new(..))`"
)]
pub trait Mount {
    /// Gives the service up for mounting.
    fn mount(self) -> Service;
}

/// Bounds of every implementation: calls run at the same time, on any thread.
pub trait Shared: Send + Sync + 'static {}

impl<S: Send + Sync + 'static> Shared for S {}

/// Contract of a trait, whoever fulfils it. Apart from [`Serve`], since the compiler evaluates a constant once more for each set of
/// bounds that it is named under.
pub trait Promise {
    /// The contract.
    const CONTRACT: Contract;
}

/// A contract that `S` can fulfil: emitted for a trait's spec, wherever `S` implements the trait and the contexts are extractors.
pub trait Serve<S: 'static>: Promise {
    /// Adapters of the methods, in the order of the contract.
    const ADAPTERS: &'static [Adapter<S>];
}

/// Runs a method: from a call to an answer.
pub type Adapter<S> = fn(Call<S>) -> Reply;

/// A service whose implementation's type is forgotten.
#[derive(Clone)]
pub struct Service {
    pub(in crate::server) contract: Contract,
    pub(in crate::server) calls: Arc<dyn Calls>,
}

/// Runs a method by its place in the service.
pub(in crate::server) trait Calls: Send + Sync {
    fn call(&self, index: usize, request: Box<RoutedRequest>, body: Body) -> Option<Reply>;
}

/// An implementation, and what runs each of its methods.
struct Table<S: 'static> {
    implementation: Arc<S>,
    adapters: &'static [Adapter<S>],
}

impl<S: Shared> Calls for Table<S> {
    fn call(&self, index: usize, request: Box<RoutedRequest>, body: Body) -> Option<Reply> {
        let run = self.adapters.get(index)?;
        Some(run(Call::new(self.implementation.clone(), request, body)))
    }
}

impl Service {
    /// Serves the contract `C` with an implementation.
    pub(in crate::server) fn new<C: Serve<S>, S: Shared>(implementation: Arc<S>) -> Self {
        Self { contract: C::CONTRACT, calls: Arc::new(Table { implementation, adapters: C::ADAPTERS }) }
    }
}

impl fmt::Debug for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Service({}, {} methods)", self.contract.service.name, self.contract.methods.len())
    }
}
