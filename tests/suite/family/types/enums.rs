//! The same variants in each form of an enum.

use super::{Plain, Strict, Unit, define};
use std::collections::BTreeMap;

define! {
    enum External { Nothing, Empty {}, Record { a: u8, b: Option<String>, c: Vec<u8> }, Newtype(Plain), Map(BTreeMap<String, u8>), Number(u64), Text(String), Maybe(Option<u8>), Unit(()), List(Vec<u8>), Pair(u8, String), Nested(Unit) }
    #[serde(tag = "kind")]
    enum Internal { Nothing, Empty {}, Record { a: u8, b: Option<String>, c: Vec<u8> }, Newtype(Plain), Map(BTreeMap<String, u8>) }
    #[serde(tag = "kind", content = "value")]
    enum Adjacent { Nothing, Empty {}, Record { a: u8, b: Option<String>, c: Vec<u8> }, Newtype(Plain), Map(BTreeMap<String, u8>), Number(u64), Text(String), Maybe(Option<u8>), List(Vec<u8>), Pair(u8, String), Nested(Unit) }
    #[serde(untagged)]
    enum Untagged { Number(i64), Flag(bool), List(Vec<u8>), Record { a: u8, b: Option<String> }, Newtype(Plain), Text(String), Nothing }
    #[serde(rename_all = "snake_case", rename_all_fields = "camelCase")]
    enum Cased { FirstOne { a_field: u8 }, #[serde(rename = "2nd", alias = "second")] SecondOne { b_field: u8, #[serde(alias = "cc")] c: u8 } }
    #[serde(tag = "@type", rename_all = "UPPERCASE", rename_all_fields = "kebab-case")]
    enum CasedInternal { FirstOne { a_field: u8 }, SecondOne { b_field: Option<u8> } }
    #[serde(tag = "t", content = "c", rename_all = "SCREAMING_SNAKE_CASE")]
    enum CasedAdjacent { FirstOne { a_field: u8 }, SecondOne(u8) }
    #[serde(tag = "kind", deny_unknown_fields)]
    enum StrictInternal { A { a: u8 }, B { b: Option<u8> } }
    #[serde(deny_unknown_fields)]
    enum StrictExternal { A { a: u8 }, B(Strict), C }
    #[serde(tag = "t", content = "c", deny_unknown_fields)]
    enum StrictAdjacent { A { a: u8 }, B(Strict), C }
    enum Other { Known, #[serde(other)] Unknown }
    #[serde(tag = "kind")]
    enum OtherInternal { Known { a: u8 }, #[serde(other)] Unknown }
    enum Variants { Kept(u8), Defaults { #[serde(default)] a: u8, #[serde(default)] b: Vec<u8> }, Skips { #[serde(default, skip_serializing_if = "Option::is_none")] a: Option<u8> } }
}
