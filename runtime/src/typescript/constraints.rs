//! The rules of requests as data, for forms: `constraints.NewTodo.title.maxLength`.
//!
//! They are the keywords of JSON Schema that the document has too. The server holds all rules, also those that no keyword says.

use super::names::{member, quoted};
use super::number::SAFE;
use crate::server::{Components, Contract, RequestNames, SchemaWalk, Server, is_known};
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Keywords that a form knows what to do with.
const KEYWORDS: [&str; 8] = ["format", "maximum", "maxItems", "maxLength", "minimum", "minItems", "minLength", "pattern"];

/// Fields with their keywords, by type.
pub(super) type Constraints = BTreeMap<String, BTreeMap<String, Map<String, Value>>>;

/// The rules of all types that requests hold.
pub(super) fn of(server: &Server, names: &RequestNames) -> Constraints {
    let mut generator = SchemaSettings::draft2020_12().for_deserialize().into_generator();
    let mut components = Components::default();
    let methods = server.contracts().flat_map(|Contract { methods, .. }| methods).filter(|method| method.action.is_some());
    for ty in methods.flat_map(|method| method.params).filter_map(|param| param.captured.ty).filter(|ty| is_known(*ty)) {
        SchemaWalk::new(&mut generator, &mut components).of(ty);
    }
    let fields = components.take().map(|(name, schema)| (names.name(&name), fields(&schema)));
    fields.filter(|(_, fields)| fields.values().any(|rules| rules.len() > 1 || !rules.contains_key("required"))).collect()
}

/// The fields of an object.
fn fields(schema: &Value) -> BTreeMap<String, Map<String, Value>> {
    let required: Vec<_> = schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    let properties = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
    let field = |(name, schema): (&String, &Value)| (name.clone(), rules(schema, required.contains(&name.as_str())));
    properties.map(field).filter(|(_, rules)| !rules.is_empty()).collect()
}

/// The rules of a field. A bound of a type that is no `number` is left out: the type says it.
fn rules(schema: &Value, is_required: bool) -> Map<String, Value> {
    let is_exact =
        |value: &&Value| !value.is_number() || value.as_i64().is_some_and(|number| i128::from(number).abs() <= SAFE) || value.is_f64();
    let known = KEYWORDS.into_iter().filter_map(|keyword| Some((keyword, schema.get(keyword).filter(is_exact)?)));
    let is_of_type = |(keyword, value): &(&str, &Value)| match *keyword {
        "format" => ["email", "uri", "ipv4", "ipv6", "uuid", "date", "date-time"].iter().any(|format| *value == format),
        _ => true,
    };
    let known = known.filter(is_of_type).map(|(keyword, value)| (keyword.to_owned(), value.clone()));
    known.chain(is_required.then(|| ("required".to_owned(), true.into()))).collect()
}

/// The module.
pub(super) fn module(constraints: &Constraints) -> String {
    format!(
        "/** The rules of requests, for forms. The server holds all of them, and more. */\nexport const constraints = {};\n",
        object(constraints, "")
    )
}

/// Its declaration.
pub(super) fn declaration(constraints: &Constraints) -> String {
    format!(
        "/** The rules of requests, for forms: keywords of JSON Schema. The server holds all of them, and more. */\nexport declare const constraints: {};\n",
        object(constraints, "readonly ")
    )
}

fn object(constraints: &Constraints, mark: &str) -> String {
    let end = if mark.is_empty() { "," } else { ";" };
    let mut text = "{\n".to_owned();
    for (name, fields) in constraints {
        text += &format!("  {mark}{}: {{\n", member(name));
        for (field, rules) in fields {
            let rules: Vec<_> = rules.iter().map(|(keyword, value)| format!("{mark}{keyword}: {}", literal(value))).collect();
            let between = if mark.is_empty() { ", " } else { "; " };
            text += &format!("    {mark}{}: {{ {} }}{end}\n", member(field), rules.join(between));
        }
        text += &format!("  }}{end}\n");
    }
    text + "}"
}

fn literal(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), quoted)
}
