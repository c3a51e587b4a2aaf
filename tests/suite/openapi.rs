//! The OpenAPI document: what it says, and that it is the same bytes every time.

use crate::fixture::{ShelfServer, ShelfSpec, shelf};
use crate::support::Running;
use anyhow::Result;
use serde_json::{Value, json};
use std::time::Duration;
use todos_api::TodosSpec;
use trifold::server::{Server, openapi_3_0};
use trifold::spec::Rate;

#[tokio::test]
async fn the_document_is_served_and_stable() -> Result<()> {
    let server = Running::start(shelf().1).await?;
    let served = reqwest::get(server.url("/api/v1/openapi.json")).await?.text().await?;
    assert_eq!(served, ShelfSpec::openapi(1).to_string());
    assert_eq!(served, ShelfSpec::openapi(1).to_string());
    Ok(())
}

#[test]
fn operations_say_where_arguments_go() {
    let document = ShelfSpec::openapi(1);
    assert_eq!(document["openapi"], "3.1.0");
    let find = &document["paths"]["/api/v1/shelf/{room}/books/{id}"]["get"];
    let parameters = |operation: &Value| -> Vec<(String, String, bool)> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let list = operation["parameters"].as_array().cloned().unwrap_or_default();
        list.iter().map(|one| (text(&one["name"]), text(&one["in"]), one["required"] == true)).collect()
    };
    let triple = |name: &str, place: &str, required| (name.to_owned(), place.to_owned(), required);
    assert_eq!(parameters(find), [triple("room", "path", true), triple("id", "path", true)]);
    let count = &document["paths"]["/api/v1/shelf/count"]["get"];
    assert_eq!(parameters(count), [triple("from", "query", false), triple("tag", "query", false), triple("exact", "query", true)]);
    let place = &document["paths"]["/api/v1/shelf/books/{id}/place"]["put"]["requestBody"]["content"]["application/json"]["schema"];
    assert_eq!(place["required"], json!(["room"]));
    assert_eq!(
        document["paths"]["/api/v1/shelf/books"]["post"]["responses"]["201"]["content"]["application/json"]["schema"]["$ref"],
        "#/components/schemas/Book"
    );
    assert!(document["paths"]["/api/v1/shelf/books/{id}"]["delete"]["responses"]["204"].get("content").is_none());
    assert!(!document.to_string().contains("shake"), "an action is no part of the public contract");
}

#[test]
fn errors_are_described_by_status() {
    let document = ShelfSpec::openapi(1);
    let find = &document["paths"]["/api/v1/shelf/{room}/books/{id}"]["get"]["responses"];
    assert_eq!(find["404"]["content"]["application/problem+json"]["schema"]["$ref"], "#/components/schemas/ShelfError.missing");
    let missing = &document["components"]["schemas"]["ShelfError.missing"].to_string();
    assert!(missing.contains("/problems/ShelfError/missing") && missing.contains("\"room\""), "{missing}");
    let broken = document["components"]["schemas"]["ShelfError.broken"].to_string();
    assert!(!broken.contains("\"0\""), "an internal field is not described: {broken}");
}

#[test]
fn two_services_of_one_name_are_refused() {
    let server = || ShelfServer::new(crate::fixture::Library::default());
    let error = Server::new().add_service(server()).add_service(server()).try_into_router().unwrap_err();
    assert!(error.to_string().contains("two services are called `Shelf`"), "{error}");
}

#[test]
fn the_manifest_is_a_table() {
    let manifest = Server::new().add_service(ShelfServer::new(crate::fixture::Library::default())).manifest().to_string();
    let line = |name: &str, fold: &str| manifest.lines().find(|line| line.starts_with(name) && line.contains(fold)).map(str::to_owned);
    assert!(
        line("Shelf.find", " rest ")
            .is_some_and(|line| line.contains("GET /api/v1/shelf/{room}/books/{id}") && line.contains("idempotent"))
    );
    assert!(
        line("Shelf.shake", " action ")
            .is_some_and(|line| line.contains("POST /_action/{id}") && line.contains("Reader") && line.ends_with("no-store"))
    );
    assert_eq!((line("Shelf.shake", " rest "), line("Shelf.hook", " action ")), (None, None));
}

#[tokio::test]
async fn an_older_rendition_stands_beside_it() -> Result<()> {
    let server = Running::start(shelf().1).await?;
    let served: Value = reqwest::get(server.url("/api/v1/openapi-3.0.json")).await?.json().await?;
    assert_eq!(served, openapi_3_0(&ShelfSpec::openapi(1)));
    assert_eq!(served["openapi"], "3.0.3");
    let from = &served["paths"]["/api/v1/shelf/count"]["get"]["parameters"][0]["schema"];
    assert_eq!((from.get("nullable"), from["type"].is_string()), (None, true), "a text is never null: {from}");
    let year = &served["components"]["schemas"]["Book"]["properties"]["year"];
    assert_eq!((&year["nullable"], year["type"].is_string()), (&json!(true), true), "{year}");
    Ok(())
}

#[test]
fn the_document_knows_what_its_server_adds() -> Result<()> {
    let statuses = |server: Server| -> Result<String> {
        let documents = server.add_service(ShelfServer::new(crate::fixture::Library::default())).documents()?;
        let responses = &documents[0].document["paths"]["/api/v1/shelf/size"]["get"]["responses"];
        Ok(responses.as_object().into_iter().flatten().map(|(status, _)| status.as_str()).collect::<Vec<_>>().join(" "))
    };
    let plain = statuses(Server::new())?;
    assert!(plain.contains(" 400 ") && !plain.contains("429"), "{plain}");
    let counted = statuses(Server::new().rate_limit(Rate::new(60, Duration::from_secs(60))))?;
    assert!(counted.contains(" 429 "), "{counted}");
    Ok(())
}

#[test]
fn examples_reach_both_renditions() {
    let document = TodosSpec::openapi(2);
    let properties = &document["components"]["schemas"]["NewTodo"]["properties"];
    assert_eq!((&properties["title"]["examples"], &properties["tags"]["examples"]), (&json!(["Buy milk"]), &json!([["shop"]])));
    let older = openapi_3_0(&document);
    assert_eq!(older["components"]["schemas"]["Todo"]["properties"]["due"]["example"], json!(1_798_761_600));
}
