//! What the document says of secrets: nobody gets them back, and whoever types one should not be seen typing it.
//!
//! A secret that the service itself gives out, such as a token, says so: `#[schemars(extend("writeOnly" = false))]`.

use schemars::Schema;
use serde_json::{Map, Value};

/// Marks these properties of a type, and of the variants of a type, as secrets.
pub fn secrets(names: &'static [&'static str]) -> impl Fn(&mut Schema) {
    move |schema| {
        if let Some(schema) = schema.as_object_mut() {
            mark(schema, names);
        }
    }
}

fn mark(schema: &mut Map<String, Value>, names: &[&str]) {
    for variants in ["oneOf", "anyOf", "allOf"] {
        let variants = schema.get_mut(variants).and_then(Value::as_array_mut).into_iter().flatten();
        variants.filter_map(Value::as_object_mut).for_each(|variant| mark(variant, names));
    }
    for (name, property) in schema.get_mut("properties").and_then(Value::as_object_mut).into_iter().flatten() {
        match names.contains(&name.as_str()) {
            true => *property = of_secret(property.take()),
            // A variant stands below its name, where serde tells variants apart so.
            false => {
                property.as_object_mut().filter(|inner| inner.contains_key("properties")).into_iter().for_each(|inner| mark(inner, names))
            }
        }
    }
}

/// The schema of a secret: `writeOnly`, and of text `format: password` (OpenAPI 3.1, section 4.4).
pub(super) fn of_secret(schema: Value) -> Value {
    let mut schema = match schema {
        Value::Object(schema) => schema,
        _ => Map::new(),
    };
    let is_text = match schema.get("type") {
        Some(Value::Array(kinds)) => kinds.iter().any(|kind| kind == "string"),
        kind => kind.is_some_and(|kind| kind == "string"),
    };
    if is_text {
        schema.entry("format").or_insert_with(|| "password".into());
    }
    schema.entry("writeOnly").or_insert(true.into());
    schema.into()
}
