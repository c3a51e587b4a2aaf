//! The members of an object: the fields of a struct, and those that stand among them.

use super::Object;
use super::walk::Walk;
use super::way::SchemaDirection;
use crate::wire::table::{By, Content, Field, Model, Presence, Type, TypeFn};
use serde_json::{Value, json};

/// What is known of an object.
#[derive(Debug, Default)]
pub(super) struct Members {
    properties: Object,
    required: Vec<Value>,
    /// The names that a member needs beside it.
    together: Object,
    /// What holds besides.
    all_of: Vec<Value>,
    /// The schemas of the names and the values of further members.
    further: Option<(Option<Value>, Value)>,
}

impl Members {
    /// Adds a member.
    pub(super) fn add(&mut self, name: &str, schema: Value, is_required: bool) {
        if is_required && !self.properties.contains_key(name) {
            self.required.push(name.into());
        }
        self.properties.insert(name.to_owned(), schema);
    }

    /// The schema of the object. A strict one has no further members.
    pub(super) fn into_schema(self, is_strict: bool) -> Value {
        let Self { properties, required, together, all_of, further } = self;
        let mut schema = json!({ "type": "object" });
        let has_choice = !all_of.is_empty();
        let others = if has_choice { "unevaluatedProperties" } else { "additionalProperties" };
        match further {
            Some((names, values)) => {
                schema[others] = values;
                if let (Some(names), false) = (names, has_choice) {
                    let known: Vec<_> = properties.keys().collect();
                    schema["propertyNames"] = if known.is_empty() { names } else { json!({ "anyOf": [{ "enum": known }, names] }) };
                }
            }
            None if is_strict => schema[others] = false.into(),
            None => {}
        }
        if !properties.is_empty() {
            schema["properties"] = properties.into();
        }
        if !required.is_empty() {
            schema["required"] = required.into();
        }
        if !together.is_empty() {
            schema["dependentRequired"] = together.into();
        }
        match <[Value; 1]>::try_from(all_of) {
            Ok([Value::Object(one)]) if one.keys().all(|key| schema.get(key).is_none()) => {
                schema.as_object_mut().into_iter().for_each(|schema| schema.extend(one.clone()));
            }
            Ok([one]) => schema["allOf"] = json!([one]),
            Err(none) if none.is_empty() => {}
            Err(several) => schema["allOf"] = several.into(),
        }
        schema
    }
}

impl Walk<'_> {
    /// An object of these fields.
    pub(super) fn record(&mut self, fields: &[Field], is_strict: bool, tag: Option<(&str, &str)>) -> Value {
        let mut members = Members::default();
        self.add_tag(&mut members, tag);
        self.add_fields(&mut members, fields, false);
        members.into_schema(is_strict)
    }

    /// The tag that a struct is written with; nobody reads it.
    fn add_tag(&self, members: &mut Members, tag: Option<(&str, &str)>) {
        if let Some((tag, name)) = tag.filter(|_| self.way == SchemaDirection::Written) {
            members.add(tag, json!({ "type": "string", "const": name }), true);
        }
    }

    pub(super) fn add_fields(&mut self, members: &mut Members, fields: &[Field], is_optional: bool) {
        for field in fields {
            if !self.way.has(field) {
                continue;
            }
            if field.presence == Presence::Flattened {
                self.flatten_field(members, field, is_optional);
                continue;
            }
            let schema = self.field(field);
            let is_required = !is_optional && self.is_required(field, &schema);
            members.add(self.way.name_of(field), schema, is_required);
        }
    }

    /// An optional value is there as a whole: with each of its members come those that it requires.
    fn keep_together(&mut self, members: &mut Members, fields: &[Field]) {
        let own: Vec<_> = fields.iter().filter(|field| self.way.has(field) && field.presence != Presence::Flattened).collect();
        let mut required = Vec::new();
        for field in &own {
            let schema = self.field(field);
            required.extend(self.is_required(field, &schema).then(|| self.way.name_of(field)));
        }
        for name in own.iter().map(|field| self.way.name_of(field)) {
            let others: Vec<_> = required.iter().filter(|other| **other != name).copied().collect();
            if !others.is_empty() {
                members.together.insert(name.to_owned(), others.into());
            }
        }
    }

    /// Adds what a field is made of in the field's place.
    pub(super) fn flatten_field(&mut self, members: &mut Members, field: &Field, is_optional: bool) {
        match field.extra.own {
            _ if field.by == By::Module => {}
            Some(_) if matches!((field.ty)(), Type::Foreign) => {
                let schema = self.field(field);
                members.all_of.push(schema);
            }
            _ => self.flatten(members, field.ty, is_optional),
        }
    }

    fn flatten(&mut self, members: &mut Members, ty: TypeFn, is_optional: bool) {
        match ty() {
            Type::Option(value) | Type::Nullable(value) => self.flatten(members, *value, true),
            Type::Map(key, value) => members.further = Some((self.key(*key), self.of(*value))),
            Type::Model(model) => self.flatten_content(members, model, &model.content, is_optional),
            _ => {}
        }
    }

    fn flatten_content(&mut self, members: &mut Members, model: &Model, content: &Content, is_optional: bool) {
        match content {
            Content::Record(fields) => {
                self.add_tag(members, model.tag.filter(|_| !is_optional));
                self.add_fields(members, fields, is_optional);
                if is_optional {
                    self.keep_together(members, fields);
                }
            }
            Content::Inner(field) | Content::Transparent(field) => self.flatten_field(members, field, is_optional),
            Content::Choice(tagging, variants) => {
                let choice = self.open_choice(*tagging, variants);
                members.all_of.push(if is_optional { json!({ "anyOf": [choice, {}] }) } else { choice });
            }
            Content::Converted(types) => match self.way.stand_in(types) {
                Some(field) => self.flatten_field(members, field, is_optional),
                None => self.flatten_content(members, model, types.own, is_optional),
            },
            Content::Unit | Content::Tuple(_) => {}
        }
    }
}
