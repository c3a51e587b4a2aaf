//! A service with its implementation, before and after its type is forgotten.

use super::answering::Answer;
use super::builder::Server;
use super::call::{Call, Reply};
use super::describe::service::Contract;
use super::dispatch::Dispatch;
use super::incoming::Incoming;
use axum::Router;
use axum::body::Body;
use http::Request;
use std::convert::Infallible;
use std::fmt;
use std::marker::PhantomData;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};

/// A service that a [`Server`] can take: every generated `TodosServer<S>`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a service with addresses",
    label = "needs the generated `..Server` around it",
    note = "what implements `trait Todos` is mounted as `add_service(TodosServer::new(..))`"
)]
pub trait Mount {
    /// Gives the service up for mounting.
    fn mount(self) -> Service;
}

/// What an implementation must be, whatever it implements: calls run at the same time, on any thread.
pub trait Shared: Send + Sync + 'static {}

impl<S: Send + Sync + 'static> Shared for S {}

/// What a trait's spec promises, whoever fulfils it. Apart from [`Serve`], since the compiler evaluates a constant once more for each set of
/// bounds that it is named under.
pub trait Promise {
    /// What is promised.
    const CONTRACT: Contract;
}

/// A contract that `S` can fulfil: emitted for a trait's spec, wherever `S` implements the trait and the contexts are extractors.
pub trait Serve<S: 'static>: Promise {
    /// What runs each method, in the order of the contract.
    const ADAPTERS: &'static [Adapter<S>];
}

/// Runs a method: from a call to an answer.
pub type Adapter<S> = fn(Call<S>) -> Reply;

/// Serves a contract `C` with an implementation `S`: its actions and its routes.
///
/// `TodosServer<S>` is this for the contract of the trait `Todos`. It is a `tower::Service` by itself, under the defaults of [`Server`].
pub struct Mounted<C, S> {
    service: Service,
    alone: Arc<OnceLock<Dispatch>>,
    types: PhantomData<fn(C) -> S>,
}

/// A service whose implementation's type is forgotten.
#[derive(Clone)]
pub struct Service {
    pub(super) contract: Contract,
    pub(super) calls: Arc<dyn Calls>,
}

/// Runs a method by its place in the service.
pub(super) trait Calls: Send + Sync {
    fn call(&self, index: usize, incoming: Box<Incoming>, body: Body) -> Option<Reply>;
}

struct Table<S: 'static> {
    implementation: Arc<S>,
    adapters: &'static [Adapter<S>],
}

impl<S: Shared> Calls for Table<S> {
    fn call(&self, index: usize, incoming: Box<Incoming>, body: Body) -> Option<Reply> {
        let run = self.adapters.get(index)?;
        Some(run(Call::new(self.implementation.clone(), incoming, body)))
    }
}

impl<C, S> Mounted<C, S> {
    /// Serves `service`.
    pub fn new(service: S) -> Self
    where
        S: Shared,
        C: Serve<S>,
    {
        Self::from_arc(Arc::new(service))
    }

    /// Serves a service that others hold too.
    pub fn from_arc(service: Arc<S>) -> Self
    where
        S: Shared,
        C: Serve<S>,
    {
        let calls = Arc::new(Table { implementation: service, adapters: C::ADAPTERS });
        Self { service: Service { contract: C::CONTRACT, calls }, alone: Arc::default(), types: PhantomData }
    }

    /// A router with this service alone, under the defaults of [`Server`].
    pub fn into_router(self) -> Router {
        Server::new().add_service(self).into_router()
    }
}

#[diagnostic::do_not_recommend]
impl<C, S> Mount for Mounted<C, S> {
    fn mount(self) -> Service {
        self.service
    }
}

impl<C, S> tower_service::Service<Request<Body>> for Mounted<C, S> {
    type Response = http::Response<Body>;
    type Error = Infallible;
    type Future = Answer;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Answer {
        self.alone.get_or_init(|| Server::new().add(self.service.clone()).into_dispatch()).answer(request)
    }
}

impl<C, S> Clone for Mounted<C, S> {
    fn clone(&self) -> Self {
        Self { service: self.service.clone(), alone: self.alone.clone(), types: PhantomData }
    }
}

impl<C, S> fmt::Debug for Mounted<C, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.service.fmt(f)
    }
}

impl fmt::Debug for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Service({}, {} methods)", self.contract.service.name, self.contract.methods.len())
    }
}
