//! Every error that a server gives, as it is sent, in one file that people review: `leaks.txt`. Nothing of the inside is in it.
//!
//! After a change that is meant: `TRIFOLD_BLESS=1 cargo test -p trifold-tests --test suite leaks`, and read the diff.

mod kinds;
mod trouble;

use crate::fixture::{Library, ShelfServer, ShelfSpec};
use axum::Router;
use axum::body::Body;
use axum::http::request::Builder;
use axum::http::{Request, Response};
use http_body_util::BodyExt;
use std::path::Path;
use tower::ServiceExt;
use trifold::server::Server;

/// What only the inside knows: secrets of the fixture, files, types, libraries.
const INSIDE: [&str; 15] = [
    "4711",
    "oak",
    ".rs",
    "/src/",
    "Library",
    "Reader",
    "ShelfSpec",
    "trifold::",
    "core::",
    "alloc::",
    "std::",
    "serde",
    "panicked",
    "u64",
    "struct ",
];

/// A group of cases and the name of one, who is asked, and what.
type Case = (&'static str, &'static str, Router, Request<Body>);

fn json(request: Builder, body: &str) -> Request<Body> {
    request.header("content-type", "application/json").body(Body::from(body.to_owned())).unwrap()
}

fn form(request: Builder, body: &str) -> Request<Body> {
    request.header("content-type", "application/x-www-form-urlencoded").body(Body::from(body.to_owned())).unwrap()
}

fn post(path: &str) -> Builder {
    Request::post(path).header("host", "app.example").header("sec-fetch-site", "same-origin")
}

fn get(path: &str) -> Request<Body> {
    Request::get(path).header("host", "app.example").body(Body::empty()).unwrap()
}

fn routes() -> Vec<(&'static str, Request<Body>)> {
    let fail = || post("/api/v1/shelf/fail");
    let books = || post("/api/v1/shelf/books").header("x-reader-key", "open");
    vec![
        ("no such path", get("/api/v1/nothing")),
        ("another verb", json(post("/api/v1/shelf/size"), "")),
        ("no host", Request::get("/api/v1/shelf/size").version(axum::http::Version::HTTP_11).body(Body::empty()).unwrap()),
        (
            "another site",
            json(Request::post("/api/v1/shelf/fail").header("host", "app.example").header("origin", "https://evil.example"), "\"full\""),
        ),
        ("another content type", fail().header("content-type", "text/plain").body(Body::from("x")).unwrap()),
        ("another charset", fail().header("content-type", "application/json; charset=utf-16").body(Body::from("x")).unwrap()),
        ("a content encoding", json(fail().header("content-encoding", "gzip"), "\"full\"")),
        ("no caller", json(post("/api/v1/shelf/books"), "{}")),
        ("too large", json(books(), &format!("\"{}\"", "x".repeat(5000)))),
        ("no JSON", json(books(), "{\"id\": 1, \"title\": oak}")),
        ("not a number", json(books(), "{\"id\": NaN}")),
        ("bytes behind it", json(books(), "{\"id\": 1, \"title\": \"a\"} 4711")),
        ("a byte order mark", json(books(), "\u{feff}{}")),
        ("a key given twice", json(books(), "{\"id\": 1, \"title\": \"a\", \"tags\": [], \"t\\u0069tle\": \"b\"}")),
        ("another type", json(books(), "{\"id\": \"4711\", \"title\": \"a\"}")),
        ("a number too large", json(books(), "{\"id\": 1, \"title\": \"a\", \"year\": 99999999999}")),
        ("another type, deep", json(books(), "{\"id\": 1, \"title\": \"a\", \"tags\": [\"a\", \"b\", 7]}")),
        ("a field too few", json(books(), "{\"id\": 1}")),
        ("a rule", json(books(), "{\"id\": 1, \"title\": \"\"}")),
        ("a capture that is none", get("/api/v1/shelf/north/books/4711")),
        ("a capture that is no UTF-8", get("/api/v1/shelf/%ff/books/7")),
        ("a query that cannot be read", get("/api/v1/shelf/books?limit=4711x")),
        ("a query that is no UTF-8", get("/api/v1/shelf/books?text=%ff")),
        ("a query that a rule refuses", get("/api/v1/shelf/books?limit=101")),
        ("a header too few", get("/api/v1/shelf/greeting")),
        ("its own error", json(fail(), "\"full\"")),
        ("its own error with something internal", json(fail(), "\"broken\"")),
        ("a panic", json(fail(), "\"panic\"")),
    ]
}

fn actions() -> Vec<(&'static str, Request<Body>)> {
    let (fail, add) = (|| post(ShelfSpec::FAIL.action_path()), || post(ShelfSpec::ADD.action_path()).header("x-reader-key", "open"));
    vec![
        ("a malformed id", json(post("/_action/4711"), "[]")),
        ("an unknown id", json(post("/_action/AAAAAAAAAAAAAAAAAAAAAA"), "[]")),
        ("another verb", get(ShelfSpec::FAIL.action_path())),
        (
            "another site",
            json(Request::post(ShelfSpec::FAIL.action_path()).header("host", "app.example").header("origin", "null"), "[\"full\"]"),
        ),
        ("no browser", json(Request::post(ShelfSpec::FAIL.action_path()).header("host", "app.example"), "[\"full\"]")),
        ("another content type", fail().header("content-type", "text/plain").body(Body::from("x")).unwrap()),
        ("no caller", json(post(ShelfSpec::ADD.action_path()), "[]")),
        ("too large", json(add(), &format!("[\"{}\"]", "x".repeat(5000)))),
        ("no JSON", json(add(), "[oak]")),
        ("no UTF-8", add().header("content-type", "application/json").body(Body::from(b"[{\"title\": \"\xff\"}]".to_vec())).unwrap()),
        ("too deep", json(add(), &"[".repeat(200))),
        ("a key given twice", json(add(), "[{\"id\": 1, \"id\": 2}]")),
        ("another type", json(add(), "[{\"id\": 1, \"title\": \"a\", \"tags\": [\"a\", 4711]}]")),
        ("another form", json(post(ShelfSpec::FIND.action_path()), "[4711, 1]")),
        ("an argument too few", json(add(), "[]")),
        ("an argument too many", json(post(ShelfSpec::FIND.action_path()), "[\"east\", 1, 4711]")),
        ("a rule", json(add(), "[{\"id\": 1, \"title\": \"\"}]")),
        ("another version", json(add().header("trifold-fingerprint", "another"), "[4711]")),
        ("its own error", json(fail(), "[\"full\"]")),
        ("its own error with something internal", json(fail(), "[\"broken\"]")),
        ("a panic", json(fail(), "[\"panic\"]")),
    ]
}

fn forms() -> Vec<(&'static str, Request<Body>)> {
    let (fail, add) = (|| post(ShelfSpec::FAIL.action_path()), || post(ShelfSpec::ADD.action_path()).header("x-reader-key", "open"));
    vec![
        ("an unknown id", form(post("/_action/AAAAAAAAAAAAAAAAAAAAAA"), "")),
        ("another site", form(Request::post(ShelfSpec::FAIL.action_path()).header("host", "app.example"), "how=full")),
        ("no caller", form(post(ShelfSpec::ADD.action_path()), "")),
        ("too large", form(add(), &"x".repeat(5000))),
        ("no UTF-8", form(add(), "title=%ff")),
        ("a name that is no path", form(add(), "a[=1")),
        ("another type", form(add(), "id=4711x&title=a")),
        ("a rule", form(add(), "id=1&title=")),
        ("its own error", form(fail(), "how=full")),
        ("its own error with something internal", form(fail(), "how=broken")),
        ("a panic", form(fail(), "how=panic")),
    ]
}

async fn shown(router: &Router, request: Request<Body>) -> String {
    let response: Response<Body> = router.clone().oneshot(request).await.unwrap_or_else(|never| match never {});
    let (parts, body) = response.into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    let mut headers: Vec<_> =
        parts.headers.iter().map(|(name, value)| format!("{name}: {}", String::from_utf8_lossy(value.as_bytes()))).collect();
    headers.sort();
    let text = format!("{}\n{}\n\n{}", parts.status, headers.join("\n"), String::from_utf8_lossy(&body));
    always_the_same(&text)
}

/// What is new each time: the names of occurrences, the keys of forms, the ids of actions, and of an hour to wait what a slow machine has spent.
fn always_the_same(text: &str) -> String {
    let marks = ["urn:trifold:occurrence:", "name=\"_key\" value=\"", "/_action/", "?/"];
    let text = marks.iter().fold(text.to_owned(), |text, mark| masked(&text, mark));
    (3550..3600).fold(text, |text, seconds| text.replace(&seconds.to_string(), "3600"))
}

/// Without the word that follows each `mark`.
fn masked(text: &str, mark: &str) -> String {
    let mut parts = text.split(mark);
    let first = parts.next().unwrap_or_default().to_owned();
    let rest = |part: &str| part.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || "-_".contains(c)).to_owned();
    parts.fold(first, |text, part| text + mark + "(a name)" + &rest(part))
}

#[tokio::test]
async fn no_error_shows_the_inside() {
    let library = std::sync::Arc::new(Library::default());
    let router = Server::new().add_service(ShelfServer::from_arc(library)).body_limit(4000).into_router();
    let folds = [("route", routes()), ("action", actions()), ("form", forms())];
    let of_fold = |(fold, cases): (_, Vec<_>)| cases.into_iter().map(move |(name, request)| (fold, name, request));
    let cases = folds.into_iter().flat_map(of_fold).map(|(fold, name, request)| (fold, name, router.clone(), request));
    let mut text = String::new();
    for (group, name, router, request) in cases.chain(trouble::cases().await) {
        let shown = shown(&router, request).await;
        for word in INSIDE {
            assert!(!shown.contains(word), "{word} in the answer to {group}, {name}:\n{shown}");
        }
        text += &format!("== {group}: {name}\n{shown}\n\n");
    }
    crate::support::golden("suite/leaks.txt", &text);
}

/// Kinds of which this service has no case: it has no streams, which `streams` tests, and no sockets, which `abuse` tests.
const OF_OTHERS: [&str; 5] = [
    "is no id of an event",
    "is no id of this stream",
    "BAD_GATEWAY",
    "NOT_IMPLEMENTED",
    "send the body in chunks, or with its length, and in no other transfer coding",
];

/// A refusal that is new in the runtime is to be seen in the file too.
#[test]
fn every_kind_of_refusal_has_its_case() -> anyhow::Result<()> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shown = std::fs::read_to_string(tests.join("suite/leaks.txt"))?.replace("&#39;", "'");
    let sources = kinds::sources(&tests.join("../runtime/src/server"))?;
    let types = kinds::types(&kinds::sources(&tests.join("../runtime/src/error"))?);
    let files = kinds::faults(&std::fs::read_to_string(tests.join("../runtime/src/upload/stream.rs"))?);
    let (words, statuses) = ([kinds::words(&sources), files].concat(), kinds::statuses(&sources));
    assert!(types.len() > 9 && words.len() > 40 && statuses.len() > 20, "{} {} {}", types.len(), words.len(), statuses.len());
    let lacks_words = words.iter().filter(|text| !shown.contains(text.as_str()));
    let lacks_type = types.iter().filter(|name| !shown.contains(&format!("\"type\":\"{name}\"")));
    let lacks_status = statuses.iter().filter(|name| !shown.to_uppercase().replace([' ', '-'], "_").contains(&format!("_{name}\n")));
    let lacking = lacks_words.chain(lacks_type).chain(lacks_status).filter(|kind| !OF_OTHERS.contains(&kind.as_str()));
    let lacking: Vec<_> = lacking.collect();
    assert!(lacking.is_empty(), "leaks.txt has no case of {lacking:#?}");
    Ok(())
}
