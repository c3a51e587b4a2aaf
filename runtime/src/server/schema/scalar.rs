//! The schemas of scalars.

use super::way::SchemaDirection;
use crate::server::describe::number_bounds;
use crate::wire::table::{Format, Grammar, Integer};
use serde_json::{Value, json};

/// The least number that is too great for `rust_decimal::Decimal`: 2 to the 96th.
const DECIMAL: f64 = 79_228_162_514_264_337_593_543_950_336.0;

/// A number with a fraction.
pub(super) fn float(format: &str) -> Value {
    let mut schema = json!({ "type": "number", "format": format });
    if let Some(most) = number_bounds::of_float(format) {
        schema["minimum"] = (-most).into();
        schema["maximum"] = most.into();
    }
    schema
}

/// A whole number. Of 128 bits no bounds are said that no number of JSON reaches which others read.
pub(super) fn integer(integer: &Integer) -> Value {
    let Integer { format, least, most, has_zero } = *integer;
    let mut schema = json!({ "type": "integer", "format": format });
    let least = if least == 0 && !has_zero { 1 } else { least };
    if let Ok(least) = i64::try_from(least) {
        schema["minimum"] = least.into();
    }
    if let Ok(most) = u64::try_from(most) {
        schema["maximum"] = most.into();
    }
    if least < 0 && !has_zero {
        schema["not"] = json!({ "const": 0 });
    }
    schema
}

/// An array of bytes.
pub(super) fn bytes(way: SchemaDirection) -> Value {
    let kind = if way == SchemaDirection::Read { json!(["array", "string"]) } else { json!("array") };
    json!({ "type": kind, "items": { "type": "integer", "format": "uint8", "minimum": 0, "maximum": 255 } })
}

/// A text.
pub(super) fn text(format: Format, way: SchemaDirection) -> Value {
    match format {
        Format::Plain => json!({ "type": "string" }),
        Format::Char => json!({ "type": "string", "minLength": 1, "maxLength": 1 }),
        Format::Uuid => json!({ "type": "string", "format": "uuid" }),
        Format::Url => json!({ "type": "string", "format": "uri" }),
        Format::Decimal => match way {
            // An exponent is read too, but no pattern says which numbers are too great for one.
            SchemaDirection::Read => json!({
                "type": ["string", "number"],
                "pattern": r"^-?(\d{1,28}|[1-6]\d{28}|7[0-8]\d{27}|79[01]\d{26}|792[01]\d{25}|7922[0-8]\d{24})(\.\d+)?$",
                "exclusiveMinimum": -DECIMAL,
                "exclusiveMaximum": DECIMAL,
            }),
            SchemaDirection::Written => json!({ "type": "string", "pattern": r"^-?\d+(\.\d+)?$" }),
        },
        Format::Date(grammar) | Format::Time(grammar) | Format::DateTime(grammar) | Format::Other(grammar) => of_grammar(grammar),
    }
}

fn of_grammar(Grammar { formats, pattern, .. }: Grammar) -> Value {
    let mut schema = json!({ "type": "string" });
    match formats {
        [] => {}
        [format] => schema["format"] = (*format).into(),
        formats => schema["anyOf"] = formats.iter().map(|format| json!({ "format": format })).collect(),
    }
    if !pattern.is_empty() {
        schema["pattern"] = pattern.into();
    }
    schema
}
