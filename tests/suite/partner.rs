//! Partners of the todo example. One whose script was written for version 1 keeps working, and is told until when. One in Rust has a client
//! that progenitor generated from the document.

use crate::progenitor;
use crate::support::Running;
use anyhow::{Result, bail};
use futures_util::TryStreamExt;
use reqwest::header::{AUTHORIZATION, HeaderMap};
use reqwest::{Client, Method, Response};
use serde_json::{Value, json};
use std::num::NonZeroU32;
use std::sync::Arc;
use todos_api::{TodosServer, TodosSpec};
use todos_partner::Error;
use todos_partner::types::error::ConversionError;
use todos_partner::types::{Filter, NewTodo, Rename, Todo, TodoErrorNotFound};
use todos_server::{App, Config, site_around};
use trifold::server::Server;

/// A script with a token, and the server that it calls.
struct Partner {
    server: Running,
    token: String,
    _folder: tempfile::TempDir,
}

impl Partner {
    async fn start() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let config = Config { database: folder.path().join("todos.db"), assets: None, https: false };
        let app = Arc::new(App::open(&config.database)?);
        let token = app.visitor()?.token;
        Ok(Self { server: Running::start(site_around(app, &config).into_router()).await?, token, _folder: folder })
    }

    /// What sends the token with each request.
    fn client(&self) -> Result<Client> {
        let token = HeaderMap::from_iter([(AUTHORIZATION, format!("Bearer {}", self.token).parse()?)]);
        Ok(Client::builder().default_headers(token).build()?)
    }

    async fn send(&self, verb: Method, path: &str, body: Option<Value>) -> Result<Response> {
        let request = Client::new().request(verb, self.server.url(path)).bearer_auth(&self.token);
        Ok(body.iter().fold(request, |request, body| request.json(body)).send().await?)
    }

    async fn ask(&self, verb: Method, path: &str, body: Option<Value>) -> Result<(u16, Value)> {
        let response = self.send(verb, path, body).await?;
        Ok((response.status().as_u16(), response.json().await.unwrap_or_default()))
    }
}

#[tokio::test]
async fn a_script_of_version_1_keeps_working() -> Result<()> {
    let partner = Partner::start().await?;
    let milk = |title: &str| json!({ "id": 1, "title": title, "done": false, "tags": ["shop"], "due": null, "has_image": false });
    let new = json!({ "title": "Milk", "tags": ["shop"] });
    assert_eq!(partner.ask(Method::POST, "/api/v1/todos", Some(new)).await?, (201, milk("Milk")));
    assert_eq!(partner.ask(Method::PATCH, "/api/v1/todos/1", Some(json!({ "title": "Tea" }))).await?, (200, milk("Tea")));
    assert_eq!(partner.ask(Method::GET, "/api/v1/todos/1", None).await?, (200, milk("Tea")));
    assert_eq!(partner.ask(Method::GET, "/api/v1/todos?filter=active", None).await?, (200, json!([milk("Tea")])));
    let now = json!({ "id": 1, "title": "Tea", "completed": false, "tags": ["shop"], "due": null, "has_image": false });
    assert_eq!(partner.ask(Method::GET, "/api/v2/todos/1", None).await?, (200, now));
    assert_eq!(partner.ask(Method::DELETE, "/api/v1/todos/1", None).await?.0, 204);
    assert_eq!(partner.ask(Method::GET, "/api/v2/todos/1", None).await?.0, 404);
    Ok(())
}

#[tokio::test]
async fn each_answer_of_version_1_says_when_it_goes() -> Result<()> {
    let partner = Partner::start().await?;
    let old = partner.send(Method::GET, "/api/v1/todos", None).await?;
    assert!(old.status().is_success());
    assert_eq!(old.headers()["deprecation"], "@1793491200");
    assert_eq!(old.headers()["sunset"], "Tue, 31 Dec 2030 00:00:00 GMT");
    let new = partner.send(Method::GET, "/api/v2/todos", None).await?;
    assert!(new.status().is_success() && !new.headers().contains_key("deprecation") && !new.headers().contains_key("sunset"));
    Ok(())
}

#[tokio::test]
async fn each_version_is_described_as_it_is() -> Result<()> {
    let partner = Partner::start().await?;
    for (version, field, other) in [(1, "done", "completed"), (2, "completed", "done")] {
        let (status, served) = partner.ask(Method::GET, &format!("/api/v{version}/openapi.json"), None).await?;
        let mut said = TodosSpec::openapi(version);
        said["info"] = json!({
            "title": "Todos",
            "version": version.to_string(),
            "description": "A list of what is to be done, by script and by page.",
            "contact": { "name": "Trifold", "url": "https://github.com/trifold-rs/trifold" },
            "license": { "name": "MIT OR Apache-2.0", "url": "https://github.com/trifold-rs/trifold#license" },
        });
        assert_eq!((status, &served), (200, &said));
        let fields = &served["components"]["schemas"]["Todo"]["properties"];
        assert!(fields.get(field).is_some() && fields.get(other).is_none(), "version {version}: {fields}");
        let operations = served["paths"].as_object().into_iter().flat_map(|paths| paths.values()).filter_map(Value::as_object);
        let old: Vec<_> = operations.flat_map(|path| path.values()).map(|operation| operation["deprecated"] == true).collect();
        assert_eq!(old, vec![version == 1; TodosSpec::METHODS.iter().filter(|method| method.path_in(Some(version)).is_some()).count()]);
    }
    Ok(())
}

/// After a change that is meant: `TRIFOLD_BLESS=1 cargo test -p trifold-tests --test suite partner`, and read the diff.
#[test]
fn the_client_is_generated_from_what_is_served() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let app = App::open(&folder.path().join("todos.db"))?;
    let documents = Server::new().add_service(TodosServer::new(app)).documents()?;
    let newest = documents.into_iter().find(|published| published.version == Some(2)).map(|published| published.older);
    let mut document = newest.unwrap_or_default();
    assert_eq!(progenitor::hold("openapi.json", &mut document)?, ["Todos_changes"]);
    Ok(())
}

#[tokio::test]
async fn a_generated_client_does_what_the_document_says() -> Result<()> {
    let partner = Partner::start().await?;
    let client = todos_partner::Client::new_with_client(&partner.server.url(""), partner.client()?);
    let new = |title: &str| Ok::<_, ConversionError>(NewTodo { title: title.parse()?, tags: vec!["shop".parse()?], due: Some(0) });
    let milk = client.todos_create(None, &new("Milk")?).await?;
    assert_eq!((milk.status().as_u16(), milk.title.as_str(), milk.completed, milk.due), (201, "Milk", false, Some(0)));
    let tea = client.todos_rename(client.todos_create(None, &new("Coffee")?).await?.id, &Rename { title: "Tea".parse()? }).await?;
    assert_eq!(ids(&client.todos_list(None, Some(Filter::Active), None).await?), [milk.id, tea.id]);
    assert_eq!(ids(&client.todos_list(Some(milk.id), None, NonZeroU32::new(1)).await?), [tea.id]);

    let gif: &[u8] = b"GIF89a";
    assert!(client.todos_attach(tea.id, gif).await?.has_image);
    let image: Vec<_> = client.todos_image(tea.id).await?.into_inner_stream().try_collect().await?;
    assert_eq!(image.concat(), gif);

    client.todos_delete(milk.id).await?;
    assert!(new("").is_err(), "the type knows the rule");
    let Err(Error::ErrorResponse(refused)) = client.todos_find(milk.id).await else { bail!("a todo that is gone is found") };
    assert_eq!(refused.status(), 404);
    let problem: Vec<_> = refused.into_inner_stream().try_collect().await?;
    let problem: TodoErrorNotFound = serde_json::from_slice(&problem.concat())?;
    assert_eq!((problem.id, problem.code.to_string().as_str()), (milk.id, "not_found"));
    Ok(())
}

fn ids(todos: &[Todo]) -> Vec<u64> {
    todos.iter().map(|todo| todo.id).collect()
}
