//! The rules of a field, as keywords.

use crate::wire::table::{Count, Part, Rule};
use serde_json::{Map, Number, Value, json};

type Object = Map<String, Value>;

/// Adds what rules say to a schema. What it says already stays.
pub(super) fn apply(rules: &[Rule], schema: &mut Value) {
    let Some(schema) = schema.as_object_mut() else { return };
    for rule in rules {
        match rule {
            Rule::Required => {}
            Rule::Email => add(schema, "format", "email".into()),
            Rule::Url => add(schema, "format", "uri".into()),
            Rule::Ip("ip") => add(schema, "anyOf", json!([{ "format": "ipv4" }, { "format": "ipv6" }])),
            Rule::Ip(version) => add(schema, "format", (*version).into()),
            Rule::Has(part, text) if has_type(schema, "string") => add_pattern(schema, &pattern(*part, &text())),
            Rule::Has(..) => {}
            Rule::Pattern(pattern) if has_type(schema, "string") => add_pattern(schema, pattern),
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

/// One of several patterns stands beside the others.
fn add_pattern(schema: &mut Object, pattern: &str) {
    match schema.get("pattern") {
        None => add(schema, "pattern", pattern.into()),
        Some(known) if known == pattern => {}
        Some(_) => {
            let all = schema.entry("allOf").or_insert_with(|| json!([]));
            all.as_array_mut().into_iter().for_each(|all| all.push(json!({ "pattern": pattern })));
        }
    }
}

/// A pattern of texts that hold this one.
fn pattern(part: Part, text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        if r"^$\.*+?()[]{}|/".contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    match part {
        Part::Anywhere => escaped,
        Part::Start => format!("^{escaped}"),
        Part::End => format!("{escaped}$"),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_a_keyword_of_its_type() {
        let of = |kind: &str, rules: &[Rule]| {
            let mut schema = json!({ "type": kind });
            apply(rules, &mut schema);
            schema.as_object_mut().and_then(|schema| schema.remove("type"));
            schema
        };
        let length = |count| [Rule::Length(count, Some(|| 3), Some(|| 9))];
        let range = [Rule::Range(Some(|| "-1.5".into()), Some(|| "7".into()))];
        for (kind, rules, expected) in [
            ("string", &length(Count::Chars)[..], json!({ "minLength": 3, "maxLength": 9 })),
            ("string", &length(Count::Bytes), json!({ "minLength": 1, "maxLength": 9 })),
            ("string", &length(Count::Utf16), json!({ "minLength": 2, "maxLength": 9 })),
            ("string", &length(Count::Graphemes), json!({ "minLength": 3 })),
            ("array", &length(Count::Chars), json!({ "minItems": 3, "maxItems": 9 })),
            ("object", &length(Count::Chars), json!({ "minProperties": 3, "maxProperties": 9 })),
            ("number", &range, json!({ "minimum": -1.5, "maximum": 7 })),
            ("string", &range, json!({})),
            ("string", &[Rule::Email, Rule::Pattern("a")], json!({ "format": "email", "pattern": "a" })),
            ("string", &[Rule::Has(Part::Start, || "a.".into())], json!({ "pattern": r"^a\." })),
            ("string", &[Rule::Has(Part::End, || "(b".into())], json!({ "pattern": r"\(b$" })),
            ("string", &[Rule::Has(Part::Anywhere, || "c".into())], json!({ "pattern": "c" })),
            (
                "string",
                &[Rule::Pattern("a"), Rule::Pattern("b"), Rule::Pattern("a")],
                json!({ "pattern": "a", "allOf": [{ "pattern": "b" }] }),
            ),
            ("string", &[Rule::Ip("ipv4")], json!({ "format": "ipv4" })),
        ] {
            assert_eq!(of(kind, rules), expected, "{rules:?} of {kind}");
        }
    }
}
