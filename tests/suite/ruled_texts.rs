//! Every rule about text on every wrapper: the document says of each what the check says.

use anyhow::{Context, Result};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::{Map, Value, json};
use std::borrow::Cow;
use std::collections::BTreeMap;
use tower::ServiceExt;
use trifold::server::Server;
use trifold::{model, service};

/// Models of every rule, by wrapper.
macro_rules! wrapped {
    ($($name:ident $newtype:ident: [$($rule:tt)*]),* $(,)?) => {
        $(
            #[model]
            #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
            struct $newtype(#[garde($($rule)*)] String);
        )*

        #[model]
        struct Optional { $(#[garde($($rule)*)] $name: Option<String>,)* }

        #[model]
        struct Lent { $(#[garde($($rule)*)] $name: Option<Cow<'static, str>>,)* }

        #[model]
        struct Listed { $(#[serde(default)] #[garde(inner($($rule)*))] $name: Vec<String>,)* }

        #[model]
        struct Within { $(#[garde(inner($($rule)*))] $name: Option<String>,)* }

        #[model]
        struct New { $($name: Option<$newtype>,)* }

        #[model]
        struct NewBoxed { $($name: Option<Box<$newtype>>,)* }

        #[model]
        struct NewListed { $($name: Option<Vec<$newtype>>,)* }

        #[model]
        struct NewMapped { $($name: Option<BTreeMap<String, $newtype>>,)* }

        #[model]
        struct NewKeys { $($name: Option<BTreeMap<$newtype, u8>>,)* }

        const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

wrapped! {
    ascii Ascii: [ascii],
    alphanumeric Alphanumeric: [alphanumeric],
    email Email: [email],
    url Url: [url],
    ip Ip: [ip],
    ipv4 Ipv4: [ipv4],
    ipv6 Ipv6: [ipv6],
    simple Simple: [length(min = 2, max = 3)],
    chars Chars: [length(chars, min = 2, max = 3)],
    bytes Bytes: [length(bytes, min = 2, max = 4)],
    graphemes Graphemes: [length(graphemes, min = 2, max = 3)],
    utf16 Utf16: [length(utf16, min = 2, max = 3)],
    contains Contains: [contains("b.")],
    prefix Prefix: [prefix("a.")],
    suffix Suffix: [suffix(".z")],
    pattern Pattern: [pattern("^[a-c]+$")],
    several Several: [prefix("a"), suffix("c"), pattern("b"), length(max = 4)],
}

/// Units that JSON Schema does not count: the document refuses less than the check.
const WIDER: [&str; 3] = ["bytes", "graphemes", "utf16"];

fn texts(rule: &str) -> &'static [&'static str] {
    match rule {
        "ascii" => &["ab", "", "a\u{7f}", "\u{80}", "é", "a\nb"],
        "alphanumeric" => &["ab1", "", "äé", "٣½Ⅷ", "\u{345}", "a b", "a-b", "_"],
        "email" => &["a@b.example", "ab", "@b", "", "a@", "a b@c.example"],
        "url" => &["https://a.example/b", "mailto:a@b.example", "a", ""],
        "ip" | "ipv4" | "ipv6" => &["127.0.0.1", "::1", "1.2.3", "1.2.3.256", "a", ""],
        "simple" | "chars" | "bytes" | "graphemes" | "utf16" => {
            &["", "a", "ab", "abc", "abcd", "abcde", "äö", "äöü", "🦀", "🦀🦀", "e\u{301}e\u{301}"]
        }
        "contains" => &["ab.c", "b.", "abc", ""],
        "prefix" => &["a.b", "a.", "ab", "b a.", ""],
        "suffix" => &["a.z", ".z", "az", ".z b", ""],
        "pattern" => &["a", "cab", "", "d", "ad"],
        _ => &["abc", "abbc", "ac", "bc", "ab", "abbbc"],
    }
}

#[service]
trait Rules {
    #[post("/optional")]
    async fn optional(&self, #[body] value: Optional);

    #[post("/lent")]
    async fn lent(&self, #[body] value: Lent);

    #[post("/listed")]
    async fn listed(&self, #[body] value: Listed);

    #[post("/within")]
    async fn within(&self, #[body] value: Within);

    #[post("/new")]
    async fn newtype(&self, #[body] value: New);

    #[post("/new-boxed")]
    async fn new_boxed(&self, #[body] value: NewBoxed);

    #[post("/new-listed")]
    async fn new_listed(&self, #[body] value: NewListed);

    #[post("/new-mapped")]
    async fn new_mapped(&self, #[body] value: NewMapped);

    #[post("/new-keys")]
    async fn new_keys(&self, #[body] value: NewKeys);
}

struct Judge;

impl Rules for Judge {
    async fn optional(&self, _: Optional) {}

    async fn lent(&self, _: Lent) {}

    async fn listed(&self, _: Listed) {}

    async fn within(&self, _: Within) {}

    async fn newtype(&self, _: New) {}

    async fn new_boxed(&self, _: NewBoxed) {}

    async fn new_listed(&self, _: NewListed) {}

    async fn new_mapped(&self, _: NewMapped) {}

    async fn new_keys(&self, _: NewKeys) {}
}

/// A text in a wrapper.
type Wrap = fn(&str) -> Value;

const LANES: [(&str, Wrap); 9] = [
    ("optional", |text| json!(text)),
    ("lent", |text| json!(text)),
    ("listed", |text| json!([text])),
    ("within", |text| json!(text)),
    ("new", |text| json!(text)),
    ("new-boxed", |text| json!(text)),
    ("new-listed", |text| json!([text])),
    ("new-mapped", |text| json!({ "key": text })),
    ("new-keys", |text| json!({ text: 1 })),
];

#[tokio::test]
async fn a_rule_about_text_is_the_same_to_the_document_and_to_the_check() -> Result<()> {
    let document = RulesSpec::openapi(1);
    let router = Server::new().add_service(RulesServer::new(Judge)).into_router();
    let mut found = Vec::new();
    for (lane, wrap) in LANES {
        let body = &document["paths"][format!("/api/v1/{lane}")]["post"]["requestBody"]["content"]["application/json"]["schema"];
        let schema = json!({ "allOf": [body], "components": document["components"] });
        let validator = jsonschema::options().should_validate_formats(true).build(&schema).with_context(|| schema.to_string())?;
        for rule in NAMES {
            let mut answers = [0, 0];
            for text in texts(rule) {
                let body = Value::Object(Map::from_iter([((*rule).to_owned(), wrap(text))]));
                let (says, takes) = (validator.is_valid(&body), takes(&router, lane, &body).await?);
                answers[usize::from(takes)] += 1;
                if says != takes && !(says && WIDER.contains(rule)) {
                    found.push(format!("{lane}: {body}: the document {says}, the check {takes}"));
                }
            }
            assert!(answers.iter().all(|count| *count > 0), "{lane}, {rule}: texts of both kinds");
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    Ok(())
}

async fn takes(router: &Router, lane: &str, body: &Value) -> Result<bool> {
    let request = Request::post(format!("/api/v1/{lane}")).header("host", "localhost").header("content-type", "application/json");
    let status = router.clone().oneshot(request.body(Body::from(body.to_string()))?).await?.status();
    anyhow::ensure!([StatusCode::NO_CONTENT, StatusCode::UNPROCESSABLE_ENTITY].contains(&status), "{lane}: {body}: {status}");
    Ok(status == StatusCode::NO_CONTENT)
}
