//! Values as text, outside a body: in a path, a query, a header.
//!
//! In: the value's JSON. Out: its texts. A text stands for itself; a number and a boolean as JSON writes them.

use crate::json::{self, Fault, Text};
use serde::ser::Error as _;

/// Whether a value is a list.
pub(super) fn is_list(json: &str) -> bool {
    json.starts_with('[')
}

/// The one text of a value.
pub(super) fn one(json: &str) -> Result<String, Fault> {
    text(json)?.ok_or_else(|| Fault::custom("is not a text"))
}

/// The texts of a value: one an item of a list, none of `null`.
///
/// # Errors
/// A value that is no text, `null` in a list among it.
pub(super) fn each(json: &str) -> Result<Vec<String>, Fault> {
    if !is_list(json) {
        return Ok(text(json)?.into_iter().collect());
    }
    let items: Vec<Text> = json::read(json)?;
    items.iter().map(|item| one(item.get())).collect()
}

/// The texts of each field of a value, by its name.
///
/// # Errors
/// As of [`each`], and two fields of one name.
pub(super) fn fields(json: &str) -> Result<Vec<(String, String)>, Fault> {
    let mut pairs = Vec::new();
    if json == "null" {
        return Ok(pairs);
    }
    for (name, mut value) in json::members(json)? {
        pairs.extend(each(value.raw()?)?.into_iter().map(|text| (name.clone().into_owned(), text)));
    }
    Ok(pairs)
}

fn text(json: &str) -> Result<Option<String>, Fault> {
    match json.as_bytes().first() {
        Some(b'"') => json::read(json).map(Some),
        Some(b'[' | b'{') => Err(Fault::custom("is not a text")),
        _ => Ok((json != "null").then(|| json.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_said_as_its_json_writes_it() {
        let long = u128::MAX.to_string();
        for (json, text) in [("7", "7"), ("-0.5", "-0.5"), ("true", "true"), (r#""a\"b""#, "a\"b"), (r#""""#, ""), (&long, &long)] {
            assert_eq!(one(json).ok().as_deref(), Some(text));
        }
        assert!(["null", "[1]", "{}"].iter().all(|json| one(json).is_err()));
        let pair = |name: &str, text: &str| (name.to_owned(), text.to_owned());
        let said = fields(r#"{"z":1,"a":["x",2],"gone":null,"empty":[]}"#).unwrap();
        assert_eq!(said, [pair("a", "x"), pair("a", "2"), pair("z", "1")]);
        assert_eq!(fields("null").unwrap(), []);
        assert!(
            ["1", "[1]", r#"{"a":1,"a":2}"#, r#"{"a":[null]}"#, r#"{"a":{}}"#, r#"{"a":[[1]]}"#].iter().all(|json| fields(json).is_err())
        );
    }
}
