//! The OpenAPI document of a version, in 3.1 and in 3.0.3.

use super::builder::DocumentBuilder;
use super::faults;
use super::schemas::Schemas;
use super::source::{Described, DocumentSource};
use super::{shared_responses, v3_0};
use crate::spec::{MethodSpec, ServiceSpec};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// An OpenAPI document, as JSON.
pub type Document = Value;

impl ServiceSpec {
    /// The document of one version of this service alone.
    ///
    /// Of two types that share a schema name, the second is left out: [`crate::server::Server`] refuses to serve such a service.
    #[doc(hidden)]
    pub fn document(&'static self, version: u32, methods: &'static [MethodSpec]) -> Document {
        let services = vec![(self.with(methods), None)];
        DocumentSource { version: Some(version), services, info: None, is_counted: false }.parts().0.current()
    }
}

impl DocumentSource {
    /// Makes the document, in 3.1 and in 3.0.3.
    ///
    /// # Errors
    /// The first fault.
    pub(in crate::server) fn write(&self) -> Result<[Document; 2], String> {
        match self.parts() {
            (parts, None) => Ok([parts.current(), parts.older()]),
            (_, Some(fault)) => Err(fault),
        }
    }

    /// Tells if the document can be made. It is made for that only where the types leave it open.
    ///
    /// # Errors
    /// As [`Self::write`].
    pub(in crate::server) fn check(&self) -> Result<(), String> {
        if faults::are_ruled_out(self) { Ok(()) } else { self.parts().1.map_or(Ok(()), Err) }
    }
}

/// Parts of a document, its schemas in 2020-12.
struct Parts {
    /// Members that stand before the operations.
    head: Map<String, Value>,
    paths: BTreeMap<String, Map<String, Value>>,
    schemas: Map<String, Value>,
    responses: Map<String, Value>,
    schemes: Map<String, Value>,
}

impl Parts {
    fn current(&self) -> Document {
        self.document("3.1.0", json!(self.paths), self.schemas.clone(), self.responses.clone())
    }

    fn older(&self) -> Document {
        let operations = |path: &Map<String, Value>| path.iter().map(|(verb, of)| (verb.clone(), v3_0::operation::operation(of))).collect();
        let paths: Map<_, _> = self.paths.iter().map(|(path, of)| (path.clone(), Value::Object(operations(of)))).collect();
        let responses = v3_0::schema::each_of(&self.responses, v3_0::operation::response);
        let mut document = self.document("3.0.3", paths.into(), v3_0::schema::each_of(&self.schemas, v3_0::schema::older), responses);
        v3_0::nullable::write(&mut document);
        v3_0::unused::remove(&mut document);
        document
    }

    fn document(&self, version: &str, paths: Value, schemas: Map<String, Value>, responses: Map<String, Value>) -> Document {
        let mut document = Map::from_iter([("openapi".to_owned(), version.into())]);
        document.extend(self.head.clone());
        document.insert("paths".to_owned(), paths);
        document.insert("components".to_owned(), components(schemas, responses, self.schemes.clone()));
        document.into()
    }
}

impl DocumentSource {
    /// The parts, and the first fault.
    fn parts(&self) -> (Parts, Option<String>) {
        let Self { version, services, info, is_counted } = self;
        let version =
            version.filter(|_| services.iter().any(|(contract, _)| contract.service.versions != crate::spec::Versions::Unversioned));
        let builder = DocumentBuilder { is_counted: *is_counted, info: info.clone(), ..DocumentBuilder::of(version, Schemas::new()) };
        let mut api = described(services, builder);
        let (schemas, links, fault) = api.schemas.finish();
        for operation in api.paths.values_mut().flat_map(Map::values_mut) {
            for place in ["parameters", "requestBody"] {
                operation.get_mut(place).into_iter().for_each(|place| links.follow(place));
            }
        }
        let responses = shared_responses::take(api.paths.values_mut().flat_map(Map::values_mut));
        let head = [
            ("info", head_of(services, version)),
            ("servers", json!([{ "url": "/" }])),
            ("tags", services.iter().map(tag).collect()),
            ("security", json!([])),
        ];
        let mut head = head.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        if let Some(info) = info {
            info.onto_head(&mut head);
        }
        (Parts { head, paths: api.paths, schemas, responses, schemes: api.schemes.into_json() }, fault)
    }
}

/// Components that operations refer to; of a kind that has none there is no word.
fn components(schemas: Map<String, Value>, responses: Map<String, Value>, schemes: Map<String, Value>) -> Value {
    let further = [("responses", responses), ("securitySchemes", schemes)].into_iter().filter(|(_, all)| !all.is_empty());
    let all = [("schemas", schemas)].into_iter().chain(further);
    all.map(|(kind, all)| (kind.to_owned(), all.into())).collect::<Map<_, _>>().into()
}

fn described(services: &[Described], mut api: DocumentBuilder) -> DocumentBuilder {
    for (contract, format) in services {
        api.format = format.clone();
        contract.methods.iter().flat_map(MethodSpec::routes).for_each(|method| api.method(method));
    }
    api
}

fn head_of(services: &[Described], version: Option<u32>) -> Value {
    let names: Vec<_> = services.iter().map(|(contract, _)| contract.service.name).collect();
    json!({ "title": names.join(", "), "version": version.map_or_else(|| "1".to_owned(), |version| version.to_string()) })
}

fn tag((contract, _): &Described) -> Value {
    match contract.service.doc.trim() {
        "" => json!({ "name": contract.service.name }),
        doc => json!({ "name": contract.service.name, "description": doc }),
    }
}
