//! Several statuses of success: the method chooses one of those that its route declares.

use anyhow::Result;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use tower::ServiceExt;
use trifold::server::{Effects, InProcess, Server};
use trifold::{model, service};

#[model]
#[derive(Debug, Clone, PartialEq)]
struct Entry {
    id: u8,
    text: String,
}

#[service]
trait Diary {
    /// Writes a page: 201 for a new one, 200 for one in the place of another.
    #[put("/pages/{id}", status = [200, 201], location = page)]
    async fn write(&self, #[context] effects: Effects, id: u8, text: String) -> Entry;

    #[get("/pages/{id}")]
    async fn page(&self, id: u8) -> Entry;

    /// Tears a page out, now or tonight.
    #[delete("/pages/{id}", status = [204, 202])]
    async fn tear(&self, #[context] effects: Effects, id: u8);

    /// Chooses a status that is not declared.
    #[post("/blots", status = [200, 201])]
    async fn blot(&self, #[context] effects: Effects) -> u8;
}

#[derive(Default)]
struct Paper(Mutex<BTreeMap<u8, String>>);

impl Diary for Paper {
    async fn write(&self, effects: Effects, id: u8, text: String) -> Entry {
        if self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(id, text.clone()).is_none() {
            effects.status(StatusCode::CREATED);
        }
        Entry { id, text }
    }

    async fn page(&self, id: u8) -> Entry {
        Entry { id, text: String::new() }
    }

    async fn tear(&self, effects: Effects, id: u8) {
        if id > 1 {
            effects.status(StatusCode::ACCEPTED);
        }
    }

    async fn blot(&self, effects: Effects) -> u8 {
        effects.status(StatusCode::ACCEPTED);
        1
    }
}

fn router() -> axum::Router {
    Server::new().add_service(DiaryServer::new(Paper::default())).into_router()
}

async fn send(router: &axum::Router, verb: &str, path: &str, body: Value) -> Result<Response<Body>> {
    let request = Request::builder().method(verb).uri(format!("/api/v1{path}")).header("host", "localhost");
    let request = request.header("content-type", "application/json").body(Body::from(body.to_string()))?;
    Ok(router.clone().oneshot(request).await?)
}

#[tokio::test]
async fn a_method_chooses_among_the_statuses_of_its_route() -> Result<()> {
    let router = router();
    let first = send(&router, "PUT", "/pages/7", json!("a")).await?;
    assert_eq!((first.status(), &first.headers()["location"]), (StatusCode::CREATED, &"/api/v1/pages/7".parse()?));
    assert_eq!(send(&router, "PUT", "/pages/7", json!("b")).await?.status(), StatusCode::OK);
    assert_eq!(send(&router, "DELETE", "/pages/1", json!(null)).await?.status(), StatusCode::NO_CONTENT);
    assert_eq!(send(&router, "DELETE", "/pages/2", json!(null)).await?.status(), StatusCode::ACCEPTED);
    Ok(())
}

#[tokio::test]
async fn a_status_that_is_not_declared_is_a_fault_of_the_service() -> Result<()> {
    let refused = send(&router(), "POST", "/blots", json!(null)).await?;
    assert_eq!(refused.status(), StatusCode::INTERNAL_SERVER_ERROR);
    Ok(())
}

#[tokio::test]
async fn both_clients_take_each_of_them_and_an_action_has_its_own() -> Result<()> {
    let router = router();
    let (actions, routes) =
        (DiaryClient::new(InProcess::new(router.clone())), DiaryRestClient::with_transport(InProcess::new(router.clone())));
    let entry = |text: &str| Entry { id: 3, text: text.to_owned() };
    assert_eq!(routes.write(3, "a".to_owned()).await?, entry("a"));
    assert_eq!(routes.write(3, "b".to_owned()).await?, entry("b"));
    assert_eq!(actions.write(3, "c".to_owned()).await?, entry("c"));
    assert_eq!(actions.blot().await?, 1, "an action is 200");
    routes.tear(2).await?;
    Ok(())
}

#[test]
fn the_document_has_each_of_them() {
    let document = DiarySpec::openapi(1);
    let responses = |path: &str, verb: &str| document["paths"][format!("/api/v1{path}")][verb]["responses"].clone();
    let write = responses("/pages/{id}", "put");
    assert_eq!((&write["200"]["description"], &write["201"]["description"]), (&json!("OK"), &json!("Created")));
    assert_eq!(write["200"]["content"], write["201"]["content"]);
    assert!(write["201"]["headers"].get("Location").is_some(), "{write}");
    let tear = responses("/pages/{id}", "delete");
    assert_eq!((&tear["202"], &tear["204"]), (&json!({ "description": "Accepted" }), &json!({ "description": "No Content" })));
}
