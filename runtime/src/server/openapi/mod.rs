//! The OpenAPI document of a version.
//!
//! In: what services promise, and the types of their routes. Out: one OpenAPI 3.1 document, the same bytes every time.
//!
//! Source: <https://spec.openapis.org/oas/v3.1.1.html>; schemas are JSON Schema 2020-12.

mod body;
pub(crate) mod bounds;
mod links;
mod location;
mod older;
mod operation;
mod problems;
mod rest;
mod schemas;
mod secrets;
mod security;
mod statuses;
mod text;
mod twice;
mod webhooks;

use super::describe::service::Contract;
use super::problem::format::ProblemFormat;
use crate::spec::{MethodSpec, ServiceSpec};
use schemas::Schemas;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

pub(super) use secrets::of_secret;
pub(super) use text::without_null;

/// An OpenAPI document, as JSON.
pub type Document = Value;

impl ServiceSpec {
    /// The document of one version of this service alone.
    ///
    /// Of two types that share a schema name, the second is left out: [`crate::server::Server`] refuses to serve such a service.
    #[doc(hidden)]
    pub fn document(&'static self, version: u32, methods: &'static [MethodSpec]) -> Document {
        write(&[(self.with(methods), None)], Some(version), false).0.current()
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

/// The document of one version of some services, in 3.1 and in 3.0.3; `None` for services without versions.
pub(super) fn try_document(services: &[Described<'_>], version: Option<u32>, is_counted: bool) -> Result<[Document; 2], String> {
    match write(services, version, is_counted) {
        (parts, None) => Ok([parts.current(), parts.older()]),
        (_, Some(conflict)) => Err(conflict),
    }
}

/// What a document is made of, its schemas in 2020-12.
struct Parts {
    /// What stands before the operations.
    head: Map<String, Value>,
    paths: BTreeMap<String, Map<String, Value>>,
    schemas: Map<String, Value>,
    schemes: Map<String, Value>,
}

impl Parts {
    fn current(&self) -> Document {
        self.document("3.1.0", json!(self.paths), self.schemas.clone())
    }

    fn older(&self) -> Document {
        let operations = |path: &Map<String, Value>| path.iter().map(|(verb, of)| (verb.clone(), older::operation(of))).collect();
        let paths: Map<_, _> = self.paths.iter().map(|(path, of)| (path.clone(), Value::Object(operations(of)))).collect();
        self.document("3.0.3", paths.into(), older::each_of(&self.schemas, older::schema))
    }

    fn document(&self, version: &str, paths: Value, schemas: Map<String, Value>) -> Document {
        let mut document = self.head.clone();
        document.insert("openapi".to_owned(), version.into());
        document.insert("paths".to_owned(), paths);
        document.insert("components".to_owned(), components(schemas, self.schemes.clone()));
        document.into()
    }
}

fn write(services: &[Described<'_>], version: Option<u32>, is_counted: bool) -> (Parts, Option<String>) {
    let version = version.filter(|_| services.iter().any(|(contract, _)| contract.service.versions != crate::spec::Versions::Unversioned));
    let mut api = described(services, Describe { is_counted, ..Describe::of(version, Schemas::new()) });
    let (schemas, links, conflict) = api.schemas.finish();
    for operation in api.paths.values_mut().flat_map(Map::values_mut) {
        for place in ["parameters", "requestBody"] {
            operation.get_mut(place).into_iter().for_each(|place| links.follow(place));
        }
    }
    let head = [
        ("info", info(services, version)),
        ("servers", json!([{ "url": "/" }])),
        ("tags", services.iter().map(tag).collect()),
        ("security", json!([])),
    ];
    let head = head.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    (Parts { head, paths: api.paths, schemas, schemes: api.schemes.into_json() }, conflict)
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
