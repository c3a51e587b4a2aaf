//! A service with its implementation, for a server.

use super::server::Server;
use crate::server::router::server_service::ServerService;
use crate::server::service::erased::{Mount, Serve, Service, Shared};
use axum::Router;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

/// Serves a contract `C` with an implementation `S`: its actions and its routes.
///
/// `TodosServer<S>` is this for the contract of the trait `Todos`. [`Server::add_service`] takes it; alone, under the defaults of [`Server`], it
/// becomes a service or a router.
pub struct ServiceServer<C, S> {
    service: Service,
    types: PhantomData<fn(C) -> S>,
}

impl<C, S> ServiceServer<C, S> {
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
        Self { service: Service::new::<C, S>(service), types: PhantomData }
    }

    /// This service alone as a `tower::Service`, under the defaults of [`Server`].
    pub fn into_service(self) -> ServerService {
        Server::new().add_service(self).into_service()
    }

    /// A router with this service alone, under the defaults of [`Server`].
    pub fn into_router(self) -> Router {
        Server::new().add_service(self).into_router()
    }
}

#[diagnostic::do_not_recommend]
impl<C, S> Mount for ServiceServer<C, S> {
    fn mount(self) -> Service {
        self.service
    }
}

impl<C, S> Clone for ServiceServer<C, S> {
    fn clone(&self) -> Self {
        Self { service: self.service.clone(), types: PhantomData }
    }
}

impl<C, S> fmt::Debug for ServiceServer<C, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.service.fmt(f)
    }
}
