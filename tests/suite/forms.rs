//! What a form can say, row by row of the table in `docs/PROTOCOL.md`, in both encodings and through both folds.

use crate::support::{Running, from_page};
use anyhow::Result;
use reqwest::Client;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use trifold::server::Server;
use trifold::{model, service};

#[model]
#[derive(Debug, Clone, Copy, PartialEq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Size {
    Small,
    Large,
}

#[model]
#[derive(Debug, Clone, PartialEq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Payment {
    Cash,
    Card {
        number: u64,
        #[serde(default)]
        keep: bool,
    },
}

#[model]
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Line {
    pub(crate) name: String,
    #[serde(default = "one")]
    pub(crate) count: u32,
    pub(crate) gift: bool,
}

fn one() -> u32 {
    1
}

#[model]
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Order {
    pub(crate) note: Option<String>,
    pub(crate) urgent: bool,
    pub(crate) weight: f64,
    pub(crate) balance: i64,
    pub(crate) initial: char,
    pub(crate) size: Option<Size>,
    pub(crate) until: Option<chrono::NaiveDate>,
    pub(crate) id: uuid::Uuid,
    pub(crate) tags: Vec<String>,
    pub(crate) lines: Vec<Line>,
    pub(crate) rates: BTreeMap<u16, u8>,
    pub(crate) payment: Payment,
    pub(crate) place: (i32, i32),
}

#[model]
#[derive(Debug, Clone, PartialEq)]
#[serde(tag = "kind")]
pub(crate) enum Shape {
    Circle { radius: u32 },
}

/// What a box says.
#[model]
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Boxes {
    pub(crate) a: bool,
    pub(crate) b: bool,
    pub(crate) c: Vec<bool>,
    pub(crate) d: Inner,
}

#[model]
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Inner(pub(crate) Below);

#[model]
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Below {
    pub(crate) e: bool,
    #[serde(default = "on")]
    pub(crate) f: bool,
    pub(crate) g: Option<bool>,
    pub(crate) next: Option<Box<Below>>,
}

fn on() -> bool {
    true
}

/// Orders.
#[service(version = 1)]
pub(crate) trait Shop {
    /// Repeats an order.
    #[form]
    #[post("/orders")]
    async fn order(&self, order: Order) -> Order;

    /// Takes several arguments in one body.
    #[form]
    #[put("/orders/{id}")]
    async fn change(&self, id: u8, note: Option<String>, done: bool) -> String;

    /// Takes no forms on its route.
    #[post("/notes")]
    async fn note(&self, note: String) -> String;

    /// Repeats boxes.
    #[form]
    #[post("/boxes")]
    async fn boxes(&self, boxes: Boxes) -> Boxes;

    /// Repeats boxes by name.
    #[form]
    #[post("/settings")]
    async fn settings(&self, all: BTreeMap<String, Boxes>) -> BTreeMap<String, Boxes>;

    /// No form can carry it.
    async fn draw(&self, shape: Shape) -> u32;

    /// No form can carry it either.
    async fn anything(&self, value: Value) -> Value;
}

struct Till;

impl Shop for Till {
    async fn order(&self, order: Order) -> Order {
        order
    }

    async fn change(&self, id: u8, note: Option<String>, done: bool) -> String {
        format!("{id} {note:?} {done}")
    }

    async fn note(&self, note: String) -> String {
        note
    }

    async fn boxes(&self, boxes: Boxes) -> Boxes {
        boxes
    }

    async fn settings(&self, all: BTreeMap<String, Boxes>) -> BTreeMap<String, Boxes> {
        all
    }

    async fn draw(&self, Shape::Circle { radius }: Shape) -> u32 {
        radius
    }

    async fn anything(&self, value: Value) -> Value {
        value
    }
}

const FORM: &str = "application/x-www-form-urlencoded";
const ID: &str = "id=67e55044-10b1-426f-9247-bb680e5fe0c8";
/// What an order cannot do without.
const LEAST: &str = "weight=1.5&balance=-3&initial=x&payment=cash&place[]=1&place[]=-2";

/// Sends a form to the route that repeats it, in one encoding.
async fn repeat(server: &Running, form: &str, as_parts: bool) -> Result<(u16, Value)> {
    let request = Client::new().post(server.url("/api/v1/orders"));
    let request = if as_parts {
        request.header("content-type", "multipart/form-data; boundary=XX").body(parts(form))
    } else {
        request.header("content-type", FORM).body(form.to_owned())
    };
    let response = request.send().await?;
    Ok((response.status().as_u16(), response.json().await?))
}

/// The same form as parts.
fn parts(form: &str) -> String {
    let part = |field: &str| {
        let (name, value) = field.split_once('=').unwrap_or((field, ""));
        format!("--XX\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{}\r\n", value.replace('+', " "))
    };
    form.split('&').map(part).collect::<String>() + "--XX--\r\n"
}

async fn shop() -> Result<Running> {
    Running::start(Server::new().add_service(ShopServer::new(Till)).into_router()).await
}

/// Every row of the table: what the form says, where in the value it is seen, and as what.
#[tokio::test]
async fn the_table_of_coercions() -> Result<()> {
    let server = shop().await?;
    let table: &[(&str, &str, Value)] = &[
        // A boolean: `on`, `true`, `1`; `off`, `false`, `0`, empty, or absent. The last of several counts.
        ("urgent=on", "/urgent", json!(true)),
        ("urgent=true", "/urgent", json!(true)),
        ("urgent=1", "/urgent", json!(true)),
        ("urgent=off", "/urgent", json!(false)),
        ("urgent=false", "/urgent", json!(false)),
        ("urgent=0", "/urgent", json!(false)),
        ("urgent=", "/urgent", json!(false)),
        ("", "/urgent", json!(false)),
        ("urgent=false&urgent=on", "/urgent", json!(true)),
        // A number, a character, a string, a date, a UUID, a unit variant: its text.
        ("balance=+-4", "/balance", json!(-4)),
        ("weight=2e3", "/weight", json!(2000.0)),
        ("initial=y", "/initial", json!("y")),
        ("note=a+b", "/note", json!("a b")),
        ("until=2026-11-21", "/until", json!("2026-11-21")),
        ("", "/id", json!("67e55044-10b1-426f-9247-bb680e5fe0c8")),
        ("size=large", "/size", json!("large")),
        // An option: absent or empty is none.
        ("", "/note", Value::Null),
        ("note=", "/note", Value::Null),
        ("size=", "/size", Value::Null),
        ("until=", "/until", Value::Null),
        // A list: by `[]`, by index in the order of the indices, by one name several times; absent or one empty text is none.
        ("tags[]=a&tags[]=b", "/tags", json!(["a", "b"])),
        ("tags[7]=b&tags[3]=a", "/tags", json!(["a", "b"])),
        ("tags=a&tags=b", "/tags", json!(["a", "b"])),
        ("tags=a", "/tags", json!(["a"])),
        ("tags=", "/tags", json!([])),
        ("", "/tags", json!([])),
        ("tags[]=", "/tags", json!([""])),
        // A struct in a list, its defaults and its boxes.
        (
            "lines[0].name=a&lines[1].name=b&lines[1].gift=on&lines[1].count=2",
            "/lines",
            json!([{ "name": "a", "count": 1, "gift": false }, { "name": "b", "count": 2, "gift": true }]),
        ),
        // A map: its keys are steps of the path. A variant with fields: its name is one.
        ("rates.404=7&rates.200=1", "/rates", json!({ "200": 1, "404": 7 })),
        ("payment=cash", "/payment", json!("cash")),
        ("place[0]=5&place[1]=6", "/place", json!([5, 6])),
    ];
    for (form, pointer, expected) in table {
        // What stands later counts, so that a row can stand for a field of the least.
        let least: Vec<_> = LEAST.split('&').filter(|field| !(form.contains("place") && field.starts_with("place"))).collect();
        let whole = [ID, &least.join("&"), "rates.1=1", form].join("&");
        let whole = whole.trim_end_matches('&').replace(if form.contains("rates") { "rates.1=1&" } else { "&&&" }, "");
        for as_parts in [false, true] {
            let (status, order) = repeat(&server, &whole, as_parts).await?;
            assert_eq!((status, order.pointer(pointer)), (200, Some(expected)), "{form}: {order}");
        }
    }
    let card = format!("{ID}&rates.1=1&weight=1&balance=1&initial=x&place[]=1&place[]=2&payment.card.number=42&payment.card.keep=on");
    assert_eq!(repeat(&server, &card, false).await?.1["payment"], json!({ "card": { "number": 42, "keep": true } }));
    Ok(())
}

/// A form leaves out boxes that are not checked, and lists without items: at any depth, in as many places as a form has.
#[tokio::test]
async fn what_a_form_leaves_out_is_said_all_the_same() -> Result<()> {
    let server = shop().await?;
    let send = |path: &'static str, form: String| Client::new().post(server.url(path)).header("content-type", FORM).body(form).send();
    let below = |e: bool| json!({ "e": e, "f": true, "g": null, "next": null });
    let none = json!({ "a": false, "b": false, "c": [], "d": below(false) });
    assert_eq!(send("/api/v1/boxes", String::new()).await?.json::<Value>().await?, none);
    let some = json!({ "a": false, "b": true, "c": [], "d": { "e": false, "f": false, "g": true, "next": below(true) } });
    let form = "boxes.b=on&boxes.d.f=off&boxes.d.g=on&boxes.d.next.e=on".to_owned();
    assert_eq!(send("/api/v1/boxes", form).await?.json::<Value>().await?, some);
    let many = (0..990).map(|i| format!("all.k{i}.a=on")).collect::<Vec<_>>().join("&");
    let all: Value = send("/api/v1/settings", many).await?.json().await?;
    let one = json!({ "a": true, "b": false, "c": [], "d": below(false) });
    assert!(all.as_object().is_some_and(|all| all.len() == 990 && all.values().all(|boxes| *boxes == one)), "{all}");
    Ok(())
}

#[tokio::test]
async fn what_cannot_be_read_is_told_by_its_path() -> Result<()> {
    let server = shop().await?;
    let table = [
        ("urgent=maybe", "/order/urgent", "invalid_value"),
        ("weight=heavy", "/order/weight", "invalid_value"),
        ("balance=99999999999999999999", "/order/balance", "invalid_value"),
        ("size=medium", "/order/size", "unknown_variant"),
        ("until=tomorrow", "/order/until", "invalid_value"),
        ("lines[0].count=1", "/order/lines/0/name", "missing"),
        ("note.x=1", "/order/note", "invalid_type"),
    ];
    for (form, pointer, code) in table {
        for as_parts in [false, true] {
            let (status, problem) = repeat(&server, &format!("{ID}&{LEAST}&rates.1=1&{form}"), as_parts).await?;
            let fault = (problem["errors"][0]["pointer"].as_str(), problem["errors"][0]["code"].as_str());
            assert_eq!((status, fault), (422, (Some(pointer), Some(code))), "{form}: {problem}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_route_takes_forms_where_its_method_says_so() -> Result<()> {
    let server = shop().await?;
    let put = |form: &'static str| Client::new().put(server.url("/api/v1/orders/7")).header("content-type", FORM).body(form).send();
    assert_eq!(put("note=late&done=on").await?.json::<String>().await?, "7 Some(\"late\") true");
    assert_eq!(put("note=").await?.json::<String>().await?, "7 None false");
    let note = Client::new().post(server.url("/api/v1/notes")).header("content-type", FORM).body("note=x").send().await?;
    assert_eq!((note.status().as_u16(), note.headers()["content-type"].to_str()?), (415, "application/problem+json"));
    let document: Value = Client::new().get(server.url("/api/v1/openapi.json")).send().await?.json().await?;
    let kinds = |path: &str, verb: &str| -> Vec<String> {
        let content = document["paths"][path][verb]["requestBody"]["content"].as_object();
        content.map(|content| content.keys().cloned().collect()).unwrap_or_default()
    };
    assert_eq!(kinds("/api/v1/orders", "post"), ["application/json", FORM, "multipart/form-data"]);
    assert_eq!(kinds("/api/v1/notes", "post"), ["application/json"]);
    Ok(())
}

#[tokio::test]
async fn what_no_form_can_carry_is_sent_as_json() -> Result<()> {
    let server = shop().await?;
    for (path, form, json) in [
        (ShopSpec::DRAW.action_path(), "kind=Circle&radius=3", json!([{ "kind": "Circle", "radius": 3 }])),
        (ShopSpec::ANYTHING.action_path(), "value=3", json!([3])),
    ] {
        let post = || from_page(Client::new().post(server.url(path)));
        assert_eq!(post().header("content-type", FORM).body(form).send().await?.status(), 415, "{form}");
        assert_eq!(post().json(&json).send().await?.json::<u32>().await?, 3);
    }
    Ok(())
}
