//! A plain `#[model]` is written and read as serde's derives would do it, faults included.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

mod ours {
    #[trifold::model]
    #[derive(Debug, PartialEq)]
    #[serde(rename_all = "camelCase")]
    pub(super) struct Card {
        pub full_name: String,
        #[serde(rename = "years", alias = "age", alias = "old")]
        pub age: Option<u8>,
        #[serde(default)]
        pub tags: Vec<String>,
        pub r#type: u64,
    }

    #[trifold::model]
    #[derive(Debug, PartialEq)]
    #[serde(deny_unknown_fields)]
    pub(super) struct Strict {
        pub deserializer: u8,
        #[serde(default)]
        pub serializer: bool,
    }
}

mod serdes {
    use super::{Deserialize, Serialize};

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "camelCase")]
    pub(super) struct Card {
        pub full_name: String,
        #[serde(rename = "years", alias = "age", alias = "old")]
        pub age: Option<u8>,
        #[serde(default)]
        pub tags: Vec<String>,
        pub r#type: u64,
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    pub(super) struct Strict {
        pub deserializer: u8,
        #[serde(default)]
        pub serializer: bool,
    }
}

/// What comes of a text: the JSON written again, or the error.
fn of<T: Serialize + DeserializeOwned>(text: &str) -> Result<String, String> {
    let value: T = serde_json::from_str(text).map_err(|error| error.to_string())?;
    serde_json::to_string(&value).map_err(|error| error.to_string())
}

#[test]
fn structs_are_read_and_written_alike() {
    let (mut fine, mut faulty) = (0, 0);
    for text in [
        r#"{"fullName":"Ada","years":36,"tags":["a"],"type":1}"#,
        r#"{"type":1,"tags":[],"fullName":"Ada"}"#,
        r#"{"fullName":"Ada","age":3,"type":1}"#,
        r#"{"fullName":"Ada","old":null,"type":1,"more":{"a":[1,{}]}}"#,
        r#"{"full\u004eame":"Ada","type":1}"#,
        r#"{"fullName":"Ada","years":3,"age":3,"type":1}"#,
        r#"{"fullName":"Ada","fullName":"Bob","type":1}"#,
        r#"{"fullName":"Ada","tags":[],"type":1,"tags":[]}"#,
        r#"{"full_name":"Ada","type":1}"#,
        r#"{"fullName":"Ada"}"#,
        r#"{"fullName":"Ada","tags":null,"type":1}"#,
        r#"{"fullName":"Ada","years":300,"type":1}"#,
        r#"{"fullName":7,"type":1}"#,
        r#"{"fullName":"Ada","type":-1}"#,
        r#"["Ada",36,["a"],1]"#,
        r#"["Ada",null,[],1,2]"#,
        r#"["Ada"]"#,
        r#"["Ada",null]"#,
        r#"["Ada",null,[]]"#,
        "[]",
        "{}",
        "null",
        "7",
        r#""Ada""#,
        r#"{"fullName":"Ada","type":1"#,
    ] {
        let ours = of::<ours::Card>(text);
        assert_eq!(ours, of::<serdes::Card>(text), "{text}");
        *if ours.is_ok() { &mut fine } else { &mut faulty } += 1;
    }
    assert!(fine >= 6 && faulty >= 15, "{fine} fine, {faulty} faulty");
}

#[test]
fn what_is_not_known_is_refused_alike() {
    for text in [r#"{"deserializer":1}"#, r#"{"deserializer":1,"more":2}"#, r#"{"more":2}"#, r#"{"serializer":true}"#, "[1]", "[1,true,2]"]
    {
        assert_eq!(of::<ours::Strict>(text), of::<serdes::Strict>(text), "{text}");
    }
}
