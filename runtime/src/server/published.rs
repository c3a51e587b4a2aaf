//! The documents of a server's services.

use super::builder::Server;
use super::config::Config;
use super::mount::Service;
use super::openapi;
use super::problem::build_error::BuildError;
use serde_json::Value;
use std::collections::BTreeMap;

/// The OpenAPI document of one base and version, of all the services there.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Published {
    /// What the paths begin with: `/api`.
    pub base: &'static str,
    /// The version in the paths, if there is one.
    pub version: Option<u32>,
    /// OpenAPI 3.1.
    pub document: Value,
    /// The same in OpenAPI 3.0.3, for tools that know no other: it says less, and names one media type for each request body.
    pub older: Value,
}

impl Server {
    /// The OpenAPI documents as they will be served, by base and version.
    ///
    /// # Errors
    /// Two types of one schema name.
    pub fn documents(&self) -> Result<Vec<Published>, BuildError> {
        documents(&self.services, &self.config)
    }
}

pub(super) fn documents(services: &[Service], config: &Config) -> Result<Vec<Published>, BuildError> {
    let document = |((base, version), services): ((&'static str, Option<u32>), Vec<&Service>)| {
        let contracts: Vec<_> = services.iter().map(|service| (service.contract, config.formats.of(service.contract.service))).collect();
        let [document, older] = openapi::try_document(&contracts, version, config.rates.count_all()).map_err(BuildError)?;
        Ok(Published { base, version, document, older })
    };
    places(services).into_iter().map(document).collect()
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
