//! The schemas of a document: one of each name, or two where what is read is not what is written.

use super::request_names::{PREFIX, RequestNames};
use crate::server::describe::number_bounds;
use crate::server::describe::type_info::{Named, SchemaOf};
use crate::server::schema::{Clash, Components, SchemaDirection, Walk, is_component, is_known};
use crate::spec::MethodSpec;
use crate::wire::table::TypeFn;
use schemars::Schema;
use schemars::generate::{SchemaGenerator, SchemaSettings};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Makes schemas, and remembers which type gave each name.
#[derive(Debug)]
pub(super) struct Schemas {
    answers: Side,
    requests: Side,
    written: BTreeMap<String, Value>,
    /// True if there are several versions.
    has_versions: bool,
    /// What keeps a server from being built.
    fault: Option<String>,
}

/// What goes one way.
#[derive(Debug)]
struct Side {
    generator: SchemaGenerator,
    components: Components,
}

/// A type whose schema is asked for: by its table where that says all, else by schemars.
#[derive(Debug, Clone, Copy)]
pub(super) struct SchemaSource {
    pub(super) table: Option<TypeFn>,
    pub(super) named: Named,
}

impl Side {
    fn new(settings: SchemaSettings) -> Self {
        Self { generator: settings.into_generator(), components: Components::default() }
    }

    fn of(&mut self, SchemaSource { table, named }: SchemaSource, is_inline: bool) -> Value {
        let Self { generator, components } = self;
        match table.filter(|ty| is_known(*ty)) {
            Some(ty) if is_inline => Walk::new(generator, components).inline(ty),
            Some(ty) => Walk::new(generator, components).of(ty),
            None if is_inline => bounded((named.write)(generator)),
            None => bounded((named.refer)(generator)),
        }
    }

    fn get(&self, name: &str) -> Option<&Value> {
        self.components.get(name).or_else(|| self.generator.definitions().get(name))
    }

    /// All components, and the first name of two that do not look alike. An older version has types of its own by `key`.
    fn finish(mut self, key: Option<&str>) -> (BTreeMap<String, Value>, Option<String>) {
        let mut clash = self.components.clash().map(|clash| told(&clash, key));
        let mut all: BTreeMap<_, _> = self.components.take().collect();
        for (name, schema) in self.generator.take_definitions(true) {
            let known = all.entry(name.clone()).or_insert_with(|| schema.clone());
            if *known != schema {
                clash.get_or_insert_with(|| {
                    format!("two types share the schema name `{name}`; rename one for the document: #[schemars(rename = \"..\")]")
                });
            }
        }
        (all, clash)
    }
}

impl Schemas {
    pub(super) fn new() -> Self {
        let settings = settings();
        Self {
            answers: Side::new(settings.clone().for_serialize()),
            requests: Side::new(settings.for_deserialize()),
            written: BTreeMap::new(),
            has_versions: false,
            fault: None,
        }
    }

    fn side(&mut self, way: SchemaDirection) -> &mut Side {
        match way {
            SchemaDirection::Written => &mut self.answers,
            SchemaDirection::Read => &mut self.requests,
        }
    }

    /// Takes the types that follow for those of a method.
    pub(super) fn of_method(&mut self, method: &MethodSpec, version: Option<u32>) {
        self.has_versions |= method.service.versions.all().len() > 1;
        let of_version = version.map(|version| format!(" of version {version}")).unwrap_or_default();
        for side in [&mut self.answers, &mut self.requests] {
            side.components.of_method(format!("`{}.{}`{of_version}", method.service.name, method.name));
        }
    }

    /// The schema of a type: a reference for one that has a name of its own.
    pub(super) fn of(&mut self, way: SchemaDirection, typed: SchemaSource) -> Value {
        self.side(way).of(typed, false)
    }

    /// The schema of a type, written out, with references to others only below.
    pub(super) fn inline(&mut self, way: SchemaDirection, typed: SchemaSource) -> Value {
        self.side(way).of(typed, true)
    }

    /// The schema that a function gives, of an answer.
    pub(super) fn by(&mut self, schema: SchemaOf) -> Value {
        bounded(schema(&mut self.answers.generator))
    }

    /// The schema of an answer that a reference leads to, or the schema itself.
    pub(super) fn resolved(&self, schema: &Value) -> Value {
        let name = schema.get("$ref").and_then(Value::as_str).and_then(|to| to.strip_prefix(PREFIX));
        name.and_then(|name| self.answers.get(name)).unwrap_or(schema).clone()
    }

    /// The schema of this name that requests are read by.
    pub(super) fn read(&self, name: &str) -> Option<&Value> {
        self.requests.get(name)
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

    /// All schemas, what requests call theirs, and the first fault: two types over one name, or what was refused.
    pub(super) fn finish(self) -> (Map<String, Value>, RequestNames, Option<String>) {
        let key = |key| Some(key).filter(|_| self.has_versions);
        let (mut all, clash) = self.answers.finish(key("returns"));
        let (requests, other) = self.requests.finish(key("accepts"));
        let links = RequestNames::between(&all, &requests);
        let taken_by_user = links.taken(&all, &requests);
        for (name, mut schema) in requests {
            links.follow(&mut schema);
            all.entry(links.name(&name)).or_insert(schema);
        }
        let mut taken = None;
        for (name, schema) in self.written {
            if all.insert(name.clone(), schema).is_some() {
                taken.get_or_insert_with(|| {
                    format!("`{name}` is a schema of every document's problems, and a type's name too; rename that for the document: #[schemars(rename = \"..\")]")
                });
            }
        }
        let odd = all.keys().find(|name| !is_component(name)).map(|name| {
            format!(
                "`{name}` is no name for a schema: OpenAPI takes letters and digits of ASCII, `-`, `_` and `.`; rename the type for the \
                 document: #[schemars(rename = \"..\")]"
            )
        });
        (all.into_iter().collect(), links, self.fault.or(clash).or(other).or(taken_by_user).or(taken).or(odd))
    }
}

/// The settings of schemars, but for the direction.
pub(super) fn settings() -> SchemaSettings {
    SchemaSettings::draft2020_12().with(|settings| {
        settings.definitions_path = "/components/schemas".into();
        settings.meta_schema = None;
        settings.transforms.push(Box::new(number_bounds::write));
    })
}

/// Two types of one name, with the methods that lead to them, and the ways out. In an older version the usual cause is a forgotten key.
fn told(Clash { name, types }: &Clash, key: Option<&str>) -> String {
    let [one, other] = types.each_ref().map(|(path, users)| format!("`{path}` ({})", users.join(", ")));
    let remedy = key.map(|key| format!("if a route lacks its type of that version, write `{key} = ..` on it; else ")).unwrap_or_default();
    format!(
        "two types share the schema name `{name}`: {one} and {other}; {remedy}rename one for the document: #[schemars(rename = \"..\")]"
    )
}

fn bounded(mut schema: Schema) -> Value {
    number_bounds::write(&mut schema);
    schema.to_value()
}
