//! Layers of a server: around the calls of methods, and around the whole.

use crate::support::{Running, from_page, to_page};
use anyhow::Result;
use axum::Router;
use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use reqwest::Client;
use serde_json::json;
use std::sync::{Arc, Mutex, PoisonError};
use trifold::server::{Fold, Server};
use trifold::{MethodSpec, service};

/// Bells.
#[service(version = 1)]
trait Bells {
    /// Says how often it rang.
    #[post("/rings")]
    async fn ring(&self, times: u8) -> u8;

    /// Says it, and changes nothing.
    #[get("/rings/{times}")]
    async fn rung(&self, times: u8) -> u8;
}

struct Tower;

impl Bells for Tower {
    async fn ring(&self, times: u8) -> u8 {
        times
    }

    async fn rung(&self, times: u8) -> u8 {
        times
    }
}

/// Lines of what layers have seen, in order.
#[derive(Clone, Default)]
struct Seen(Arc<Mutex<Vec<String>>>);

impl Seen {
    fn note(&self, line: String) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(line);
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn matched(extensions: &axum::http::Extensions) -> String {
    let method = extensions.get::<&'static MethodSpec>().map_or("-", |method| method.name);
    format!("{method} {:?}", extensions.get::<Fold>())
}

/// A layer that notes what it sees, and answers by itself, or breaks, where it is told to.
async fn inner(seen: Seen, mut request: Request, next: Next) -> Response {
    seen.note(format!("layer: {}", matched(request.extensions())));
    match request.headers().get("x-layer").map(|told| told.as_bytes()) {
        Some(b"refuse") => (StatusCode::PAYMENT_REQUIRED, [(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*")], "pay first").into_response(),
        Some(b"panic") => panic!("secret 4711"),
        Some(b"rewrite") => {
            *request.uri_mut() = axum::http::Uri::from_static("/1234567890/1234567890");
            next.run(request).await
        }
        Some(b"forget") => next.run(Request::new(request.into_body())).await,
        _ => next.run(request).await,
    }
}

fn server(seen: &Seen) -> Server {
    let (first, second) = (seen.clone(), seen.clone());
    Server::new()
        .add_service(BellsServer::new(Tower))
        .pages(Router::new().route("/page", get(async || Html("<p>a page"))))
        .health("/healthz")
        .layer(middleware::from_fn(move |request, next| inner(first.clone(), request, next)))
        .layer(middleware::from_fn(move |request: Request, next: Next| {
            second.note("around it".to_owned());
            next.run(request)
        }))
}

#[tokio::test]
async fn a_layer_stands_around_calls_alone_and_sees_their_method() -> Result<()> {
    let seen = Seen::default();
    let site = Running::start(server(&seen).into_router()).await?;
    let client = Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
    let action = || from_page(client.post(site.url(BellsSpec::RING.action_path())));
    let form = |target: &str| from_page(client.post(site.url(target))).header("content-type", "application/x-www-form-urlencoded");
    let page = to_page("/page", BellsSpec::RING);
    let calls = [
        (action().json(&[3]), 200, "ring Some(Action)"),
        (action().json(&["x"]), 422, "ring Some(Action)"),
        (client.post(site.url(BellsSpec::RING.action_path())).json(&[3]), 403, "ring Some(Action)"),
        (form(BellsSpec::RING.action_path()).body("times=3"), 303, "ring Some(Form)"),
        (form(&page).body("times=3"), 303, "ring Some(Form)"),
        (form(&page).body("times=x"), 422, "ring Some(Form)"),
        (client.post(site.url("/api/v1/rings")).json(&3), 200, "ring Some(Rest { version: Some(1) })"),
        (client.head(site.url("/api/v1/rings/3")), 200, "rung Some(Rest { version: Some(1) })"),
    ];
    for (call, status, saw) in calls {
        assert_eq!(call.send().await?.status(), status, "{saw}");
        assert_eq!(seen.take(), ["around it".to_owned(), format!("layer: {saw}")]);
    }
    let stale = "/_action/AAECAwQFBgcICQoLDA0ODw";
    for path in ["/page", "/healthz", "/nowhere", "/api/v1/openapi.json", "/api/v1/nowhere", stale] {
        client.get(site.url(path)).send().await?;
        assert!(seen.take().is_empty(), "{path}");
    }
    Ok(())
}

/// A layer can refuse, and break; it cannot take a call past the checks, nor give it another form.
#[tokio::test]
async fn the_checks_stay_behind_a_layer() -> Result<()> {
    let site = Running::start(server(&Seen::default()).into_router()).await?;
    let call =
        |told: &str| from_page(Client::new().post(site.url(BellsSpec::RING.action_path()))).header("x-layer", told).json(&[3]).send();
    let refused = call("refuse").await?;
    assert_eq!((refused.status().as_u16(), refused.headers()["cache-control"].to_str()?), (402, "no-store"));
    assert!(!refused.headers().contains_key("access-control-allow-origin") && refused.headers().contains_key("x-content-type-options"));
    for told in ["panic", "forget"] {
        let broken = call(told).await?;
        assert_eq!(broken.status(), 500, "{told}");
        assert!(!broken.text().await?.contains("4711"));
    }
    assert_eq!(call("").await?.json::<u8>().await?, 3);
    let other = Client::new().post(site.url(BellsSpec::RING.action_path())).header("origin", "https://evil.example").json(&json!([3]));
    assert_eq!(other.send().await?.status(), 403);
    let rewritten = Client::new().get(site.url("/api/v1/rings/3")).header("x-layer", "rewrite").send().await?;
    assert_eq!(rewritten.json::<u8>().await?, 3, "the path that was matched counts");
    let head = Client::new().head(site.url("/api/v1/rings/3")).header("x-layer", "refuse").send().await?;
    assert_eq!((head.status().as_u16(), head.text().await?.as_str()), (402, ""));
    Ok(())
}
