//! A service with its implementation, as a server of its own or for one that has others too.

use super::server::Server;
use crate::server::dispatch::dispatcher::Dispatch;
use crate::server::dispatch::response_future::Answer;
use crate::server::service::erased::{Mount, Serve, Service, Shared};
use axum::Router;
use axum::body::Body;
use http::Request;
use std::convert::Infallible;
use std::fmt;
use std::marker::PhantomData;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};

/// Serves a contract `C` with an implementation `S`: its actions and its routes.
///
/// `TodosServer<S>` is this for the contract of the trait `Todos`. It is a `tower::Service` by itself, under the defaults of [`Server`].
pub struct Mounted<C, S> {
    service: Service,
    alone: Arc<OnceLock<Dispatch>>,
    types: PhantomData<fn(C) -> S>,
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
        Self { service: Service::new::<C, S>(service), alone: Arc::default(), types: PhantomData }
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
