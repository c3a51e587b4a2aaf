//! What is known of each field of each form: from the JSON Schema of a method's arguments, in which garde's rules are too.
//!
//! In: the types of arguments. Out: a [`Field`] for each name that a form may send, nested ones included.

use crate::form::{Field, Kind, is_of_pattern, label, steps};
use crate::server::named::Named;
use crate::server::openapi::{Contract, Describe};
use crate::spec::{MethodSpec, Tag};
use schemars::generate::{SchemaGenerator, SchemaSettings};
use serde_json::Value;
use std::collections::HashMap;
use std::sync::Arc;

/// How deep a field may lie, as in a form's names.
const MAX_DEPTH: usize = 16;
/// How many fields of one method are known.
const MAX_FIELDS: usize = 1000;

/// The fields of every form.
#[derive(Debug, Default)]
pub(super) struct Fields(HashMap<Tag, Known>);

/// What is known of one method's form.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) method: &'static MethodSpec,
    pub(super) fields: Arc<[Field]>,
    /// The names of those that people write into: text and dates, no numbers and UUIDs, which pages have in hidden fields.
    written: Vec<String>,
}

impl Fields {
    /// Of all methods of these services that have an action.
    pub(super) fn of(contracts: &[Contract]) -> Self {
        let mut sketches = Describe::sketches();
        contracts.iter().for_each(|contract| (contract.describe)(&mut sketches));
        Self(sketches.into_sketches().methods)
    }

    pub(super) fn of_method(&self, method: &MethodSpec) -> Arc<[Field]> {
        self.known(method).map(|known| known.fields.clone()).unwrap_or_default()
    }

    /// Every form.
    pub(super) fn each(&self) -> impl Iterator<Item = &Known> {
        self.0.values()
    }

    /// Whether a field of this full name is one that people write into.
    pub(super) fn is_written(&self, method: &MethodSpec, name: &str) -> bool {
        self.known(method).is_some_and(|known| known.written.iter().any(|pattern| is_of_pattern(name, pattern)))
    }

    fn known(&self, method: &MethodSpec) -> Option<&Known> {
        self.0.get(method.action?.tag())
    }
}

/// Collects what the types of arguments say of forms.
#[derive(Debug)]
pub(in crate::server) struct Sketches {
    generator: SchemaGenerator,
    methods: HashMap<Tag, Known>,
}

/// The fields of one method, while its arguments are named.
#[derive(Debug)]
struct Sketch<'a> {
    generator: &'a mut SchemaGenerator,
    method: &'static MethodSpec,
    fields: Vec<Field>,
    written: Vec<String>,
}

impl Default for Sketches {
    fn default() -> Self {
        let settings = SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true);
        Self { generator: settings.into_generator(), methods: HashMap::new() }
    }
}

impl Sketches {
    /// Notes the fields of a method that takes these types, in declared order.
    pub(in crate::server) fn method(&mut self, method: &'static MethodSpec, takes: &[Named]) {
        let Some(action) = method.action else { return };
        let mut sketch = Sketch { generator: &mut self.generator, method, fields: Vec::new(), written: Vec::new() };
        for (param, named) in method.params.iter().zip(takes) {
            let schema = (named.refer)(sketch.generator).to_value();
            sketch.walk(&schema, param.name.to_owned(), true, 0);
        }
        let Sketch { fields, written, .. } = sketch;
        self.methods.insert(*action.tag(), Known { method, fields: fields.into(), written });
    }
}

impl Sketch<'_> {
    /// Finds the fields in the schema of a value.
    fn walk(&mut self, schema: &Value, name: String, required: bool, depth: usize) {
        let schema = present(schema);
        if depth > MAX_DEPTH || self.fields.len() >= MAX_FIELDS {
            return;
        }
        if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
            let wanted = schema.get("required").and_then(Value::as_array);
            for (property, schema) in properties {
                let required = required && wanted.is_some_and(|wanted| wanted.iter().any(|name| name == property));
                self.walk(schema, format!("{name}.{property}"), required, depth + 1);
            }
        } else if let Some(items) = schema.get("items").filter(|_| is_type(schema, "array")) {
            self.walk(items, format!("{name}[]"), false, depth + 1);
        } else if let Some(field) = field(schema, required) {
            let kind = if self.method.is_sensitive(&steps(&name)) { Kind::Password } else { field.kind };
            if kind.is_written() && schema.get("format").is_none_or(|format| format != "uuid") {
                self.written.push(name.clone());
            }
            self.fields.push(Field { label: label(&name), name, kind, ..field });
        }
    }
}

/// The schema of an `Option`'s value, or the schema itself.
fn present(schema: &Value) -> &Value {
    let is_some = |schema: &&Value| !is_type(schema, "null");
    match schema.get("anyOf").and_then(Value::as_array).map(Vec::as_slice) {
        Some(both @ [_, _]) if !both.iter().all(|schema| is_some(&schema)) => both.iter().find(is_some).unwrap_or(schema),
        _ => schema,
    }
}

/// Whether this is the one type, perhaps beside `null`.
fn is_type(schema: &Value, name: &str) -> bool {
    match schema.get("type") {
        Some(Value::String(one)) => one == name,
        Some(Value::Array(several)) => name != "null" && several.iter().all(|one| one == name || one == "null"),
        _ => false,
    }
}

/// The field of a value without fields of its own.
fn field(schema: &Value, required: bool) -> Option<Field> {
    let options = options(schema);
    let kind = kind(schema, &options)?;
    let text = |key: &str| schema.get(key).and_then(Value::as_str).map(str::to_owned);
    let number = |key: &str| schema.get(key).filter(|value| value.is_number()).map(Value::to_string);
    let length = |key: &str| schema.get(key).and_then(Value::as_u64).filter(|_| kind.is_text());
    let may_be_empty = kind == Kind::Checkbox || (kind.is_text() && length("minLength").unwrap_or_default() == 0);
    Some(Field {
        kind,
        required: required && !may_be_empty,
        // A text that may not be empty is `required`, which says the same.
        min_length: length("minLength").filter(|least| *least > 1),
        // HTML counts UTF-16 units, of which a character has up to two; the rule decides.
        max_length: length("maxLength").map(|max| max.saturating_mul(2)),
        min: number("minimum"),
        max: number("maximum"),
        step: step(schema, kind),
        pattern: text("pattern").filter(|_| kind.is_text()).map(|pattern| whole(&pattern)),
        description: text("description"),
        options,
        ..Field::default()
    })
}

fn kind(schema: &Value, options: &[String]) -> Option<Kind> {
    Some(match schema.get("format").and_then(Value::as_str) {
        _ if !options.is_empty() => Kind::Select,
        _ if is_type(schema, "boolean") => Kind::Checkbox,
        _ if is_type(schema, "integer") || is_type(schema, "number") => Kind::Number,
        _ if !is_type(schema, "string") => return None,
        Some("email") => Kind::Email,
        Some("uri") => Kind::Url,
        Some("date") => Kind::Date,
        Some("time" | "partial-time") => Kind::Time,
        Some("partial-date-time") => Kind::DateTime,
        Some("binary") => Kind::File,
        Some("password") => Kind::Password,
        _ => Kind::Text,
    })
}

/// The values of an enum of unit variants.
fn options(schema: &Value) -> Vec<String> {
    let constant = |variant: &Value| variant.get("const").and_then(Value::as_str).map(str::to_owned);
    let plain = |value: &Value| value.as_str().map(str::to_owned);
    match (schema.get("enum").and_then(Value::as_array), schema.get("oneOf").and_then(Value::as_array)) {
        (Some(values), _) => values.iter().filter(|value| !value.is_null()).map(plain).collect::<Option<_>>().unwrap_or_default(),
        // Variants with documentation are told one by one, those without in one list.
        (None, Some(variants)) => {
            let told = variants.iter().map(|variant| constant(variant).map_or_else(|| some(options(variant)), |one| Some(vec![one])));
            told.collect::<Option<Vec<_>>>().unwrap_or_default().concat()
        }
        (None, None) => Vec::new(),
    }
}

fn some(options: Vec<String>) -> Option<Vec<String>> {
    (!options.is_empty()).then_some(options)
}

fn step(schema: &Value, kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Number if is_type(schema, "integer") => Some("1"),
        Kind::Number => Some("any"),
        _ => None,
    }
}

/// A pattern of JSON Schema may match anywhere, one of HTML matches the whole.
fn whole(pattern: &str) -> String {
    format!(".*(?:{pattern}).*")
}

impl Kind {
    /// Whether people write into it, and get back what they wrote.
    fn is_written(self) -> bool {
        matches!(self, Self::Text | Self::Email | Self::Url | Self::Date | Self::Time | Self::DateTime)
    }

    fn is_text(self) -> bool {
        matches!(self, Self::Text | Self::Email | Self::Url | Self::Password)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn of(schema: Value, required: bool) -> Option<Field> {
        field(present(&schema), required)
    }

    #[test]
    fn a_schema_is_a_control() {
        let cases = [
            (json!({ "type": "string" }), Kind::Text),
            (json!({ "type": ["string", "null"], "format": "email" }), Kind::Email),
            (json!({ "type": "string", "format": "uri" }), Kind::Url),
            (json!({ "type": "string", "format": "date" }), Kind::Date),
            (json!({ "type": ["integer", "null"] }), Kind::Number),
            (json!({ "type": "number" }), Kind::Number),
            (json!({ "type": "boolean" }), Kind::Checkbox),
            (json!({ "enum": ["a", "b"], "type": "string" }), Kind::Select),
            (json!({ "oneOf": [{ "enum": ["a"], "type": "string" }, { "const": "b", "type": "string" }] }), Kind::Select),
            (json!({ "anyOf": [{ "enum": ["a", "b"], "type": "string" }, { "type": "null" }] }), Kind::Select),
        ];
        for (schema, kind) in cases {
            let field = of(schema.clone(), true).unwrap_or_else(|| panic!("{schema} is a field"));
            assert_eq!(field.kind, kind, "{schema}");
            assert_eq!(field.options.len(), if kind == Kind::Select { 2 } else { 0 }, "{schema}");
        }
        for schema in
            [json!(true), json!({}), json!({ "type": "object" }), json!({ "oneOf": [{ "type": "object" }] }), json!({ "type": "null" })]
        {
            assert_eq!(of(schema.clone(), true), None, "{schema}");
        }
    }

    #[test]
    fn required_is_what_may_not_be_left_empty() {
        let is_required = |schema| of(schema, true).is_some_and(|field| field.required);
        assert!(is_required(json!({ "type": "string", "minLength": 1 })) && is_required(json!({ "type": "integer" })));
        assert!(!is_required(json!({ "type": "string" })) && !is_required(json!({ "type": "boolean" })));
        assert!(of(json!({ "type": "integer" }), false).is_some_and(|field| !field.required));
    }

    #[test]
    fn a_pattern_matches_the_whole_text() {
        let field = of(json!({ "type": "string", "pattern": r"\S", "maxLength": 9, "minLength": 3 }), true).unwrap();
        assert_eq!((field.pattern.as_deref(), field.max_length, field.min_length), (Some(r".*(?:\S).*"), Some(18), Some(3)));
    }
}
