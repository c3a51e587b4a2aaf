//! What a format says of a number's size, as bounds too: most readers of a schema know `maximum` and few know `format: uint64`.
//!
//! In: schemas. Out: the same, with the bounds of their types where no rule gives narrower ones. Of 128 bits nothing is said: no number of
//! JSON that others read is so long.

use schemars::Schema;
use schemars::transform::{RecursiveTransform, Transform};
use serde_json::{Map, Value};

/// The least and the greatest number of a format of integers.
pub(crate) fn of(format: &str) -> Option<(i64, u64)> {
    match format {
        "int8" => Some((i8::MIN.into(), i8::MAX as u64)),
        "int16" => Some((i16::MIN.into(), i16::MAX as u64)),
        "int32" => Some((i32::MIN.into(), i32::MAX as u64)),
        "int64" | "int" => Some((i64::MIN, i64::MAX as u64)),
        "uint8" => Some((0, u8::MAX.into())),
        "uint16" => Some((0, u16::MAX.into())),
        "uint32" => Some((0, u32::MAX.into())),
        "uint64" | "uint" => Some((0, u64::MAX)),
        _ => None,
    }
}

/// The greatest number of a format of floats: the last one that is rounded to an `f32`. Any number that others read is an `f64`.
pub(crate) fn of_float(format: &str) -> Option<f64> {
    (format == "float").then_some(3.402_823_567_797_336_6e38)
}

/// Writes the bounds into a schema and all that are within it.
pub(in crate::server) fn write(schema: &mut Schema) {
    RecursiveTransform(|schema: &mut Schema| schema.as_object_mut().into_iter().for_each(into_one)).transform(schema);
}

fn into_one(schema: &mut Map<String, Value>) {
    let Some((least, greatest)) = schema.get("format").and_then(Value::as_str).and_then(of) else { return };
    for (bound, narrower, number) in [("minimum", "exclusiveMinimum", Value::from(least)), ("maximum", "exclusiveMaximum", greatest.into())]
    {
        if !schema.contains_key(narrower) {
            schema.entry(bound).or_insert(number);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_rule_is_narrower_than_a_type() {
        let mut schema: Schema = serde_json::from_value(json!({ "type": "object", "properties": {
            "id": { "type": "integer", "format": "uint64", "minimum": 0 },
            "due": { "type": ["integer", "null"], "format": "int64", "exclusiveMinimum": 5 },
            "list": { "type": "array", "items": { "type": "integer", "format": "uint32", "maximum": 7 } },
            "long": { "type": "integer", "format": "uint128", "minimum": 0 },
            "when": { "type": "string", "format": "date-time" },
        } }))
        .unwrap();
        write(&mut schema);
        let expected = json!({ "type": "object", "properties": {
            "id": { "type": "integer", "format": "uint64", "minimum": 0, "maximum": u64::MAX },
            "due": { "type": ["integer", "null"], "format": "int64", "exclusiveMinimum": 5, "maximum": i64::MAX },
            "list": { "type": "array", "items": { "type": "integer", "format": "uint32", "minimum": 0, "maximum": 7 } },
            "long": { "type": "integer", "format": "uint128", "minimum": 0 },
            "when": { "type": "string", "format": "date-time" },
        } });
        assert_eq!(schema.to_value(), expected);
    }
}
