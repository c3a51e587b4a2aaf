//! A server below a prefix, nested on another router: what it says of its paths can be followed.

use crate::support::Running;
use anyhow::{Context, Result};
use axum::Router;
use serde_json::{Value, json};
use trifold::server::Server;
use trifold::{Cursor, Page, model, service};

#[model]
#[derive(Debug, PartialEq)]
struct Knot {
    id: u64,
}

/// Knots in a rope.
#[service(version = 1)]
trait Knots {
    #[post("/knots", status = 201, location = find)]
    async fn tie(&self, id: u64) -> Knot;

    #[get("/knots/{id}")]
    async fn find(&self, id: u64) -> Knot;

    #[get("/knots")]
    async fn list(&self, cursor: Option<Cursor<u64>>) -> Page<Knot>;
}

struct Rope;

impl Knots for Rope {
    async fn tie(&self, id: u64) -> Knot {
        Knot { id }
    }

    async fn find(&self, id: u64) -> Knot {
        Knot { id }
    }

    async fn list(&self, cursor: Option<Cursor<u64>>) -> Page<Knot> {
        let id = cursor.and_then(|cursor| cursor.key()).unwrap_or(0);
        Page::new(vec![Knot { id }]).next(&id.saturating_add(1))
    }
}

async fn start(prefix: &str) -> Result<Running> {
    let router = Server::new().add_service(KnotsServer::new(Rope)).into_router();
    Running::start(Router::new().nest(prefix, router)).await
}

#[tokio::test]
async fn what_it_says_of_its_paths_can_be_followed() -> Result<()> {
    let server = start("/ship/deck").await?;
    let tied = reqwest::Client::new().post(server.url("/ship/deck/api/v1/knots")).json(&7).send().await?;
    let place = tied.headers().get("location").context("it is somewhere")?.to_str()?.to_owned();
    assert_eq!(reqwest::get(server.url(&place)).await?.json::<Knot>().await?, Knot { id: 7 });

    let listed = reqwest::get(server.url("/ship/deck/api/v1/knots")).await?;
    let link = listed.headers().get("link").context("there is more")?.to_str()?.to_owned();
    let next = link.trim_start_matches('<').split('>').next().context("a target")?.to_owned();
    assert_eq!(reqwest::get(server.url(&next)).await?.json::<Value>().await?["items"], json!([{ "id": 1 }]));

    for name in ["openapi.json", "openapi-3.0.json"] {
        let document: Value = reqwest::get(server.url(&format!("/ship/deck/api/v1/{name}"))).await?.json().await?;
        assert_eq!(document["servers"], json!([{ "url": "/ship/deck" }]), "{name}");
        let path = document["paths"].as_object().and_then(|paths| paths.keys().next()).context("it has paths")?;
        assert_eq!(reqwest::get(server.url(&format!("/ship/deck{path}"))).await?.status(), 200);
    }
    assert_eq!(reqwest::get(server.url("/ship/deck/api/v1/docs")).await?.status(), 200);
    Ok(())
}

/// What a capture stands for is another thing with each request, and a document is the same for all.
#[tokio::test]
async fn below_a_capture_a_document_stays_as_it_is() -> Result<()> {
    let server = start("/{ship}").await?;
    let document: Value = reqwest::get(server.url("/beagle/api/v1/openapi.json")).await?.json().await?;
    assert_eq!(document["servers"], json!([{ "url": "/" }]));
    Ok(())
}
