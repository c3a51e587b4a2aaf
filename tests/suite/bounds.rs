//! Bounds of requests and of answers that are kept: values, encodings, headers of parts; caches; limits that let nothing through.

use crate::log::Log;
use crate::support::{Running, from_page};
use anyhow::{Result, ensure};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use bytes::Bytes;
use reqwest::{Client, Response};
use serde_json::{Value, json};
use std::convert::Infallible;
use std::time::{Duration, Instant};
use trifold::server::{Effects, InProcess, Server};
use trifold::spec::Rate;
use trifold::{RawBody, Upload, model, service};

/// Empty as text, and large in memory.
#[model]
#[derive(Default)]
struct Wide {
    #[serde(default)]
    words: [Option<String>; 8],
}

/// Each level may be one variant or the next, and nothing but its end tells.
#[model]
#[serde(untagged)]
enum Term {
    Plus { left: Box<Term>, plus: f64 },
    Times { left: Box<Term>, times: f64 },
    Number(f64),
}

impl Term {
    fn value(&self) -> f64 {
        match self {
            Self::Plus { left, plus } => left.value() + plus,
            Self::Times { left, times } => left.value() * times,
            Self::Number(number) => *number,
        }
    }
}

struct Anyone;

impl<S: Sync> FromRequestParts<S> for Anyone {
    type Rejection = Infallible;

    async fn from_request_parts(_: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self)
    }
}

#[service(version = 1)]
trait Bin {
    #[security(header = "x-api-key")]
    type Key;
    type Effects;

    #[post("/wide")]
    async fn wide(&self, #[body] all: Vec<Wide>) -> usize;

    #[limit(body = "8 MiB")]
    #[post("/numbers")]
    async fn numbers(&self, #[body] all: Vec<u8>) -> usize;

    #[post("/term")]
    async fn term(&self, #[body] term: Term) -> f64;

    #[post("/text")]
    async fn text(&self, #[body] text: String) -> usize;

    #[post("/file")]
    async fn file(&self, #[body] file: Upload) -> usize;

    #[post("/raw")]
    async fn raw(&self, #[body] raw: RawBody) -> usize;

    #[post("/form")]
    async fn form(&self, name: String, file: Upload) -> usize;

    #[get("/account")]
    #[cache(max_age = "5m")]
    async fn account(&self, #[context] key: Self::Key) -> u8;

    #[get("/greeting")]
    #[cache(max_age = "5m")]
    async fn greeting(&self, #[header("accept-language")] language: String) -> String;

    #[get("/news")]
    #[cache(max_age = "5m")]
    async fn news(&self, #[context] effects: Self::Effects, control: Option<String>) -> u8;
}

struct Keeper;

impl Bin for Keeper {
    type Key = Anyone;
    type Effects = Effects;

    async fn wide(&self, all: Vec<Wide>) -> usize {
        all.len()
    }

    async fn numbers(&self, all: Vec<u8>) -> usize {
        all.len()
    }

    async fn term(&self, term: Term) -> f64 {
        term.value()
    }

    async fn text(&self, text: String) -> usize {
        text.len()
    }

    async fn file(&self, file: Upload) -> usize {
        file.bytes().await.map_or(0, |bytes| bytes.len())
    }

    async fn raw(&self, raw: RawBody) -> usize {
        raw.0.len()
    }

    async fn form(&self, name: String, file: Upload) -> usize {
        name.len() + self.file(file).await
    }

    async fn account(&self, _: Anyone) -> u8 {
        1
    }

    async fn greeting(&self, language: String) -> String {
        language
    }

    async fn news(&self, effects: Effects, control: Option<String>) -> u8 {
        assert!(effects.header("vary", "accept-language").is_ok());
        if let Some(control) = control {
            assert!(effects.header("cache-control", control).is_ok());
        }
        1
    }
}

fn server() -> Server {
    Server::new().add_service(BinServer::new(Keeper))
}

async fn start(configure: impl FnOnce(Server) -> Server) -> Result<Running> {
    Running::start(configure(server()).into_router()).await
}

async fn post(server: &Running, path: &str, kind: &str, body: impl Into<reqwest::Body>) -> Result<Response> {
    Ok(Client::new().post(server.url(&format!("/api/v1/{path}"))).header("content-type", kind).body(body).send().await?)
}

/// Memory is what values take, and not their bytes.
#[tokio::test]
async fn a_body_has_only_so_many_values() -> Result<()> {
    let server = start(|server| server).await?;
    let list = |item: &str, count: usize| format!("[{}]", vec![item; count].join(","));
    let wide = |count| post(&server, "wide", "application/json", list("{}", count));
    ensure!(wide(40_000).await?.json::<usize>().await? == 40_000);
    let refused = wide(300_000).await?;
    ensure!(refused.status() == 413 && refused.text().await?.contains("at most 104857 values"));
    let action = from_page(Client::new().post(server.url(BinSpec::WIDE.action_path()))).header("content-type", "application/json");
    ensure!(action.body(format!("[{}]", list("{}", 300_000))).send().await?.status() == 413, "on an action too");
    // One that may be longer may have more.
    let numbers = |count| post(&server, "numbers", "application/json", list("7", count));
    ensure!(numbers(500_000).await?.json::<usize>().await? == 500_000);
    ensure!(numbers(1_500_000).await?.status() == 413);
    let text = json!("[{,".repeat(200_000)).to_string();
    ensure!(post(&server, "text", "application/json", text).await?.json::<usize>().await? == 600_000, "a text is one value");
    let few = start(|server| server.body_values(10)).await?;
    ensure!(post(&few, "numbers", "application/json", "[1,2,3,4,5,6,7,8,9]").await?.status() == 200);
    ensure!(post(&few, "numbers", "application/json", "[1,2,3,4,5,6,7,8,9,0]").await?.status() == 413);
    Ok(())
}

/// At two tries a level, a hundred levels would take a century.
#[tokio::test]
async fn values_that_may_be_many_things_are_tried_so_often() -> Result<()> {
    let server = start(|server| server).await?;
    let term = |levels: usize| format!("{}1{}", r#"{"left":"#.repeat(levels), r#","times":2}"#.repeat(levels));
    let read = |levels| post(&server, "term", "application/json", term(levels));
    ensure!(read(5).await?.json::<f64>().await? == 32.0);
    for levels in [60, 110] {
        let refused = read(levels).await?;
        ensure!(refused.status() == 422 && refused.text().await?.contains("has too many ambiguous values"), "{levels}");
    }
    let action = from_page(Client::new().post(server.url(BinSpec::TERM.action_path()))).header("content-type", "application/json");
    ensure!(action.body(format!("[{}]", term(60))).send().await?.status() == 422, "on an action too");
    Ok(())
}

/// Nobody is given an encoding in the place of what was encoded, whatever kind of body it is.
#[tokio::test]
async fn an_encoded_body_is_refused_whatever_it_is() -> Result<()> {
    let server = start(|server| server).await?;
    let parts = "--X\r\ncontent-disposition: form-data; name=\"name\"\r\n\r\na\r\n--X\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nb\r\n--X--\r\n";
    let multipart = "multipart/form-data; boundary=X";
    let client = Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
    for (path, kind, body) in [
        ("/api/v1/file", "image/png", "zz"),
        ("/api/v1/file", multipart, parts),
        ("/api/v1/raw", "image/png", "zz"),
        ("/api/v1/raw", "application/json", "1"),
        ("/api/v1/form", multipart, parts),
        ("/api/v1/text", "application/json", "\"a\""),
        (BinSpec::TEXT.action_path(), "application/json", "[\"a\"]"),
        (BinSpec::TEXT.action_path(), "application/x-www-form-urlencoded", "text=a"),
        (BinSpec::FORM.action_path(), multipart, parts),
    ] {
        for encoding in ["gzip", "identity", "", "br, gzip"] {
            let call = from_page(client.post(server.url(path))).header("content-type", kind).header("accept", "application/json");
            let answer = call.header("content-encoding", encoding).body(body).send().await?;
            ensure!(answer.status() == 415 && answer.headers()["accept-encoding"] == "identity", "{path} {kind} {encoding}: {answer:?}");
        }
        let call = from_page(client.post(server.url(path))).header("content-type", kind).header("accept", "application/json");
        let plain = call.body(body).send().await?.status();
        ensure!(plain.is_success() || plain.is_redirection(), "{path} {kind}: {plain}");
    }
    Ok(())
}

/// A part's headers are bounded, and cost what they are long, also where they come byte by byte.
#[tokio::test]
async fn headers_of_parts_are_bounded() -> Result<()> {
    let router = server().into_router();
    let call = async |header: usize, parts: usize| -> Result<(u16, Duration)> {
        let fields =
            (0..parts).map(|n| format!("--X\r\ncontent-disposition: form-data; name=\"{n}\"\r\nx: {}\r\n\r\na\r\n", "y".repeat(header)));
        let body: String = fields.chain(["--X--\r\n".to_owned()]).collect();
        let bytes = body.into_bytes().into_iter().map(|byte| Ok::<_, Infallible>(Bytes::copy_from_slice(&[byte])));
        let body = axum::body::Body::from_stream(futures_util::stream::iter(bytes));
        let request =
            axum::http::Request::post("/api/v1/form").header("host", "a").header("content-type", "multipart/form-data; boundary=X");
        let since = Instant::now();
        let answer = tower::ServiceExt::oneshot(router.clone(), request.body(body)?).await?;
        Ok((answer.status().as_u16(), since.elapsed()))
    };
    let (status, _) = call(60_000, 15).await?;
    ensure!(status == 400, "{status}");
    let ((_, few), (_, many)) = (call(3000, 20).await?, call(3000, 200).await?);
    ensure!(many < few * 60 + Duration::from_secs(1), "ten times as many parts take {many:?} where {few:?} is what some take");
    Ok(())
}

fn header<'a>(answer: &'a Response, name: &str) -> Vec<&'a str> {
    answer
        .headers()
        .get_all(name)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .collect()
}

/// A shared cache gives nobody what is another's, and nobody an answer to another question.
#[tokio::test]
async fn a_cache_knows_for_whom_and_to_what_an_answer_is() -> Result<()> {
    let server = start(|server| server).await?;
    let get = async |path: &str| -> Result<Response> {
        Ok(Client::new().get(server.url(&format!("/api/v1/{path}"))).header("accept-language", "de").send().await?)
    };
    let account = get("account").await?;
    ensure!(header(&account, "cache-control") == ["private", "max-age=300"], "{account:?}");
    ensure!(header(&account, "vary") == ["authorization", "cookie", "x-api-key"], "{account:?}");
    let greeting = get("greeting").await?;
    ensure!(header(&greeting, "cache-control") == ["max-age=300"] && header(&greeting, "vary") == ["accept-language"], "{greeting:?}");
    let news = get("news").await?;
    ensure!(header(&news, "cache-control") == ["private", "max-age=300"], "{news:?}");
    ensure!(header(&news, "vary") == ["authorization", "cookie", "accept-language"], "{news:?}");
    for (said, sent) in [
        ("max-age=7", &["private", "max-age=7"][..]),
        ("s-maxage=7", &["private", "s-maxage=7"]),
        ("public, max-age=7", &["public", "max-age=7"]),
        ("No-Store", &["No-Store"]),
    ] {
        let news = get(&format!("news?control={said}")).await?;
        ensure!(header(&news, "cache-control") == sent, "{said}: {news:?}");
    }
    Ok(())
}

#[test]
fn a_limit_that_lets_nothing_through_is_refused_when_the_server_is_built() {
    type Limit = fn(Server) -> Server;
    let limits: [(&str, Limit); 9] = [
        ("body_limit", |server| server.body_limit(0)),
        ("body_values", |server| server.body_values(0)),
        ("body_deadline", |server| server.body_deadline(Duration::ZERO)),
        ("method_deadline", |server| server.method_deadline(Duration::ZERO)),
        ("calls_in_flight", |server| server.calls_in_flight(0)),
        ("calls_of_a_peer", |server| server.calls_of_a_peer(0)),
        ("store_deadline", |server| server.store_deadline(Duration::ZERO)),
        ("rate_limit", |server| server.rate_limit(Rate { calls: 0, ..Rate::per_hour(1) })),
        ("rate_limit", |server| server.rate_limit(Rate { period: Duration::ZERO, ..Rate::per_hour(1) })),
    ];
    for (name, limit) in limits {
        let built = limit(server()).try_into_router();
        assert!(built.is_err_and(|error| error.to_string().contains(&format!("`{name}` is zero"))), "{name}");
    }
}

#[tokio::test]
async fn a_bound_that_lets_nobody_in_is_refused_when_it_is_to_serve() -> Result<()> {
    type Bound = fn(trifold::server::Serving) -> trifold::server::Serving;
    let bounds: [(&str, Bound); 8] = [
        ("header_deadline", |serving| serving.header_deadline(Duration::ZERO)),
        ("idle_deadline", |serving| serving.idle_deadline(Duration::ZERO)),
        ("stall_deadline", |serving| serving.stall_deadline(Duration::ZERO)),
        ("headers", |serving| serving.headers(0)),
        ("streams", |serving| serving.streams(0)),
        ("connections", |serving| serving.connections(0)),
        ("connections_of_a_peer", |serving| serving.connections_of_a_peer(0)),
        ("unread_of_a_peer", |serving| serving.unread_of_a_peer(0)),
    ];
    for (name, bound) in bounds {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let served = bound(server().serve_until(listener, std::future::ready(())).grace(Duration::ZERO)).await;
        ensure!(served.is_err_and(|error| error.to_string().contains(&format!("`{name}` is zero"))), "{name}");
    }
    Ok(())
}

/// A sender who is refused for where a request comes from is told what to do instead.
#[tokio::test]
async fn a_refused_sender_is_told_what_to_do() -> Result<()> {
    let server = start(|server| server).await?;
    let call = async |headers: &[(&str, &str)]| -> Result<String> {
        let call = Client::new().post(server.url(BinSpec::TEXT.action_path())).header("content-type", "application/json").body("[\"a\"]");
        let answer = headers.iter().fold(call, |call, (name, value)| call.header(*name, *value)).send().await?;
        ensure!(answer.status() == 403);
        Ok(answer.json::<Value>().await?["detail"].as_str().unwrap_or_default().to_owned())
    };
    for (headers, word) in [
        (&[][..], "`allow_non_browser`"),
        (&[("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")], "`allow_origin`"),
        (&[("origin", "https://evil.example")], "`allow_origin`"),
        (&[("sec-fetch-site", "same-origin"), ("sec-fetch-site", "same-origin")], "twice"),
    ] {
        let detail = call(headers).await?;
        ensure!(detail.contains(word) && !detail.contains("evil"), "{headers:?}: {detail}");
    }
    Ok(())
}

/// A refusal before there is a call leaves a line, and nothing that was sent is in it.
#[tokio::test]
async fn what_has_no_call_leaves_a_line() -> Result<()> {
    let (log, _keeping) = Log::keep();
    let router = server().into_router();
    let ask = async |path: &str| -> Result<u16> {
        let request =
            axum::http::Request::post(path).header("host", "a").header("sec-fetch-site", "same-origin").body(axum::body::Body::empty())?;
        Ok(tower::ServiceExt::oneshot(router.clone(), request).await?.status().as_u16())
    };
    ensure!(ask("/_action/AAAAAAAAAAAAAAAAAAAAAA").await? == 409 && ask("/api/v1/oak?leaf=4711").await? == 404);
    ensure!(log.lines_with("an action's id is not known here").len() == 1, "{}", log.text());
    ensure!(log.lines_with("a request has no route").len() == 1, "{}", log.text());
    ensure!(!["AAAA", "oak", "4711"].iter().any(|sent| log.text().contains(sent)), "{}", log.text());
    Ok(())
}

/// A client in process has no address, and so no share.
#[tokio::test]
async fn calls_in_process_have_no_share() -> Result<()> {
    let bin = BinClient::new(InProcess::new(server().calls_of_a_peer(1).into_router()));
    let texts = (0..20).map(|_| bin.text("a".to_owned()));
    let lengths = futures_util::future::join_all(texts.map(IntoFuture::into_future)).await;
    ensure!(lengths.iter().all(|length| *length == Ok(1)), "{lengths:?}");
    Ok(())
}
