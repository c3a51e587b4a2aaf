//! The arguments of routes over a socket: what each place reads, and what is said of what it cannot.

use crate::support::Running;
use anyhow::Result;
use reqwest::{Client, Method};
use serde_json::{Value, json};
use trifold::server::Server;
use trifold::{model, service};
use uuid::Uuid;

#[model]
#[derive(Debug, Clone, Copy, PartialEq)]
#[serde(rename_all = "kebab-case")]
enum Color {
    Red,
    DarkBlue,
}

#[model]
#[derive(Debug, Clone, PartialEq)]
struct Isbn(String);

#[model]
#[derive(Debug, Clone, Copy, PartialEq)]
struct Id(u64);

#[model]
#[derive(Debug, Clone, PartialEq)]
struct Paging {
    #[serde(default = "first")]
    page: u32,
    per_page: Option<u8>,
}

fn first() -> u32 {
    1
}

#[model]
#[derive(Debug, Clone, PartialEq)]
#[serde(rename_all = "camelCase")]
struct Filter {
    #[serde(default)]
    tag: Vec<String>,
    id: Option<Vec<u64>>,
    color: Option<Color>,
    min_price: Option<f64>,
    #[serde(default)]
    in_stock: bool,
    #[serde(rename = "q")]
    text: Option<String>,
    #[serde(flatten)]
    paging: Paging,
}

#[model]
#[derive(Debug, Clone, PartialEq)]
struct Strict {
    name: String,
    at: Option<u8>,
}

#[model]
#[derive(Debug, Clone, PartialEq)]
#[serde(deny_unknown_fields)]
struct Order {
    #[garde(length(min = 1, max = 5))]
    lines: Vec<Line>,
    note: Option<String>,
}

#[model]
#[derive(Debug, Clone, PartialEq)]
struct Line {
    id: Uuid,
    #[garde(range(min = 1))]
    count: u32,
    #[serde(default)]
    color: Option<Color>,
}

/// Says what it was given.
#[service(version = 1)]
trait Echo {
    #[get("/numbers/{small}/{big}/{ratio}")]
    async fn numbers(&self, small: i8, big: u128, ratio: f32) -> String;

    #[get("/words/{yes}/{letter}/{text}")]
    async fn words(&self, yes: bool, letter: char, text: String) -> String;

    #[get("/types/{key}/{color}/{isbn}/{id}")]
    async fn types(&self, key: Uuid, color: Color, isbn: Isbn, id: Id) -> String;

    #[get("/filter")]
    async fn filter(&self, #[query] filter: Filter) -> String;

    #[get("/strict")]
    async fn strict(&self, #[query] strict: Strict) -> String;

    #[get("/loose")]
    async fn loose(&self, color: Option<Color>, id: Vec<Id>, key: Option<Uuid>, exact: bool, ratio: Option<f64>) -> String;

    #[get("/headers")]
    async fn headers(
        &self,
        #[header("x-count")] count: u16,
        #[header("x-color")] color: Option<Color>,
        #[header("x-key")] key: Option<Uuid>,
        #[header("x-tag")] tag: Vec<String>,
    ) -> String;

    #[post("/orders/{id}")]
    async fn order(&self, id: Id, #[query] strict: Strict, #[body] order: Order) -> String;

    #[put("/members")]
    async fn members(&self, name: String, lines: Vec<Line>, color: Option<Color>) -> String;
}

struct Aloud;

impl Echo for Aloud {
    async fn numbers(&self, small: i8, big: u128, ratio: f32) -> String {
        format!("{small} {big} {ratio}")
    }

    async fn words(&self, yes: bool, letter: char, text: String) -> String {
        format!("{yes} {letter} {text}")
    }

    async fn types(&self, key: Uuid, color: Color, isbn: Isbn, id: Id) -> String {
        format!("{key} {color:?} {} {}", isbn.0, id.0)
    }

    async fn filter(&self, f: Filter) -> String {
        format!(
            "{:?} {:?} {:?} {:?} {} {:?} {} {:?}",
            f.tag, f.id, f.color, f.min_price, f.in_stock, f.text, f.paging.page, f.paging.per_page
        )
    }

    async fn strict(&self, strict: Strict) -> String {
        format!("{} {:?}", strict.name, strict.at)
    }

    async fn loose(&self, color: Option<Color>, id: Vec<Id>, key: Option<Uuid>, exact: bool, ratio: Option<f64>) -> String {
        format!("{color:?} {:?} {} {exact} {ratio:?}", id.iter().map(|id| id.0).collect::<Vec<_>>(), key.is_some())
    }

    async fn headers(&self, count: u16, color: Option<Color>, key: Option<Uuid>, tag: Vec<String>) -> String {
        format!("{count} {color:?} {} {tag:?}", key.is_some())
    }

    async fn order(&self, id: Id, strict: Strict, order: Order) -> String {
        format!("{} {} {}", id.0, strict.name, order.lines.len())
    }

    async fn members(&self, name: String, lines: Vec<Line>, color: Option<Color>) -> String {
        format!("{name} {} {color:?}", lines.len())
    }
}

const KEY: &str = "0190a0e4-7a5b-7c3d-8e9f-a0b1c2d3e4f5";

async fn start() -> Result<Running> {
    Running::start(Server::new().add_service(EchoServer::new(Aloud)).into_router()).await
}

#[tokio::test]
async fn what_each_place_reads() -> Result<()> {
    let server = start().await?;
    let cases = [
        ("/numbers/-128/340282366920938463463374607431768211455/1.5", "-128 340282366920938463463374607431768211455 1.5"),
        ("/words/true/%C3%BC/a%2Fb%20%26%25", "true ü a/b &%"),
        ("/%77or%64s/tru%65/x/%7e", "true x ~"),
        (&format!("/types/{KEY}/dark-blue/978-3/7"), &format!("{KEY} DarkBlue 978-3 7")),
        ("/filter", "[] None None None false None 1 None"),
        ("/filter?tag=a&tag=b&id=1&id=2", "[\"a\", \"b\"] Some([1, 2]) None None false None 1 None"),
        ("/filter?tag=a", "[\"a\"] None None None false None 1 None"),
        ("/filter?minPrice=1.25&inStock=true&q=x%20y%2Bz&color=red", "[] None Some(Red) Some(1.25) true Some(\"x y+z\") 1 None"),
        ("/filter?page=3&per_page=20&unknown=1", "[] None None None false None 3 Some(20)"),
        ("/filter?q=a+b", "[] None None None false Some(\"a b\") 1 None"),
        ("/strict?name=x&at=255", "x Some(255)"),
        ("/strict?name=", " None"),
        ("/loose?exact=true", "None [] false true None"),
        (&format!("/loose?exact=false&id=1&id=2&color=dark-blue&key={KEY}&ratio=-1e3"), "Some(DarkBlue) [1, 2] true false Some(-1000.0)"),
    ];
    for (path, expected) in cases {
        let response = reqwest::get(server.url(&format!("/api/v1{path}"))).await?;
        let (status, text) = (response.status().as_u16(), response.text().await?);
        assert_eq!((status, text.as_str()), (200, json!(expected).to_string().as_str()), "{path}");
    }
    Ok(())
}

#[tokio::test]
async fn what_a_path_or_a_query_cannot_be() -> Result<()> {
    let server = start().await?;
    let key = "not-a-uuid";
    let cases = [
        ("/numbers/128/1/1", "small", "invalid_value"),
        ("/numbers/1/-1/1", "big", "invalid_value"),
        ("/numbers/1/1/x", "ratio", "invalid_value"),
        ("/numbers/1/1/NaN", "ratio", "invalid_value"),
        ("/numbers/1/1/-inf", "ratio", "invalid_value"),
        ("/numbers/1/1/1e999", "ratio", "invalid_value"),
        ("/words/maybe/x/y", "yes", "invalid_value"),
        ("/words/true/xy/y", "letter", "invalid_value"),
        ("/words/true/x/%ff", "text", "invalid_value"),
        (&format!("/types/{key}/red/1/1"), "key", "invalid_value"),
        (&format!("/types/{KEY}/green/1/1"), "color", "unknown_variant"),
        (&format!("/types/{KEY}/red/1/one"), "id", "invalid_value"),
        ("/strict", "name", "missing"),
        ("/strict?at=1", "name", "missing"),
        ("/strict?name=a&name=b", "name", "duplicate"),
        ("/strict?name=a&at=1&at=2", "at", "duplicate"),
        ("/strict?name=a&at=256", "at", "invalid_value"),
        ("/strict?name=a&at=%2B7", "at", "invalid_value"),
        ("/numbers/1/1/+1.5", "ratio", "invalid_value"),
        ("/filter?minPrice=%2B1.25", "minPrice", "invalid_value"),
        ("/filter?page=%2B3", "page", "invalid_value"),
        ("/filter?color=green", "color", "unknown_variant"),
        ("/filter?minPrice=cheap", "minPrice", "invalid_value"),
        ("/filter?inStock=perhaps", "inStock", "invalid_value"),
        ("/filter?id=1&id=two", "id", "invalid_value"),
        ("/filter?page=-1", "page", "invalid_value"),
        ("/filter?page=1&page=2", "page", "duplicate"),
        ("/filter?q=a&q=b", "q", "duplicate"),
        ("/loose", "exact", "missing"),
        ("/loose?exact=yes", "exact", "invalid_value"),
        ("/loose?exact=true&exact=false", "exact", "duplicate"),
        ("/loose?exact=true&color=green", "color", "unknown_variant"),
        ("/loose?exact=true&color=red&color=red", "color", "duplicate"),
        ("/loose?exact=true&id=1&id=x", "id", "invalid_value"),
        ("/loose?exact=true&key=x", "key", "invalid_value"),
        ("/loose?exact=true&ratio=many", "ratio", "invalid_value"),
        ("/loose?exact=true&ratio=Infinity", "ratio", "invalid_value"),
    ];
    let mut wrong = Vec::new();
    for (path, parameter, code) in cases {
        let response = reqwest::get(server.url(&format!("/api/v1{path}"))).await?;
        let (status, kind) = (response.status().as_u16(), response.headers()["content-type"].clone());
        let text = response.text().await?;
        let error = serde_json::from_str::<Value>(&text).unwrap_or_default()["errors"][0].clone();
        if (status, kind.as_bytes(), &error["parameter"], &error["code"])
            != (400, b"application/problem+json", &json!(parameter), &json!(code))
        {
            wrong.push(format!("{path}: {status} {text}"));
        }
        assert!(!text.contains("u8") && !text.contains("struct") && !text.contains("Color") && !text.contains("Paging"), "{text}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

#[tokio::test]
async fn headers_of_every_kind() -> Result<()> {
    let server = start().await?;
    let call = |headers: &[(&'static str, &'static str)]| {
        let call = Client::new().get(server.url("/api/v1/headers"));
        headers.iter().fold(call, |call, (name, value)| call.header(*name, *value)).send()
    };
    let good = [
        (vec![("x-count", "7")], "7 None false []"),
        (vec![("x-count", "7"), ("x-color", "dark-blue"), ("x-key", KEY)], "7 Some(DarkBlue) true []"),
        (vec![("x-count", "7"), ("x-tag", "a"), ("x-tag", "b c")], "7 None false [\"a\", \"b c\"]"),
        (vec![("x-count", "7"), ("x-tag", "a, b")], "7 None false [\"a\", \"b\"]"),
    ];
    for (headers, expected) in good {
        assert_eq!(call(&headers).await?.text().await?, json!(expected).to_string(), "{headers:?}");
    }
    let bad = [
        (vec![], "x-count", "missing"),
        (vec![("x-count", "")], "x-count", "invalid_value"),
        (vec![("x-count", "65536")], "x-count", "invalid_value"),
        (vec![("x-count", "1"), ("x-count", "2")], "x-count", "duplicate"),
        (vec![("x-count", "1"), ("x-color", "green")], "x-color", "unknown_variant"),
        (vec![("x-count", "1"), ("x-key", "x")], "x-key", "invalid_value"),
    ];
    for (headers, parameter, code) in bad {
        let refused = call(&headers).await?;
        assert_eq!(refused.status(), 400, "{headers:?}");
        let problem: Value = refused.json().await?;
        assert_eq!((&problem["errors"][0]["parameter"], &problem["errors"][0]["code"]), (&json!(parameter), &json!(code)), "{headers:?}");
    }
    Ok(())
}

#[tokio::test]
async fn bodies_and_what_is_wrong_with_them() -> Result<()> {
    let server = start().await?;
    let line = json!({ "id": KEY, "count": 1 });
    let order = |body: Value| (Method::POST, "/orders/7?name=x", body);
    let members = |body: Value| (Method::PUT, "/members", body);
    let good = [
        (order(json!({ "lines": [line] })), "7 x 1"),
        (members(json!({ "name": "n", "lines": [line, line], "color": "red" })), "n 2 Some(Red)"),
        (members(json!({ "name": "n", "lines": [], "color": null, "more": 1 })), "n 0 None"),
    ];
    for ((method, path, body), expected) in good {
        let answer = Client::new().request(method, server.url(&format!("/api/v1{path}"))).json(&body).send().await?;
        assert_eq!(answer.text().await?, json!(expected).to_string(), "{body}");
    }
    let bad = [
        (order(json!({ "lines": [] })), 422, "/lines", "length"),
        (order(json!({ "lines": [{ "id": KEY, "count": 0 }] })), 422, "/lines/0/count", "range"),
        (order(json!({ "lines": [{ "id": "x", "count": 1 }] })), 422, "/lines/0/id", "invalid_value"),
        (order(json!({ "lines": [line, { "id": KEY }] })), 422, "/lines/1/count", "missing"),
        (order(json!({ "lines": [{ "id": KEY, "count": 1, "color": "green" }] })), 422, "/lines/0/color", "unknown_variant"),
        (order(json!({ "lines": [line], "gift": true })), 422, "/gift", "unknown_field"),
        (order(json!({ "lines": "many" })), 422, "/lines", "invalid_type"),
        (order(json!({})), 422, "/lines", "missing"),
        (order(json!([])), 422, "", "invalid_type"),
        (members(json!({ "lines": [] })), 422, "/name", "missing"),
        (members(json!({ "name": 5, "lines": [] })), 422, "/name", "invalid_type"),
        (members(json!({ "name": "n", "lines": [5] })), 422, "/lines/0", "invalid_type"),
        (members(json!("n")), 422, "", "invalid_type"),
    ];
    let mut wrong = Vec::new();
    for ((method, path, body), status, pointer, code) in bad {
        let refused = Client::new().request(method, server.url(&format!("/api/v1{path}"))).json(&body).send().await?;
        let was = refused.status().as_u16();
        let problem: Value = refused.json().await?;
        if (was, &problem["errors"][0]["pointer"], &problem["errors"][0]["code"]) != (status, &json!(pointer), &json!(code)) {
            wrong.push(format!("{body}: {was} {problem}"));
        }
    }
    for (text, status) in [("", 400), ("{", 400), ("{\"lines\":[],\"lines\":[]}", 422), ("nul", 400), ("{\"lines\":[]} {}", 400)] {
        let call = Client::new().post(server.url("/api/v1/orders/7?name=x")).header("content-type", "application/json");
        let refused = call.body(text).send().await?;
        if refused.status().as_u16() != status {
            wrong.push(format!("{text}: {}", refused.text().await?));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

#[tokio::test]
async fn the_client_writes_what_the_server_reads() -> Result<()> {
    let server = start().await?;
    let client = EchoRestClient::new(&server.base())?;
    assert_eq!(client.numbers(-1, u128::MAX, 0.5).await?, format!("-1 {} 0.5", u128::MAX));
    assert_eq!(client.words(true, 'ü', "a/b &%?#".to_owned()).await?, "true ü a/b &%?#");
    assert_eq!(client.types(KEY.parse()?, Color::DarkBlue, Isbn("978 3".to_owned()), Id(7)).await?, format!("{KEY} DarkBlue 978 3 7"));
    let paging = Paging { page: 2, per_page: Some(5) };
    let filter = Filter {
        tag: vec!["a&b".to_owned(), "c=d".to_owned()],
        id: Some(vec![1, 2]),
        color: Some(Color::Red),
        min_price: Some(0.5),
        in_stock: true,
        text: Some("x+y z".to_owned()),
        paging,
    };
    assert_eq!(client.filter(filter).await?, "[\"a&b\", \"c=d\"] Some([1, 2]) Some(Red) Some(0.5) true Some(\"x+y z\") 2 Some(5)");
    let tags = vec!["a".to_owned(), "b".to_owned()];
    assert_eq!(client.headers(7, Some(Color::Red), Some(KEY.parse()?), tags).await?, "7 Some(Red) true [\"a\", \"b\"]");
    Ok(())
}
