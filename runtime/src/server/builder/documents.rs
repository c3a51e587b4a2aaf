//! The documents of a server's services.

use crate::server::openapi::info::Infos;
use crate::server::openapi::source::DocumentSource;
use crate::server::problem::build_error::BuildError;
use crate::server::problem::format::Formats;
use crate::server::service::erased::Service;
use serde_json::Value;
use std::collections::BTreeMap;

/// The OpenAPI document of one base and version, of all the services there.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ApiDocument {
    /// What the paths begin with: `/api`.
    pub base: &'static str,
    /// The version in the paths, if there is one.
    pub version: Option<u32>,
    /// OpenAPI 3.1.
    pub document: Value,
    /// The same in OpenAPI 3.0.3, for tools that know no other: it says less, and names one media type for each request body.
    pub older: Value,
}

impl ApiDocument {
    /// Writes the document of the services at a base.
    ///
    /// # Errors
    /// Two types of one schema name.
    pub(super) fn of((base, source): (&'static str, DocumentSource)) -> Result<Self, BuildError> {
        let [document, older] = source.write().map_err(BuildError)?;
        Ok(Self { base, version: source.version, document, older })
    }
}

/// Collects what the document of each base and version is made of. `counts_all`: the server counts the calls of all methods together.
///
/// # Errors
/// Words about a version that there is not.
pub(super) fn sources(
    services: &[Service],
    formats: &Formats,
    infos: &Infos,
    counts_all: bool,
) -> Result<Vec<(&'static str, DocumentSource)>, BuildError> {
    let places = places(services);
    let versions: Vec<_> = places.keys().map(|(_, version)| *version).collect();
    if let Some(version) = infos.unknown(&versions) {
        return Err(BuildError(format!("`Server::info` speaks of version {version}, and no route has that version")));
    }
    let source = |((base, version), services): ((&'static str, Option<u32>), Vec<&Service>)| {
        let services = services.iter().map(|service| (service.contract, formats.of(service.contract.service).cloned())).collect();
        (base, DocumentSource { version, services, info: infos.of(version).cloned(), is_counted: counts_all })
    };
    Ok(places.into_iter().map(source).collect())
}

/// The services that have routes, by where they are mounted.
fn places(services: &[Service]) -> BTreeMap<(&'static str, Option<u32>), Vec<&Service>> {
    let mut places: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for service in services.iter().filter(|service| service.contract.methods.iter().any(|method| method.route.is_some())) {
        for version in service.contract.service.versions.all() {
            places.entry((service.contract.service.base, version)).or_default().push(service);
        }
    }
    places
}
