//! A service with its implementation, before and after its type is forgotten.

use super::builder::Server;
use super::call::{Call, Incoming, Reply};
use super::dispatch::{Answer, Dispatch};
use super::openapi::Describe;
use crate::spec::{MethodSpec, ServiceSpec};
use axum::body::Body;
use http::Request;
use std::fmt;
use std::sync::{Arc, OnceLock};

/// A service that a [`Server`] can take: every generated `TodosServer<S>`.
pub trait Mount {
    /// Gives the service up for mounting.
    fn mount(self) -> Service;
}

/// A method and the adapter that runs it.
#[derive(Debug)]
pub struct Endpoint<S> {
    method: &'static MethodSpec,
    run: fn(Call<S>) -> Reply,
}

impl<S> Endpoint<S> {
    /// Pairs a method with its adapter.
    pub const fn new(method: &'static MethodSpec, run: fn(Call<S>) -> Reply) -> Self {
        Self { method, run }
    }
}

/// A service and its implementation.
pub struct Mounted<S> {
    service: Service,
    implementation: std::marker::PhantomData<fn() -> S>,
    alone: Arc<OnceLock<Dispatch>>,
}

/// A service whose implementation's type is forgotten.
#[derive(Clone)]
pub struct Service {
    pub(super) spec: &'static ServiceSpec,
    pub(super) methods: Arc<[&'static MethodSpec]>,
    pub(super) calls: Arc<dyn Calls>,
    pub(super) describe: fn(&mut Describe),
}

/// Runs a method by its place in the service.
pub(super) trait Calls: Send + Sync {
    fn call(&self, index: usize, incoming: Incoming) -> Option<Reply>;
}

struct Table<S: 'static> {
    implementation: Arc<S>,
    endpoints: &'static [Endpoint<S>],
}

impl<S: Send + Sync + 'static> Calls for Table<S> {
    fn call(&self, index: usize, incoming: Incoming) -> Option<Reply> {
        let endpoint = self.endpoints.get(index)?;
        Some((endpoint.run)(Call::new(self.implementation.clone(), incoming)))
    }
}

impl<S: Send + Sync + 'static> Mounted<S> {
    /// Pairs a service with its implementation.
    pub fn new(spec: &'static ServiceSpec, implementation: Arc<S>, endpoints: &'static [Endpoint<S>], describe: fn(&mut Describe)) -> Self {
        let methods = endpoints.iter().map(|endpoint| endpoint.method).collect();
        let service = Service { spec, methods, calls: Arc::new(Table { implementation, endpoints }), describe };
        Self { service, implementation: std::marker::PhantomData, alone: Arc::default() }
    }

    /// The service, for a `Server`.
    pub fn into_service(self) -> Service {
        self.service
    }

    /// Answers a request as a server of this service alone, under the defaults.
    pub fn call(&self, request: Request<Body>) -> Answer {
        self.alone.get_or_init(|| Server::new().add(self.service.clone()).into_dispatch()).answer(request)
    }
}

impl<S> Clone for Mounted<S> {
    fn clone(&self) -> Self {
        Self { service: self.service.clone(), implementation: self.implementation, alone: self.alone.clone() }
    }
}

impl<S> fmt::Debug for Mounted<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.service.fmt(f)
    }
}

impl fmt::Debug for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Service({}, {} methods)", self.spec.name, self.methods.len())
    }
}
