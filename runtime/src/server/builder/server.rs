//! Puts services together into one router.
//!
//! In: services and permissions. Out: a `tower::Service`, or a router around it. What two services cannot share is found here, before
//! anything is served.

use super::documents::{Published, documents};
use super::manifest::Manifest;
use super::tables::{
    actions, add_documents, add_methods, formats_have_services, limits_let_something_through, names_are_unique, types_can_be_said,
    warn_without_key,
};
use crate::server::describe::service::Contract;
use crate::server::dispatch::action_table::ActionTable;
use crate::server::dispatch::config::Config;
use crate::server::dispatch::dispatcher::{Dispatch, Tables};
use crate::server::dispatch::route_table::RouteTable;
use crate::server::guard::rate_limit::Gates;
use crate::server::problem::build_error::BuildError;
use crate::server::router::cors;
use crate::server::router::health;
use crate::server::router::prefix::MountPrefix;
use crate::server::router::readiness;
use crate::server::service::erased::{Mount, Service};
use axum::Router;
use std::sync::Arc;

/// Puts services together: their actions, their routes, their documents.
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct Server {
    services: Vec<Service>,
    pub(in crate::server) config: Config,
}

impl Server {
    /// A server without services.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a service: a generated `TodosServer`.
    pub fn add_service(self, service: impl Mount) -> Self {
        self.add(service.mount())
    }

    pub(super) fn add(mut self, service: Service) -> Self {
        self.services.push(service);
        self
    }

    /// Lists what will be served: each fold of each method, with its path and its contexts. Print it at startup, and hold it in a file by a
    /// test.
    pub fn manifest(&self) -> Manifest {
        Manifest::new(self.services.iter().flat_map(|service| service.contract.methods))
    }

    /// The OpenAPI documents as they will be served, by base and version.
    ///
    /// # Errors
    /// Two types of one schema name.
    pub fn documents(&self) -> Result<Vec<Published>, BuildError> {
        documents(&self.services, &self.config.formats, self.config.rates.count_all())
    }

    /// The router: `POST /_action/{id}`, the routes, `/api/v1/openapi.json`, and the pages.
    ///
    /// It stands at the root: `merge` it with other routers. Below a prefix without captures (`Router::nest`) routes and documents say where
    /// they are, but forms do not: an action's path begins at the root. What should begin otherwise than with `/api` has a `base` in its
    /// `#[service]`.
    ///
    /// # Panics
    /// If two services cannot be served together; [`Server::try_into_router`] says so instead. If a page has a path of ours.
    pub fn into_router(self) -> Router {
        match self.try_into_router() {
            Ok(router) => router,
            Err(error) => panic!("{error}"),
        }
    }

    /// The router, if the services can be served together.
    ///
    /// # Errors
    /// Two services of one name, one action id, one verb and path, or two types of one schema name. A parameter that a method takes twice,
    /// a location that its result has no member for, and a type whose values JSON could not say: two members of one
    /// name, two values that are both `null`.
    pub fn try_into_router(self) -> Result<Router, BuildError> {
        let places = MountPrefix::of(self.contracts());
        let shared = self.config.cors.clone();
        let (health, readiness) = (self.config.health.clone(), self.config.readiness.clone());
        let dispatch = self.try_into_dispatch()?;
        let router = health::mount(dispatch.pages(), health.as_deref())?;
        let router = readiness::mount(router, &readiness, health.as_deref())?;
        Ok(places.iter().fold(router, |router, place| {
            if place.is_of_actions() {
                place.mount(router, dispatch.clone())
            } else {
                cors::mount(router, place, dispatch.clone(), &shared)
            }
        }))
    }

    /// The server as a bare `tower::Service`. One that cannot be built answers nothing but 404, after a line in the log.
    pub(super) fn into_dispatch(self) -> Dispatch {
        let empty = || Tables {
            services: Vec::new(),
            actions: ActionTable::default(),
            routes: RouteTable::default(),
            documents: Vec::new(),
            config: Config::default(),
            gates: Gates::default(),
            site: Arc::default(),
        };
        self.try_into_dispatch().unwrap_or_else(|error| {
            tracing::error!(%error, "a service cannot be served");
            Dispatch::new(empty())
        })
    }

    /// The contracts of its services.
    pub(crate) fn contracts(&self) -> impl Iterator<Item = Contract> {
        self.services.iter().map(|service| service.contract)
    }

    fn try_into_dispatch(mut self) -> Result<Dispatch, BuildError> {
        names_are_unique(&self.services)?;
        formats_have_services(&self.config.formats, &self.services)?;
        limits_let_something_through(&self.config)?;
        types_can_be_said(&self.services)?;
        warn_without_key(&self.services);
        let actions = actions(&self.services)?;
        let mut routes = RouteTable::default();
        add_methods(&self.services, &mut routes)?;
        let documents = add_documents(self.documents()?, self.config.docs, &mut routes)?;
        let gates = Gates::new(&self.config.rates, self.contracts());
        let site = std::mem::take(&mut self.config.pages).build(self.contracts());
        Ok(Dispatch::new(Tables { services: self.services, actions, routes, documents, config: self.config, gates, site }))
    }
}
