//! A form as a function that reads its values: an expression of JavaScript, made of those in `core.js`.
//!
//! Each call is marked as pure, so that a bundler drops what a page does not read.

use super::names::{member, quoted};
use super::shape::{Object, Shape};

/// The mark of a call without effects.
pub(super) const PURE: &str = "/* @__PURE__ */ ";

/// The expression. `refer` says how a type with a name is read.
pub(super) fn decoder(shape: &Shape, refer: &dyn Fn(&str) -> String) -> String {
    let of = |shape: &Shape| decoder(shape, refer);
    let each = |shapes: &[Shape]| shapes.iter().map(of).collect::<Vec<_>>().join(", ");
    let call = |name: &str, arguments: &str| format!("{PURE}core.{name}({arguments})");
    match shape {
        Shape::Unknown => "core.unknown".to_owned(),
        Shape::Never => "core.never".to_owned(),
        Shape::Null => "core.nothing".to_owned(),
        Shape::Boolean => "core.boolean".to_owned(),
        Shape::Number => "core.number".to_owned(),
        Shape::Integer => "core.integer".to_owned(),
        Shape::BigInt => "core.bigint".to_owned(),
        Shape::Text(_) | Shape::AnyOther => "core.string".to_owned(),
        Shape::Literal(text) => call("literal", &quoted(text)),
        Shape::List(item) => call("list", &of(item)),
        Shape::Tuple(items) => call("tuple", &each(items)),
        Shape::Map(_, value) => call("map", &of(value)),
        Shape::Object(object) => object_decoder(object, None, refer),
        Shape::Nullable(value) => call("nullable", &of(value)),
        Shape::Named(name) => refer(name),
        Shape::OneOf(Some(tag), all) => {
            let variants: Vec<_> = all.iter().filter_map(|one| variant(one, tag, refer)).collect();
            call("tagged", &format!("{}, {{ {} }}", quoted(tag), variants.join(", ")))
        }
        Shape::OneOf(None, all) => match all.iter().map(literal).collect::<Option<Vec<_>>>() {
            Some(words) => call("literal", &words.join(", ")),
            None => call("oneOf", &each(all)),
        },
    }
}

fn literal(shape: &Shape) -> Option<String> {
    if let Shape::Literal(text) = shape { Some(quoted(text)) } else { None }
}

/// A variant under its name; its tag needs no second look.
fn variant(shape: &Shape, tag: &str, refer: &dyn Fn(&str) -> String) -> Option<String> {
    let Shape::Object(object) = shape else { return None };
    let name = object.members.iter().find(|one| one.name == tag).map(|one| &one.shape)?;
    let Shape::Literal(name) = name else { return None };
    Some(format!("{}: {}", member(name), object_decoder(object, Some(tag), refer)))
}

fn object_decoder(object: &Object, but: Option<&str>, refer: &dyn Fn(&str) -> String) -> String {
    let members = object.members.iter().filter(|one| Some(one.name.as_str()) != but).map(|one| {
        let read = decoder(&one.shape, refer);
        let read = match &one.default {
            _ if one.is_optional => format!("{PURE}core.optional({read})"),
            Some(default) => format!("{PURE}core.or({}, {read})", default_text(default)),
            None => read,
        };
        format!("{}: {read}", member(&one.name))
    });
    let members: Vec<_> = members.collect();
    let members = if members.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", members.join(", ")) };
    let record = match &object.rest {
        Some(rest) => format!("{PURE}core.open({members}, {})", decoder(rest, refer)),
        None => format!("{PURE}core.record({members})"),
    };
    if object.and.is_empty() {
        return record;
    }
    let and: Vec<_> = object.and.iter().map(|one| decoder(one, refer)).collect();
    format!("{PURE}core.all({record}, {})", and.join(", "))
}

/// A default, as its JSON would be parsed: a long whole number is a `bigint`.
fn default_text(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Number(number)
            if number.as_i64().is_none_or(|number| i128::from(number).abs() > super::number::SAFE) && !number.is_f64() =>
        {
            format!("{number}n")
        }
        serde_json::Value::Array(items) => format!("[{}]", items.iter().map(default_text).collect::<Vec<_>>().join(", ")),
        serde_json::Value::Object(members) => {
            let members: Vec<_> = members.iter().map(|(name, value)| format!("{}: {}", member(name), default_text(value))).collect();
            format!("{{ {} }}", members.join(", "))
        }
        other => other.to_string(),
    }
}
