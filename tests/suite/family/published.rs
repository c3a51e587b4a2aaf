//! The documents of all cases as one, in both renditions, for partners' tools. A type that several of them name is the same in each.

use super::case::Case;
use anyhow::{Context, Result, bail};
use axum::Router;
use axum::routing::get;
use serde_json::{Map, Value, json};

/// Both, with their names.
pub(super) fn documents(cases: &[Case]) -> Result<[(&'static str, Value); 2]> {
    let [mut current, mut older] = [Merged::default(), Merged::default()];
    for case in cases {
        let [published, its_older] = case.documents.clone();
        current.add(case.name, published)?;
        older.add(case.name, its_older)?;
    }
    Ok([("openapi.json", current.into_document()), ("openapi-3.0.json", older.into_document())])
}

/// Serves them beside all cases.
pub(super) fn router(documents: [(&str, Value); 2], cases: Router) -> Router {
    documents.into_iter().fold(cases, |router, (name, document)| {
        let document = document.to_string();
        router.route(&format!("/{name}"), get(async move || ([("content-type", "application/json")], document)))
    })
}

/// The documents that were added so far.
#[derive(Debug, Default)]
struct Merged {
    head: Map<String, Value>,
    paths: Map<String, Value>,
    components: Map<String, Value>,
}

impl Merged {
    /// Adds the document of a case.
    fn add(&mut self, case: &str, mut document: Value) -> Result<()> {
        for (path, mut operations) in taken(&mut document["paths"])? {
            for operation in operations.as_object_mut().into_iter().flat_map(Map::values_mut) {
                let id = operation["operationId"].as_str().context("an operation has an id")?.replace("Echo", case);
                operation["operationId"] = id.into();
            }
            self.paths.insert(format!("/{case}{path}"), operations);
        }
        for (kind, mut all) in taken(&mut document["components"])? {
            let known = self.components.entry(kind).or_insert_with(|| json!({}));
            for (name, component) in taken(&mut all)? {
                match known.get(&name) {
                    Some(known) if *known != component => bail!("`{name}` of {case} is another one: {known} and {component}"),
                    _ => known[name] = component,
                }
            }
        }
        self.head = taken(&mut document)?;
        Ok(())
    }

    /// All of them.
    fn into_document(mut self) -> Value {
        self.head.insert("paths".to_owned(), self.paths.into());
        self.head.insert("components".to_owned(), self.components.into());
        self.head.into()
    }
}

fn taken(value: &mut Value) -> Result<Map<String, Value>> {
    match value.take() {
        Value::Object(members) => Ok(members),
        other => bail!("no object: {other}"),
    }
}
