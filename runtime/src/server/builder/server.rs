//! Puts services together into one router.
//!
//! In: services and permissions. Out: a `tower::Service`, or a router around it. What two services cannot share is found here, before
//! anything is served.

use super::documents::{self, ApiDocument};
use super::manifest::Manifest;
use super::tables::{
    actions, add_documents, add_methods, formats_have_services, limits_let_something_through, names_are_unique, probes_have_their_paths,
    types_can_be_said, warn_without_key,
};
use crate::server::describe::service::Contract;
use crate::server::dispatch::config::Config;
use crate::server::dispatch::dispatcher::{Dispatch, Tables};
use crate::server::dispatch::route_table::RouteTable;
use crate::server::guard::rate_limit::MethodLimiters;
use crate::server::openapi::source::DocumentSource;
use crate::server::problem::build_error::BuildError;
use crate::server::router::cors::WithCors;
use crate::server::router::prefix::MountPrefix;
use crate::server::router::server_service::ServerService;
use crate::server::router::{health, readiness};
use crate::server::service::erased::{Mount, Service};
use axum::Router;

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
    pub fn add_service(mut self, service: impl Mount) -> Self {
        self.services.push(service.mount());
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
    /// Two types of one schema name; [`Server::info`] of a version that there is not.
    pub fn documents(&self) -> Result<Vec<ApiDocument>, BuildError> {
        self.document_sources()?.into_iter().map(ApiDocument::of).collect()
    }

    /// The server as a `tower::Service`: `POST /_action/{id}`, the routes, `/api/v1/openapi.json`, and the pages. An action and a route are reached
    /// without a router in front; what is not the server's own goes to the router of [`Server::pages`].
    ///
    /// A layer around it is around everything. One of [`Server::layer`] is around the calls of methods, and knows which.
    ///
    /// # Panics
    /// If two services cannot be served together; [`Server::try_into_service`] says so instead. If a page has a path of ours.
    pub fn into_service(self) -> ServerService {
        built(self.try_into_service())
    }

    /// The server as a `tower::Service`, if the services can be served together.
    ///
    /// # Errors
    /// Two services of one name, one action id, one verb and path, or two types of one schema name. A parameter that a method takes twice,
    /// a location that its result has no member for, and a type whose values JSON could not say: two members of one
    /// name, two values that are both `null`.
    pub fn try_into_service(self) -> Result<ServerService, BuildError> {
        let contracts: Vec<_> = self.contracts().collect();
        let (cors, health, readiness) = (self.config.cors.clone(), self.config.health.clone(), self.config.readiness.clone());
        let dispatch = self.try_into_dispatch()?;
        let shared = WithCors::new(&dispatch, &cors);
        let rest = health::mount(dispatch.pages(), health.as_deref())?;
        let rest = readiness::mount(rest, &readiness, health.as_deref())?;
        probes_have_their_paths(&dispatch, health.as_deref().into_iter().chain(readiness.path()))?;
        // The router refuses a page at a path of ours. Nobody asks it for such a path.
        let places = if dispatch.has_pages() { MountPrefix::of(contracts) } else { MountPrefix::prefixes(contracts) };
        let rest = places.iter().fold(rest, |rest, place| match &shared {
            Some(shared) if !place.is_of_actions() => place.mount(rest, shared.clone()),
            _ => place.mount(rest, dispatch.clone()),
        });
        Ok(ServerService::new(dispatch, shared, rest))
    }

    /// The server as a router, to be merged with others or nested on one. By itself it is what [`Server::into_service`] is, with a router in
    /// front that costs time.
    ///
    /// At the root, `merge` it with other routers. Below a prefix (`Router::nest`) routes, documents and forms that are sent to their page say
    /// where they are; an action's own path begins at the root, so clients do not find it there. What should begin otherwise than with `/api`
    /// has a `base` in its `#[service]`.
    ///
    /// The pages stand behind the router's fallback, so a `fallback` of the application belongs into [`Server::pages`] too. `Router::layer` is around
    /// them, `Router::route_layer` is not.
    ///
    /// # Panics
    /// As [`Server::into_service`].
    pub fn into_router(self) -> Router {
        built(self.try_into_router())
    }

    /// The router, if the services can be served together.
    ///
    /// # Errors
    /// As [`Server::try_into_service`].
    pub fn try_into_router(self) -> Result<Router, BuildError> {
        let places = MountPrefix::of(self.contracts());
        let probes: Vec<_> = self.config.health.iter().map(String::as_str).chain(self.config.readiness.path()).map(str::to_owned).collect();
        let service = self.try_into_service()?;
        let router = probes.iter().fold(Router::new(), |router, path| router.route_service(path, service.clone()));
        let router = places.iter().fold(router, |router, place| place.mount(router, service.clone()));
        Ok(if service.has_pages() { router.fallback_service(service) } else { router })
    }

    /// The contracts of its services.
    pub(crate) fn contracts(&self) -> impl Iterator<Item = Contract> {
        self.services.iter().map(|service| service.contract)
    }

    fn document_sources(&self) -> Result<Vec<(&'static str, DocumentSource)>, BuildError> {
        documents::sources(&self.services, &self.config.formats, &self.config.infos, self.config.rates.count_all())
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
        let documents = add_documents(self.document_sources()?, self.config.docs, &mut routes)?;
        let gates = MethodLimiters::new(&self.config.rates, self.contracts());
        let site = std::mem::take(&mut self.config.pages).build(self.contracts());
        Ok(Dispatch::new(Tables { services: self.services, actions, routes, documents, config: self.config, gates, site }))
    }
}

fn built<T>(server: Result<T, BuildError>) -> T {
    match server {
        Ok(server) => server,
        Err(error) => panic!("{error}"),
    }
}
