//! Types that share one object, by `flatten` and by a tag: each takes its own members, reads them as anywhere else, and a fault points at its value.

use crate::support::Running;
use anyhow::Result;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::marker::PhantomData;
use trifold::{model, service};

#[model]
#[derive(Debug, Clone, PartialEq)]
struct Outer {
    id: u8,
    #[serde(flatten)]
    place: Option<Place>,
    #[serde(flatten)]
    kind: Kind,
    #[serde(flatten)]
    rest: BTreeMap<String, i64>,
}

#[model]
#[derive(Debug, Clone, PartialEq)]
struct Place {
    row: u16,
    #[serde(alias = "column")]
    at: u128,
    #[serde(default)]
    marks: Vec<f32>,
}

#[model]
#[derive(Debug, Clone, PartialEq)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Kind {
    Plain,
    Counted { counts: BTreeMap<u8, i8> },
    Nested(Inner),
}

#[model]
#[derive(Debug, Clone, PartialEq)]
struct Inner {
    deep: Deep,
}

#[model]
#[derive(Debug, Clone, PartialEq)]
#[serde(untagged)]
enum Deep {
    Whole { number: u8 },
    Named { name: String },
    Both { left: Box<Deep>, right: Box<Deep> },
    Other { left: Box<Deep>, other: bool },
}

#[model]
#[derive(Debug, Clone, PartialEq)]
struct Boxes {
    pair: (bool, u8, bool),
    way: Way,
}

#[model]
#[derive(Debug, Clone, PartialEq)]
enum Way {
    Left { far: bool },
    Right { far: bool },
}

/// Says what it heard.
#[service(version = 1)]
trait Echo {
    #[post("/outer")]
    async fn outer(&self, outer: Outer) -> Outer;

    #[form]
    #[post("/boxes")]
    async fn boxes(&self, boxes: Boxes) -> Boxes;
}

struct App;

impl Echo for App {
    async fn outer(&self, outer: Outer) -> Outer {
        outer
    }

    async fn boxes(&self, boxes: Boxes) -> Boxes {
        boxes
    }
}

async fn start() -> Result<Running> {
    Running::start(EchoServer::new(App).into_router()).await
}

/// The status, and the body, or the first fault as its pointer and its code.
async fn post(server: &Running, body: &str) -> Result<(u16, Value)> {
    let call = reqwest::Client::new().post(server.url("/api/v1/outer")).header("content-type", "application/json").body(body.to_owned());
    told(call.send().await?).await
}

async fn told(response: reqwest::Response) -> Result<(u16, Value)> {
    let (status, body) = (response.status().as_u16(), response.json::<Value>().await?);
    let fault = body.pointer("/errors/0").map(|fault| json!([fault["pointer"], fault["code"]]));
    Ok((status, fault.unwrap_or(body)))
}

#[tokio::test]
async fn each_takes_its_own_members() -> Result<()> {
    let server = start().await?;
    for sent in [
        json!({ "id": 1, "kind": "plain" }),
        json!({ "id": 1, "kind": "plain", "a": 1, "b": -2 }),
        json!({ "id": 1, "row": 2, "at": 3, "marks": [0.5], "kind": "counted", "counts": { "7": -7 }, "z": 9 }),
        json!({ "id": 1, "kind": "nested", "deep": { "number": 7 }, "row": 2, "at": 3, "marks": [] }),
        json!({ "id": 1, "kind": "nested", "deep": { "left": { "name": "x" }, "other": true } }),
    ] {
        assert_eq!(post(&server, &sent.to_string()).await?, (200, sent));
    }
    let wide = r#"{"id":7.0,"column":340282366920938463463374607431768211455,"row":2e0,"kind":"plain","z":1}"#;
    let answer = reqwest::Client::new().post(server.url("/api/v1/outer")).header("content-type", "application/json").body(wide).send();
    let expected = r#"{"id":7,"row":2,"at":340282366920938463463374607431768211455,"marks":[],"kind":"plain","z":1}"#;
    assert_eq!(answer.await?.text().await?, expected);
    Ok(())
}

#[tokio::test]
async fn a_fault_points_at_its_value() -> Result<()> {
    let server = start().await?;
    for (sent, pointer, code) in [
        (r#"{"kind":"plain"}"#, "/id", "missing"),
        (r#"{"id":1}"#, "/kind", "missing"),
        (r#"{"id":1,"kind":"none"}"#, "/kind", "unknown_variant"),
        (r#"{"id":1,"id":2,"kind":"plain"}"#, "/id", "duplicate"),
        (r#"{"id":1,"kind":"counted","counts":{"7":-7,"300":1}}"#, "/counts", "invalid_value"),
        (r#"{"id":1,"kind":"counted","counts":{"7":700}}"#, "/counts/7", "invalid_value"),
        (r#"{"id":1,"kind":"plain","a":"x"}"#, "/a", "invalid_type"),
        // An optional one that is there is there as a whole.
        (r#"{"id":1,"kind":"plain","row":2}"#, "/at", "missing"),
        (r#"{"id":1,"kind":"plain","row":"x","at":1}"#, "/row", "invalid_type"),
        (r#"{"id":1,"kind":"plain","row":1,"at":1,"marks":[1,1e39]}"#, "/marks/1", "invalid_value"),
        (r#"{"id":1,"kind":"nested","deep":{"nothing":1}}"#, "/deep", "invalid_value"),
    ] {
        assert_eq!(post(&server, sent).await?, (422, json!([pointer, code])), "{sent}");
    }
    Ok(())
}

/// Each level could be two things, and so on below: 2 to the power of the depth.
#[tokio::test]
async fn what_could_be_too_many_things_is_refused_soon() -> Result<()> {
    let server = start().await?;
    let nested = |depth: usize, end: &str| format!(r#"{}{end}{}"#, r#"{"left":"#.repeat(depth), r#","other":true}"#.repeat(depth));
    let sent = |depth, end| format!(r#"{{"id":1,"kind":"nested","deep":{}}}"#, nested(depth, end));
    assert_eq!(post(&server, &sent(5, r#"{"number":1}"#)).await?.0, 200);
    for end in [r#"{"number":1}"#, r#"{"nothing":1}"#] {
        assert_eq!(post(&server, &sent(60, end)).await?, (422, json!(["/deep", "invalid_value"])));
    }
    Ok(())
}

#[tokio::test]
async fn a_box_that_is_not_checked_keeps_its_place() -> Result<()> {
    let server = start().await?;
    let form = |fields: &'static str| {
        let call = reqwest::Client::new().post(server.url("/api/v1/boxes")).header("content-type", "application/x-www-form-urlencoded");
        call.header("sec-fetch-site", "same-origin").header("accept", "application/json").body(fields).send()
    };
    let left = json!({ "Left": { "far": true } });
    for (fields, pair) in [
        ("boxes.pair[0]=on&boxes.pair[1]=7&boxes.pair[2]=on&boxes.way.Left.far=on", json!([true, 7, true])),
        ("boxes.pair[1]=7&boxes.pair[2]=on&boxes.way.Left.far=on", json!([false, 7, true])),
    ] {
        assert_eq!(told(form(fields).await?).await?, (200, json!({ "pair": pair, "way": left })), "{fields}");
    }
    for (fields, pointer, code) in [
        ("boxes.pair[0]=on&boxes.pair[2]=on&boxes.way.Left.far=on", "/boxes/pair/1", "missing"),
        ("boxes.pair[1]=7&boxes.pair[2]=on&boxes.way.Left.far=on&boxes.way.Right.far=on", "/boxes/way", "invalid_length"),
    ] {
        let (status, fault) = told(form(fields).await?).await?;
        assert_eq!((status, &fault[0], &fault[1]), (422, &json!(pointer), &json!(code)), "{fields}: {fault}");
    }
    Ok(())
}

/// A tag beside what takes every other member.
#[model]
#[derive(Debug, Clone, PartialEq)]
#[serde(tag = "type")]
pub(crate) struct Tagged {
    pub(crate) id: u8,
    #[serde(flatten)]
    pub(crate) rest: BTreeMap<String, String>,
}

#[model]
#[derive(Debug, Clone, PartialEq)]
struct Perhaps {
    #[serde(flatten)]
    page: Option<Page>,
    #[serde(flatten)]
    rest: Option<BTreeMap<String, i64>>,
}

#[model]
#[derive(Debug, Clone, PartialEq)]
struct Page {
    size: Option<u8>,
    #[serde(default)]
    from: u8,
}

#[model]
#[derive(Debug, Clone, PartialEq)]
#[serde(tag = "kind", deny_unknown_fields)]
pub(crate) enum Strict {
    Nothing,
    Size { size: u8 },
}

fn comes_back<T: serde::Serialize + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T) -> Result<()> {
    let text = serde_json::to_string(value)?;
    assert_eq!(&serde_json::from_str::<T>(&text)?, value, "{text}");
    assert_eq!(&serde_json::from_value::<T>(serde_json::to_value(value)?)?, value, "{text}");
    Ok(())
}

#[test]
fn what_shares_an_object_comes_back_as_it_was() -> Result<()> {
    comes_back(&Tagged { id: 1, rest: BTreeMap::from([("a".to_owned(), "b".to_owned())]) })?;
    let full = Page { size: None, from: 0 };
    for page in [None, Some(full)] {
        for rest in [None, Some(BTreeMap::from([("a".to_owned(), 1)]))] {
            comes_back(&Perhaps { page: page.clone(), rest })?;
        }
    }
    comes_back(&Strict::Nothing)?;
    comes_back(&Strict::Size { size: 1 })?;
    for text in [r#"{"kind":"Nothing","size":1}"#, r#"{"kind":"Size","size":1,"more":1}"#] {
        assert!(serde_json::from_str::<Strict>(text).is_err(), "{text}");
    }
    Ok(())
}

#[model]
#[derive(Debug, Clone, PartialEq)]
struct Recursive(Option<Box<Recursive>>);

#[model]
#[derive(Debug, Clone, PartialEq)]
#[serde(transparent)]
struct Clear {
    itself: Option<Box<Clear>>,
}

#[model]
#[derive(Debug, Clone, PartialEq)]
struct Shared {
    size: Option<u8>,
    #[serde(flatten)]
    next: Option<Box<Shared>>,
}

#[model]
#[derive(Debug, Clone, PartialEq)]
#[serde(untagged)]
enum Again {
    Left(Box<Again>),
    Right(Box<Again>),
    Number(u8),
}

/// A type that is itself, with no bracket between, is read of one value: the reader would go on within it for ever.
#[test]
fn a_type_that_holds_itself_at_one_place_comes_to_an_end() -> Result<()> {
    for text in ["1", "[]", "\"x\"", "true"] {
        assert!(serde_json::from_str::<Recursive>(text).is_err(), "{text}");
        assert!(serde_json::from_str::<Clear>(text).is_err(), "{text}");
    }
    for text in ["true", "[1]", "{}"] {
        assert!(serde_json::from_str::<Again>(text).is_err(), "{text}");
    }
    comes_back(&Recursive(None))?;
    comes_back(&Clear { itself: None })?;
    for size in [None, Some(1)] {
        comes_back(&Shared { size, next: None })?;
    }
    Ok(())
}

#[model]
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Id(u64);

#[model]
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Flag(bool);

#[model]
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[serde(from = "i128", into = "i128")]
struct Wide {
    number: i128,
}

impl From<i128> for Wide {
    fn from(number: i128) -> Self {
        Self { number }
    }
}

impl From<Wide> for i128 {
    fn from(wide: Wide) -> Self {
        wide.number
    }
}

#[model]
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Colour {
    Red,
    #[serde(rename = "1")]
    One,
}

/// Maps of serde's, within a model of ours and outside of one.
#[model]
#[derive(Debug, Clone, PartialEq)]
struct Keyed {
    #[serde(with = "theirs")]
    ids: BTreeMap<Id, Flag>,
    #[serde(with = "theirs")]
    colours: BTreeMap<Colour, Id>,
}

mod theirs {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use std::collections::BTreeMap;

    pub(super) fn serialize<K: Serialize, V: Serialize, S: Serializer>(map: &BTreeMap<K, V>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(map)
    }

    pub(super) fn deserialize<'de, K: Deserialize<'de> + Ord, V: Deserialize<'de>, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<BTreeMap<K, V>, D::Error> {
        BTreeMap::deserialize(deserializer)
    }
}

#[test]
fn a_model_is_a_key_of_the_maps_of_others() -> Result<()> {
    comes_back(&BTreeMap::from([(Id(u64::MAX), 1), (Id(0), 2)]))?;
    comes_back(&BTreeMap::from([(Flag(true), 1), (Flag(false), 2)]))?;
    comes_back(&BTreeMap::from([(Wide { number: i128::MIN }, 1), (Wide { number: 7 }, 2)]))?;
    comes_back(&BTreeMap::from([(Colour::Red, 1), (Colour::One, 2)]))?;
    let (ids, colours) = (BTreeMap::from([(Id(7), Flag(true))]), BTreeMap::from([(Colour::One, Id(7))]));
    comes_back(&Keyed { ids, colours })?;
    // As a value a number is no text.
    for text in [r#"{"ids":{"7":"true"},"colours":{}}"#, r#"{"ids":{},"colours":{"1":"7"}}"#, r#"{"ids":{"x":true},"colours":{}}"#] {
        assert!(serde_json::from_str::<Keyed>(text).is_err(), "{text}");
    }
    assert!(serde_json::from_str::<Id>("\"7\"").is_err());
    assert_eq!(serde_json::from_str::<Id>("7.0")?, Id(7));
    Ok(())
}

/// Parameters with defaults, and some that decide no form.
#[model]
#[derive(Debug, Clone, PartialEq)]
struct Generic<T: Clone = u8, U = String, const MOST: usize = 2>
where
    T: PartialEq,
{
    one: T,
    pair: (T, T),
    #[serde(default = "Vec::new")]
    list: Vec<T>,
    #[serde(default = "Option::default")]
    perhaps: Option<U>,
    of: PhantomData<T>,
}

#[model]
#[derive(Debug, Clone, PartialEq)]
struct Marked<T, U> {
    one: T,
    of: PhantomData<U>,
}

#[test]
fn a_generic_model_comes_back() -> Result<()> {
    comes_back(&Generic::<u8> { one: 1, pair: (2, 3), list: Vec::new(), perhaps: None, of: PhantomData })?;
    comes_back(&Generic::<Id, Flag, 3> {
        one: Id(1),
        pair: (Id(2), Id(3)),
        list: vec![Id(4)],
        perhaps: Some(Flag(true)),
        of: PhantomData,
    })?;
    comes_back(&Marked::<u8, Vec<u8>> { one: 1, of: PhantomData })
}

/// A caller who names these is warned, and what `#[model]` writes of them is not.
#[model]
#[derive(Debug, Clone, PartialEq)]
#[deprecated(note = "write `Id`")]
struct Old(u8);

#[model]
#[derive(Debug, Clone, PartialEq)]
#[deprecated]
#[serde(untagged)]
enum Older<T> {
    One(T),
    #[deprecated]
    Two {
        #[deprecated]
        two: u8,
    },
}

#[test]
#[expect(deprecated)]
fn a_deprecated_model_comes_back() -> Result<()> {
    comes_back(&Old(1))?;
    comes_back(&Older::One(Id(1)))?;
    comes_back(&Older::<Id>::Two { two: 2 })
}
