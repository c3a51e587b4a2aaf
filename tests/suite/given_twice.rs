//! Members that one object has once: of two with one name, another build could read the other.

use crate::members::{Strict, Tagged};
use anyhow::Result;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use trifold::model;

#[model]
#[derive(Debug, Clone, PartialEq)]
#[serde(tag = "kind", content = "held")]
enum Adjacent {
    Size(u8),
    Names(BTreeMap<String, u8>),
}

#[model]
#[derive(Debug, Clone, PartialEq)]
struct Chosen {
    #[serde(flatten)]
    one: One,
}

#[model]
#[derive(Debug, Clone, PartialEq)]
enum One {
    Left(u8),
    Right(u8),
}

#[test]
fn members_of_one_object_are_given_once() {
    let refused = |fault: Option<serde_json::Error>, text: &str| assert!(fault.is_some(), "{text}");
    for text in
        [r#"{"kind":"Size","held":1,"kind":"Size"}"#, r#"{"kind":"Size","held":1,"held":2}"#, r#"{"held":1,"kind":"Size","kind":"Names"}"#]
    {
        refused(serde_json::from_str::<Adjacent>(text).err(), text);
    }
    for text in [r#"{"kind":"Nothing","kind":"Nothing"}"#, r#"{"kind":"Size","size":1,"kind":"Nothing"}"#] {
        refused(serde_json::from_str::<Strict>(text).err(), text);
    }
    for text in [r#"{"Left":1,"Right":2}"#, r#"{"Left":1,"Left":1}"#] {
        refused(serde_json::from_str::<Chosen>(text).err(), text);
    }
    refused(serde_json::from_str::<Tagged>(r#"{"type":"Tagged","id":1,"type":"Tagged"}"#).err(), "the tag of a struct");
}

#[model]
#[derive(Debug, Clone, PartialEq)]
struct MapFirst {
    #[serde(flatten)]
    rest: BTreeMap<String, i64>,
    #[serde(flatten)]
    more: serde_json::Map<String, Value>,
    id: u8,
    inner: Option<Box<MapFirst>>,
}

#[test]
fn a_key_of_a_map_is_the_name_of_no_other_member() -> Result<()> {
    let map = |key: &str| BTreeMap::from([(key.to_owned(), "b".to_owned())]);
    for (key, is_refused) in [("id", true), ("type", true), ("ID", false)] {
        let value = Tagged { id: 1, rest: map(key) };
        assert_eq!(serde_json::to_string(&value).is_err(), is_refused, "{key}");
    }
    let empty = MapFirst { rest: BTreeMap::new(), more: serde_json::Map::new(), id: 1, inner: None };
    let keyed = |key: &str| MapFirst { rest: BTreeMap::from([(key.to_owned(), 1)]), ..empty.clone() };
    for (key, is_refused) in [("id", true), ("inner", true), ("i\"d", false), ("a", false)] {
        assert_eq!(serde_json::to_string(&keyed(key)).is_err(), is_refused, "{key}");
        let nested = MapFirst { inner: Some(Box::new(keyed(key))), ..keyed("a") };
        assert_eq!(serde_json::to_string(&nested).is_err(), is_refused, "{key} within");
        let around = MapFirst { inner: Some(Box::new(keyed("a"))), ..keyed(key) };
        assert_eq!(serde_json::to_string(&around).is_err(), is_refused, "{key} around");
    }
    let foreign = |key: &str| MapFirst { more: serde_json::Map::from_iter([(key.to_owned(), json!({"id": 1}))]), ..empty.clone() };
    assert!(serde_json::to_string(&foreign("id")).is_err());
    assert!(serde_json::to_string(&foreign("other")).is_ok());
    let both = MapFirst { more: serde_json::Map::from_iter([("a".to_owned(), json!(1))]), ..keyed("a") };
    assert!(serde_json::to_string(&both).is_err(), "two maps with one key");
    assert!(serde_json::to_string(&Adjacent::Names(BTreeMap::from([("kind".to_owned(), 1)]))).is_ok(), "an object of its own");
    Ok(())
}
