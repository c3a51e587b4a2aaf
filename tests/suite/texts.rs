//! What travels as text: it arrives as it was sent, or is refused by name.

use crate::support::Running;
use anyhow::Result;
use reqwest::Client;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use trifold::error::CallError;
use trifold::server::Server;
use trifold::{model, service};

#[model]
#[derive(Debug, Clone, PartialEq)]
struct Opts {
    ids: Option<Vec<u32>>,
    #[serde(default)]
    kinds: Vec<Kind>,
    at: Option<u8>,
    #[serde(rename = "raw[]", default)]
    raw: Vec<String>,
}

#[model]
#[derive(Debug, Clone, PartialEq)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    LightBlue,
    Red,
}

#[model]
#[derive(Debug, Clone, PartialEq)]
struct Outer {
    own: Option<u8>,
    #[serde(flatten)]
    tags: Tags,
    #[serde(flatten)]
    more: More,
}

#[model]
#[derive(Debug, Clone, PartialEq)]
struct Tags {
    #[serde(default)]
    tag: Vec<String>,
    #[serde(default)]
    id: Vec<u16>,
    zip: Option<String>,
    phone: Option<String>,
}

#[model]
#[derive(Debug, Clone, PartialEq)]
struct More {
    n: Option<u8>,
    ratio: Option<f64>,
    #[serde(default)]
    exact: bool,
}

#[model]
#[derive(Debug, Clone, PartialEq)]
struct Ruled {
    by_name: BTreeMap<String, Small>,
    by_number: BTreeMap<u64, Small>,
    by_kind: BTreeMap<Word, Vec<Small>>,
}

#[model]
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Word(String);

#[model]
#[derive(Debug, Clone, PartialEq)]
struct Small {
    #[garde(range(max = 5))]
    n: u8,
}

#[service(version = 1)]
trait Texts {
    #[get("/tags")]
    async fn tags(
        &self,
        #[header("x-tag")] tag: Vec<String>,
        #[header("x-some")] some: Option<Vec<String>>,
    ) -> (Vec<String>, Option<Vec<String>>);

    #[get("/one")]
    async fn one(&self, #[header("x-one")] one: Option<String>) -> Vec<String>;

    #[get("/opts")]
    async fn opts(&self, #[query] opts: Opts) -> Opts;

    #[get("/loose")]
    async fn loose(&self, ids: Option<Vec<u32>>, at: Option<u8>) -> (Option<Vec<u32>>, Option<u8>);

    #[get("/all")]
    async fn all(&self, #[query] all: BTreeMap<String, String>) -> BTreeMap<String, String>;

    #[get("/outer")]
    async fn outer(&self, #[query] outer: Outer) -> Outer;

    #[post("/ruled")]
    async fn ruled(&self, ruled: Ruled) -> u8;

    #[get("/numbers/{whole}/{ratio}")]
    async fn numbers(&self, whole: i64, ratio: f32, #[header("x-whole")] more: Option<u64>) -> (i64, f32, Option<u64>);
}

struct Echo;

impl Texts for Echo {
    async fn tags(&self, tag: Vec<String>, some: Option<Vec<String>>) -> (Vec<String>, Option<Vec<String>>) {
        (tag, some)
    }

    async fn one(&self, one: Option<String>) -> Vec<String> {
        one.into_iter().collect()
    }

    async fn opts(&self, opts: Opts) -> Opts {
        opts
    }

    async fn loose(&self, ids: Option<Vec<u32>>, at: Option<u8>) -> (Option<Vec<u32>>, Option<u8>) {
        (ids, at)
    }

    async fn all(&self, all: BTreeMap<String, String>) -> BTreeMap<String, String> {
        all
    }

    async fn outer(&self, outer: Outer) -> Outer {
        outer
    }

    async fn ruled(&self, _: Ruled) -> u8 {
        0
    }

    async fn numbers(&self, whole: i64, ratio: f32, more: Option<u64>) -> (i64, f32, Option<u64>) {
        (whole, ratio, more)
    }
}

async fn start() -> Result<Running> {
    Running::start(Server::new().add_service(TextsServer::new(Echo)).into_router()).await
}

async fn get(server: &Running, path: &str) -> Result<(u16, Value)> {
    let response = reqwest::get(server.url(&format!("/api/v1{path}"))).await?;
    Ok((response.status().as_u16(), response.json().await?))
}

const NASTY: [&str; 14] =
    ["a", "a, b", "", " c", "d\t", "\"", "\\", "\\\"", "\"e\"", ",", "ü€", "\u{3000}f\u{a0}", "W/\"g,h\"", "i;j=\"k\""];

#[tokio::test]
async fn a_list_in_a_header_arrives_as_it_was_sent() -> Result<()> {
    let server = start().await?;
    let client = TextsRestClient::new(&server.base())?;
    let all: Vec<String> = NASTY.map(str::to_owned).to_vec();
    let lists = NASTY.iter().map(|one| vec![(*one).to_owned()]).chain([all, vec![]]);
    for list in lists {
        for some in [Some(list.clone()), None] {
            assert_eq!(client.tags(list.clone(), some.clone()).await?, (list.clone(), some), "{list:?}");
        }
    }
    for one in NASTY.iter().filter(|one| one.trim_matches([' ', '\t']) == **one) {
        assert_eq!(client.one(Some((*one).to_owned())).await?, [*one]);
    }
    assert_eq!(client.one(None).await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn what_no_header_carries_is_an_error_before_it_is_sent() -> Result<()> {
    // Nothing listens there.
    let client = TextsRestClient::new("http://127.0.0.1:9")?;
    for text in ["a\r\nx-other: b", "\n", "\0", "\u{7f}"] {
        let one = client.one(Some(text.to_owned())).await.err().map(|error| error.to_string()).unwrap_or_default();
        let list = client.tags(vec![text.to_owned()], None).await.err().map(|error| error.to_string()).unwrap_or_default();
        assert!(one.contains("x-one") && list.contains("x-tag"), "{one} {list}");
    }
    for text in [" a", "a\t"] {
        assert!(client.one(Some(text.to_owned())).await.err().is_some_and(|error| error.to_string().contains("x-one")));
    }
    Ok(())
}

#[tokio::test]
async fn a_malformed_quoted_string_is_refused_by_the_headers_name() -> Result<()> {
    let server = start().await?;
    for line in ["\"", "a, \"b", r#""a\"#, r#""a"b"#] {
        let refused = Client::new().get(server.url("/api/v1/tags")).header("x-tag", line).send().await?;
        assert_eq!(refused.status(), 400, "{line}");
        assert_eq!(refused.json::<Value>().await?["errors"][0]["parameter"], "x-tag", "{line}");
    }
    let lines = Client::new().get(server.url("/api/v1/tags")).header("x-tag", r#""a, b", c"#).header("x-tag", r#"d,"""#).send().await?;
    assert_eq!(lines.json::<Value>().await?, json!([["a, b", "c", "d", ""], null]));
    Ok(())
}

#[tokio::test]
async fn a_list_in_a_query_is_read_as_forms_spell_it() -> Result<()> {
    let server = start().await?;
    let opts = |ids: Value, kinds: Value| json!({ "ids": ids, "kinds": kinds, "at": null, "raw[]": [] });
    let good = [
        ("/opts?ids=1&ids=2", opts(json!([1, 2]), json!([]))),
        ("/opts?ids[]=1&ids[]=2", opts(json!([1, 2]), json!([]))),
        ("/opts?ids%5B%5D=1", opts(json!([1]), json!([]))),
        ("/opts?ids[1]=2&ids[0]=1", opts(json!([1, 2]), json!([]))),
        ("/opts?ids[7]=1&other[x]=2&[]=3", opts(json!([1]), json!([]))),
        ("/opts?kinds[]=light-blue&kinds[]=red", opts(json!(null), json!(["light-blue", "red"]))),
        ("/opts?raw[]=a&raw[]=b", json!({ "ids": null, "kinds": [], "at": null, "raw[]": ["a", "b"] })),
        ("/loose?ids[]=1&ids[]=2", json!([[1, 2], null])),
        ("/loose?ids[0]=1&at=3", json!([[1], 3])),
        ("/all?a[]=1&a[b]=2&c=3", json!({ "a[]": "1", "a[b]": "2", "c": "3" })),
        (
            "/outer?tag[]=a&id[1]=2&id[0]=1",
            json!({ "own": null, "tag": ["a"], "id": [1, 2], "zip": null, "phone": null, "n": null, "ratio": null, "exact": false }),
        ),
    ];
    for (path, expected) in good {
        assert_eq!(get(&server, path).await?, (200, expected), "{path}");
    }
    let bad = [
        ("/opts?ids[x]=1", "ids"),
        ("/opts?ids[0][a]=1", "ids"),
        ("/opts?ids[0]=1&ids[0]=2", "ids"),
        ("/opts?ids[0=1", "ids"),
        ("/opts?ids[]=x", "ids"),
        ("/opts?at[]=1", "at"),
        ("/opts?kinds[-1]=red", "kinds"),
        ("/loose?ids[x]=1", "ids"),
        ("/loose?at[0]=1", "at"),
        ("/outer?n[x]=1", "n"),
        ("/outer?tag[x]=1", "tag"),
        ("/outer?own[]=1", "own"),
    ];
    for (path, parameter) in bad {
        let (status, problem) = get(&server, path).await?;
        assert_eq!((status, &problem["errors"][0]["parameter"]), (400, &json!(parameter)), "{path}: {problem}");
    }
    Ok(())
}

#[tokio::test]
async fn flattened_fields_arrive_as_they_were_sent() -> Result<()> {
    let server = start().await?;
    let client = TextsRestClient::new(&server.base())?;
    let text = |text: &str| Some(text.to_owned());
    let lists: [(&[&str], &[u16]); 4] = [(&[], &[]), (&["a"], &[1]), (&["13"], &[14]), (&["1", "true", "x"], &[1, 2])];
    for (tag, id) in lists {
        for (zip, phone, n) in [
            (None, None, None),
            (text("12345"), text("555"), Some(12)),
            (text("12"), text("true"), Some(12)),
            (text("007"), text(""), None),
        ] {
            let tags = Tags { tag: tag.iter().map(|tag| (*tag).to_owned()).collect(), id: id.to_vec(), zip, phone };
            let more = More { n, ratio: n.map(|_| -0.5), exact: n.is_some() };
            let outer = Outer { own: n, tags, more };
            assert_eq!(client.outer(outer.clone()).await?, outer);
        }
    }
    let bad = [
        ("/outer?tag=a&tag=b&id=1&id=x", "id"),
        ("/outer?id=x", "id"),
        ("/outer?n=007", "n"),
        ("/outer?n=256&zip=256", "n"),
        ("/outer?n=1&n=2", "n"),
        ("/outer?exact=1", "exact"),
        ("/outer?zip=1&zip=2", "zip"),
    ];
    for (path, parameter) in bad {
        let (status, problem) = get(&server, path).await?;
        assert_eq!((status, &problem["errors"][0]["parameter"]), (400, &json!(parameter)), "{path}: {problem}");
    }
    Ok(())
}

#[tokio::test]
async fn a_broken_rule_has_one_pointer_on_both_sides() -> Result<()> {
    let server = start().await?;
    let small = |n| Small { n };
    let ruled = Ruled {
        by_name: BTreeMap::from([("a/b~c".to_owned(), small(9))]),
        by_number: BTreeMap::from([(7, small(9))]),
        by_kind: BTreeMap::from([(Word("w".to_owned()), vec![small(1), small(9)])]),
    };
    let pointers = ["/by_name/a~1b~0c/n", "/by_number/7/n", "/by_kind/w/1/n"];
    let refused = Client::new().post(server.url("/api/v1/ruled")).json(&ruled).send().await?;
    let problem: Value = refused.json().await?;
    let said: Vec<_> = problem["errors"].as_array().into_iter().flatten().filter_map(|error| error["pointer"].as_str()).collect();
    assert_eq!(said, pointers);
    match TextsRestClient::new("http://127.0.0.1:9")?.ruled(ruled).await {
        Err(CallError::Invalid(errors)) => {
            assert_eq!(errors.iter().filter_map(|error| error.pointer.as_deref()).collect::<Vec<_>>(), pointers)
        }
        other => anyhow::bail!("{other:?}"),
    }
    Ok(())
}

#[tokio::test]
async fn one_number_has_one_spelling() -> Result<()> {
    let server = start().await?;
    for (path, expected) in [
        ("/numbers/7/0.5", json!([7, 0.5, null])),
        ("/numbers/-7/1e2", json!([-7, 100.0, null])),
        ("/numbers/0/-0", json!([0, -0.0, null])),
    ] {
        assert_eq!(get(&server, path).await?, (200, expected), "{path}");
    }
    for whole in ["+7", "007", "-07", "-0", "7.0", "%207"] {
        let (status, problem) = get(&server, &format!("/numbers/{whole}/1")).await?;
        assert_eq!((status, &problem["errors"][0]["parameter"]), (400, &json!("whole")), "{whole}");
        let refused = Client::new().get(server.url("/api/v1/numbers/1/1")).header("x-whole", whole).send().await?;
        assert_eq!(refused.status(), 400, "{whole}");
    }
    for ratio in ["+1", "01", "1.", ".5", "1e", "NaN", "inf", "1e99"] {
        let (status, problem) = get(&server, &format!("/numbers/1/{ratio}")).await?;
        assert_eq!((status, &problem["errors"][0]["parameter"]), (400, &json!("ratio")), "{ratio}");
    }
    Ok(())
}
