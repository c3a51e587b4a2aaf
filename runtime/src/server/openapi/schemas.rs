//! The schemas of a document: one of each name.

use super::{bounds, taken};
use crate::server::named::{Named, SchemaOf};
use schemars::Schema;
use schemars::generate::{SchemaGenerator, SchemaSettings};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Where components refer to each other.
const PREFIX: &str = "#/components/schemas/";

/// Makes schemas, and remembers which type gave each name.
#[derive(Debug)]
pub(super) struct Schemas {
    generator: SchemaGenerator,
    written: BTreeMap<String, Value>,
    types: BTreeMap<String, (String, &'static str)>,
    /// What keeps a server from being built.
    fault: Option<String>,
}

impl Schemas {
    pub(super) fn new() -> Self {
        let settings = SchemaSettings::draft2020_12().with(|settings| {
            settings.definitions_path = "/components/schemas".into();
            settings.meta_schema = None;
            settings.transforms.push(Box::new(bounds::write));
        });
        Self { generator: settings.into_generator(), written: BTreeMap::new(), types: BTreeMap::new(), fault: None }
    }

    /// The same, with these names taken.
    pub(super) fn without(names: &[String]) -> Self {
        let mut schemas = Self::new();
        for name in names {
            taken::take(&mut schemas.generator, name);
        }
        schemas
    }

    /// The schema of a type: a reference for one that has a name of its own.
    pub(super) fn of(&mut self, named: Named) -> Value {
        self.note(named);
        self.by(named.refer)
    }

    /// The schema that a function gives.
    pub(super) fn by(&mut self, schema: SchemaOf) -> Value {
        bounded(schema(&mut self.generator)).to_value()
    }

    /// The schema of a type, written out, with references to others only below.
    pub(super) fn inline(&mut self, named: Named) -> Schema {
        bounded((named.write)(&mut self.generator))
    }

    /// The schema that a reference leads to, or the schema itself.
    pub(super) fn resolved(&self, schema: &Value) -> Value {
        let name = schema.get("$ref").and_then(Value::as_str).and_then(|to| to.strip_prefix(PREFIX));
        name.and_then(|name| self.generator.definitions().get(name)).unwrap_or(schema).clone()
    }

    /// Notes what keeps a server from being built; the first such fault counts.
    pub(super) fn refuse(&mut self, fault: String) {
        self.fault.get_or_insert(fault);
    }

    /// Adds a schema of ours under a name, and refers to it.
    pub(super) fn add(&mut self, name: String, schema: impl FnOnce(&mut Self) -> Value) -> Value {
        if !self.written.contains_key(&name) {
            let schema = schema(self);
            self.written.insert(name.clone(), schema);
        }
        serde_json::json!({ "$ref": format!("{PREFIX}{name}") })
    }

    /// All schemas, and the first fault: two types over one name, or what was refused.
    pub(super) fn finish(mut self) -> (Map<String, Value>, Option<String>) {
        let mut all: Map<String, Value> = self.generator.take_definitions(true).into_iter().collect();
        for (name, schema) in self.written {
            all.insert(name, schema);
        }
        (all, self.fault)
    }

    /// Two types of one schema name would overwrite each other unseen.
    fn note(&mut self, named: Named) {
        if (named.is_inline)() {
            return;
        }
        let (name, id, new) = ((named.schema_name)().into_owned(), (named.schema_id)().into_owned(), (named.rust_name)());
        let (known, other) = self.types.entry(name.clone()).or_insert_with(|| (id.clone(), new));
        if *known != id {
            let conflict =
                format!("`{other}` and `{new}` share the schema name `{name}`; rename one for the document: #[schemars(rename = \"..\")]");
            self.refuse(conflict);
        }
    }
}

fn bounded(mut schema: Schema) -> Schema {
    bounds::write(&mut schema);
    schema
}
