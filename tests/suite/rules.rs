//! Rules mean to the document what they mean to the check, whatever is around the value.

use anyhow::{Context, Result};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tower::ServiceExt;
use trifold::server::Server;
use trifold::{model, service};

/// Every wrapper, each with a rule that two and three satisfy.
#[model]
#[derive(Debug, Clone)]
struct Ruled {
    #[garde(length(min = 2, max = 3))]
    plain: Option<String>,
    #[garde(length(min = 2, max = 3))]
    boxed: Option<Box<str>>,
    #[garde(length(min = 2, max = 3))]
    shared: Option<Arc<str>>,
    #[garde(length(min = 2, max = 3))]
    list: Option<Vec<u8>>,
    #[garde(length(min = 2, max = 3))]
    boxed_list: Option<Box<[u8]>>,
    #[garde(length(min = 2, max = 3))]
    set: Option<BTreeSet<u8>>,
    #[garde(length(min = 2, max = 3))]
    map: Option<BTreeMap<String, u8>>,
    #[serde(default)]
    #[garde(inner(length(min = 2, max = 3)))]
    each: Vec<String>,
    #[garde(inner(length(min = 2, max = 3)))]
    some: Option<String>,
    #[garde(inner(length(min = 2, max = 3)))]
    some_list: Option<Vec<String>>,
    #[garde(range(min = 2, max = 3))]
    number: Option<u8>,
    #[serde(default)]
    #[garde(inner(range(min = 2, max = 3)))]
    numbers: Vec<u8>,
    newtype: Option<Title>,
    titles: Option<BTreeMap<String, Vec<Title>>>,
    #[garde(length(bytes, min = 2, max = 4))]
    bytes: Option<String>,
    #[garde(required)]
    needed: Option<u8>,
}

#[model]
#[derive(Debug, Clone)]
struct Title(#[garde(length(min = 2, max = 3))] String);

#[service]
trait Rules {
    #[post("/ruled")]
    async fn rule(&self, ruled: Ruled) -> bool;
}

struct Judge;

impl Rules for Judge {
    async fn rule(&self, _: Ruled) -> bool {
        true
    }
}

#[tokio::test]
async fn rules_mean_the_same_to_the_document_and_to_the_check() -> Result<()> {
    let document = RulesSpec::openapi(1);
    let schema = json!({ "$ref": "#/components/schemas/Ruled", "components": document["components"] });
    let validator = jsonschema::options().build(&schema).with_context(|| schema.to_string())?;
    let router = Server::new().add_service(RulesServer::new(Judge)).into_router();
    for (field, values) in [
        ("plain", json!(["ab", "äöü", "a", "abcd", "🦀🦀", "", null])),
        ("boxed", json!(["ab", "a", "abcd"])),
        ("shared", json!(["ab", "a", "abcd"])),
        ("list", json!([[1, 2], [1], [1, 2, 3, 4], []])),
        ("boxed_list", json!([[1, 2], [1], [1, 2, 3, 4], []])),
        ("set", json!([[1, 2], [1], [1, 2, 3, 4]])),
        ("map", json!([{ "a": 1, "b": 2 }, { "a": 1 }, {}])),
        ("each", json!([["ab"], ["a"], ["abc", "abcd"], []])),
        ("some", json!(["ab", "a", "abcd", null])),
        ("some_list", json!([["abcd", "a"], ["ab"], ["a", "b", "c", "d"], null])),
        ("number", json!([2, 3, 1, 4, null])),
        ("numbers", json!([[2, 3], [1], [3, 4], []])),
        ("newtype", json!(["ab", "a", "abcd", null])),
        ("titles", json!([{ "a": ["ab"] }, { "a": ["a"] }, { "a": [] }])),
        ("bytes", json!(["ab", "abcd", "abcde"])),
        ("needed", json!([1, null])),
    ] {
        for value in values.as_array().context("a list of values")? {
            let mut body = json!({ "needed": 1 });
            body[field] = value.clone();
            assert_eq!(validator.is_valid(&body), takes(&router, &body).await?, "{body}: {}", document["components"]["schemas"]["Ruled"]);
        }
    }
    Ok(())
}

async fn takes(router: &axum::Router, body: &Value) -> Result<bool> {
    let request = Request::post("/api/v1/ruled").header("host", "localhost").header("content-type", "application/json");
    let status = router.clone().oneshot(request.body(Body::from(body.to_string()))?).await?.status();
    anyhow::ensure!([StatusCode::OK, StatusCode::UNPROCESSABLE_ENTITY].contains(&status), "{body}: {status}");
    Ok(status == StatusCode::OK)
}
