//! The documents of a server's services.

use crate::server::openapi::document;
use crate::server::openapi::info::Infos;
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

/// Writes the documents of services. `counts_all`: the server counts the calls of all methods together.
///
/// # Errors
/// Two types of one schema name; words about a version that there is not.
pub(super) fn documents(services: &[Service], formats: &Formats, infos: &Infos, counts_all: bool) -> Result<Vec<ApiDocument>, BuildError> {
    let places = places(services);
    let versions: Vec<_> = places.keys().map(|(_, version)| *version).collect();
    if let Some(version) = infos.unknown(&versions) {
        return Err(BuildError(format!("`Server::info` speaks of version {version}, and no route has that version")));
    }
    let document = |((base, version), services): ((&'static str, Option<u32>), Vec<&Service>)| {
        let contracts: Vec<_> = services.iter().map(|service| (service.contract, formats.of(service.contract.service))).collect();
        let [document, older] = document::try_document(&contracts, version, infos.of(version), counts_all).map_err(BuildError)?;
        Ok(ApiDocument { base, version, document, older })
    };
    places.into_iter().map(document).collect()
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
