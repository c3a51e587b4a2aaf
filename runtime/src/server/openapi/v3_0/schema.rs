//! One JSON Schema of 2020-12 as a Schema Object of OpenAPI 3.0.3.
//!
//! In: a schema. Out: one that knows only the keywords of 3.0.3.

use serde_json::{Map, Value, json};

type Object = Map<String, Value>;

/// What both say in the same way.
const KEPT: [&str; 24] = [
    "title",
    "description",
    "default",
    "enum",
    "format",
    "pattern",
    "required",
    "multipleOf",
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "readOnly",
    "writeOnly",
    "deprecated",
    "discriminator",
    "externalDocs",
    "xml",
    "example",
];

/// An address of either version. As a choice it is no parameter for progenitor, which knows the format `ip`.
const ADDRESSES: [&str; 2] = ["ipv4", "ipv6"];

/// The schema in the words of 3.0.3.
pub(in crate::server::openapi) fn older(schema: &Value) -> Value {
    match schema {
        Value::Object(schema) => Value::Object(object(schema)),
        Value::Bool(false) => json!({ "not": {} }),
        _ => json!({}),
    }
}

fn object(schema: &Object) -> Object {
    let mut out: Object = schema.iter().filter(|(key, _)| is_kept(key)).map(|(key, value)| (key.clone(), value.clone())).collect();
    if out.get("required").is_some_and(|names| names.as_array().is_some_and(Vec::is_empty)) {
        out.remove("required");
    }
    out.retain(|_, value| is_short(value));
    constant(schema, &mut out);
    example(schema, &mut out);
    bound(schema, "exclusiveMinimum", "minimum", |bound, other| bound >= other, &mut out);
    bound(schema, "exclusiveMaximum", "maximum", |bound, other| bound <= other, &mut out);
    members(schema, &mut out);
    list(schema, &mut out);
    choices(schema, &mut out);
    types(schema, &mut out);
    encoding(schema, &mut out);
    reference(schema, &mut out);
    out
}

fn is_kept(key: &str) -> bool {
    KEPT.contains(&key) || key.starts_with("x-")
}

/// Whether it is no number beyond 64 bits with a sign, where readers of 3.0.3 stop. The greatest `uint64` is one; its format says the same.
fn is_short(value: &Value) -> bool {
    !value.is_u64() || value.is_i64()
}

fn constant(schema: &Object, out: &mut Object) {
    if let Some(value) = schema.get("const") {
        out.insert("enum".to_owned(), json!([value]));
    }
}

/// The first example: 3.0.3 has place for one.
fn example(schema: &Object, out: &mut Object) {
    if let Some(first) = schema.get("examples").and_then(Value::as_array).and_then(|examples| examples.first()) {
        out.insert("example".to_owned(), first.clone());
    }
}

/// A bound of its own becomes a word about the other bound, where it is the narrower one.
fn bound(schema: &Object, exclusive: &str, inclusive: &str, is_narrower: fn(f64, f64) -> bool, out: &mut Object) {
    let Some((value, number)) = schema.get(exclusive).and_then(|value| Some((value, value.as_f64()?))) else { return };
    if schema.get(inclusive).and_then(Value::as_f64).is_none_or(|other| is_narrower(number, other)) {
        out.insert(inclusive.to_owned(), value.clone());
        out.insert(exclusive.to_owned(), json!(true));
    }
}

/// Properties. What stands behind a pattern of names may stand behind any further name.
fn members(schema: &Object, out: &mut Object) {
    if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
        out.insert("properties".to_owned(), Value::Object(each_of(properties, older)));
    }
    let further = match (schema.get("patternProperties").and_then(Value::as_object), schema.get("additionalProperties")) {
        (_, None) => return,
        (None, Some(Value::Bool(allowed))) => json!(allowed),
        (None, Some(further)) => older(further),
        (Some(patterns), Some(Value::Bool(false))) if patterns.is_empty() => json!(false),
        (Some(patterns), Some(further)) => any_of(patterns.values().chain([further]).filter(|schema| **schema != json!(false)).map(older)),
    };
    out.insert("additionalProperties".to_owned(), further);
}

/// Items. A tuple is an array of what may stand anywhere in it.
fn list(schema: &Object, out: &mut Object) {
    let rest = schema.get("items");
    let items = match schema.get("prefixItems").and_then(Value::as_array) {
        None => rest.map(older),
        Some(first) => {
            let most = schema.get("maxItems").and_then(Value::as_u64);
            let is_whole = rest == Some(&json!(false)) || most.is_some_and(|most| most <= first.len() as u64);
            if is_whole {
                out.entry("maxItems").or_insert_with(|| json!(first.len()));
            }
            let further = (!is_whole).then(|| rest.map_or_else(|| json!({}), older));
            Some(any_of(first.iter().map(older).chain(further)))
        }
    };
    if let Some(items) = items {
        out.insert("items".to_owned(), items);
    }
}

/// One of some schemas: without repetition, and without the choice where there is none.
fn any_of(schemas: impl Iterator<Item = Value>) -> Value {
    let mut different = Vec::new();
    for schema in schemas {
        if !different.contains(&schema) {
            different.push(schema);
        }
    }
    match different.len() {
        0 => json!({ "not": {} }),
        1 => different.remove(0),
        _ if different.contains(&json!({})) => json!({}),
        _ => json!({ "anyOf": different }),
    }
}

/// `allOf`, `anyOf`, `oneOf`, `not`.
fn choices(schema: &Object, out: &mut Object) {
    if let Some(not) = schema.get("not") {
        out.insert("not".to_owned(), older(not));
    }
    if let Some(all) = schema.get("allOf").and_then(Value::as_array).filter(|all| !all.is_empty()) {
        out.insert("allOf".to_owned(), all.iter().map(older).collect());
    }
    for key in ["anyOf", "oneOf"] {
        let Some(choices) = schema.get(key).and_then(Value::as_array) else { continue };
        if *choices == ADDRESSES.map(|format| json!({ "format": format })) {
            out.insert("format".to_owned(), json!("ip"));
            continue;
        }
        let (nulls, choices): (Vec<_>, Vec<_>) = choices.iter().partition(|choice| choice["type"] == "null");
        let is_nullable = !nulls.is_empty();
        match choices.as_slice() {
            [] => {}
            [only] if is_nullable => one_or_null(older(only), out),
            [only] => one(older(only), out),
            choices => match values(choices) {
                Some(values) => words(choices, values, is_nullable, out),
                None => {
                    let null = is_nullable.then(nothing);
                    out.insert(key.to_owned(), choices.iter().map(|choice| older(choice)).chain(null).collect());
                }
            },
        }
    }
}

/// `null` alone. The keyword `nullable` counts only beside `type`, and there is no type of null.
pub(super) fn nothing() -> Value {
    json!({ "enum": [null] })
}

/// The rest of a choice between one schema and `null`.
fn one_or_null(choice: Value, out: &mut Object) {
    match choice {
        Value::Object(mut choice) if choice.contains_key("type") && choice.keys().all(|key| !out.contains_key(key)) => {
            if let Some(values) = choice.get_mut("enum").and_then(Value::as_array_mut) {
                values.push(Value::Null);
            }
            out.extend(choice);
            out.insert("nullable".to_owned(), json!(true));
        }
        choice => drop(out.insert("anyOf".to_owned(), json!([choice, nothing()]))),
    }
}

/// What remains of a choice: itself, or behind `allOf` where the two have a keyword in common, or it is a reference.
fn one(choice: Value, out: &mut Object) {
    match choice {
        Value::Object(choice) if !choice.contains_key("$ref") && choice.keys().all(|key| !out.contains_key(key)) => {
            out.extend(choice);
        }
        choice => push_all(choice, out),
    }
}

fn push_all(schema: Value, out: &mut Object) {
    if let Value::Array(all) = out.entry("allOf").or_insert_with(|| json!([])) {
        all.push(schema);
    }
}

/// The values of choices that are nothing but values of one type.
fn values(choices: &[&Value]) -> Option<Vec<Value>> {
    let mut values = Vec::new();
    for choice in choices {
        let choice = choice.as_object()?;
        let is_plain = |key: &String| matches!(key.as_str(), "const" | "enum" | "type" | "description" | "title");
        let same_type = choice.get("type") == choices[0].get("type") && choice.get("type").is_none_or(Value::is_string);
        if !same_type || !choice.keys().all(is_plain) {
            return None;
        }
        match (choice.get("const"), choice.get("enum")) {
            (Some(value), None) => values.push(value.clone()),
            (None, Some(Value::Array(some))) => values.extend(some.iter().cloned()),
            _ => return None,
        }
    }
    Some(values)
}

/// An enum, with what each choice says of itself in the description.
fn words(choices: &[&Value], mut values: Vec<Value>, is_nullable: bool, out: &mut Object) {
    let described = |choice: &&Value| Some(format!("- `{}`: {}", plain(choice.get("const")?), choice.get("description")?.as_str()?));
    let lines: Vec<_> = choices.iter().filter_map(described).collect();
    if !lines.is_empty() {
        let before = out.get("description").and_then(Value::as_str).map(|text| format!("{text}\n\n")).unwrap_or_default();
        out.insert("description".to_owned(), json!(format!("{before}{}", lines.join("\n"))));
    }
    if let Some(of) = choices.first().and_then(|choice| choice.get("type")) {
        out.insert("type".to_owned(), of.clone());
        if is_nullable {
            out.insert("nullable".to_owned(), json!(true));
        }
    }
    if is_nullable && !values.contains(&Value::Null) {
        values.push(Value::Null);
    }
    out.insert("enum".to_owned(), Value::Array(values));
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// One type, or a choice of them; `null` is no type.
fn types(schema: &Object, out: &mut Object) {
    let names: Vec<_> = match schema.get("type") {
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        Some(Value::String(name)) => vec![name.as_str()],
        _ => return,
    };
    let of: Vec<_> = names.iter().copied().filter(|name| *name != "null").collect();
    let is_nullable = of.len() < names.len();
    match of.as_slice() {
        [] => drop(out.insert("enum".to_owned(), json!([null]))),
        [of] => {
            out.insert("type".to_owned(), json!(of));
            if is_nullable {
                out.insert("nullable".to_owned(), json!(true));
            }
        }
        several => several_types(several, is_nullable, out),
    }
    if of == ["array"] {
        out.entry("items").or_insert_with(|| json!({}));
    }
}

fn several_types(names: &[&str], is_nullable: bool, out: &mut Object) {
    let items = out.remove("items").unwrap_or_else(|| json!({}));
    let mut branches: Vec<_> = names.iter().map(|name| json!({ "type": name })).collect();
    for branch in branches.iter_mut().filter(|branch| branch["type"] == "array") {
        branch["items"] = items.clone();
    }
    if let Some(first) = branches.first_mut().filter(|_| is_nullable) {
        first["nullable"] = json!(true);
    }
    let any = Value::Array(branches);
    if out.contains_key("anyOf") {
        push_all(json!({ "anyOf": any }), out);
    } else {
        out.insert("anyOf".to_owned(), any);
    }
}

/// Bytes: `byte` as base64, `binary` as they are.
fn encoding(schema: &Object, out: &mut Object) {
    let format = match (schema.get("contentEncoding").and_then(Value::as_str), schema.get("contentMediaType").and_then(Value::as_str)) {
        (Some("base64"), _) => "byte",
        (Some("binary"), _) | (None, Some("application/octet-stream")) => "binary",
        _ => return,
    };
    out.insert("type".to_owned(), json!("string"));
    out.insert("format".to_owned(), json!(format));
}

/// A reference has no neighbours: with some, it is one of the things that must hold.
fn reference(schema: &Object, out: &mut Object) {
    let Some(to) = schema.get("$ref") else { return };
    if out.is_empty() {
        out.insert("$ref".to_owned(), to.clone());
    } else {
        push_all(json!({ "$ref": to }), out);
    }
}

/// Turns each value of an object.
pub(in crate::server::openapi) fn each_of(object: &Map<String, Value>, turn: fn(&Value) -> Value) -> Map<String, Value> {
    object.iter().map(|(key, value)| (key.clone(), turn(value))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn table(rows: &[(Value, Value)]) {
        for (schema, expected) in rows {
            assert_eq!(&older(schema), expected, "of {schema}");
        }
    }

    #[test]
    fn null_is_a_word_about_the_other_type() {
        let r = json!({ "$ref": "#/components/schemas/A" });
        table(&[
            (json!({ "type": ["string", "null"], "maxLength": 3 }), json!({ "type": "string", "nullable": true, "maxLength": 3 })),
            (json!({ "type": "null" }), json!({ "enum": [null] })),
            (json!({ "anyOf": [r, { "type": "null" }] }), json!({ "anyOf": [r, { "enum": [null] }] })),
            (
                json!({ "anyOf": [{ "type": "string", "enum": ["a"] }, { "type": "null" }] }),
                json!({ "type": "string", "enum": ["a", null], "nullable": true }),
            ),
            (json!({ "oneOf": [{ "type": "null" }, { "type": "integer" }] }), json!({ "type": "integer", "nullable": true })),
            (
                json!({ "anyOf": [r, { "type": "string" }, { "type": "null" }] }),
                json!({ "anyOf": [r, { "type": "string" }, { "enum": [null] }] }),
            ),
            (
                json!({ "type": ["string", "integer", "null"] }),
                json!({ "anyOf": [{ "type": "string", "nullable": true }, { "type": "integer" }] }),
            ),
            (
                json!({ "type": ["array", "string"], "items": { "type": "string" } }),
                json!({ "anyOf": [{ "type": "array", "items": { "type": "string" } }, { "type": "string" }] }),
            ),
        ]);
    }

    #[test]
    fn constants_are_enums() {
        table(&[
            (json!({ "const": 7 }), json!({ "enum": [7] })),
            (
                json!({ "type": ["string", "null"], "enum": ["a", null] }),
                json!({ "type": "string", "enum": ["a", null], "nullable": true }),
            ),
            (
                json!({ "description": "D.", "oneOf": [
                    { "type": "string", "enum": ["a", "b"] },
                    { "type": "string", "const": "c", "description": "The third." },
                ] }),
                json!({ "type": "string", "enum": ["a", "b", "c"], "description": "D.\n\n- `c`: The third." }),
            ),
            (
                json!({ "oneOf": [{ "type": "string", "const": "a" }, { "type": "integer", "const": 1 }] }),
                json!({ "oneOf": [{ "type": "string", "enum": ["a"] }, { "type": "integer", "enum": [1] }] }),
            ),
            (
                json!({ "anyOf": [{ "type": "string", "const": "a" }, { "type": "string", "const": "b" }, { "type": "null" }] }),
                json!({ "type": "string", "enum": ["a", "b", null], "nullable": true }),
            ),
        ]);
    }

    #[test]
    fn bounds_say_that_they_are_exclusive() {
        table(&[
            (json!({ "exclusiveMinimum": 0 }), json!({ "minimum": 0, "exclusiveMinimum": true })),
            (json!({ "exclusiveMaximum": 5, "maximum": 9 }), json!({ "maximum": 5, "exclusiveMaximum": true })),
            (json!({ "exclusiveMinimum": 0, "minimum": 3 }), json!({ "minimum": 3 })),
            (json!({ "minimum": 0, "maximum": u64::MAX }), json!({ "minimum": 0 })),
            (json!({ "minimum": i64::MIN, "maximum": i64::MAX }), json!({ "minimum": i64::MIN, "maximum": i64::MAX })),
        ]);
    }

    #[test]
    fn tuples_are_arrays_of_any_of_their_types() {
        let (text, number) = (json!({ "type": "string" }), json!({ "type": "number" }));
        table(&[
            (
                json!({ "type": "array", "prefixItems": [text, number], "minItems": 2, "maxItems": 2 }),
                json!({ "type": "array", "items": { "anyOf": [text, number] }, "minItems": 2, "maxItems": 2 }),
            ),
            (
                json!({ "type": "array", "prefixItems": [text, text], "items": false }),
                json!({ "type": "array", "items": text, "maxItems": 2 }),
            ),
            (json!({ "type": "array", "prefixItems": [text] }), json!({ "type": "array", "items": {} })),
            (
                json!({ "type": "array", "prefixItems": [text], "items": number }),
                json!({ "type": "array", "items": { "anyOf": [text, number] } }),
            ),
            (json!({ "type": "array" }), json!({ "type": "array", "items": {} })),
        ]);
    }

    #[test]
    fn references_have_no_neighbours() {
        let r = json!({ "$ref": "#/components/schemas/A" });
        table(&[
            (r.clone(), r.clone()),
            (json!({ "$ref": "#/components/schemas/A", "description": "D." }), json!({ "allOf": [r], "description": "D." })),
            (json!({ "$ref": "#/components/schemas/A", "allOf": [{ "minLength": 1 }] }), json!({ "allOf": [{ "minLength": 1 }, r] })),
        ]);
    }

    #[test]
    fn what_has_no_word_is_left_out() {
        table(&[
            (json!(true), json!({})),
            (json!(false), json!({ "not": {} })),
            (json!({ "propertyNames": { "pattern": "a" }, "if": {}, "$comment": "C", "required": [] }), json!({})),
            (
                json!({ "patternProperties": { "^\\d+$": { "type": ["string", "null"] } }, "additionalProperties": false }),
                json!({ "additionalProperties": { "type": "string", "nullable": true } }),
            ),
            (json!({ "patternProperties": { "^x": { "type": "string" } } }), json!({})),
            (json!({ "additionalProperties": false }), json!({ "additionalProperties": false })),
            (json!({ "examples": [1, 2] }), json!({ "example": 1 })),
            (json!({ "x-secret": { "const": 1 } }), json!({ "x-secret": { "const": 1 } })),
            (
                json!({ "type": ["string", "null"], "anyOf": [{ "format": "ipv4" }, { "format": "ipv6" }] }),
                json!({ "type": "string", "nullable": true, "format": "ip" }),
            ),
        ]);
    }

    #[test]
    fn bytes_have_a_format() {
        table(&[
            (json!({ "type": "string", "contentEncoding": "base64" }), json!({ "type": "string", "format": "byte" })),
            (json!({ "contentMediaType": "application/octet-stream" }), json!({ "type": "string", "format": "binary" })),
            (json!({ "type": "string", "format": "binary" }), json!({ "type": "string", "format": "binary" })),
        ]);
    }

    #[test]
    fn schemas_within_schemas_are_turned() {
        let nullable = json!({ "type": ["string", "null"] });
        let turned = json!({ "type": "string", "nullable": true });
        table(&[
            (
                json!({ "properties": { "const": nullable }, "not": nullable, "allOf": [nullable], "additionalProperties": nullable }),
                json!({ "properties": { "const": turned }, "not": turned, "allOf": [turned], "additionalProperties": turned }),
            ),
            (
                json!({ "items": { "anyOf": [nullable, { "type": "integer" }] } }),
                json!({ "items": { "anyOf": [turned, { "type": "integer" }] } }),
            ),
        ]);
    }
}
