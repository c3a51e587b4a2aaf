//! Numbers that JSON cannot say, and text can: `NaN`, `inf`, `1e999`.
//!
//! In: a value that was read from text, and the text. Out: whether every number in it is one. Rust's own parsers accept such words.

use serde::Serialize;
use serde_json::Value;

/// Whether the value of one parameter, or each item of its list, is a number where it is meant to be one.
pub(super) fn is_finite<T: Serialize>(value: &T, text: &str) -> bool {
    !is_suspicious(text) || written(value).is_none_or(|value| !has_gap(&value))
}

/// The same for one parameter of a query.
pub(super) fn is_finite_in<T: Serialize>(value: &T, name: &str, query: &str) -> bool {
    !was_sent(name, query) || written(value).is_none_or(|value| !has_gap(&value))
}

/// The parameter of a query struct whose number is none.
pub(super) fn not_finite<T: Serialize>(value: &T, query: &str) -> Option<String> {
    let Some(Value::Object(fields)) = is_suspicious(query).then(|| written(value)).flatten() else { return None };
    fields.into_iter().find(|(name, value)| has_gap(value) && was_sent(name, query)).map(|(name, _)| name)
}

/// Whether the query has such a word for this parameter.
fn was_sent(name: &str, query: &str) -> bool {
    form_urlencoded::parse(query.as_bytes()).any(|(key, text)| key == name && is_suspicious(&text))
}

fn written<T: Serialize>(value: &T) -> Option<Value> {
    serde_json::to_value(value).ok()
}

/// serde_json writes `null` for a number that is none.
fn has_gap(value: &Value) -> bool {
    value.is_null() || value.as_array().is_some_and(|items| items.iter().any(Value::is_null))
}

/// Whether a number that is none could stand there: so that nearly every request pays no more than a look.
fn is_suspicious(text: &str) -> bool {
    let has = |word: &[u8]| text.as_bytes().windows(word.len()).any(|part| part.eq_ignore_ascii_case(word));
    has(b"nan")
        || has(b"inf")
        || text.len() > 30
        || text.bytes().any(|byte| byte == b'e' || byte == b'E') && text.bytes().any(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_that_are_none_are_found() {
        for text in ["NaN", "-inf", "Infinity", "1e999"] {
            let number: f64 = text.parse().unwrap();
            assert!(!is_finite(&number, text) && !is_finite(&Some(number), text) && !is_finite(&vec![1.0, number], text), "{text}");
            assert!(is_finite(&text.to_owned(), text), "a word is a word");
        }
        assert!(is_finite(&1e30, "1e30") && is_finite(&None::<f64>, ""));
        assert!(is_finite_in(&None::<f64>, "a", "b=nan") && !is_finite_in(&f64::NAN, "a", "b=1&a=%6EaN"));
    }
}
