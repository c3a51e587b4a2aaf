//! Routes that go: what they say before, and what is left of them after.

use crate::support::Running;
use anyhow::Result;
use reqwest::Response;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, UNIX_EPOCH};
use trifold::server::Server;
use trifold::service;

/// The beginning of 2027-06-30, in UTC.
const END: u64 = 1_814_313_600;

/// Tells the time.
#[service(versions = 1..=2)]
trait Clock {
    #[get("/now", until = 1, deprecated = "2027-01-01", sunset = "2027-06-30")]
    #[get("/now", since = 2)]
    async fn now(&self) -> u64;

    /// Winds it up, once for each key.
    #[idempotent]
    #[rate_limit("1000/h")]
    #[post("/turns", until = 1, deprecated = "2027-01-01", sunset = "2027-06-30")]
    async fn wind(&self, turns: u64) -> u64;
}

struct Tower;

impl Clock for Tower {
    async fn now(&self) -> u64 {
        12
    }

    async fn wind(&self, turns: u64) -> u64 {
        turns
    }
}

async fn tower(time: &Arc<AtomicU64>) -> Result<Running> {
    let time = time.clone();
    let server = Server::new().deprecation_policy("https://clock.example/changes");
    let server = server.clock(move || UNIX_EPOCH + Duration::from_secs(time.load(Ordering::SeqCst)));
    Running::start(server.add_service(ClockServer::new(Tower)).into_router()).await
}

fn headers<'a>(response: &'a Response, name: &str) -> Vec<&'a str> {
    response.headers().get_all(name).iter().filter_map(|value| value.to_str().ok()).collect()
}

#[tokio::test]
async fn a_route_says_that_it_goes_and_then_is_gone() -> Result<()> {
    let time = Arc::new(AtomicU64::new(END - 1));
    let server = tower(&time).await?;
    let before = reqwest::get(server.url("/api/v1/now")).await?;
    assert_eq!(before.status(), 200);
    assert_eq!(headers(&before, "deprecation"), ["@1798761600"]);
    assert_eq!(headers(&before, "sunset"), ["Wed, 30 Jun 2027 00:00:00 GMT"]);
    let link = |relation: &str| format!("<https://clock.example/changes>; rel=\"{relation}\"; type=\"text/html\"");
    assert_eq!(headers(&before, "link"), [link("deprecation"), link("sunset")]);

    time.store(END, Ordering::SeqCst);
    let after = reqwest::get(server.url("/api/v1/now")).await?;
    assert_eq!((after.status().as_u16(), headers(&after, "sunset").len()), (410, 1));
    let problem: serde_json::Value = after.json().await?;
    assert_eq!(problem["type"], "/problems/sunset");
    Ok(())
}

#[tokio::test]
async fn an_answer_that_is_given_again_says_it_once() -> Result<()> {
    let server = tower(&Arc::new(AtomicU64::new(END - 1))).await?;
    let shown = async |key: &str| -> Result<Vec<String>> {
        let call = reqwest::Client::new().post(server.url("/api/v1/turns")).header("idempotency-key", key).json(&7);
        let answer = call.send().await?;
        let lines = answer.headers().iter().filter(|(name, _)| !["date", "ratelimit"].contains(&name.as_str()));
        Ok(lines.map(|(name, value)| format!("{name}: {}", String::from_utf8_lossy(value.as_bytes()))).collect())
    };
    let (first, mut again) = (shown("k").await?, shown("k").await?);
    assert_eq!(first.iter().filter(|line| line.starts_with("link") || line.starts_with("deprecation")).count(), 3);
    let replayed = again.iter().position(|line| line == "idempotent-replayed: true");
    again.remove(replayed.unwrap());
    let sorted = |mut lines: Vec<String>| {
        lines.sort();
        lines
    };
    assert_eq!(sorted(again), sorted(first));
    Ok(())
}

#[tokio::test]
async fn a_route_that_stays_says_nothing_of_it() -> Result<()> {
    let server = tower(&Arc::new(AtomicU64::new(END))).await?;
    let newest = reqwest::get(server.url("/api/v2/now")).await?;
    assert_eq!(newest.status(), 200);
    assert!(["deprecation", "sunset", "link"].iter().all(|name| headers(&newest, name).is_empty()), "{newest:?}");
    Ok(())
}

#[test]
fn the_document_says_so_too() {
    let operation = |version: u32| ClockSpec::openapi(version)["paths"][format!("/api/v{version}/now")]["get"].clone();
    assert_eq!(operation(1)["deprecated"], true);
    assert!(operation(1)["responses"]["410"].is_object() && operation(2)["responses"]["410"].is_null());
    assert!(operation(2)["deprecated"].is_null());
}
