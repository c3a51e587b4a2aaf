//! Types that share one object, by `flatten` and by a tag: each takes its own members, reads them as anywhere else, and a fault points at its value.

use crate::support::Running;
use anyhow::Result;
use serde_json::{Value, json};
use std::collections::BTreeMap;
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
