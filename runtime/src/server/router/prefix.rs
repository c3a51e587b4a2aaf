//! The prefixes below which a server answers on an axum router.
//!
//! In: the contracts of services. Out: the prefixes below which they have something, and the paths there that hold no capture. One service
//! answers below a prefix, whatever the path, so that no check can be lost to a route; paths without captures are also named each, since axum
//! then has nothing to capture and to keep.

use crate::server::describe::service::{Contract, versioned};
use crate::spec::MethodSpec;
use axum::Router;
use axum::body::Body;
use http::{Request, Response};
use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;

/// Prefix of actions.
const ACTIONS: &str = "/_action";

/// A prefix, and the paths below it that are known to the letter.
#[derive(Debug)]
pub(in crate::server) struct MountPrefix {
    prefix: String,
    paths: BTreeSet<String>,
}

impl MountPrefix {
    /// Collects the places of services, each once.
    pub(in crate::server) fn of(contracts: impl IntoIterator<Item = Contract>) -> Vec<Self> {
        let mut places = BTreeMap::<String, BTreeSet<String>>::new();
        for contract in contracts {
            add(contract, &mut places);
        }
        places.into_iter().map(|(prefix, paths)| Self { prefix, paths }).collect()
    }

    /// Collects the prefixes alone.
    pub(in crate::server) fn prefixes(contracts: impl IntoIterator<Item = Contract>) -> Vec<Self> {
        let prefixes: BTreeSet<_> = contracts.into_iter().flat_map(prefixes).collect();
        prefixes.into_iter().map(|prefix| Self { prefix, paths: BTreeSet::new() }).collect()
    }

    /// Whether actions are there.
    pub(in crate::server) fn is_of_actions(&self) -> bool {
        self.prefix == ACTIONS
    }

    /// Puts a service on a router, for all paths below the prefix.
    pub(in crate::server) fn mount<T>(&self, router: Router, service: T) -> Router
    where
        T: tower_service::Service<Request<Body>, Response = Response<Body>, Error = Infallible> + Clone + Send + Sync + 'static,
        T::Future: Send + 'static,
    {
        if self.prefix.is_empty() {
            return router.fallback_service(service);
        }
        let known = self.paths.iter().fold(router, |router, path| router.route_service(path, service.clone()));
        known.route_service(&format!("{}/{{*rest}}", self.prefix), service)
    }
}

fn prefixes(contract: Contract) -> impl Iterator<Item = String> {
    let spec = contract.service;
    let of_actions = contract.methods.iter().any(|method| method.action.is_some()).then(|| ACTIONS.to_owned());
    spec.versions.all().into_iter().map(|version| versioned(spec.base, version)).chain(of_actions)
}

fn add(contract: Contract, places: &mut BTreeMap<String, BTreeSet<String>>) {
    let spec = contract.service;
    for version in spec.versions.all() {
        let prefix = versioned(spec.base, version);
        let paths = contract.each().filter_map(|method| method.own_path_in(version)).filter(|path| is_literal(path));
        places.entry(prefix).or_default().extend(paths);
    }
    let actions: Vec<_> = contract.methods.iter().filter_map(action_path).collect();
    if !actions.is_empty() {
        places.entry(ACTIONS.to_owned()).or_default().extend(actions);
    }
}

fn action_path(method: &MethodSpec) -> Option<String> {
    method.action.map(|id| id.path().to_owned())
}

/// Whether axum takes a path to the letter.
fn is_literal(path: &str) -> bool {
    path.starts_with('/') && !path.contains(['{', '}', ':', '*'])
}
