//! The walk.

use super::components::Components;
use super::way::{SchemaDirection, is_known, is_option};
use super::{Object, name, rules, said, scalar};
use crate::server::describe::parameter_schema::without_null;
use crate::server::describe::write_only::of_secret;
use crate::wire::table::{By, Content, Field, Model, Rule, Type, TypeFn};
use schemars::SchemaGenerator;
use serde_json::{Value, json};

/// Most types in one place without a name. One that holds itself so has no end.
const MAX_DEPTH: usize = 64;

/// A walk over the tables of types.
pub(crate) struct Walk<'a> {
    generator: &'a mut SchemaGenerator,
    components: &'a mut Components,
    pub(super) way: SchemaDirection,
    depth: usize,
}

impl<'a> Walk<'a> {
    pub(crate) fn new(generator: &'a mut SchemaGenerator, components: &'a mut Components) -> Self {
        let way = if generator.contract().is_serialize() { SchemaDirection::Written } else { SchemaDirection::Read };
        Self { generator, components, way, depth: 0 }
    }

    /// The schema of a type: a reference for one that has a name.
    pub(crate) fn of(&mut self, ty: TypeFn) -> Value {
        match ty() {
            Type::Model(model) => match &model.name {
                Some(name) => {
                    let text = name::text(name);
                    if self.components.note(&text, name) {
                        let schema = self.model(model);
                        self.components.write(&text, name, schema);
                    }
                    let path = self.generator.settings().definitions_path.trim_start_matches('#').trim_matches('/').to_owned();
                    json!({ "$ref": format!("#/{path}/{text}") })
                }
                None => self.inline(ty),
            },
            _ => self.inline(ty),
        }
    }

    /// The schema of a type, written out, with references to others only below.
    pub(crate) fn inline(&mut self, ty: TypeFn) -> Value {
        self.written_out(ty())
    }

    pub(super) fn written_out(&mut self, ty: &'static Type) -> Value {
        if self.depth == MAX_DEPTH {
            return json!({});
        }
        self.depth += 1;
        let schema = match ty {
            Type::Null => json!({ "type": "null" }),
            Type::Bool => json!({ "type": "boolean" }),
            Type::Integer(integer) => scalar::integer(integer),
            Type::Float(format) => scalar::float(format),
            Type::Text(format) => scalar::text(*format, self.way),
            Type::Any | Type::Foreign => json!({}),
            Type::Bytes => scalar::bytes(self.way),
            Type::File => json!({ "type": "string", "format": "binary" }),
            Type::Option(value) | Type::Nullable(value) => or_null(self.of(*value)),
            Type::List(item) => json!({ "type": "array", "items": self.of(*item) }),
            Type::Array(item, length) => json!({ "type": "array", "items": self.of(*item), "minItems": length, "maxItems": length }),
            Type::Map(key, value) => {
                let mut schema = json!({ "type": "object", "additionalProperties": self.of(*value) });
                if let Some(key) = self.key(*key) {
                    schema["propertyNames"] = key;
                }
                schema
            }
            Type::Tuple(items) => tuple(items.iter().map(|item| self.of(*item)).collect()),
            Type::Model(model) => self.model(model),
        };
        self.depth -= 1;
        schema
    }

    fn model(&mut self, model: &Model) -> Value {
        let schema = self.content(&model.content, model);
        self.shown(schema, model.docs, model.extra.said)
    }

    /// The parts of a type, or the type that stands in their place.
    fn content(&mut self, content: &Content, model: &Model) -> Value {
        match content {
            Content::Choice(tagging, variants) => self.choice(*tagging, variants, model.is_strict),
            Content::Converted(types) => match self.way.stand_in(types) {
                Some(field) => self.field(field),
                None => self.content(types.own, model),
            },
            content => self.parts(content, model.is_strict, model.tag),
        }
    }

    /// The parts of a struct or a variant.
    pub(super) fn parts(&mut self, content: &Content, is_strict: bool, tag: Option<(&str, &str)>) -> Value {
        match content {
            Content::Inner(field) | Content::Transparent(field) => self.field(field),
            Content::Tuple(fields) => {
                let fields: Vec<_> = fields.iter().filter(|field| self.way.has(field)).collect();
                tuple(fields.into_iter().map(|field| self.field(field)).collect())
            }
            Content::Record(fields) => self.record(fields, is_strict, tag),
            Content::Unit | Content::Choice(..) | Content::Converted(_) => json!({ "type": "null" }),
        }
    }

    /// The schema of a field, with what the field says of it.
    pub(super) fn field(&mut self, field: &Field) -> Value {
        let own = field.extra.own.filter(|_| !is_known(field.ty));
        let schema = match (field.by, own) {
            (By::Module, _) => json!({}),
            (_, Some(own)) => own(self.generator).to_value(),
            (_, None) => self.of(field.ty),
        };
        let mut schema = self.shown(schema, field.docs, field.extra.said);
        rules::apply(field.rules, &mut schema);
        if field.rules.iter().any(|rule| matches!(rule, Rule::Required)) {
            schema = without_null(schema);
        }
        let of_an_option = matches!((field.ty)(), Type::Option(_) | Type::Nullable(_));
        match schema.get_mut("items").filter(|_| !of_an_option) {
            Some(items) => rules::apply(field.inner, items),
            None => rules::apply(field.inner, &mut schema),
        }
        if field.is_secret {
            schema = of_secret(schema, field.is_password, self.way == SchemaDirection::Read);
        }
        let default = field.extra.default.filter(|_| self.way == SchemaDirection::Read).and_then(|default| default());
        // `#[schemars(with = "..")]` may say that a field is absent or a value, and never `null`.
        let default = default.filter(|default| !default.is_null() || takes_null(&schema));
        if let (Some(default), Some(schema)) = (default, schema.as_object_mut()) {
            schema.entry("default").or_insert(default);
        }
        schema
    }

    /// The schema with its doc comment, and with what `#[schemars(..)]` says.
    pub(super) fn shown(&mut self, schema: Value, docs: &str, said: Option<fn(&mut SchemaGenerator) -> schemars::Schema>) -> Value {
        let schema = match said {
            Some(said) => said::apply(said, schema, self.generator),
            None => schema,
        };
        with_docs(schema, docs)
    }

    /// Whether a field must be there.
    pub(super) fn is_required(&self, field: &Field, schema: &Value) -> bool {
        let must_be = field.rules.iter().any(|rule| matches!(rule, Rule::Required));
        match self.way {
            SchemaDirection::Written => !field.is_left_out,
            SchemaDirection::Read => {
                let may_be_absent = is_option(field.ty) || !is_known(field.ty) && takes_null(schema);
                must_be || field.presence == crate::wire::table::Presence::Required && (field.by != By::Type || !may_be_absent)
            }
        }
    }
}

fn takes_null(schema: &Value) -> bool {
    let is_null = |schema: &Value| schema.as_object().is_some_and(|schema| rules::has_type(schema, "null"));
    is_null(schema) || schema.get("anyOf").and_then(Value::as_array).is_some_and(|any| any.iter().any(is_null))
}

/// An array of items of their own schemas. It says `items` too: without that word many readers take it for an array of anything.
fn tuple(places: Vec<Value>) -> Value {
    let length = places.len();
    let mut different = Vec::new();
    for place in &places {
        if !different.contains(&place) {
            different.push(place);
        }
    }
    match different.as_slice() {
        [] => json!({ "type": "array", "items": {}, "maxItems": 0 }),
        [every] => json!({ "type": "array", "items": every, "minItems": length, "maxItems": length }),
        _ => json!({ "type": "array", "prefixItems": places, "items": { "anyOf": different }, "minItems": length, "maxItems": length }),
    }
}

/// The schema, or `null`.
fn or_null(mut schema: Value) -> Value {
    let Some(keywords) = schema.as_object_mut() else { return schema };
    if keywords.is_empty() || takes_null(&Value::Object(keywords.clone())) {
        return schema;
    }
    if ["$ref", "allOf", "anyOf", "oneOf", "not"].iter().any(|keyword| keywords.contains_key(*keyword)) {
        return json!({ "anyOf": [schema, { "type": "null" }] });
    }
    match keywords.get_mut("type") {
        Some(Value::Array(types)) => types.push("null".into()),
        Some(kind) => *kind = json!([kind, "null"]),
        None => {}
    }
    if let Some(values) = keywords.get_mut("enum").and_then(Value::as_array_mut) {
        values.push(Value::Null);
    }
    schema
}

/// The schema with a doc comment: its heading is the title, the rest the description.
fn with_docs(mut schema: Value, docs: &str) -> Value {
    let docs = docs.trim();
    let (title, description) = match docs.strip_prefix('#') {
        Some(_) => docs.split_once('\n').unwrap_or((docs, "")),
        None => ("", docs),
    };
    for (keyword, text) in [("title", title.trim_start_matches('#').trim()), ("description", description.trim())] {
        if let Some(schema) = schema.as_object_mut().filter(|_: &&mut Object| !text.is_empty()) {
            schema.entry(keyword).or_insert(text.into());
        }
    }
    schema
}
