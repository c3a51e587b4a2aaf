//! JSON values arrive exactly as they were sent, or are refused: numbers, and the forms that serde takes and no schema shows.

use crate::support::{Running, from_page};
use anyhow::{Context, Result};
use reqwest::{Client, Method, Response};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use trifold::client::Http;
use trifold::server::{InProcess, Server};
use trifold::{ApiError, CallError, model, service};

#[model]
#[derive(Debug, Clone, Copy, PartialEq)]
struct Numbers {
    double: f64,
    single: f32,
    unsigned: u64,
    signed: i64,
    long: u128,
    long_signed: i128,
}

#[model]
#[derive(Debug, Clone, PartialEq, Default)]
struct Floats {
    perhaps: Option<f64>,
    list: Vec<f32>,
    map: BTreeMap<String, f64>,
    #[serde(flatten)]
    more: More,
    either: Option<Either>,
}

#[model]
#[derive(Debug, Clone, PartialEq, Default)]
struct More {
    small: Option<f32>,
}

#[model]
#[derive(Debug, Clone, PartialEq)]
#[serde(tag = "kind")]
enum Either {
    One { ratio: f32 },
    Other { double: f64 },
}

#[derive(Debug, Clone, PartialEq, thiserror::Error, ApiError)]
enum Fault {
    #[error("too big")]
    #[status(409)]
    Big { sum: u128, low: i128 },
    #[error("no ratio")]
    #[status(422)]
    Ratio { ratio: Option<f64> },
}

/// A struct that serde's own derive reads.
#[model]
#[derive(Debug, Clone, PartialEq)]
struct Skips {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    v: Vec<String>,
    n: u8,
}

#[model]
#[derive(Debug, Clone, PartialEq)]
struct Plain {
    n: u8,
}

#[model]
#[derive(Debug, Clone, PartialEq)]
struct Nothing {}

#[model]
#[derive(Debug, Clone, PartialEq)]
struct Pair(u8, Plain);

#[model]
#[derive(Debug, Clone, PartialEq)]
enum Word {
    Red,
    Blue,
}

#[model]
#[derive(Debug, Clone, PartialEq)]
enum External {
    Unit,
    New(Skips),
    Two(u8, Plain),
    Rec { n: u8, word: Option<Word> },
}

#[model]
#[derive(Debug, Clone, PartialEq)]
#[serde(tag = "t")]
enum Internal {
    Unit,
    New(Skips),
    Rec { n: u8, external: Option<External> },
}

#[model]
#[derive(Debug, Clone, PartialEq)]
#[serde(tag = "t", content = "c")]
enum Adjacent {
    Unit,
    New(Skips),
    Opt(Option<u8>),
    Two(u8, Word),
    Rec { n: u8, skips: Option<Skips> },
}

#[model]
#[derive(Debug, Clone, PartialEq)]
#[serde(untagged)]
enum Untagged {
    Skips(Skips),
    Rec { external: External },
    Text(String),
}

#[model]
#[derive(Debug, Clone, PartialEq)]
struct Outer {
    #[serde(flatten)]
    held: Held,
}

#[model]
#[derive(Debug, Clone, PartialEq)]
struct Held {
    plain: Option<Plain>,
    skips: Option<Skips>,
    external: Option<External>,
    adjacent: Option<Adjacent>,
}

/// Any of the forms above.
#[model]
#[derive(Debug, Clone, PartialEq, Default)]
struct Forms {
    plain: Option<Plain>,
    skips: Option<Skips>,
    nothing: Option<Nothing>,
    pair: Option<Pair>,
    word: Option<Word>,
    external: Option<External>,
    internal: Option<Internal>,
    adjacent: Option<Adjacent>,
    untagged: Option<Untagged>,
    outer: Option<Outer>,
    list: Option<Vec<(Skips, Plain)>>,
}

#[service(version = 1)]
trait Echo {
    #[post("/body")]
    async fn body(&self, #[body] numbers: Numbers) -> Numbers;

    #[get("/path/{double}/{single}/{unsigned}/{signed}/{long}/{low}")]
    async fn path(&self, double: f64, single: f32, unsigned: u64, signed: i64, long: u128, low: i128) -> Numbers;

    #[get("/query")]
    async fn query(&self, #[query] numbers: Numbers) -> Numbers;

    #[get("/header")]
    async fn header(&self, #[header("x-double")] double: f64, #[header("x-single")] single: f32, #[header("x-long")] long: u128)
    -> Numbers;

    #[post("/floats")]
    async fn floats(&self, #[body] floats: Floats) -> Floats;

    /// Gives what cannot be written.
    #[get("/bad/{kind}")]
    async fn bad(&self, kind: u8) -> Floats;

    #[get("/fail/{kind}")]
    async fn fail(&self, kind: u8) -> Result<u8, Fault>;

    #[get("/scaled")]
    async fn scaled(&self, by: Option<f64>) -> Result<f64, Fault>;

    #[post("/forms")]
    async fn forms(&self, #[body] forms: Forms) -> Forms;
}

#[derive(Clone, Default)]
struct App {
    /// The numbers of the last body.
    last: Arc<Mutex<Option<Numbers>>>,
}

fn bad(kind: u8) -> Floats {
    let (infinite, nan) = (f32::INFINITY, f64::NAN);
    match kind {
        0 => Floats { perhaps: Some(nan), ..Floats::default() },
        1 => Floats { list: vec![1.0, infinite], ..Floats::default() },
        2 => Floats { map: BTreeMap::from([("a".to_owned(), -f64::INFINITY)]), ..Floats::default() },
        3 => Floats { more: More { small: Some(infinite) }, ..Floats::default() },
        4 => Floats { either: Some(Either::One { ratio: f32::NAN }), ..Floats::default() },
        _ => Floats { either: Some(Either::Other { double: nan }), ..Floats::default() },
    }
}

impl Echo for App {
    async fn body(&self, numbers: Numbers) -> Numbers {
        *self.last.lock().unwrap() = Some(numbers);
        numbers
    }

    async fn path(&self, double: f64, single: f32, unsigned: u64, signed: i64, long: u128, low: i128) -> Numbers {
        Numbers { double, single, unsigned, signed, long, long_signed: low }
    }

    async fn query(&self, numbers: Numbers) -> Numbers {
        numbers
    }

    async fn header(&self, double: f64, single: f32, long: u128) -> Numbers {
        Numbers { double, single, unsigned: 0, signed: 0, long, long_signed: 0 }
    }

    async fn floats(&self, floats: Floats) -> Floats {
        floats
    }

    async fn bad(&self, kind: u8) -> Floats {
        bad(kind)
    }

    async fn fail(&self, kind: u8) -> Result<u8, Fault> {
        Err(match kind {
            0 => Fault::Big { sum: u128::MAX, low: i128::MIN },
            _ => Fault::Ratio { ratio: Some(f64::NAN) },
        })
    }

    async fn scaled(&self, by: Option<f64>) -> Result<f64, Fault> {
        by.ok_or(Fault::Ratio { ratio: None })
    }

    async fn forms(&self, forms: Forms) -> Forms {
        forms
    }
}

fn router() -> axum::Router {
    router_of(App::default())
}

fn router_of(app: App) -> axum::Router {
    Server::new().add_service(EchoServer::new(app)).into_router()
}

/// A generator (SplitMix64) of bits, the same in each run.
fn bits(seed: u64) -> impl Iterator<Item = u64> {
    let mut state = seed;
    std::iter::from_fn(move || {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        Some(mixed ^ (mixed >> 31))
    })
}

/// Numbers at the ends of their types, and many of any size.
fn numbers() -> Vec<Numbers> {
    let ends = [
        Numbers { double: -0.0, single: -0.0, unsigned: u64::MAX, signed: i64::MIN, long: u128::MAX, long_signed: i128::MIN },
        Numbers { double: 5e-324, single: 1e-45, unsigned: 0, signed: i64::MAX, long: 1 << 64, long_signed: i128::MAX },
        Numbers { double: f64::MAX, single: f32::MAX, unsigned: 1 << 53, signed: -1, long: 10_u128.pow(38), long_signed: -(1 << 64) },
        Numbers { double: 31.245_270_191_439_438, single: 16_777_217.0, unsigned: (1 << 53) + 1, signed: 0, long: 0, long_signed: 0 },
    ];
    let doubles = bits(7).map(f64::from_bits).filter(|double| double.is_finite());
    let shares = bits(8).map(|bits| (bits >> 11) as f64 / (1_u64 << 53) as f64 * 1000.0);
    let singles = bits(9).map(|bits| f32::from_bits(bits as u32)).filter(|single| single.is_finite());
    let doubles = doubles.zip(shares).flat_map(|(any, share)| [any, share]);
    let random = doubles.zip(singles).zip(bits(10)).map(|((double, single), bits)| Numbers {
        double,
        single,
        unsigned: bits,
        signed: bits as i64,
        long: u128::from(bits) * u128::from(bits),
        long_signed: i128::from(bits as i64) * i128::from(bits),
    });
    ends.into_iter().chain(random.take(200)).collect()
}

/// Equal to the last bit: `-0.0` is not `0.0` here.
#[track_caller]
fn same(got: Numbers, sent: Numbers) {
    assert_eq!(got, sent);
    assert_eq!((got.double.to_bits(), got.single.to_bits()), (sent.double.to_bits(), sent.single.to_bits()), "{sent:?}");
}

#[tokio::test]
async fn numbers_arrive_as_they_were_sent() -> Result<()> {
    let app = App::default();
    let server = Running::start(router_of(app.clone())).await?;
    let rest = EchoRestClient::new(&server.base())?;
    let actions = EchoClient::new(InProcess::new(router()));
    for sent in numbers() {
        let Numbers { double, single, unsigned, signed, long, long_signed } = sent;
        same(rest.body(sent).await?, sent);
        same(actions.body(sent).await?, sent);
        same(rest.path(double, single, unsigned, signed, long, long_signed).await?, sent);
        same(actions.path(double, single, unsigned, signed, long, long_signed).await?, sent);
        same(rest.query(sent).await?, sent);
        same(actions.query(sent).await?, sent);
        let some = Numbers { unsigned: 0, signed: 0, long_signed: 0, ..sent };
        same(rest.header(double, single, long).await?, some);
        same(actions.header(double, single, long).await?, some);
        let form = format!(
            "numbers.double={double}&numbers.single={single}&numbers.unsigned={unsigned}&numbers.signed={signed}&numbers.long={long}\
             &numbers.long_signed={long_signed}"
        );
        *app.last.lock().unwrap() = None;
        let request = Client::new().request(Method::POST, server.url(EchoSpec::BODY.action_path())).body(form);
        let answer = from_page(request.header("content-type", "application/x-www-form-urlencoded")).send().await?;
        same(app.last.lock().unwrap().take().with_context(|| format!("{}", answer.status()))?, sent);
    }
    Ok(())
}

#[tokio::test]
async fn a_float_that_json_lacks_is_sent_by_nobody() -> Result<()> {
    let server = Running::start(router()).await?;
    let rest = EchoRestClient::with_transport(Http::new(&server.base())?);
    let actions = EchoClient::new(InProcess::new(router()));
    let is_unsent = |error: String| assert!(error.contains("finite"), "{error}");
    for kind in 0..=5 {
        let floats = || bad(kind);
        is_unsent(rest.floats(floats()).await.unwrap_err().to_string());
        is_unsent(actions.floats(floats()).await.unwrap_err().to_string());
        let answer = reqwest::get(server.url(&format!("/api/v1/bad/{kind}"))).await?;
        assert_eq!(answer.status(), 500, "{kind}");
        assert!(!answer.text().await?.contains("null"), "{kind}");
        let outcome = actions.bad(kind).await;
        assert!(matches!(&outcome, Err(CallError::Problem(problem)) if problem.status == 500), "{outcome:?}");
    }
    for bad in [f64::NAN, f64::INFINITY] {
        is_unsent(rest.scaled(Some(bad)).await.unwrap_err().to_string());
        is_unsent(actions.scaled(Some(bad)).await.unwrap_err().to_string());
        is_unsent(rest.path(bad, 1.0, 1, 1, 1, 1).await.unwrap_err().to_string());
        is_unsent(rest.header(1.0, bad as f32, 1).await.unwrap_err().to_string());
    }
    let outcome = actions.fail(1).await;
    assert!(matches!(&outcome, Err(CallError::Problem(problem)) if problem.status == 500), "{outcome:?}");
    Ok(())
}

/// Posts a text as JSON.
async fn post(server: &Running, path: &str, body: String) -> Result<Response> {
    let request = Client::new().request(Method::POST, server.url(path)).header("content-type", "application/json");
    Ok(from_page(request.body(body)).send().await?)
}

/// The status, and the pointer of the first fault.
async fn refusal(response: Response) -> Result<(u16, String)> {
    let status = response.status().as_u16();
    let problem: Value = response.json().await?;
    let pointer = problem.pointer("/errors/0/pointer").and_then(Value::as_str).with_context(|| problem.to_string())?;
    Ok((status, pointer.to_owned()))
}

#[tokio::test]
async fn a_number_that_overflows_is_refused_where_it_stands() -> Result<()> {
    let server = Running::start(router()).await?;
    for number in ["1e39", "-3.5e38", &format!("1{}", "0".repeat(39))] {
        for (body, pointer) in [
            (format!(r#"{{"perhaps":1e300,"list":[1,{number}],"map":{{}}}}"#), "/list/1"),
            (format!(r#"{{"list":[],"map":{{"a":1e300}},"small":{number}}}"#), "/small"),
            (format!(r#"{{"list":[],"map":{{}},"either":{{"kind":"One","ratio":{number}}}}}"#), "/either/ratio"),
        ] {
            let answer = post(&server, "/api/v1/floats", body.clone()).await?;
            assert_eq!(refusal(answer).await?, (422, pointer.to_owned()), "{body}");
        }
        let fine = format!(r#"{{"perhaps":{number},"list":[],"map":{{"a":{number}}},"either":{{"kind":"Other","double":{number}}}}}"#);
        assert_eq!(post(&server, "/api/v1/floats", fine.clone()).await?.status(), 200, "{fine}");
    }
    Ok(())
}

#[tokio::test]
async fn a_long_number_of_an_error_reaches_the_typed_clients() -> Result<()> {
    let server = Running::start(router()).await?;
    let expected = Fault::Big { sum: u128::MAX, low: i128::MIN };
    assert_eq!(EchoRestClient::new(&server.base())?.fail(0).await, Err(CallError::Api(expected.clone())));
    assert_eq!(EchoClient::new(InProcess::new(router())).fail(0).await, Err(CallError::Api(expected.clone())));
    // An error is read of a value in between too, and below what serde looks at later.
    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(untagged)]
    enum Later {
        Fault(Fault),
    }
    let text = r#"{"ratio":1.5,"code":"ratio"}"#;
    assert_eq!(serde_json::from_str::<Later>(text)?, Later::Fault(Fault::Ratio { ratio: Some(1.5) }));
    assert_eq!(serde_json::from_value::<Fault>(serde_json::from_str(text)?)?, Fault::Ratio { ratio: Some(1.5) });
    Ok(())
}

/// Forms that serde takes and no schema shows, each beside the one that it stands for, or nothing where that is none.
fn lax() -> Vec<(&'static str, Value, Value)> {
    let skips = json!({ "v": ["a"], "n": 1 });
    vec![
        ("plain", json!([1]), json!({ "n": 1 })),
        ("skips", json!([["a"], 1]), skips.clone()),
        ("nothing", json!([]), json!({})),
        ("pair", json!([1, [2]]), json!([1, { "n": 2 }])),
        ("word", json!({ "Red": null }), json!("Red")),
        ("external", json!({ "Unit": null }), json!("Unit")),
        ("external", json!({ "New": [["a"], 1] }), json!({ "New": skips })),
        ("external", json!({ "Two": [1, [1]] }), json!({ "Two": [1, { "n": 1 }] })),
        ("external", json!({ "Rec": [1, null] }), json!({ "Rec": { "n": 1 } })),
        ("external", json!({ "Rec": { "n": 1, "word": { "Blue": null } } }), json!({ "Rec": { "n": 1, "word": "Blue" } })),
        ("internal", json!(["Unit"]), json!({ "t": "Unit" })),
        ("internal", json!(["Rec", 1, null]), json!({ "t": "Rec", "n": 1 })),
        ("internal", json!({ "t": "Rec", "n": 1, "external": { "Rec": [1, null] } }), json!({ "t": "Rec", "n": 1, "external": "Unit" })),
        ("internal", json!({ "t": "Rec", "n": 1, "external": { "Unit": null } }), json!({ "t": "New", "n": 1 })),
        ("adjacent", json!(["New", [["a"], 1]]), json!({ "t": "New", "c": skips })),
        ("adjacent", json!({ "t": "New", "c": [["a"], 1] }), json!({ "c": skips, "t": "New" })),
        ("adjacent", json!({ "t": "Opt" }), json!({ "t": "Opt", "c": null })),
        ("adjacent", json!({ "t": "Two", "c": [1, { "Red": null }] }), json!({ "t": "Two", "c": [1, "Red"] })),
        ("adjacent", json!({ "t": "Rec", "c": [1, null] }), json!({ "t": "Rec", "c": { "n": 1 } })),
        ("adjacent", json!({ "c": [1, null], "t": "Rec" }), json!({ "t": "Unit" })),
        ("adjacent", json!({ "c": { "n": 1, "skips": [[], 1] }, "t": "Rec" }), json!({ "c": null, "t": "Unit" })),
        ("untagged", json!([["a"], 1]), skips.clone()),
        ("untagged", json!([["a"], 1]), json!("text")),
        ("untagged", json!({ "external": { "Unit": null } }), json!({ "external": "Unit" })),
        ("untagged", json!({ "external": { "Rec": [1, null] } }), json!({ "external": { "Rec": { "n": 1 } } })),
        ("outer", json!({ "plain": [1] }), json!({ "plain": { "n": 1 } })),
        ("outer", json!({ "skips": [[], 1] }), json!({ "skips": { "n": 1 } })),
        ("outer", json!({ "external": { "Unit": null } }), json!({ "external": "Unit" })),
        ("outer", json!({ "adjacent": ["Unit"] }), json!({ "adjacent": { "t": "Unit" } })),
        ("outer", json!({ "adjacent": { "t": "Opt" } }), json!({ "adjacent": { "t": "Opt", "c": 1 } })),
        ("list", json!([[{ "n": 1 }, [1]]]), json!([[{ "n": 1 }, { "n": 1 }]])),
        ("list", json!([[[[], 1], { "n": 1 }]]), json!([])),
    ]
}

#[tokio::test]
async fn a_form_that_no_schema_shows_is_refused() -> Result<()> {
    let server = Running::start(router()).await?;
    let action = EchoSpec::FORMS.action_path();
    for (field, lax, exact) in lax() {
        let body = |value: &Value| json!({ field: value });
        let answer = post(&server, "/api/v1/forms", body(&exact).to_string()).await?;
        assert_eq!(answer.status(), 200, "{exact} {}", answer.text().await?);
        let (status, pointer) = refusal(post(&server, "/api/v1/forms", body(&lax).to_string()).await?).await?;
        // What serde keeps to be looked at later has no place of its own.
        let is_kept = matches!(field, "internal" | "untagged" | "outer");
        assert!(status == 422 && (is_kept || pointer.starts_with(&format!("/{field}"))), "{lax} {status} {pointer}");
        let (status, _) = refusal(post(&server, action, json!([body(&lax)]).to_string()).await?).await?;
        assert_eq!(status, 422, "{lax}");
        // What a server sends is read alike.
        assert!(serde_json::from_value::<Forms>(body(&lax)).is_err() && serde_json::from_value::<Forms>(body(&exact)).is_ok(), "{lax}");
    }
    let (_, pointer) = refusal(post(&server, "/api/v1/forms", "[null]".to_owned()).await?).await?;
    assert_eq!(pointer, "");
    Ok(())
}
