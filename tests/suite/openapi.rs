//! The OpenAPI document: what it says, and that it is the same bytes every time.

use crate::fixture::{ShelfServer, ShelfSpec, shelf};
use crate::support::Running;
use anyhow::Result;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::net::IpAddr;
use std::time::Duration;
use todos_api::TodosServer;
use trifold::server::{ApiDocument, Server};
use trifold::spec::Rate;
use trifold::{model, service};

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
    let of = |response: &Value| response["content"]["application/problem+json"]["schema"]["$ref"].clone();
    assert_eq!(find["404"]["$ref"], "#/components/responses/NotFoundShelfErrorMissing", "several operations answer so");
    assert_eq!(of(&document["components"]["responses"]["NotFoundShelfErrorMissing"]), "#/components/schemas/ShelfErrorMissing");
    let missing = &document["components"]["schemas"]["ShelfErrorMissing"].to_string();
    assert!(missing.contains("/problems/ShelfError/missing") && missing.contains("\"room\""), "{missing}");
    let broken = document["components"]["schemas"]["ShelfErrorBroken"].to_string();
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
fn examples_reach_both_renditions() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let app = todos_server::App::open(&folder.path().join("todos.db"))?;
    let ApiDocument { document, older, .. } = Server::new().add_service(TodosServer::new(app)).documents()?.remove(1);
    let properties = &document["components"]["schemas"]["NewTodo"]["properties"];
    assert_eq!((&properties["title"]["examples"], &properties["tags"]["examples"]), (&json!(["Buy milk"]), &json!([["shop"]])));
    assert_eq!(older["components"]["schemas"]["Todo"]["properties"]["due"]["example"], json!(1_798_761_600));
    Ok(())
}

/// A type of another crate, which describes itself, and holds one of ours.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
struct Theirs {
    draft: Draft,
}

#[model]
#[derive(Debug, Clone)]
struct Draft {
    /// # Heading
    /// The name of it.
    #[serde(rename(serialize = "name", deserialize = "title"), alias = "name")]
    title: String,
    #[serde(default = "seven")]
    number: u8,
    #[serde(default, skip_serializing)]
    #[schemars(with = "String")]
    change: Option<String>,
    #[serde(skip_deserializing)]
    id: u64,
    days: BTreeSet<IpAddr>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-note" = "rare"))]
    #[deprecated]
    note: Option<String>,
}

fn seven() -> u8 {
    7
}

/// It holds what differs, so it differs.
#[model]
#[derive(Debug, Clone)]
struct Folder {
    drafts: Vec<Draft>,
    theirs: Option<Theirs>,
}

#[model]
#[derive(Debug, Clone)]
struct Stamp {
    at: u64,
}

#[service]
trait Drafts {
    #[post("/drafts")]
    async fn file(&self, #[body] folder: Folder) -> Folder;

    #[post("/stamps")]
    async fn stamp(&self, #[body] stamp: Stamp) -> Stamp;
}

#[test]
fn requests_are_described_by_what_is_read_and_answers_by_what_is_written() {
    let document = DraftsSpec::openapi(1);
    let operation = |path: &str| &document["paths"][format!("/api/v1{path}")]["post"];
    let request = |path: &str| &operation(path)["requestBody"]["content"]["application/json"]["schema"]["$ref"];
    let answer = |path: &str| &operation(path)["responses"]["200"]["content"]["application/json"]["schema"]["$ref"];
    let to = |name: &str| json!(format!("#/components/schemas/{name}"));
    assert_eq!((request("/drafts"), answer("/drafts")), (&to("FolderInput"), &to("Folder")));
    assert_eq!((request("/stamps"), answer("/stamps")), (&to("Stamp"), &to("Stamp")), "one that is the same both ways is there once");

    let schemas = &document["components"]["schemas"];
    assert_eq!(schemas["Folder"]["properties"]["drafts"]["items"]["$ref"], to("Draft"));
    assert_eq!(schemas["FolderInput"]["properties"]["drafts"]["items"]["$ref"], to("DraftInput"));
    assert_eq!(schemas["TheirsInput"]["properties"]["draft"]["$ref"], to("DraftInput"), "also within a type that is not ours");
    assert_eq!(schemas["Theirs"]["properties"]["draft"]["$ref"], to("Draft"));

    let id = json!({ "type": "integer", "format": "uint64", "minimum": 0, "maximum": u64::MAX });
    let number = json!({ "type": "integer", "format": "uint8", "minimum": 0, "maximum": 255 });
    let title = json!({ "type": "string", "title": "Heading", "description": "The name of it." });
    let days = json!({ "type": "array", "items": { "type": "string", "anyOf": [{ "format": "ipv4" }, { "format": "ipv6" }] } });
    let note = json!({ "type": ["string", "null"], "x-note": "rare", "deprecated": true });
    let written = json!({ "name": title, "number": number, "id": id, "days": days, "note": note });
    assert_eq!(schemas["Draft"], json!({ "type": "object", "properties": written, "required": ["name", "number", "id", "days"] }));
    let mut number = number;
    number["default"] = 7.into();
    let change = json!({ "type": "string" });
    let read = json!({ "title": title, "number": number, "change": change, "days": days, "note": note });
    assert_eq!(schemas["DraftInput"], json!({ "type": "object", "properties": read, "required": ["title", "days"] }));
}

/// schemars' own documents, of a type that holds a model.
#[test]
fn a_model_describes_itself_within_other_types() -> Result<()> {
    let schema = serde_json::to_value(schemars::schema_for!(Theirs))?;
    assert_eq!(schema["properties"]["draft"]["$ref"], "#/$defs/Draft");
    assert!(schema["$defs"]["Draft"]["properties"].get("title").is_some(), "{schema}");
    Ok(())
}
