//! The tables by which a server dispatches, and what two services cannot share.
//!
//! In: services and their options. Out: each action by its id, each route by its verb and path, the documents; or the first fault.

use crate::server::describe::ambiguity;
use crate::server::describe::paging;
use crate::server::describe::service::versioned;
use crate::server::dispatch::action_table::{Action, ActionTable};
use crate::server::dispatch::config::Config;
use crate::server::dispatch::dispatcher::Dispatch;
use crate::server::dispatch::docs_page::Docs;
use crate::server::dispatch::published::{Published, PublishedFile};
use crate::server::dispatch::route_table::{RouteTable, Target};
use crate::server::openapi::source::DocumentSource;
use crate::server::problem::build_error::BuildError;
use crate::server::problem::format::Formats;
use crate::server::service::erased::Service;
use crate::spec::{ActionId, MethodSpec, Verb};
use http::Method;
use std::sync::Once;

pub(super) fn names_are_unique(services: &[Service]) -> Result<(), BuildError> {
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

pub(super) fn formats_have_services(formats: &Formats, services: &[Service]) -> Result<(), BuildError> {
    match formats.stray(services.iter().map(|service| service.contract.service)) {
        Some(service) => Err(BuildError(format!("`problems_of` names `{}`, which is not on this server", service.name))),
        None => Ok(()),
    }
}

pub(super) fn types_can_be_said(services: &[Service]) -> Result<(), BuildError> {
    match methods(services).find_map(|action| ambiguity::fault(action.method).or_else(|| paging::fault(action.method))) {
        Some(fault) => Err(BuildError(fault)),
        None => Ok(()),
    }
}

/// Without a key the ids are opaque, but can be derived from the source. A process says so once; a build for development does not.
pub(super) fn warn_without_key(services: &[Service]) {
    static WARNED: Once = Once::new();
    let keyless = |service: &Service| service.contract.methods.iter().any(|method| method.action.is_some() && !method.keyed);
    if !cfg!(debug_assertions) && services.iter().any(keyless) {
        WARNED.call_once(|| tracing::warn!("TRIFOLD_KEY was not set at build time: the ids of actions can be derived from the source"));
    }
}

/// Every method with its service's place and its own: first each by its newest route, then each as older versions know it.
fn methods(services: &[Service]) -> impl Iterator<Item = Action> + '_ {
    let of_service = |(place, service): (usize, &'_ Service)| {
        service.contract.each().enumerate().map(move |(index, method)| Action { service: place, index, method })
    };
    services.iter().enumerate().flat_map(of_service)
}

pub(super) fn actions(services: &[Service]) -> Result<ActionTable, BuildError> {
    let mut actions = ActionTable::default();
    for action in methods(services) {
        let Some(id) = action.method.action else { continue };
        if let Some(other) = actions.add(id.tag(), action) {
            return Err(BuildError(format!("{} and {} have one action id", full_name(other.method), full_name(action.method))));
        }
    }
    Ok(actions)
}

pub(super) fn add_methods(services: &[Service], routes: &mut RouteTable) -> Result<(), BuildError> {
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

/// The documents, each at its path, to be made when somebody asks; beside it the same for tools that know OpenAPI 3.0, and a page for people.
///
/// # Errors
/// A fault that no document could have, such as two types of one schema name.
pub(super) fn add_documents(
    sources: Vec<(&'static str, DocumentSource)>,
    docs: Docs,
    routes: &mut RouteTable,
) -> Result<Vec<PublishedFile>, BuildError> {
    let mut documents = Vec::new();
    for (base, source) in sources {
        source.check().map_err(BuildError)?;
        let place = versioned(base, source.version);
        let pages = docs.parts().into_iter().map(|(name, page)| (name, PublishedFile::Page(page)));
        for (name, file) in Published::new(source).files().into_iter().chain(pages) {
            let path = format!("{place}/{name}");
            // Without docs, the document alone comes before a route with a capture there.
            let gives_way = docs.are_off() && name != "openapi.json" && routes.has_target(&Method::GET, &path);
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

/// Refuses the path of a probe at which a route would answer.
pub(super) fn probes_have_their_paths<'a>(dispatch: &Dispatch, mut probes: impl Iterator<Item = &'a str>) -> Result<(), BuildError> {
    match probes.find(|path| path.starts_with(ActionId::PREFIX) || dispatch.has_route(path)) {
        Some(path) => Err(BuildError(format!("`{path}` is the path of a route or of an action; write one of its own such as `/healthz`"))),
        None => Ok(()),
    }
}

/// Refuses a limit of zero.
pub(super) fn limits_let_something_through(config: &Config) -> Result<(), BuildError> {
    match config
        .limits
        .nothing()
        .or_else(|| config.streams.nothing())
        .or_else(|| config.rates.nothing())
        .or_else(|| config.answers.nothing())
    {
        Some(name) => Err(BuildError(format!("`{name}` is zero: every call would be refused"))),
        None => Ok(()),
    }
}
