//! A schema with all that it refers to and all that it puts together.
//!
//! In: a JSON Schema (2020-12) within its document. Out: what it says of a value, keyword by keyword; `Option<T>`, as `anyOf` with `null` or as a
//! list of types, is `T` that may be null.

use super::walk::resolve;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Most references and parts that are followed into one another.
const DEPTH: usize = 32;

/// Greatest length of a fixed list whose items are compared place by place.
const MAX_PLACES: f64 = 64.0;

/// What a schema says.
#[derive(Debug, Default)]
pub(super) struct View<'a> {
    /// The types that a value may have; none named is any.
    pub(super) types: BTreeSet<&'a str>,
    pub(super) nullable: bool,
    pub(super) format: Option<&'a str>,
    /// The only values, where they are listed.
    pub(super) values: Option<Vec<&'a Value>>,
    pub(super) properties: BTreeMap<&'a str, &'a Value>,
    pub(super) required: BTreeSet<&'a str>,
    /// Whether members that it does not name may come.
    pub(super) open: bool,
    /// What the members are that it does not name.
    pub(super) others: Option<&'a Value>,
    pub(super) items: Option<&'a Value>,
    /// Schema of what a text holds, such as the data of a stream's event.
    pub(super) content: Option<&'a Value>,
    pub(super) places: Vec<&'a Value>,
    /// What the value is one of.
    pub(super) variants: Vec<&'a Value>,
    pub(super) patterns: BTreeSet<&'a str>,
    /// The keywords that bound it, with their numbers.
    pub(super) bounds: BTreeMap<&'a str, f64>,
    pub(super) unique: bool,
}

impl<'a> View<'a> {
    pub(super) fn of(document: &'a Value, schema: &'a Value) -> Self {
        let mut view = Self { open: true, ..Self::default() };
        view.add(document, schema, DEPTH);
        view.nullable |= view.types.remove("null");
        view.count_places();
        view
    }

    /// A list of a fixed length has places, whether they are written one by one or not; and nothing stands behind them.
    fn count_places(&mut self) {
        let length = |bound: &str| self.bounds.get(bound).copied();
        let Some(length) = length("minItems").filter(|least| Some(*least) == length("maxItems") && *least <= MAX_PLACES) else { return };
        if let Some(items) = self.items.take_if(|_| self.places.len() as f64 <= length) {
            self.places.resize(length as usize, items);
        }
    }

    fn add(&mut self, document: &'a Value, schema: &'a Value, depth: usize) {
        let Some(left) = depth.checked_sub(1) else { return };
        let target = resolve(document, schema);
        let Some(keywords) = target.as_object() else { return };
        self.keywords(keywords);
        for part in list(keywords, "allOf") {
            self.add(document, part, left);
        }
        for keyword in ["oneOf", "anyOf"] {
            self.alternatives(document, &list(keywords, keyword), left);
        }
        // What stands beside a reference counts as well.
        if !std::ptr::eq(target, schema)
            && let Some(beside) = schema.as_object()
        {
            self.keywords(beside);
        }
    }

    /// `null` beside one schema makes that nullable; values alone are a list of values; all else are variants.
    fn alternatives(&mut self, document: &'a Value, all: &[&'a Value], left: usize) {
        let (null, rest): (Vec<&Value>, Vec<&Value>) = all.iter().partition(|one| one.get("type").is_some_and(|kind| kind == "null"));
        self.nullable |= !null.is_empty();
        match rest[..] {
            [] => {}
            [one] => self.add(document, one, left),
            _ if rest.iter().all(|one| is_value(one)) => {
                for one in rest {
                    self.list_values(one);
                }
            }
            _ => self.variants.extend(rest),
        }
    }

    fn keywords(&mut self, keywords: &'a Map<String, Value>) {
        self.types(keywords);
        self.object(keywords);
        self.format = self.format.or(keywords.get("format").and_then(Value::as_str));
        self.items = self.items.or(keywords.get("items").filter(|items| items.is_object()));
        self.content = self.content.or(keywords.get("contentSchema"));
        self.places.extend(list(keywords, "prefixItems"));
        self.patterns.extend(keywords.get("pattern").and_then(Value::as_str));
        self.unique |= keywords.get("uniqueItems") == Some(&Value::Bool(true));
        let numbers = keywords.iter().filter_map(|(keyword, value)| Some((keyword.as_str(), value.as_f64()?)));
        self.bounds.extend(numbers.filter(|(keyword, _)| super::keywords::is_bound(keyword)));
        if keywords.contains_key("const") || keywords.contains_key("enum") {
            self.merge_values(keywords);
        }
    }

    fn types(&mut self, keywords: &'a Map<String, Value>) {
        match keywords.get("type") {
            Some(Value::String(one)) => _ = self.types.insert(one),
            Some(Value::Array(many)) => self.types.extend(many.iter().filter_map(Value::as_str)),
            _ => {}
        }
    }

    fn object(&mut self, keywords: &'a Map<String, Value>) {
        let properties = keywords.get("properties").and_then(Value::as_object).into_iter().flatten();
        self.properties.extend(properties.map(|(name, schema)| (name.as_str(), schema)));
        self.required.extend(list(keywords, "required").into_iter().filter_map(Value::as_str));
        match keywords.get("additionalProperties").or_else(|| keywords.get("unevaluatedProperties")) {
            Some(Value::Bool(false)) => self.open = false,
            Some(others @ Value::Object(_)) => self.others = self.others.or(Some(others)),
            _ => {}
        }
    }

    /// The values of one schema among several that list them.
    fn list_values(&mut self, schema: &'a Value) {
        if let Some(keywords) = schema.as_object() {
            self.types(keywords);
            self.values.get_or_insert_default().extend(values(keywords));
        }
    }

    /// All parts of a schema hold at once: the narrowest list counts, which is the last of those that one writes.
    fn merge_values(&mut self, keywords: &'a Map<String, Value>) {
        let values: Vec<&Value> = values(keywords);
        self.nullable |= values.iter().any(|value| value.is_null());
        self.values = Some(values.into_iter().filter(|value| !value.is_null()).collect());
    }
}

fn is_value(schema: &Value) -> bool {
    schema.get("const").is_some() || schema.get("enum").is_some()
}

fn values(keywords: &Map<String, Value>) -> Vec<&Value> {
    keywords.get("const").into_iter().chain(list(keywords, "enum")).collect()
}

fn list<'a>(keywords: &'a Map<String, Value>, name: &str) -> Vec<&'a Value> {
    keywords.get(name).and_then(Value::as_array).into_iter().flatten().collect()
}
