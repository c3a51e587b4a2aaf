//! The OpenAPI document of a version.
//!
//! In: what services promise, and the types of their routes. Out: one OpenAPI 3.1 document, the same bytes every time.
//!
//! Source: <https://spec.openapis.org/oas/v3.1.1.html>; schemas are JSON Schema 2020-12, by schemars.

mod body;
pub(crate) mod bounds;
mod location;
mod older;
mod operation;
mod problems;
mod rest;
mod schemas;
mod secrets;
mod security;
mod statuses;
mod taken;
mod text;
mod twice;
mod webhooks;

use super::format::ProblemFormat;
use crate::spec::{MethodSpec, ServiceSpec};
use schemas::Schemas;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

pub use older::openapi_3_0;
pub use secrets::secrets;

/// An OpenAPI document, as JSON.
pub type Document = Value;

/// What a service promises.
#[derive(Debug, Clone, Copy)]
pub struct Contract {
    /// What the methods share.
    pub service: &'static ServiceSpec,
    /// Every method, in declared order.
    pub methods: &'static [MethodSpec],
}

impl Contract {
    /// First each method by its newest route, then each as older versions know it: the order of the emitted adapters.
    pub(super) fn each(&self) -> impl Iterator<Item = &'static MethodSpec> + use<> {
        let methods = self.methods;
        methods.iter().chain(methods.iter().flat_map(|method| method.older))
    }
}

impl ServiceSpec {
    /// The whole contract of the service.
    #[doc(hidden)]
    pub const fn with(&'static self, methods: &'static [MethodSpec]) -> Contract {
        Contract { service: self, methods }
    }

    /// The document of one version of this service alone.
    ///
    /// Of two types that share a schema name, the second is left out: [`crate::server::Server`] refuses to serve such a service.
    #[doc(hidden)]
    pub fn document(&'static self, version: u32, methods: &'static [MethodSpec]) -> Document {
        write(&[(self.with(methods), None)], Some(version), false).0
    }
}

/// Collects the routes of one version.
#[derive(Debug)]
struct Describe {
    version: Option<u32>,
    schemas: Schemas,
    schemes: security::Schemes,
    paths: BTreeMap<String, Map<String, Value>>,
    /// Whether the server counts all calls.
    is_counted: bool,
    /// How the service that is being described shows its problems.
    format: Option<ProblemFormat>,
}

/// A service, and the format of its problems if it has its own.
pub(super) type Described<'a> = (Contract, Option<&'a ProblemFormat>);

impl Describe {
    fn of(version: Option<u32>, schemas: Schemas) -> Self {
        Self { version, schemas, schemes: security::Schemes::default(), paths: BTreeMap::new(), is_counted: false, format: None }
    }
}

/// The document of one version of some services; `None` for services without versions.
pub(super) fn try_document(services: &[Described<'_>], version: Option<u32>, is_counted: bool) -> Result<Document, String> {
    match write(services, version, is_counted) {
        (document, None) => Ok(document),
        (_, Some(conflict)) => Err(conflict),
    }
}

fn write(services: &[Described<'_>], version: Option<u32>, is_counted: bool) -> (Document, Option<String>) {
    let version = version.filter(|_| services.iter().any(|(contract, _)| contract.service.versions != crate::spec::Versions::Unversioned));
    let api = described(services, Describe { is_counted, ..Describe::of(version, Schemas::new()) });
    let (schemas, conflict) = api.schemas.finish();
    let conflict = conflict.or_else(|| conflict_within(services, version, &schemas));
    let document = json!({
        "openapi": "3.1.0",
        "info": info(services, version),
        "servers": [{ "url": "/" }],
        "tags": services.iter().map(tag).collect::<Vec<_>>(),
        "security": [],
        "paths": api.paths,
        "components": components(schemas, api.schemes.into_json()),
    });
    (document, conflict)
}

/// What operations refer to. Without a scheme that somebody named there are no schemes.
fn components(schemas: Map<String, Value>, schemes: Map<String, Value>) -> Value {
    if schemes.is_empty() { json!({ "schemas": schemas }) } else { json!({ "schemas": schemas, "securitySchemes": schemes }) }
}

fn described(services: &[Described<'_>], mut api: Describe) -> Describe {
    for (contract, format) in services {
        api.format = format.cloned();
        contract.methods.iter().flat_map(MethodSpec::routes).for_each(|method| api.method(method));
    }
    api
}

/// Two types of one name that no route names itself: they are within others.
fn conflict_within(services: &[Described<'_>], version: Option<u32>, schemas: &Map<String, Value>) -> Option<String> {
    let suspects = taken::suspects(schemas);
    if suspects.is_empty() {
        return None;
    }
    let (again, _) = described(services, Describe::of(version, Schemas::without(&suspects))).schemas.finish();
    let name = taken::shared(&suspects, &again)?;
    Some(format!("two types share the schema name `{name}`; rename one for the document: #[schemars(rename = \"..\")]"))
}

fn info(services: &[Described<'_>], version: Option<u32>) -> Value {
    let names: Vec<_> = services.iter().map(|(contract, _)| contract.service.name).collect();
    json!({ "title": names.join(", "), "version": version.map_or_else(|| "1".to_owned(), |version| version.to_string()) })
}

fn tag((contract, _): &Described<'_>) -> Value {
    match contract.service.doc.trim() {
        "" => json!({ "name": contract.service.name }),
        doc => json!({ "name": contract.service.name, "description": doc }),
    }
}
