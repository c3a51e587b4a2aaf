//! The OpenAPI document of a version.
//!
//! In: what services promise, and the types of their routes. Out: one OpenAPI 3.1 document, the same bytes every time.
//!
//! Source: <https://spec.openapis.org/oas/v3.1.1.html>; schemas are JSON Schema 2020-12, by schemars.

mod operation;
mod schemas;

use crate::spec::{MethodSpec, ServiceSpec};
use schemas::Schemas;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

pub use operation::Operation;

/// An OpenAPI document, as JSON.
pub type Document = Value;

/// A service, and the function that names the types of its routes.
#[derive(Debug, Clone, Copy)]
pub struct Described {
    /// What the methods share.
    pub service: &'static ServiceSpec,
    /// The emitted function.
    pub describe: fn(&mut Describe),
}

/// Collects the routes of one version.
#[derive(Debug)]
pub struct Describe {
    version: Option<u32>,
    schemas: Schemas,
    paths: BTreeMap<String, Map<String, Value>>,
}

impl Describe {
    /// Describes the route of a method, if this version has it.
    pub fn route(&mut self, method: &'static MethodSpec) -> Operation<'_> {
        Operation::new(self, method)
    }
}

/// The document of one version of some services.
///
/// Of two types that share a schema name, the second is left out: [`crate::server::Server`] refuses to serve such services.
pub fn document(services: &[Described], version: u32) -> Document {
    write(services, Some(version)).0
}

/// The document of one version of some services; `None` for services without versions.
pub(super) fn try_document(services: &[Described], version: Option<u32>) -> Result<Document, String> {
    match write(services, version) {
        (document, None) => Ok(document),
        (_, Some(conflict)) => Err(conflict),
    }
}

fn write(services: &[Described], version: Option<u32>) -> (Document, Option<String>) {
    let version = version.filter(|_| services.iter().any(|described| described.service.versions != crate::spec::Versions::Unversioned));
    let mut api = Describe { version, schemas: Schemas::new(), paths: BTreeMap::new() };
    for described in services {
        (described.describe)(&mut api);
    }
    let (schemas, conflict) = api.schemas.finish();
    let document = json!({
        "openapi": "3.1.0",
        "info": info(services, version),
        "servers": [{ "url": "/" }],
        "tags": services.iter().map(tag).collect::<Vec<_>>(),
        "security": [],
        "paths": api.paths,
        "components": { "schemas": schemas },
    });
    (document, conflict)
}

fn info(services: &[Described], version: Option<u32>) -> Value {
    let names: Vec<_> = services.iter().map(|described| described.service.name).collect();
    json!({ "title": names.join(", "), "version": version.map_or_else(|| "1".to_owned(), |version| version.to_string()) })
}

fn tag(described: &Described) -> Value {
    match described.service.doc.trim() {
        "" => json!({ "name": described.service.name }),
        doc => json!({ "name": described.service.name, "description": doc }),
    }
}
