//! A `#[model]` is written and read as serde's derives would do it, but for the forms that no schema shows: what one takes, as the same value, so does
//! the other.

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

/// The JSON that a text is written as once it was read; nothing if it is refused.
fn of<T: Serialize + DeserializeOwned>(text: &str) -> Option<String> {
    let value: T = serde_json::from_str(text).ok()?;
    serde_json::to_string(&value).ok()
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
        if text.starts_with('[') {
            assert_eq!(ours, None, "{text}")
        } else {
            assert_eq!(ours, of::<serdes::Card>(text), "{text}")
        }
        *if ours.is_some() { &mut fine } else { &mut faulty } += 1;
    }
    assert!(fine >= 5 && faulty >= 16, "{fine} fine, {faulty} faulty");
}

#[test]
fn what_is_not_known_is_refused_alike() {
    for text in [r#"{"deserializer":1}"#, r#"{"deserializer":1,"more":2}"#, r#"{"more":2}"#, r#"{"serializer":true}"#] {
        assert_eq!(of::<ours::Strict>(text), of::<serdes::Strict>(text), "{text}");
    }
}

/// The same types under `#[model]` and under serde's derives.
macro_rules! both {
    ($($item:item)*) => {
        #[allow(dead_code, reason = "serde alone looks at some fields")]
        mod ours_too {
            $(#[trifold::model] #[derive(Debug)] $item)*
        }
        #[allow(dead_code, reason = "the same")]
        mod serdes_too {
            use super::{Deserialize, Serialize};
            $(#[derive(Debug, Serialize, Deserialize)] $item)*
        }
    };
}

/// Of each of them, what comes of a text here and there.
fn of_both(text: &str) -> Vec<[Option<String>; 2]> {
    macro_rules! of_each {
        ($($name:ident $(<$($of:ident),+>)?),+) => {
            vec![$([of::<ours_too::$name$(<$(ours_too::$of),+>)?>(text), of::<serdes_too::$name$(<$(serdes_too::$of),+>)?>(text)]),+]
        };
    }
    of_each![Tuple, New, Through, Skipping, External, Internal, Adjacent, Untagged, Tree, Of<Leaf, Due>, Strict<Leaf>]
}

both! {
    #[derive(Default)]
    pub(super) struct Leaf {
        n: u8,
    }

    /// What is absent reads as `None` through it.
    #[serde(transparent)]
    pub(super) struct Due(Option<u8>);

    pub(super) struct Tuple(u8, Leaf, #[serde(default)] Option<Leaf>);

    pub(super) struct New(Leaf);

    #[serde(transparent)]
    pub(super) struct Through {
        leaf: Leaf,
    }

    pub(super) struct Skipping {
        leaf: Leaf,
        due: Due,
        #[serde(skip)]
        seen: Option<Leaf>,
        #[serde(default)]
        more: Leaf,
        #[serde(skip_serializing_if = "Option::is_none")]
        last: Option<Leaf>,
    }

    #[serde(rename_all = "snake_case")]
    pub(super) enum External {
        Unit,
        New(Leaf),
        Two(u8, Leaf),
        Named { leaf: Leaf, due: Due, #[serde(rename = "x")] last: Option<Leaf>, n: u8 },
        #[serde(skip)]
        Hidden { leaf: Leaf },
    }

    #[serde(tag = "k", rename_all = "snake_case")]
    pub(super) enum Internal {
        Unit,
        New(Leaf),
        Named { leaf: Leaf, due: Due, #[serde(default)] more: Leaf },
        Flat { #[serde(flatten)] leaf: Leaf, due: Due },
    }

    #[serde(tag = "k", content = "c", rename_all = "snake_case")]
    pub(super) enum Adjacent {
        Unit,
        New(Leaf),
        Perhaps(Option<Leaf>),
        Two(u8, Leaf),
        Named { leaf: Leaf, due: Due },
    }

    #[serde(untagged)]
    pub(super) enum Untagged {
        Named { leaf: Leaf, due: Due },
        Two(u8, Leaf),
        New(Leaf),
        Unit,
    }

    pub(super) enum Tree {
        Leaf(Leaf),
        Node { left: Box<Tree>, right: Option<Box<Self>> },
    }

    pub(super) struct Of<T, U> {
        #[serde(rename = "all", alias = "every")]
        items: Vec<T>,
        one: Option<U>,
        #[serde(default)]
        leaf: Leaf,
        due: Due,
        other: U,
    }

    #[serde(deny_unknown_fields)]
    pub(super) struct Strict<T> {
        leaf: Leaf,
        t: T,
    }
}

/// Whether a text has what serde's derives take for another thing: an array for an object, an object for a unit variant's name, nothing for the
/// content of a variant.
fn is_no_schemas(text: &str) -> bool {
    text.contains('[') || text.contains(r#"{"unit":"#) || text.contains(r#"{"k":"perhaps""#) || text.ends_with(r#""}"#)
}

#[test]
fn what_is_held_is_read_and_written_alike() {
    let (leaf, bad) = (r#"{"n":1}"#, r#"{"n":300}"#);
    let bodies = [leaf, bad, "{}", "null", "7", "[]", r#""unit""#, r#""new""#, r#""hidden""#].map(str::to_owned).to_vec();
    let named = [
        "",
        r#""leaf":{"n":1}"#,
        r#""leaf":{"n":1},"due":3"#,
        r#""leaf":{"n":300},"due":3"#,
        r#""leaf":{"n":1},"due":null,"last":{"n":2},"n":4"#,
        r#""leaf":{"n":1},"x":{"n":2},"n":4,"more":{"n":5}"#,
        r#""leaf":{"n":1},"leaf":{"n":1}"#,
        r#""due":3,"n":1"#,
        r#""all":[{"n":1},{"n":2}],"other":4,"one":null"#,
        r#""every":[{"n":1}],"other":4,"due":2,"leaf":{"n":3}"#,
        r#""all":[],"due":300,"other":4"#,
        r#""leaf":{"n":1},"t":{"n":2}"#,
        r#""leaf":{"n":1},"t":{"n":2},"u":3"#,
        r#""left":{"Leaf":{"n":1}}"#,
    ];
    let objects = named.iter().map(|fields| format!("{{{fields}}}"));
    let lists = [r#"[1,{"n":1}]"#, r#"[1,{"n":1},{"n":2}]"#, r#"[1]"#, r#"[1,{"n":300}]"#, r#"[{"n":1},3]"#].map(str::to_owned);
    let all: Vec<_> = bodies.into_iter().chain(objects).chain(lists).collect();
    let variant = |body: &String| {
        let inside = body.strip_prefix('{').and_then(|body| body.strip_suffix('}')).unwrap_or_default();
        let tagged = ["unit", "new", "named", "flat", "perhaps", "two", "other"].map(|kind| {
            [
                format!(r#"{{"{kind}":{body}}}"#),
                format!(r#"{{"k":"{kind}",{inside}}}"#).replace(",}", "}"),
                format!(r#"{{"k":"{kind}","c":{body}}}"#),
                format!(r#"{{"c":{body},"k":"{kind}"}}"#),
                format!(r#"{{"k":"{kind}"}}"#),
            ]
        });
        let nodes = [format!(r#"{{"Leaf":{body}}}"#), format!(r#"{{"Node":{body}}}"#)];
        tagged.into_iter().flatten().chain(nodes).collect::<Vec<_>>()
    };
    let texts: Vec<_> = all.iter().flat_map(variant).chain(all.clone()).collect();
    let (mut fine, mut faulty) = ([0; 11], [0; 11]);
    for text in texts {
        for (place, [ours, theirs]) in of_both(&text).into_iter().enumerate() {
            match ours.is_none() && theirs.is_some() {
                true => assert!(is_no_schemas(&text), "{place}: {text}: {ours:?}"),
                false if is_no_schemas(&text) => assert_eq!(ours.is_some(), theirs.is_some(), "{place}: {text}"),
                false => assert_eq!(ours, theirs, "{place}: {text}"),
            }
            *if ours.is_some() { &mut fine[place] } else { &mut faulty[place] } += 1;
        }
    }
    assert!(fine.iter().chain(&faulty).all(|count| *count > 0), "{fine:?} fine, {faulty:?} faulty");
}

/// Formats for people and others.
mod shown {
    use super::{Deserialize, Serialize};
    use std::collections::BTreeMap;

    #[trifold::model]
    #[derive(Debug, PartialEq)]
    pub(super) struct Inner {
        #[serde(alias = "titel", alias = "name")]
        title: String,
        #[serde(default, alias = "anzahl")]
        count: u8,
    }

    #[trifold::model]
    #[derive(Debug, PartialEq)]
    pub(super) struct Outer {
        id: u8,
        #[serde(flatten)]
        inner: Inner,
        #[serde(flatten)]
        rest: BTreeMap<String, u8>,
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    pub(super) struct Theirs {
        #[serde(alias = "titel", alias = "name")]
        title: String,
        #[serde(default, alias = "anzahl")]
        count: u8,
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    pub(super) struct TheirOuter {
        id: u8,
        #[serde(flatten)]
        inner: Theirs,
        #[serde(flatten)]
        rest: BTreeMap<String, u8>,
    }
}

#[test]
fn an_alias_below_flatten_is_read() {
    for text in [
        r#"{"id":1,"titel":"x"}"#,
        r#"{"id":1,"name":"x","anzahl":3,"more":4}"#,
        r#"{"id":1,"title":"x","count":3}"#,
        r#"{"id":1,"title":"x","titel":"y"}"#,
        r#"{"id":1,"other":7}"#,
    ] {
        assert_eq!(of::<shown::Outer>(text), of::<shown::TheirOuter>(text), "{text}");
    }
    assert!(of::<shown::Outer>(r#"{"id":1,"titel":"x","anzahl":2}"#).is_some());
}
