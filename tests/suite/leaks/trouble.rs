//! What only special settings refuse, or special methods: keys, conditions, limits, times, files, deliveries, and pages that fail.

use super::{Case, form, get, json, post};
use crate::support::to_page;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::FromRequestParts;
use axum::http::request::{Builder, Parts};
use axum::http::{Request, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::get as page;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use futures_util::stream;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::io;
use std::sync::Arc;
use std::time::Duration;
use tower::ServiceExt;
use trifold::server::webhooks::{GithubWebhook, GithubWebhooks, StandardWebhook, StandardWebhooks};
use trifold::server::{BodyVerifier, Claimed, IdempotencyStore, Precondition, Server, StoreError, StoreKey, Stored, StoredAnswer, Token};
use trifold::spec::Rate;
use trifold::{ApiError, Download, PreconditionFailed, Upload, model, service};

#[model]
struct Label {
    title: String,
    year: Option<u16>,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(default)]
    done: bool,
}

#[derive(Debug, thiserror::Error, ApiError)]
enum TroubleError {
    #[error("somebody else changed it")]
    #[status(412)]
    Changed,
    #[error("the picture cannot be read")]
    #[status(400)]
    Unreadable,
}

impl From<PreconditionFailed> for TroubleError {
    fn from(_: PreconditionFailed) -> Self {
        Self::Changed
    }
}

impl From<trifold::UploadError> for TroubleError {
    fn from(_: trifold::UploadError) -> Self {
        Self::Unreadable
    }
}

#[service(version = 1)]
trait Trouble {
    type Guest;
    type Signed;

    #[idempotent(required)]
    #[post("/pay")]
    async fn pay(&self, cents: u64) -> u64;

    #[limit(deadline = "1ms")]
    #[post("/forever")]
    async fn forever(&self) -> u64;

    #[get("/note")]
    async fn note(&self) -> String;

    #[precondition]
    #[put("/note")]
    async fn change(&self, #[context] precondition: Precondition, text: String) -> Result<(), TroubleError>;

    #[get("/file")]
    async fn file(&self) -> Download;

    #[get("/late", sunset = "2026-01-31")]
    async fn late(&self) -> u64;

    /// No JSON can carry what it gives.
    #[get("/unwritable")]
    async fn unwritable(&self) -> BTreeMap<String, Odd>;

    #[get("/count")]
    async fn count(&self, from: u32, #[header("x-times")] times: u8) -> u32;

    #[post("/pictures")]
    async fn hang(&self, label: Label, picture: Upload) -> Result<(), TroubleError>;

    #[post("/visits")]
    async fn visit(&self, #[context] guest: Self::Guest, name: String) -> ();

    #[form]
    #[post("/sealed")]
    async fn sealed(&self, #[context] signed: Self::Signed, name: String) -> ();

    /// What no form can carry.
    async fn any(&self, value: serde_json::Value) -> ();

    async fn label(&self, label: Label) -> ();

    #[no_action]
    #[post("/hooks/standard")]
    async fn standard(&self, #[context] delivery: StandardWebhook, amount: u64) -> ();

    #[no_action]
    #[post("/hooks/github")]
    async fn github(&self, #[context] delivery: GithubWebhook, amount: u64) -> ();
}

/// A type of a user's own that fails when it is written.
#[derive(Clone, serde::Deserialize, schemars::JsonSchema)]
struct Odd;

impl serde::Serialize for Odd {
    fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom("oak 4711"))
    }
}

impl trifold::Wire for Odd {
    const SHAPE: trifold::wire::Shape = trifold::wire::Shape::unit();
}

struct House {
    standard: StandardWebhooks,
    github: GithubWebhooks,
}

impl AsRef<StandardWebhooks> for House {
    fn as_ref(&self) -> &StandardWebhooks {
        &self.standard
    }
}

impl AsRef<GithubWebhooks> for House {
    fn as_ref(&self) -> &GithubWebhooks {
        &self.github
    }
}

/// Nobody is welcome: each is told so as `x-guest` says.
struct Guest;

impl FromRequestParts<Arc<House>> for Guest {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<House>) -> Result<Self, Response> {
        Err(match parts.headers.get("x-guest").map(|guest| guest.as_bytes()) {
            Some(b"redirect") => Redirect::temporary("/elsewhere").into_response(),
            Some(b"page") => (StatusCode::FORBIDDEN, Html("<p>the context's own page")).into_response(),
            Some(b"slow") => std::future::pending().await,
            _ => StatusCode::UNAUTHORIZED.into_response(),
        })
    }
}

/// Caller who is to sign the body.
struct Signed;

impl FromRequestParts<Arc<House>> for Signed {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<House>) -> Result<Self, Infallible> {
        BodyVerifier::of(parts).for_body(|_| Err::<(), _>((StatusCode::UNAUTHORIZED, "not signed")));
        Ok(Self)
    }
}

impl Trouble for House {
    type Guest = Guest;
    type Signed = Signed;

    async fn pay(&self, cents: u64) -> u64 {
        cents
    }

    async fn forever(&self) -> u64 {
        std::future::pending().await
    }

    async fn note(&self) -> String {
        "note".to_owned()
    }

    async fn change(&self, precondition: Precondition, _: String) -> Result<(), TroubleError> {
        Ok(precondition.check(&trifold::ETag::strong(2))?)
    }

    async fn file(&self) -> Download {
        Download::new("0123456789")
    }

    async fn late(&self) -> u64 {
        0
    }

    async fn unwritable(&self) -> BTreeMap<String, Odd> {
        BTreeMap::from([("a".to_owned(), Odd)])
    }

    async fn count(&self, from: u32, _: u8) -> u32 {
        from
    }

    async fn hang(&self, _: Label, picture: Upload) -> Result<(), TroubleError> {
        picture.limit(4).bytes().await?;
        Ok(())
    }

    async fn visit(&self, _: Guest, _: String) {}

    async fn sealed(&self, _: Signed, _: String) {}

    async fn any(&self, _: serde_json::Value) {}

    async fn label(&self, _: Label) {}

    async fn standard(&self, _: StandardWebhook, _: u64) {
        std::future::pending().await
    }

    async fn github(&self, _: GithubWebhook, _: u64) {}
}

/// A store that says one thing, or fails.
struct Says(Option<Claimed>);

impl IdempotencyStore for Says {
    fn claim<'a>(&'a self, _: &'a StoreKey, _: &'a [u8; 32], _: Duration) -> Stored<'a, Claimed> {
        Box::pin(std::future::ready(self.0.clone().ok_or_else(|| StoreError("oak 4711".to_owned()))))
    }

    fn complete<'a>(&'a self, _: &'a StoreKey, _: Token, _: StoredAnswer, _: Duration) -> Stored<'a, ()> {
        Box::pin(std::future::ready(Ok(())))
    }

    fn release<'a>(&'a self, _: &'a StoreKey, _: Token) -> Stored<'a, ()> {
        Box::pin(std::future::ready(Ok(())))
    }
}

fn house(configure: impl FnOnce(Server) -> Server) -> Router {
    let (Ok(standard), Ok(github)) = (StandardWebhooks::new(["c2VjcmV0"]), GithubWebhooks::new(["secret"])) else {
        panic!("these are secrets");
    };
    let service = TroubleServer::new(House { standard, github });
    configure(Server::new().add_service(service).body_limit(4000)).into_router()
}

/// A body that never ends, and one that breaks off.
fn endless() -> Body {
    Body::from_stream(stream::pending::<io::Result<Bytes>>())
}

fn broken() -> Body {
    Body::from_stream(stream::iter([Ok(Bytes::from_static(b"\"oa")), Err(io::Error::other("oak 4711"))]))
}

fn no_files(request: Builder, body: impl Into<Body>) -> Request<Body> {
    request.header(header::CONTENT_TYPE, "application/json").body(body.into()).unwrap()
}

/// A multipart body, its parts as headers and content.
fn parts(request: Builder, parts: &[(&str, &str)]) -> Request<Body> {
    let part = |(headers, content): &(&str, &str)| format!("--x\r\ncontent-disposition: form-data; {headers}\r\n\r\n{content}\r\n");
    let body: String = parts.iter().map(part).collect();
    multipart(request, body + "--x--\r\n")
}

fn multipart(request: Builder, body: impl Into<Body>) -> Request<Body> {
    request.header(header::CONTENT_TYPE, "multipart/form-data; boundary=x").body(body.into()).unwrap()
}

pub(super) async fn cases() -> Vec<Case> {
    let plain = house(|server| server);
    let groups = [
        ("key", keys(&plain)),
        ("rest", rest(&plain)),
        ("limit", limits().await),
        ("field", fields(&plain)),
        ("file", files(&plain)),
        ("hook", hooks(&plain).await),
        ("page", pages()),
    ];
    let of_group = |(group, cases): (_, Named)| cases.into_iter().map(move |(name, router, request)| (group, name, router, request));
    groups.into_iter().flat_map(of_group).collect()
}

type Named = Vec<(&'static str, Router, Request<Body>)>;

fn keys(plain: &Router) -> Named {
    let pay = |key: &str| json(Request::post("/api/v1/pay").header("host", "app.example").header("idempotency-key", key), "7");
    let says = |answer: Option<Claimed>| house(|server| server.idempotency_store(Says(answer)));
    let kept = StoredAnswer { status: 200, headers: Vec::new(), body: None };
    let page = || post(TroubleSpec::PAY.action_path()).header("sec-fetch-mode", "cors").header("accept", "application/json");
    vec![
        ("none where there must be one", plain.clone(), json(post("/api/v1/pay"), "7")),
        ("malformed", plain.clone(), pay("oak tree")),
        ("a call under way", says(Some(Claimed::InFlight)), pay("a")),
        ("another content", says(Some(Claimed::OtherPayload)), pay("a")),
        ("an answer too large to keep", says(Some(Claimed::Answered(kept))), pay("a")),
        ("a store that fails", says(None), pay("a")),
        ("a form's, that is none", plain.clone(), form(page(), "cents=7&_key=oak")),
        (
            "a form's, with another content",
            says(Some(Claimed::OtherPayload)),
            form(page(), "cents=7&_key=00112233445566778899aabbccddeeff"),
        ),
    ]
}

fn rest(plain: &Router) -> Named {
    let with = |method: &str, path: &str, name: &str, value: &str| {
        let request = Request::builder().method(method).uri(path).header("host", "app.example").header(name, value);
        json(request, "\"text\"")
    };
    let bad_host = Request::get("/api/v1/note").header("host", "user@app.example");
    let twice = Request::get("/api/v1/note").header("host", "app.example").header("host", "app.example");
    let second = |request: Builder, uri: &str| request.uri(uri).version(axum::http::Version::HTTP_2).body(Body::empty()).unwrap();
    vec![
        ("a type that is not there", plain.clone(), with("GET", "/api/v1/note", "accept", "text/html")),
        ("a condition that fails", plain.clone(), with("GET", "/api/v1/note", "if-match", "\"4711\"")),
        (
            "no condition where there must be one",
            plain.clone(),
            json(Request::put("/api/v1/note").header("host", "app.example"), "\"text\""),
        ),
        ("a condition that its method refuses", plain.clone(), with("PUT", "/api/v1/note", "if-match", "\"1\"")),
        ("a part that is not there", plain.clone(), with("GET", "/api/v1/file", "range", "bytes=4711-")),
        ("a route that is gone", plain.clone(), get("/api/v1/late")),
        ("what cannot be written", plain.clone(), get("/api/v1/unwritable")),
        ("a parameter given twice", plain.clone(), with("GET", "/api/v1/count?from=1&from=2", "x-times", "1")),
        ("a header that is no number", plain.clone(), with("GET", "/api/v1/count?from=1", "x-times", "oak")),
        ("a host that is none", plain.clone(), bad_host.body(Body::empty()).unwrap()),
        ("two hosts", plain.clone(), twice.body(Body::empty()).unwrap()),
        (
            "a target that names no host",
            plain.clone(),
            second(Request::get("/").header("host", "app.example"), "http://user@app.example/api/v1/note"),
        ),
        ("no authority", plain.clone(), second(Request::get("/"), "/api/v1/note")),
        (
            "a host beside another authority",
            plain.clone(),
            second(Request::get("/").header("host", "b.example"), "http://a.example/api/v1/note"),
        ),
        ("a signed body in a form", plain.clone(), form(post("/api/v1/sealed"), "name=oak")),
        ("a body that is not signed", plain.clone(), json(post("/api/v1/sealed"), "\"oak\"")),
    ]
}

async fn limits() -> Named {
    let note = || Request::get("/api/v1/note").header("host", "app.example").body(Body::empty()).unwrap();
    let impatient = house(|server| server.body_deadline(Duration::from_millis(1)).method_deadline(Duration::from_millis(1)));
    let full = house(|server| server.calls_in_flight(1));
    let guest = || json(post("/api/v1/visits").header("x-guest", "slow"), "\"ada\"");
    let held = tokio::spawn(full.clone().oneshot(guest()));
    tokio::task::yield_now().await;
    assert!(!held.is_finished());
    let counted = house(|server| server.rate_limit(Rate::per_hour(1)));
    drop(counted.clone().oneshot(note()).await);
    vec![
        ("a body that does not come", impatient.clone(), no_files(post("/api/v1/sealed"), endless())),
        ("parts that do not come", impatient.clone(), multipart(post("/api/v1/pictures"), endless())),
        ("a body that breaks off", impatient.clone(), no_files(post("/api/v1/sealed"), broken())),
        ("a context that does not end", impatient.clone(), guest()),
        ("a method that does not end", impatient, json(post("/api/v1/forever"), "")),
        ("as many calls as there may be", full, note()),
        ("too many calls of one caller", counted, note()),
    ]
}

fn fields(plain: &Router) -> Named {
    let label = |body: &str| form(post(TroubleSpec::LABEL.action_path()).header("accept", "application/json"), body);
    let any = form(post(TroubleSpec::ANY.action_path()).header("accept", "application/json"), "value=oak");
    vec![
        ("what no form can carry", plain.clone(), any),
        ("fields in the place of a value", plain.clone(), label("label.title.x=oak")),
        ("no boolean", plain.clone(), label("label.title=a&label.done=oak")),
        ("a value in the place of fields", plain.clone(), label("label=oak")),
        ("fields in the place of a list", plain.clone(), label("label.title=a&label.tags.x=oak")),
    ]
}

fn files(plain: &Router) -> Named {
    let hang = || post("/api/v1/pictures");
    let label = ("name=\"label.title\"", "oak");
    let no_boundary = hang().header(header::CONTENT_TYPE, "multipart/form-data").body(Body::from("--x--")).unwrap();
    let many: Vec<_> = std::iter::repeat_n(("name=\"a\"", ""), 1001).collect();
    let named = |name: &str| format!("--x\r\ncontent-disposition: form-data; {name}\r\n\r\n");
    let begun = named("name=\"label.title\"") + "a\r\n" + &named("name=\"picture\"; filename=\"a\"") + "123";
    // The parser looks one piece ahead: a few that are empty let the first bytes of the file reach the method.
    let breaks_after = |empty: usize| {
        let pieces = std::iter::once(begun.clone()).chain(std::iter::repeat_n(String::new(), empty)).map(Ok);
        Body::from_stream(stream::iter(pieces.chain([Err(io::Error::other("oak 4711"))])))
    };
    let roomy = house(|server| server.body_limit(1 << 20));
    vec![
        ("no parts", plain.clone(), json(hang(), "{}")),
        ("no boundary", plain.clone(), no_boundary),
        ("nothing of a part", plain.clone(), multipart(hang(), "oak 4711")),
        ("parts that break off", plain.clone(), multipart(hang(), broken())),
        ("a part without a name", plain.clone(), parts(hang(), &[("filename=\"a\"", "1")])),
        ("a name that is no path", plain.clone(), parts(hang(), &[("name=\"a[\"", "1")])),
        ("a field in two ways", plain.clone(), parts(hang(), &[("name=\"a\"", "1"), ("name=\"a.b\"", "1")])),
        ("too many fields", roomy, parts(hang(), &many)),
        ("a file that nobody takes", plain.clone(), parts(hang(), &[("name=\"leaf\"; filename=\"oak.png\"", "1")])),
        (
            "a field that is no UTF-8",
            plain.clone(),
            multipart(hang(), b"--x\r\ncontent-disposition: form-data; name=\"a\"\r\n\r\n\xff\r\n--x--".to_vec()),
        ),
        (
            "JSON that cannot be read",
            plain.clone(),
            parts(hang(), &[("name=\"label\"\r\ncontent-type: application/json", "{oak"), ("name=\"picture\"; filename=\"a\"", "1")]),
        ),
        ("another type", plain.clone(), parts(hang(), &[label, ("name=\"label.year\"", "oak"), ("name=\"picture\"; filename=\"a\"", "1")])),
        ("no file", plain.clone(), parts(hang(), &[label])),
        ("a body too large", plain.clone(), parts(hang(), &[("name=\"label.title\"", &"x".repeat(5000))])),
        ("a file too large", plain.clone(), parts(hang(), &[label, ("name=\"picture\"; filename=\"a\"", "12345")])),
        ("a field behind the file", plain.clone(), parts(hang(), &[label, ("name=\"picture\"; filename=\"a\"", "1"), label])),
        ("a file that breaks off at its first piece", plain.clone(), multipart(hang(), breaks_after(1))),
        ("a file that breaks off behind it", plain.clone(), multipart(hang(), breaks_after(9))),
    ]
}

async fn hooks(plain: &Router) -> Named {
    let standard = || post("/api/v1/hooks/standard").header("webhook-id", "oak");
    let github = || post("/api/v1/hooks/github");
    let sealed = |seconds: u64| standard().header("webhook-timestamp", seconds).header("webhook-signature", "v1,bm90IGEgc2lnbmF0dXJl");
    let busy = house(|server| server);
    let held = tokio::spawn(busy.clone().oneshot(delivery("7")));
    tokio::task::yield_now().await;
    assert!(!held.is_finished());
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    vec![
        ("no signature", plain.clone(), json(standard(), "7")),
        ("a time that is none", plain.clone(), json(standard().header("webhook-timestamp", "oak").header("webhook-signature", "v1,"), "7")),
        ("a time long ago", plain.clone(), json(sealed(4711), "7")),
        ("another signature", plain.clone(), json(sealed(now), "7")),
        ("one that is being handled", busy, delivery("7")),
        ("no signature of GitHub's", plain.clone(), json(github(), "7")),
        (
            "another signature of GitHub's",
            plain.clone(),
            json(github().header("x-hub-signature-256", format!("sha256={}", "0".repeat(64))), "7"),
        ),
    ]
}

/// A delivery that is signed.
fn delivery(body: &str) -> Request<Body> {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    let mac = Hmac::<Sha256>::new_from_slice(b"secret").unwrap().chain_update(format!("held.{now}.{body}"));
    let signature = format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()));
    let request = post("/api/v1/hooks/standard").header("webhook-id", "held").header("webhook-timestamp", now);
    json(request.header("webhook-signature", signature), body)
}

fn pages() -> Named {
    let routes = || {
        let panics = page(async || -> String { panic!("secret 4711") });
        Router::new().route("/broken", page(async || (StatusCode::INTERNAL_SERVER_ERROR, "oak 4711"))).route("/panics", panics)
    };
    let site = house(|server| server.pages(routes()));
    let with_login = house(|server| server.pages(routes()).login("/login").expect("this is a page"));
    let visit = |page: &str, guest: &str| form(post(&to_page(page, TroubleSpec::VISIT)).header("x-guest", guest), "name=Ada");
    let (page, other) = (to_page("/broken", TroubleSpec::VISIT), to_page("", TroubleSpec::LABEL));
    let two = form(post(&format!("{page}&{}", other.trim_start_matches('?'))), "name=Ada");
    let script = json(post(TroubleSpec::VISIT.action_path()).header("x-guest", "redirect"), "[\"oak\"]");
    vec![
        ("one that is not there", site.clone(), visit("/nowhere", "")),
        ("one that fails", site.clone(), visit("/broken", "")),
        ("one that panics", site.clone(), visit("/panics", "")),
        ("one of another site", site.clone(), visit("//evil.example/", "")),
        ("one that two forms are sent to", site.clone(), two),
        ("one that a script calls", site.clone(), json(post(&page), "[\"oak\"]")),
        ("a context's own", site.clone(), visit("/broken", "page")),
        ("a context's way elsewhere", site.clone(), visit("/broken", "redirect")),
        ("a context's way elsewhere, for a script", site, script),
        ("a login", with_login, visit("/broken", "")),
    ]
}
