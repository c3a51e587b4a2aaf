//! Types that are not ours: what schemars says of them.
//!
//! In: JSON Schema (2020-12). Out: a form; of what it has no words for, any value.

use super::integers::Integers;
use super::number;
use super::shape::{About, Alias, Declaration, Member, Object, Shape};
use crate::server::number_bounds;
use serde_json::Value;

/// The form of a type with a name.
pub(super) fn declaration(schema: &Value, integers: Integers) -> Declaration {
    Declaration { shape: shape(schema, integers), about: about(schema) }
}

/// The form of a schema's values.
pub(super) fn shape(schema: &Value, integers: Integers) -> Shape {
    let list = |keyword: &str| schema.get(keyword).and_then(Value::as_array);
    if schema == &Value::Bool(false) {
        return Shape::Never;
    }
    if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
        return Shape::Named(name.rsplit('/').next().unwrap_or_default().to_owned());
    }
    if let Some(value) = schema.get("const") {
        return literal(value);
    }
    if let Some(values) = list("enum") {
        return one_of(values.iter().map(literal).collect());
    }
    if let Some(all) = list("anyOf").or_else(|| list("oneOf")) {
        return one_of(all.iter().map(|one| shape(one, integers)).collect());
    }
    if let Some(all) = list("allOf") {
        let mut all: Vec<_> = all.iter().map(|one| shape(one, integers)).collect();
        return if all.len() == 1 { all.remove(0) } else { Shape::Object(Object { and: all, ..Object::default() }) };
    }
    match schema.get("type") {
        Some(Value::Array(kinds)) => one_of(kinds.iter().filter_map(Value::as_str).map(|kind| of_kind(kind, schema, integers)).collect()),
        Some(Value::String(kind)) => of_kind(kind, schema, integers),
        _ => Shape::Unknown,
    }
}

fn of_kind(kind: &str, schema: &Value, integers: Integers) -> Shape {
    match kind {
        "null" => Shape::Null,
        "boolean" => Shape::Boolean,
        "number" => Shape::Number,
        "integer" => integer(schema, integers),
        "string" => Shape::Text(alias(schema)),
        "array" => array(schema, integers),
        "object" => object(schema, integers),
        _ => Shape::Unknown,
    }
}

/// One of these, `null` apart.
fn one_of(all: Vec<Shape>) -> Shape {
    let (nulls, mut values): (Vec<_>, Vec<_>) = all.into_iter().partition(|one| *one == Shape::Null);
    let value = match values.len() {
        0 => return Shape::Null,
        1 => values.remove(0),
        _ => Shape::OneOf(None, values),
    };
    if nulls.is_empty() { value } else { value.nullable() }
}

fn literal(value: &Value) -> Shape {
    match value {
        Value::String(text) => Shape::Literal(text.clone()),
        Value::Null => Shape::Null,
        Value::Bool(_) => Shape::Boolean,
        Value::Number(_) => Shape::Number,
        _ => Shape::Unknown,
    }
}

/// A whole number: within the bounds of its format, or those that the schema says.
fn integer(schema: &Value, integers: Integers) -> Shape {
    let format = schema.get("format").and_then(Value::as_str).unwrap_or_default();
    let said = |keyword: &str| {
        let number = schema.get(keyword)?;
        number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from))
    };
    match (number_bounds::of(format), format) {
        (Some((least, most)), _) => number::of_bounds(least.into(), most.into(), (said("minimum"), said("maximum")), integers),
        (None, "int128" | "uint128") => number::of_bounds(i128::MIN, i128::MAX, (said("minimum"), said("maximum")), integers),
        (None, _) => Shape::Number,
    }
}

fn alias(schema: &Value) -> Option<Alias> {
    match schema.get("format").and_then(Value::as_str)? {
        "date-time" => Some(Alias::DateTime),
        "date" => Some(Alias::PlainDate),
        "uuid" => Some(Alias::Uuid),
        "uri" => Some(Alias::Url),
        _ => None,
    }
}

fn array(schema: &Value, integers: Integers) -> Shape {
    match (schema.get("prefixItems").and_then(Value::as_array), schema.get("items")) {
        (Some(items), _) => Shape::Tuple(items.iter().map(|item| shape(item, integers)).collect()),
        (None, Some(item)) => Shape::list(shape(item, integers)),
        (None, None) => Shape::list(Shape::Unknown),
    }
}

fn object(schema: &Value, integers: Integers) -> Shape {
    let required: Vec<_> = schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    let member = |(name, schema): (&String, &Value)| Member {
        is_optional: !required.contains(&name.as_str()),
        about: about(schema),
        ..Member::new(name, shape(schema, integers))
    };
    let members: Vec<_> = schema.get("properties").and_then(Value::as_object).into_iter().flatten().map(member).collect();
    let rest = schema.get("additionalProperties").filter(|rest| !rest.is_boolean()).map(|rest| shape(rest, integers));
    match (members.is_empty(), rest) {
        (true, Some(value)) => Shape::Map(None, Box::new(value)),
        (true, None) => Shape::Map(None, Box::new(Shape::Unknown)),
        (false, rest) => Shape::Object(Object { members, rest: rest.map(Box::new), and: Vec::new() }),
    }
}

fn about(schema: &Value) -> About {
    let deprecated = (schema.get("deprecated") == Some(&true.into())).then(String::new);
    About { deprecated, ..About::docs(schema.get("description").and_then(Value::as_str).unwrap_or_default()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_schema_says_a_form() {
        let name = || Shape::Named("A".to_owned());
        let table = [
            (json!(true), Shape::Unknown),
            (json!({}), Shape::Unknown),
            (json!(false), Shape::Never),
            (json!({ "$ref": "#/$defs/A" }), name()),
            (json!({ "anyOf": [{ "$ref": "#/$defs/A" }, { "type": "null" }] }), name().nullable()),
            (json!({ "type": ["string", "null"], "format": "uuid" }), Shape::Text(Some(Alias::Uuid)).nullable()),
            (json!({ "type": "integer", "format": "uint32" }), Shape::Number),
            (json!({ "type": "integer", "format": "uint64" }), Shape::BigInt),
            (json!({ "type": "integer", "format": "uint64", "maximum": 9 }), Shape::Integer),
            (json!({ "type": "integer", "format": "int128" }), Shape::BigInt),
            (json!({ "enum": ["a", null] }), Shape::Literal("a".to_owned()).nullable()),
            (json!({ "type": "array", "prefixItems": [{ "type": "number" }] }), Shape::Tuple(vec![Shape::Number])),
            (json!({ "type": "array", "items": { "type": "boolean" } }), Shape::list(Shape::Boolean)),
            (json!({ "type": "object", "additionalProperties": { "type": "null" } }), Shape::Map(None, Box::new(Shape::Null))),
            (json!({ "allOf": [{ "type": "null" }] }), Shape::Null),
        ];
        for (schema, expected) in table {
            assert_eq!(shape(&schema, Integers::BigInt), expected, "{schema}");
        }
    }

    #[test]
    fn a_member_that_is_not_required_is_optional() {
        let schema =
            json!({ "type": "object", "required": ["a"], "properties": { "a": {}, "b": { "description": "B.", "deprecated": true } } });
        let Shape::Object(object) = shape(&schema, Integers::BigInt) else { panic!("an object") };
        assert_eq!(object.members.iter().map(|member| member.is_optional).collect::<Vec<_>>(), [false, true]);
        assert_eq!(object.members[1].about, About { docs: "B.".to_owned(), deprecated: Some(String::new()) });
    }
}
