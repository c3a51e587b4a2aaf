//! The schema of a form: its fields, by the names that a form has for them.
//!
//! In: the schemas of the arguments in a body, as JSON has them. Out: an object of fields: `title`, `tags` once or several times,
//! `address.street`. No field is `null`, and none is required that a form says by leaving it out. A name that is not known before is a pattern.
//! Names are paths within the arguments: not any text will do, and no other is of use, so there are no others.

use super::absent::may_be_absent;
use super::request_names::target;
use super::schemas::Schemas;
use crate::server::describe::parameter_schema::without_null;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The deepest field that is described.
const MAX_DEPTH: usize = 6;

/// A step within a field whose parts are not described.
const STEP: &str = r"(\[[0-9]{0,3}\]|\.[^.\[\]]+)";

/// The form of a body that is one argument. Its own name is left out where the names of its fields cannot be taken for it.
pub(super) fn of_argument(schemas: &Schemas, name: &str, schema: &Value) -> Value {
    let mut fields = Fields::new(schemas);
    let record = fields.resolved(schema);
    if !is_record(&record) || record["properties"].get(name).is_some() {
        fields.add(name, schema, true);
        return closed(fields.into_schema());
    }
    fields.within.extend(target(schema).map(str::to_owned));
    fields.add_members("", &record, !may_be_absent(&record));
    let form = fields.into_schema();
    let keywords = ["properties", "required", "dependentRequired", "patternProperties", "anyOf", "allOf"];
    let is_record = keywords.iter().all(|keyword| form.get(keyword) == record.get(keyword));
    closed(if is_record { schema.clone() } else { form })
}

/// The form, of no other fields. In a choice alone, each form is one.
fn closed(mut form: Value) -> Value {
    let members = ["properties", "patternProperties", "$ref", "allOf"];
    if let (Some(Value::Array(choices)), true) = (form.get("anyOf"), members.iter().all(|keyword| form.get(keyword).is_none())) {
        form["anyOf"] = choices.iter().cloned().map(closed).collect();
        return form;
    }
    let has_parts = ["$ref", "anyOf", "allOf"].iter().any(|keyword| form.get(keyword).is_some());
    form[if has_parts { "unevaluatedProperties" } else { "additionalProperties" }] = json!(false);
    form
}

/// The form of several arguments: their names, schemas, and whether each is required in JSON.
pub(super) fn of_members<'m>(schemas: &Schemas, members: impl Iterator<Item = (&'m str, &'m Value, bool)>) -> Value {
    let mut fields = Fields::new(schemas);
    members.for_each(|(name, schema, is_required)| fields.add(name, schema, is_required));
    closed(fields.into_schema())
}

/// Returns true for an object of members that are all known.
fn is_record(schema: &Value) -> bool {
    let others = ["anyOf", "oneOf", "allOf", "patternProperties"];
    let is_open = schema.get("additionalProperties").is_some_and(Value::is_object);
    schema.get("properties").is_some() && !is_open && others.iter().all(|keyword| schema.get(keyword).is_none())
}

/// Fields that were found so far.
struct Fields<'s> {
    schemas: &'s Schemas,
    properties: Map<String, Value>,
    patterns: Map<String, Value>,
    required: Vec<Value>,
    /// Fields that need others: of a struct that may be left out, all come or none.
    together: BTreeMap<String, BTreeSet<String>>,
    /// Choices between forms.
    choices: Vec<Value>,
    /// The types that the present field is part of. One within itself is described by a pattern: a form has no end of its fields.
    within: Vec<String>,
    depth: usize,
}

impl<'s> Fields<'s> {
    fn new(schemas: &'s Schemas) -> Self {
        Self {
            schemas,
            properties: Map::new(),
            patterns: Map::new(),
            required: Vec::new(),
            together: BTreeMap::new(),
            choices: Vec::new(),
            within: Vec::new(),
            depth: 0,
        }
    }

    /// Adds the fields of a value by its name.
    fn add(&mut self, name: &str, schema: &Value, is_required: bool) {
        let (schema, is_nullable) = self.present(schema);
        let (inner, is_required) = (self.resolved(&schema), is_required && !is_nullable);
        let (kind, ty) = (inner.get("type").and_then(Value::as_str), target(&schema).map(str::to_owned));
        if self.is_leaf(&inner, 0) {
            // A box that is not ticked is not sent.
            self.add_field(name, schema, is_required && kind != Some("boolean"));
        } else if self.is_list(&inner) {
            self.add_field(name, schema, is_required && inner.get("minItems").is_some());
        } else if kind == Some("null") {
        } else if self.depth == MAX_DEPTH || kind == Some("array") || ty.as_ref().is_some_and(|ty| self.within.contains(ty)) {
            self.patterns.insert(format!(r"^{}{STEP}{{1,9}}$", escaped(name)), json!({}));
        } else {
            let outside = self.within.len();
            self.within.extend(ty);
            self.depth += 1;
            self.add_members(name, &inner, is_required);
            if !is_required {
                self.add_together(name, &inner);
            }
            self.depth -= 1;
            self.within.truncate(outside);
        }
    }

    fn add_field(&mut self, name: &str, schema: Value, is_required: bool) {
        self.properties.insert(name.to_owned(), schema);
        if is_required {
            self.required.push(name.into());
        }
    }

    /// Notes what the fields of an object need as soon as one of them is there.
    fn add_together(&mut self, name: &str, object: &Value) {
        let mut there = self.anew();
        there.add_members(name, object, true);
        let required: BTreeSet<_> = there.required.iter().filter_map(Value::as_str).map(str::to_owned).collect();
        for field in there.properties.keys() {
            let others = required.iter().filter(|other| *other != field).cloned();
            self.together.entry(field.clone()).or_default().extend(others);
        }
    }

    /// The same place, and no field.
    fn anew(&self) -> Self {
        Self { depth: self.depth, within: self.within.clone(), ..Self::new(self.schemas) }
    }

    /// Adds what an object has, or a choice.
    fn add_members(&mut self, name: &str, object: &Value, is_required: bool) {
        let required: &[Value] = object.get("required").and_then(Value::as_array).map_or(&[], Vec::as_slice);
        for (member, schema) in object.get("properties").and_then(Value::as_object).into_iter().flatten() {
            let full = if name.is_empty() { member.clone() } else { format!("{name}.{member}") };
            self.add(&full, schema, is_required && required.iter().any(|name| name == member));
        }
        let others = object.get("patternProperties").and_then(Value::as_object).into_iter().flat_map(Map::values);
        for values in others.chain(object.get("additionalProperties").filter(|values| values.is_object())) {
            self.add_entries(name, object, values);
        }
        for part in listed(object, "allOf") {
            self.add(name, part, is_required);
        }
        for keyword in ["anyOf", "oneOf"] {
            let forms: Vec<_> = listed(object, keyword).iter().map(|choice| self.chosen(name, choice, is_required)).collect();
            if !forms.is_empty() {
                self.choices.push(json!({ "anyOf": forms }));
            }
        }
    }

    /// Adds the entries of a map, by the pattern of its keys.
    fn add_entries(&mut self, name: &str, map: &Value, values: &Value) {
        let (values, _) = self.present(values);
        let (name, key) = (escaped(name), self.key(&map["propertyNames"]));
        if self.is_leaf(&values, 0) || self.is_list(&self.resolved(&values)) {
            self.patterns.insert(format!(r"^{name}\.({key})$"), values);
        } else {
            self.patterns.insert(format!(r"^{name}\.({key}){STEP}{{0,9}}$"), json!({}));
        }
    }

    /// The keys of a map, as part of a pattern.
    fn key(&self, names: &Value) -> String {
        let names = self.resolved(names);
        let pattern = names["pattern"].as_str().and_then(|key| key.strip_prefix('^')?.strip_suffix('$'));
        let choices = std::iter::once(&names).chain(listed(&names, "oneOf"));
        let values = choices.flat_map(|choice| listed(choice, "enum").iter().chain(choice.get("const")));
        let values: Vec<_> = values.filter_map(Value::as_str).map(escaped).collect();
        match pattern {
            Some(pattern) => pattern.to_owned(),
            None if !values.is_empty() => values.join("|"),
            None if names["maxLength"] == 1 => r"[^.\[\]]".to_owned(),
            None => r"[^.\[\]]+".to_owned(),
        }
    }

    /// The form of one choice.
    fn chosen(&self, name: &str, choice: &Value, is_required: bool) -> Value {
        let mut fields = self.anew();
        fields.add(name, choice, is_required);
        fields.into_schema()
    }

    /// The schema without `null`; true beside it where that was in it.
    fn present(&self, schema: &Value) -> (Value, bool) {
        let inner = self.resolved(schema);
        if may_be_absent(&inner) { (self.present(&without_null(inner)).0, true) } else { (schema.clone(), false) }
    }

    /// The schema that a reference leads to, or the schema itself.
    fn resolved(&self, schema: &Value) -> Value {
        let named = target(schema).and_then(|name| self.schemas.read(name));
        named.map_or_else(|| schema.clone(), |named| self.resolved(named))
    }

    /// Returns true for what one text says.
    fn is_leaf(&self, schema: &Value, depth: usize) -> bool {
        let schema = self.resolved(schema);
        let is_scalar = |kind: &Value| ["string", "integer", "number", "boolean"].iter().any(|scalar| kind == scalar);
        match schema.get("type") {
            Some(Value::Array(kinds)) => kinds.iter().all(is_scalar),
            Some(kind) => is_scalar(kind),
            None if schema.get("const").or(schema.get("enum")).is_some() => true,
            None => ["anyOf", "oneOf"].iter().any(|keyword| {
                let choices = listed(&schema, keyword);
                !choices.is_empty() && depth < MAX_DEPTH && choices.iter().all(|choice| self.is_leaf(choice, depth + 1))
            }),
        }
    }

    /// Returns true for a list of such.
    fn is_list(&self, schema: &Value) -> bool {
        let items = || listed(schema, "prefixItems").iter().chain(schema.get("items").filter(|items| items.is_object()));
        schema.get("type") == Some(&"array".into())
            && items().next().is_some()
            && items().all(|item| self.is_leaf(&self.present(item).0, 0))
    }

    fn into_schema(mut self) -> Value {
        let mut form = Map::from_iter([("type".to_owned(), "object".into())]);
        let is_one = self.choices.len() == 1;
        self.together.retain(|_, others| !others.is_empty());
        let choice = self.choices.pop_if(|_| is_one).map(|mut only| only["anyOf"].take());
        let parts = [
            ("properties", self.properties.into()),
            ("patternProperties", self.patterns.into()),
            ("required", self.required.into()),
            ("dependentRequired", json!(self.together)),
            ("anyOf", choice.unwrap_or_default()),
            ("allOf", self.choices.into()),
        ];
        let is_said = |part: &Value| match part {
            Value::Object(members) => !members.is_empty(),
            Value::Array(items) => !items.is_empty(),
            _ => false,
        };
        form.extend(parts.into_iter().filter(|(_, part)| is_said(part)).map(|(keyword, part)| (keyword.to_owned(), part)));
        form.into()
    }
}

/// The schemas of a keyword that has several.
fn listed<'a>(schema: &'a Value, keyword: &str) -> &'a [Value] {
    schema.get(keyword).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// A name as part of a regular expression.
fn escaped(name: &str) -> String {
    let is_special = |char| r"\^$.|?*+()[]{}/".contains(char);
    name.chars().flat_map(|char| is_special(char).then_some('\\').into_iter().chain([char])).collect()
}
