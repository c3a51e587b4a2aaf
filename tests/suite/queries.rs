//! Queries: what a struct's fields want is known from its type, below `flatten` and beside a tag too; and what a query cannot say is not sent.

use crate::support::Running;
use anyhow::Result;
use std::collections::BTreeMap;
use trifold::client::Http;
use trifold::server::Server;
use trifold::{model, service};

#[model]
#[derive(Debug, Clone, PartialEq)]
struct Flat {
    x: u8,
    #[serde(flatten)]
    inner: Inner,
}

#[model]
#[derive(Debug, Clone, PartialEq)]
struct Inner {
    ratio: f32,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(rename = "f[x]")]
    named: Option<String>,
}

#[model]
#[derive(Debug, Clone, PartialEq)]
struct Rest {
    a: String,
    #[serde(flatten)]
    rest: BTreeMap<String, String>,
}

#[model]
#[derive(Debug, Clone, PartialEq)]
#[serde(tag = "t", content = "c", rename_all = "lowercase")]
enum Beside {
    #[serde(alias = "several")]
    Many(Vec<u8>),
    Nothing,
}

#[model]
#[derive(Debug, Clone, PartialEq)]
#[serde(tag = "t", rename_all = "lowercase")]
enum Within {
    #[serde(alias = "a")]
    First { n: u8, names: Vec<String> },
}

#[model]
#[derive(Clone)]
enum Proof {
    #[serde(alias = "login")]
    Login {
        name: String,
        #[sensitive]
        password: String,
    },
}

/// Repeats what it is asked.
#[service(version = 1)]
trait Repeater {
    #[get("/flat")]
    async fn flat(&self, #[query] flat: Flat) -> Flat;

    #[get("/rest")]
    async fn rest(&self, #[query] rest: Rest) -> Rest;

    #[get("/beside")]
    async fn beside(&self, #[query] beside: Beside) -> Beside;

    #[get("/within")]
    async fn within(&self, #[query] within: Within) -> Within;

    #[get("/list")]
    async fn list(&self, list: Vec<Option<u8>>) -> u8;

    #[post("/proof")]
    async fn prove(&self, proof: Proof) -> bool;
}

struct App;

impl Repeater for App {
    async fn flat(&self, flat: Flat) -> Flat {
        flat
    }

    async fn rest(&self, rest: Rest) -> Rest {
        rest
    }

    async fn beside(&self, beside: Beside) -> Beside {
        beside
    }

    async fn within(&self, within: Within) -> Within {
        within
    }

    async fn list(&self, list: Vec<Option<u8>>) -> u8 {
        list.into_iter().flatten().sum()
    }

    async fn prove(&self, Proof::Login { name, password }: Proof) -> bool {
        name == password
    }
}

async fn start() -> Result<(Running, RepeaterRestClient<Http>)> {
    let server = Running::start(Server::new().add_service(RepeaterServer::new(App)).into_router()).await?;
    let client = RepeaterRestClient::with_transport(Http::new(&server.base())?);
    Ok((server, client))
}

#[tokio::test]
async fn what_a_type_says_of_its_fields_decides() -> Result<()> {
    let (server, client) = start().await?;
    let inner = Inner { ratio: 1.5, tags: vec!["7".to_owned()], named: Some("8".to_owned()) };
    let flat = Flat { x: 1, inner };
    assert_eq!(client.flat(flat.clone()).await?, flat);
    for beside in [Beside::Many(vec![1]), Beside::Many(vec![1, 2]), Beside::Nothing] {
        assert_eq!(client.beside(beside.clone()).await?, beside);
    }
    let within = Within::First { n: 7, names: vec!["1".to_owned()] };
    assert_eq!(client.within(within.clone()).await?, within);
    let get = |path: &str| reqwest::get(server.url(&format!("/api/v1{path}")));
    assert_eq!(get("/within?t=a&n=7&names=1").await?.json::<Within>().await?, within);
    assert_eq!(get("/beside?t=several&c=1").await?.json::<Beside>().await?, Beside::Many(vec![1]));
    for number in ["1e39", "1000000000000000000000000000000e9"] {
        assert_eq!(get(&format!("/flat?x=1&ratio={number}")).await?.status(), 400, "{number}");
    }
    Ok(())
}

#[tokio::test]
async fn what_a_query_cannot_say_is_not_sent() -> Result<()> {
    let (_server, client) = start().await?;
    let rest = |name: &str| Rest { a: "1".to_owned(), rest: BTreeMap::from([(name.to_owned(), "x".to_owned())]) };
    for name in ["b", "b[c]", "b[]", "b[0]", "b[1]"] {
        assert_eq!(client.rest(rest(name)).await?, rest(name), "{name}");
    }
    assert!(client.rest(rest("a")).await.unwrap_err().to_string().contains('a'), "one name for two values");
    assert_eq!(client.list(vec![Some(1), Some(2)]).await?, 3);
    assert!(client.list(vec![Some(1), None]).await.is_err(), "no text is `None` within a list");
    Ok(())
}

#[test]
fn a_secret_is_one_under_every_name_of_its_variant() {
    for name in ["Login", "login"] {
        assert!(RepeaterSpec::PROVE.is_sensitive(&["proof", name, "password"]), "{name}");
        assert!(!RepeaterSpec::PROVE.is_sensitive(&["proof", name, "name"]), "{name}");
    }
}
