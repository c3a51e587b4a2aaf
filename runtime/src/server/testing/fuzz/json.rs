//! JSON in both directions, beside a reader and a writer of others (serde_json): what one takes the other takes, as the same value.

use crate::json;
use serde::{Deserialize, Serialize};
use serde_json::{Number, Value};
use std::collections::BTreeMap;

/// Something of each kind that is read in its own way.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
enum Any {
    Unit,
    Inner(Box<Option<Any>>),
    Row(i8, u128, f32),
    Record { text: String, list: Vec<Any>, map: BTreeMap<i16, bool>, char: Option<char> },
    Value(Value),
    Wide(i128, f64, ()),
}

/// Any bytes.
pub(crate) fn json(input: &[u8]) {
    let sound = json::text(input).and_then(json::is_sound);
    let theirs = serde_json::from_slice::<Value>(input);
    match json::read_bytes::<Value>(input) {
        Ok(value) => {
            assert!(sound.is_ok(), "what is read is sound");
            assert!(theirs.is_ok_and(|theirs| is_same(&theirs, &value)), "{value}");
            comes_back(&value);
        }
        // They bound no depth where nothing is kept, and skip a byte order mark.
        Err(fault) => {
            assert!(theirs.is_err() || ["range", "no value may have"].iter().any(|words| fault.to_string().contains(words)), "{fault}")
        }
    }
    if let Ok(any) = json::read_bytes::<Any>(input) {
        assert!(sound_again(&any), "{any:?}");
        comes_back(&any);
    }
}

fn sound_again(value: &impl Serialize) -> bool {
    json::write(value).is_ok_and(|json| serde_json::from_str::<serde::de::IgnoredAny>(&json).is_ok())
}

/// What is written is read again as the same value.
fn comes_back<T: Serialize + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T) {
    let json = json::write(value).expect("what was read can be written");
    let again = json::read::<T>(&json).expect("what was written can be read");
    assert_eq!(&again, value);
    assert_eq!(json::write(&again).as_deref(), Ok(&*json), "to the last bit");
}

/// Whether two values are one. Unless asked, they read a float of many digits only about right.
fn is_same(theirs: &Value, ours: &Value) -> bool {
    match (theirs, ours) {
        (Value::Number(theirs), Value::Number(ours)) => theirs == ours || is_near(theirs, ours),
        (Value::Array(theirs), Value::Array(ours)) => theirs.len() == ours.len() && theirs.iter().zip(ours).all(|(a, b)| is_same(a, b)),
        (Value::Object(theirs), Value::Object(ours)) => {
            theirs.len() == ours.len() && theirs.iter().all(|(name, value)| ours.get(name).is_some_and(|other| is_same(value, other)))
        }
        _ => theirs == ours,
    }
}

fn is_near(theirs: &Number, ours: &Number) -> bool {
    match (theirs.as_f64(), ours.as_f64()) {
        (Some(theirs), Some(ours)) => theirs.to_bits().abs_diff(ours.to_bits()) <= 64,
        _ => false,
    }
}
