//! A walk over two documents at once.

use crate::contract::change::{Change, Level};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, HashSet};

/// The HTTP methods that a path item may have (OpenAPI 3.1, section 4.8.9).
const VERBS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Compares two documents of one version. The published one comes first.
pub fn compare(published: &Value, current: &Value) -> Vec<Change> {
    let mut walk = Walk { old: published, new: current, changes: Vec::new(), seen: HashSet::new() };
    walk.operations();
    walk.changes
}

/// Direction in which a value travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Side {
    /// From the caller.
    Request,
    /// To the caller.
    Response,
}

/// A walk over both documents at once.
pub(super) struct Walk<'a> {
    pub(super) old: &'a Value,
    pub(super) new: &'a Value,
    pub(super) changes: Vec<Change>,
    /// The pairs of schemas that were compared within the operation, so that recursive types end.
    pub(super) seen: HashSet<(*const Value, *const Value, Side)>,
}

/// An operation with what belongs to its whole path.
pub(super) struct Operation<'a> {
    /// As its document spells it: `GET /todos/{id}`.
    pub(super) name: String,
    pub(super) template: &'a str,
    pub(super) own: &'a Value,
    pub(super) shared: &'a Value,
}

impl<'a> Walk<'a> {
    fn operations(&mut self) {
        let (old, new) = (operations(self.old), operations(self.new));
        for (key, before) in &old {
            match new.get(key) {
                Some(after) => self.operation(before, after),
                None => self.breaks(&before.name, "is gone; whoever calls it gets 404 or 405"),
            }
        }
        for (_, added) in new.iter().filter(|(key, _)| !old.contains_key(*key)) {
            self.compatible(&added.name, "is new");
        }
    }

    pub(super) fn breaks(&mut self, place: &str, what: impl Into<String>) {
        self.note(Level::Breaking, place, what);
    }

    pub(super) fn cautions(&mut self, place: &str, what: impl Into<String>) {
        self.note(Level::Caution, place, what);
    }

    pub(super) fn compatible(&mut self, place: &str, what: impl Into<String>) {
        self.note(Level::Compatible, place, what);
    }

    fn note(&mut self, level: Level, place: &str, what: impl Into<String>) {
        self.changes.push(Change { level, place: place.to_owned(), what: what.into() });
    }
}

/// Every operation by its verb and its path without the names of captures, which no caller sees.
fn operations(document: &Value) -> BTreeMap<(String, &'static str), Operation<'_>> {
    let mut found = BTreeMap::new();
    for (template, shared) in members(document, "paths") {
        for verb in VERBS {
            if let Some(own) = shared.get(verb) {
                let name = format!("{} {template}", verb.to_ascii_uppercase());
                found.insert((nameless(template), verb), Operation { name, template, own, shared });
            }
        }
    }
    found
}

/// `/todos/{id}` as `/todos/{}`.
fn nameless(template: &str) -> String {
    let blank = |segment: &str| match (segment.find('{'), segment.rfind('}')) {
        (Some(from), Some(to)) if from < to => format!("{}{{}}{}", &segment[..from], &segment[to + 1..]),
        _ => segment.to_owned(),
    };
    template.split('/').map(blank).collect::<Vec<_>>().join("/")
}

/// The object that a value is or refers to within its document. A reference that leads nowhere, or in a circle, is an empty one.
pub(super) fn resolve<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    let mut value = value;
    for _ in 0..32 {
        match value.get("$ref").and_then(Value::as_str).and_then(|to| to.strip_prefix('#')) {
            Some(pointer) => value = document.pointer(pointer).unwrap_or(&Value::Null),
            None => return value,
        }
    }
    &Value::Null
}

/// The members of an object; none of anything else.
pub(super) fn members<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = (&'a String, &'a Value)> + use<'a> {
    value.get(name).and_then(Value::as_object).map(Map::iter).into_iter().flatten()
}
