//! Structs with each attribute that serde has for fields and structs.

use super::define;
use std::collections::BTreeMap;
use trifold::model;

define! {
    struct Plain { text: String, number: u64, flag: bool, maybe: Option<String>, list: Vec<u32> }
    struct Nothing {}
    #[serde(rename_all = "camelCase")]
    struct Camel { first_name: String, #[serde(rename = "LAST")] last_name: String }
    #[serde(rename_all = "SCREAMING-KEBAB-CASE", rename = "Louder")]
    struct Screaming { first_name: String, r#type: u8 }
    struct Renamed { #[serde(rename = "a-b c")] text: String, #[serde(rename = "$ref")] number: u8, #[serde(rename = "ä")] flag: bool }
    struct Dotted { #[serde(rename = "a.b")] text: String, #[serde(rename = "c[d]")] number: u8, #[serde(rename = "/~")] flag: bool }
    struct Aliased { #[serde(alias = "titel", alias = "titre")] title: String, #[serde(alias = "n", default)] number: u8 }
    struct Defaulted { #[serde(default)] text: String, #[serde(default = "seven")] number: u8, #[serde(default)] list: Vec<u8>, #[serde(default)] map: BTreeMap<String, u8> }
    #[derive(Default)]
    #[serde(default)]
    struct AllDefaulted { text: String, number: u8, list: Vec<u8>, maybe: Option<u8> }
    struct Skipped { text: String, #[serde(skip)] still: Still, #[serde(skip_serializing, default)] written: Still, #[serde(skip_deserializing)] read: Still }
    struct SkippedIf { #[serde(skip_serializing_if = "Option::is_none")] maybe: Option<u8>, #[serde(default, skip_serializing_if = "Vec::is_empty")] list: Vec<u8>, #[serde(default, skip_serializing_if = "String::is_empty")] text: String }
    #[serde(deny_unknown_fields)]
    struct Strict { text: String, maybe: Option<u8>, #[serde(default)] number: u8 }
    #[serde(tag = "kind")]
    struct TaggedStruct { text: String, number: u32 }
    #[serde(from = "String", into = "String")]
    struct Through { text: String }
    #[serde(try_from = "u16", into = "u16")]
    struct Even { number: u16 }
    struct With { #[serde(with = "hex")] #[schemars(with = "String", regex(pattern = "^[+]?0*[0-9a-fA-F]{1,8}$"))] number: u32, plain: u8 }
    struct InOut { #[serde(serialize_with = "hex::serialize", deserialize_with = "hex::deserialize")] #[schemars(with = "String", regex(pattern = "^[+]?0*[0-9a-fA-F]{1,8}$"))] number: u32 }
    #[serde(transparent)]
    struct Transparent { inner: Plain }
    #[serde(transparent)]
    struct TransparentOption { inner: Option<u8> }
    struct Absent { a: Option<Plain>, b: Option<Vec<u8>>, c: Option<BTreeMap<String, u8>>, e: () }
    struct Nested { one: Plain, two: Camel, three: Vec<Strict>, four: BTreeMap<String, Renamed> }
}

fn seven() -> u8 {
    7
}

/// What does not travel: its only value is the default.
#[model]
#[derive(Debug, Clone, PartialEq, Default)]
pub(in crate::family) struct Still(u8);

crate::family::sample::samples! {
    Still: [Self::default()];
}

impl From<String> for Through {
    fn from(text: String) -> Self {
        Self { text }
    }
}

impl From<Through> for String {
    fn from(through: Through) -> Self {
        through.text
    }
}

impl TryFrom<u16> for Even {
    type Error = &'static str;

    fn try_from(number: u16) -> Result<Self, Self::Error> {
        Ok(Self { number })
    }
}

impl From<Even> for u16 {
    fn from(even: Even) -> Self {
        even.number
    }
}

/// A number as a text of hexadecimal digits.
mod hex {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(number: &u32, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&format!("{number:x}"))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
        u32::from_str_radix(&String::deserialize(deserializer)?, 16).map_err(D::Error::custom)
    }
}
