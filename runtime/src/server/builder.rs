//! Puts services together into one router.
//!
//! In: services and permissions. Out: a `tower::Service`, or a router around it. What two services cannot share is found here, before
//! anything is served.

use super::config::Config;
use super::cors;
use super::dispatch::{Action, Dispatch, Tables};
use super::fixed::Fixed;
use super::format::ProblemFormat;
use super::health;
use super::idempotency::IdempotencyStore;
use super::manifest::Manifest;
use super::mount::{Mount, Service};
use super::place::Place;
use super::published::{self, Published};
use super::rate::Gates;
use super::readiness;
use super::routes::{Routes, Target};
use super::unsaid;
use crate::spec::{MethodSpec, ServiceSpec, Tag, Verb};
use axum::Router;
use http::Method;
use serde_json::Value;
use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// Puts services together: their actions, their routes, their documents.
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct Server {
    pub(super) services: Vec<Service>,
    pub(super) config: Config,
}

/// Something that cannot be served: two services together, or a route that is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuildError(pub(super) String);

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for BuildError {}

impl Server {
    /// A server without services.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a service: a generated `TodosServer`.
    pub fn add_service(self, service: impl Mount) -> Self {
        self.add(service.mount())
    }

    pub(super) fn config_mut(&mut self) -> &mut Config {
        &mut self.config
    }

    pub(super) fn add(mut self, service: Service) -> Self {
        self.services.push(service);
        self
    }

    /// Shows the problems of one service's routes in a format that is given from outside: `problems_of(TodosSpec::SERVICE, format)`.
    ///
    /// Everything that the service's paths refuse takes this form: its own errors, contexts that refuse without a body of their own, input
    /// that cannot be read, other verbs, unknown paths below its prefix. Actions keep problem documents.
    pub fn problems_of(mut self, service: ServiceSpec, format: ProblemFormat) -> Self {
        self.config.formats.set(service, format);
        self
    }

    /// Keeps the answers of calls with an idempotency key, of forms with a one-time key and of deliveries of webhooks here, instead of in a
    /// [`MemoryStore`](super::MemoryStore).
    pub fn idempotency_store(mut self, store: impl IdempotencyStore) -> Self {
        self.config.answers.store = Arc::new(store);
        self
    }

    /// Sets how long the store may take for all that one call asks of it. A claim that comes later is a 503; an answer that is not kept by then
    /// goes out all the same, with a line in the log. The default is a second.
    pub fn store_deadline(mut self, deadline: Duration) -> Self {
        self.config.answers.deadline = deadline;
        self
    }

    /// Sets how long an answer is kept for a second call of its key. The default is a day.
    pub fn keep_answers(mut self, keep: Duration) -> Self {
        self.config.answers.keep = keep;
        self
    }

    /// What will be served: each fold of each method, with its path and its contexts. Print it at startup, and hold it in a file by a test.
    pub fn manifest(&self) -> Manifest {
        Manifest::new(self.services.iter().flat_map(|service| service.contract.methods))
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
        let places = Place::of(&self.services);
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
            actions: HashMap::new(),
            routes: Routes::default(),
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

    fn try_into_dispatch(mut self) -> Result<Dispatch, BuildError> {
        names_are_unique(&self.services)?;
        formats_have_services(&self.config, &self.services)?;
        limits_let_something_through(&self.config)?;
        types_can_be_said(&self.services)?;
        warn_without_key(&self.services);
        let actions = actions(&self.services)?;
        let mut routes = Routes::default();
        add_methods(&self.services, &mut routes)?;
        let documents = add_documents(&self.services, &self.config, &mut routes)?;
        let gates = Gates::new(&self.config.rates, &self.services);
        let contracts: Vec<_> = self.services.iter().map(|service| service.contract).collect();
        let site = std::mem::take(&mut self.config.pages).build(&contracts);
        Ok(Dispatch::new(Tables { services: self.services, actions, routes, documents, config: self.config, gates, site }))
    }
}

fn names_are_unique(services: &[Service]) -> Result<(), BuildError> {
    let services: Vec<_> = services.iter().map(|service| service.contract.service).collect();
    for (i, one) in services.iter().enumerate() {
        if let Some(other) = services[..i].iter().find(|other| other.name == one.name) {
            return Err(BuildError(format!(
                "two services are called `{}` (packages `{}` and `{}`); give one another wire name: #[service(name = \"..\")]",
                one.name, other.package, one.package
            )));
        }
    }
    Ok(())
}

fn formats_have_services(config: &Config, services: &[Service]) -> Result<(), BuildError> {
    match config.formats.stray(services.iter().map(|service| service.contract.service)) {
        Some(service) => Err(BuildError(format!("`problems_of` names `{}`, which is not on this server", service.name))),
        None => Ok(()),
    }
}

fn limits_let_something_through(config: &Config) -> Result<(), BuildError> {
    match config.limits.nothing().or_else(|| config.rates.nothing()).or_else(|| config.answers.nothing()) {
        Some(name) => Err(BuildError(format!("`{name}` is zero: every call would be refused"))),
        None => Ok(()),
    }
}

fn types_can_be_said(services: &[Service]) -> Result<(), BuildError> {
    match methods(services).find_map(|action| unsaid::fault(action.method)) {
        Some(fault) => Err(BuildError(fault)),
        None => Ok(()),
    }
}

/// Without a key the ids are opaque, but can be derived from the source.
fn warn_without_key(services: &[Service]) {
    let keyless = |service: &&Service| service.contract.methods.iter().any(|method| method.action.is_some() && !method.keyed);
    for service in services.iter().filter(keyless) {
        tracing::warn!(
            service = service.contract.service.name,
            "TRIFOLD_KEY is not set at build time: the action ids can be derived from the source"
        );
    }
}

/// Every method with its service's place and its own: first each by its newest route, then each as older versions know it.
fn methods(services: &[Service]) -> impl Iterator<Item = Action> + '_ {
    let of_service = |(place, service): (usize, &'_ Service)| {
        service.contract.each().enumerate().map(move |(index, method)| Action { service: place, index, method })
    };
    services.iter().enumerate().flat_map(of_service)
}

fn actions(services: &[Service]) -> Result<HashMap<Tag, Action>, BuildError> {
    let mut actions = HashMap::new();
    for action in methods(services) {
        let Some(id) = action.method.action else { continue };
        if let Some(other) = actions.insert(*id.tag(), action) {
            return Err(BuildError(format!("{} and {} have one action id", full_name(other.method), full_name(action.method))));
        }
    }
    Ok(actions)
}

fn add_methods(services: &[Service], routes: &mut Routes) -> Result<(), BuildError> {
    for Action { service, index, method } in methods(services) {
        for version in method.service.versions.all() {
            let (Some(verb), Some(path)) = (method.verb(), method.own_path_in(version)) else { continue };
            let target = Target::Method { service, index, method, version };
            routes.add(verb, &path, target).map_err(|taken| BuildError(conflict(verb, &path, taken, method)))?;
        }
    }
    Ok(())
}

fn conflict(verb: Verb, path: &str, taken: Target, method: &MethodSpec) -> String {
    let other = match taken {
        Target::Method { method, .. } => full_name(method),
        Target::Document(_) => "an OpenAPI document".to_owned(),
    };
    format!("{verb} {path} is both {other} and {}", full_name(method))
}

/// The documents, each at its path; beside it the same for tools that know OpenAPI 3.0, and a page for people.
fn add_documents(services: &[Service], config: &Config, routes: &mut Routes) -> Result<Vec<Fixed>, BuildError> {
    let mut documents = Vec::new();
    for Published { base, version, document, older } in published::documents(services, config)? {
        let place = version.map_or_else(|| base.to_owned(), |version| format!("{base}/v{version}"));
        let json = |document: &Value| Fixed::new("application/json", document.to_string());
        let files = [("openapi.json", json(&document)), ("openapi-3.0.json", json(&older))];
        for (name, file) in files.into_iter().chain(config.docs.parts()) {
            let path = format!("{place}/{name}");
            // Without docs, the document alone comes before a route with a capture there.
            let gives_way = config.docs.are_off() && name != "openapi.json" && routes.find(&Method::GET, &path).is_ok();
            // A method that serves this very path by itself keeps it.
            if !gives_way && routes.add(Verb::Get, &path, Target::Document(documents.len())).is_ok() {
                documents.push(file);
            }
        }
    }
    Ok(documents)
}

fn full_name(method: &MethodSpec) -> String {
    format!("`{}.{}` of `{}`", method.service.name, method.name, method.service.package)
}
