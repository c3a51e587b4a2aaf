//! One implementation, three versions: what a client of each sends and gets.

use crate::support::Running;
use anyhow::Result;
use reqwest::Method;
use serde_json::{Value, json};
use trifold::server::Server;
use trifold::{CallError, model};

/// The API as it is: version 3.
mod now {
    use trifold::{ApiError, model, service};

    #[model]
    #[derive(Debug, Clone, PartialEq)]
    pub(crate) struct Note {
        pub(crate) id: u64,
        pub(crate) title: String,
        pub(crate) labels: Vec<String>,
    }

    #[model]
    #[derive(Debug, Clone, PartialEq)]
    pub(crate) struct NewNote {
        pub(crate) title: String,
        pub(crate) labels: Vec<String>,
    }

    #[derive(Debug, Clone, PartialEq, thiserror::Error, ApiError)]
    pub(crate) enum NoteError {
        #[error("no note {id}")]
        #[status(404)]
        Missing { id: u64 },
    }

    /// Notes, in three versions.
    #[service(versions = 1..=3)]
    pub(crate) trait Notes {
        /// Finds a note.
        #[get("/notes/{id}", until = 1, returns = super::v1::Note)]
        #[get("/notes/{id}", since = 2)]
        async fn find(&self, id: u64) -> Result<Note, NoteError>;

        /// Adds a note.
        #[post("/notes/new", until = 1, accepts = super::v1::NewNote, returns = super::v1::Note)]
        #[put("/notes", since = 2, until = 2)]
        #[post("/notes", since = 3, status = 201)]
        async fn add(&self, new: NewNote) -> Result<Note, NoteError>;

        /// Lists notes.
        #[get("/notes", until = 1, returns = Vec<super::v1::Note>)]
        #[get("/notes", since = 2)]
        async fn list(&self) -> Vec<Note>;

        /// Shows the one that was read last.
        #[get("/last", until = 1, returns = super::v1::Note)]
        #[get("/{shelf}/last", since = 2)]
        async fn last(&self, shelf: String) -> Note;

        /// Gone since version 2.
        #[get("/count", until = 1)]
        async fn count(&self) -> u64;
    }
}

/// What version 1 knew.
mod v1 {
    use super::{model, now};
    use trifold::service;

    #[model]
    #[derive(Debug, Clone, PartialEq)]
    pub(crate) struct Note {
        pub(crate) id: u64,
        pub(crate) text: String,
    }

    #[model]
    #[derive(Debug, Clone, PartialEq)]
    pub(crate) struct NewNote {
        pub(crate) text: String,
    }

    impl From<now::Note> for Note {
        fn from(note: now::Note) -> Self {
            Self { id: note.id, text: note.title }
        }
    }

    impl From<NewNote> for now::NewNote {
        fn from(new: NewNote) -> Self {
            Self { title: new.text, labels: Vec::new() }
        }
    }

    /// The trait as it was when there was no other version: what a client of then was built from.
    #[service(version = 1)]
    pub(crate) trait Notes {
        #[get("/notes/{id}")]
        async fn find(&self, id: u64) -> Result<Note, now::NoteError>;

        #[post("/notes/new")]
        async fn add(&self, new: NewNote) -> Result<Note, now::NoteError>;

        #[get("/notes")]
        async fn list(&self) -> Vec<Note>;
    }
}

use now::{NewNote, Note, NoteError, Notes, NotesRestClient, NotesServer, NotesSpec};

struct Desk;

impl Notes for Desk {
    async fn find(&self, id: u64) -> Result<Note, NoteError> {
        if id == 7 { Ok(note()) } else { Err(NoteError::Missing { id }) }
    }

    async fn add(&self, new: NewNote) -> Result<Note, NoteError> {
        Ok(Note { id: 8, title: new.title, labels: new.labels })
    }

    async fn list(&self) -> Vec<Note> {
        vec![note()]
    }

    async fn last(&self, shelf: String) -> Note {
        Note { labels: vec![shelf], ..note() }
    }

    async fn count(&self) -> u64 {
        1
    }
}

fn note() -> Note {
    Note { id: 7, title: "Milk".to_owned(), labels: vec!["shop".to_owned()] }
}

async fn desk() -> Result<Running> {
    Running::start(Server::new().add_service(NotesServer::new(Desk)).into_router()).await
}

async fn ask(server: &Running, verb: Method, path: &str, body: Option<Value>) -> Result<(u16, Value)> {
    let request = reqwest::Client::new().request(verb, server.url(path));
    let response = body.into_iter().fold(request, |request, body| request.json(&body)).send().await?;
    let status = response.status().as_u16();
    Ok((status, response.json().await.unwrap_or_default()))
}

#[tokio::test]
async fn each_version_has_its_own_routes_and_types() -> Result<()> {
    let server = desk().await?;
    let (old, new) = (json!({ "id": 7, "text": "Milk" }), json!({ "id": 7, "title": "Milk", "labels": ["shop"] }));
    let get = |path: &'static str| ask(&server, Method::GET, path, None);
    assert_eq!(get("/api/v1/notes/7").await?, (200, old.clone()));
    assert_eq!(get("/api/v2/notes/7").await?, (200, new.clone()));
    assert_eq!(get("/api/v3/notes/7").await?, (200, new.clone()));
    assert_eq!(get("/api/v1/notes").await?, (200, json!([old])));
    assert_eq!(get("/api/v3/notes").await?, (200, json!([new])));
    assert_eq!(get("/api/v1/last?shelf=east").await?, (200, old));
    assert_eq!(get("/api/v1/count").await?, (200, json!(1)));
    assert_eq!(get("/api/v2/count").await?.0, 404);
    assert_eq!(get("/api/v4/notes").await?.0, 404);
    Ok(())
}

#[tokio::test]
async fn a_body_of_an_older_version_becomes_the_methods_own() -> Result<()> {
    let server = desk().await?;
    let new = || Some(json!({ "title": "Tea", "labels": [] }));
    let added = json!({ "id": 8, "title": "Tea", "labels": [] });
    let old = ask(&server, Method::POST, "/api/v1/notes/new", Some(json!({ "text": "Tea" }))).await?;
    assert_eq!(old, (200, json!({ "id": 8, "text": "Tea" })));
    assert_eq!(ask(&server, Method::PUT, "/api/v2/notes", new()).await?, (200, added.clone()));
    assert_eq!(ask(&server, Method::POST, "/api/v3/notes", new()).await?, (201, added));
    assert_eq!(ask(&server, Method::POST, "/api/v1/notes/new", new()).await?.0, 422, "version 1 knows no title");
    assert_eq!(ask(&server, Method::POST, "/api/v2/notes", new()).await?.0, 405);
    Ok(())
}

/// It sends the fingerprint that it was built with, and the server's route of version 1 still has that one.
#[tokio::test]
async fn a_client_built_at_version_1_keeps_working() -> Result<()> {
    let server = desk().await?;
    let old = v1::NotesRestClient::new(&server.base())?;
    assert_eq!(old.find(7).await?, v1::Note { id: 7, text: "Milk".to_owned() });
    assert_eq!(old.find(9).await, Err(CallError::Api(NoteError::Missing { id: 9 })));
    assert_eq!(old.add(v1::NewNote { text: "Tea".to_owned() }).await?.text, "Tea");
    assert_eq!(old.list().await?.len(), 1);
    assert_eq!(v1::NotesSpec::FIND.strict, NotesSpec::FIND.older[0].strict);
    Ok(())
}

#[tokio::test]
async fn the_typed_client_calls_the_newest_version() -> Result<()> {
    let server = desk().await?;
    let client = NotesRestClient::new(&server.base())?;
    assert_eq!(client.find(7).await?, note());
    assert_eq!(client.add(NewNote { title: "Tea".to_owned(), labels: vec![] }).await?.id, 8);
    assert_eq!(NotesSpec::ADD.path().as_deref(), Some("/api/v3/notes"));
    assert_eq!(NotesSpec::ADD.path_in(Some(1)).as_deref(), Some("/api/v1/notes/new"));
    assert_eq!(client.count().await?, 1, "the newest version that has it is the first");
    Ok(())
}

#[test]
fn each_version_has_its_own_document() {
    let operation = |version: u32, path: &str, verb: &str| NotesSpec::openapi(version)["paths"][path][verb].clone();
    let schema = |version: u32| NotesSpec::openapi(version)["components"]["schemas"]["Note"]["properties"].clone();
    assert_eq!(operation(1, "/api/v1/notes/new", "post")["operationId"], operation(3, "/api/v3/notes", "post")["operationId"]);
    assert!(operation(2, "/api/v2/notes", "post").is_null() && operation(2, "/api/v2/count", "get").is_null());
    assert!(schema(1).get("text").is_some() && schema(1).get("title").is_none());
    assert!(schema(2).get("title").is_some() && schema(2).get("text").is_none());
}

#[test]
fn the_surface_names_each_version() {
    let manifest = Server::new().add_service(NotesServer::new(Desk)).manifest().to_string();
    let lines: Vec<_> = manifest.lines().filter(|line| line.starts_with("Notes.add") && line.contains(" rest ")).collect();
    let paths = ["POST /api/v1/notes/new", "PUT /api/v2/notes", "POST /api/v3/notes"];
    assert!(lines.len() == 3 && lines.iter().zip(paths).all(|(line, path)| line.contains(path)), "{manifest}");
}
