//! The rules of a field, as keywords.

use crate::wire::table::{Count, Rule};
use serde_json::{Map, Number, Value};

type Object = Map<String, Value>;

/// Adds what rules say to a schema. What it says already stays.
pub(super) fn apply(rules: &[Rule], schema: &mut Value) {
    let Some(schema) = schema.as_object_mut() else { return };
    for rule in rules {
        match rule {
            Rule::Required => {}
            Rule::Email => add(schema, "format", "email".into()),
            Rule::Url => add(schema, "format", "uri".into()),
            Rule::Pattern(pattern) if has_type(schema, "string") => add(schema, "pattern", (*pattern).into()),
            Rule::Pattern(_) => {}
            Rule::Length(count, min, max) => length(schema, *count, min.map(|min| min()), max.map(|max| max())),
            Rule::Range(min, max) => {
                for (keyword, bound) in [("minimum", min), ("maximum", max)] {
                    let number = bound.and_then(|bound| bound().parse::<Number>().ok());
                    if let Some(number) = number.filter(|_| has_type(schema, "integer") || has_type(schema, "number")) {
                        // A rule is narrower than a type.
                        schema.insert(keyword.to_owned(), number.into());
                    }
                }
            }
        }
    }
}

/// Whether a schema takes values of this type.
pub(super) fn has_type(schema: &Object, name: &str) -> bool {
    match schema.get("type") {
        Some(Value::Array(types)) => types.iter().any(|kind| kind == name),
        kind => kind.is_some_and(|kind| kind == name),
    }
}

/// JSON Schema counts characters: each is at most two units of UTF-16 or four bytes, and a grapheme is at least one.
fn length(schema: &mut Object, count: Count, min: Option<usize>, max: Option<usize>) {
    let (least, most) = match count {
        Count::Chars => (min, max),
        Count::Bytes => (min.map(|min| min.div_ceil(4)), max),
        Count::Utf16 => (min.map(|min| min.div_ceil(2)), max),
        Count::Graphemes => (min, None),
    };
    for (kind, keywords, bounds) in [
        ("string", ["minLength", "maxLength"], [least, most]),
        ("array", ["minItems", "maxItems"], [min, max]),
        ("object", ["minProperties", "maxProperties"], [min, max]),
    ] {
        if has_type(schema, kind) {
            let said = keywords.into_iter().zip(bounds).filter_map(|(keyword, bound)| Some((keyword, bound?)));
            said.for_each(|(keyword, bound)| add(schema, keyword, bound.into()));
        }
    }
}

fn add(schema: &mut Object, keyword: &str, value: Value) {
    schema.entry(keyword).or_insert(value);
}
