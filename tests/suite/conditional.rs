//! Conditions over a socket: tags and 304, writes that go ahead only if nothing changed, how long answers keep, where new things are.

use crate::support::Running;
use anyhow::Result;
use reqwest::{Client, Method, Response, StatusCode};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use trifold::server::{Precondition, Principal, Server};
use trifold::{ApiError, ETag, PreconditionFailed, model, service};

#[model]
#[derive(Debug, Clone, PartialEq)]
struct Note {
    id: String,
    text: String,
    version: u64,
}

#[model]
#[derive(Debug, Clone, PartialEq)]
struct NewNote {
    id: String,
    text: String,
}

#[derive(Debug, Clone, PartialEq, thiserror::Error, ApiError)]
enum NoteError {
    #[error("no such note")]
    #[status(404)]
    Missing,
    #[error("somebody else changed it")]
    #[status(412)]
    Changed,
}

impl From<PreconditionFailed> for NoteError {
    fn from(_: PreconditionFailed) -> Self {
        Self::Changed
    }
}

/// Notes with versions.
#[service(version = 2, path = "/books")]
trait Notes {
    type Who;

    /// Its tag is made of its bytes.
    #[get("/{book}/plain/{id}")]
    async fn plain(&self, book: u32, id: String) -> Result<Note, NoteError>;

    /// Its tag is its version.
    #[get("/{book}/notes/{id}")]
    #[cache(private, max_age = "1m", must_revalidate, stale_while_revalidate = "30s")]
    async fn find(&self, #[context] precondition: Precondition, book: u32, id: String) -> Result<Note, NoteError>;

    #[post("/{book}/notes", status = 201, location = find)]
    async fn create(&self, #[context] precondition: Precondition, book: u32, new: NewNote) -> Result<Note, NoteError>;

    #[put("/{book}/notes/{id}")]
    #[precondition]
    async fn change(&self, #[context] precondition: Precondition, book: u32, id: String, text: String) -> Result<Note, NoteError>;

    #[delete("/{book}/notes/{id}")]
    async fn remove(&self, #[context] precondition: Precondition, book: u32, id: String) -> Result<(), NoteError>;

    #[get("/news")]
    #[cache(public, max_age = "1h", shared_max_age = "1d", immutable)]
    async fn news(&self) -> String;

    #[get("/secret")]
    #[cache(no_store)]
    async fn secret(&self) -> String;

    #[get("/mine")]
    async fn mine(&self, #[context] who: Self::Who) -> String;
}

#[derive(Default)]
struct Desk(Mutex<BTreeMap<String, Note>>);

struct Anyone;

impl<S: Sync> axum::extract::FromRequestParts<S> for Anyone {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut axum::http::request::Parts, _: &S) -> Result<Self, Self::Rejection> {
        parts.extensions.insert(Principal("anyone".to_owned()));
        Ok(Self)
    }
}

impl Desk {
    fn notes(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, Note>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, id: &str) -> Result<Note, NoteError> {
        self.notes().get(id).cloned().ok_or(NoteError::Missing)
    }
}

impl Notes for Desk {
    type Who = Anyone;

    async fn plain(&self, _: u32, id: String) -> Result<Note, NoteError> {
        self.note(&id)
    }

    async fn find(&self, precondition: Precondition, _: u32, id: String) -> Result<Note, NoteError> {
        let note = self.note(&id)?;
        precondition.tag(ETag::strong(note.version));
        Ok(note)
    }

    async fn create(&self, precondition: Precondition, _: u32, new: NewNote) -> Result<Note, NoteError> {
        let NewNote { id, text } = new;
        match self.note(&id) {
            Ok(there) => precondition.check(&ETag::strong(there.version))?,
            Err(_) => precondition.check_absent()?,
        }
        let note = Note { id: id.clone(), text, version: 1 };
        self.notes().insert(id, note.clone());
        precondition.tag(ETag::strong(1));
        Ok(note)
    }

    async fn change(&self, precondition: Precondition, _: u32, id: String, text: String) -> Result<Note, NoteError> {
        let mut note = self.note(&id)?;
        precondition.check(&ETag::strong(note.version))?;
        note.text = text;
        note.version += 1;
        self.notes().insert(id, note.clone());
        precondition.tag(ETag::strong(note.version));
        Ok(note)
    }

    async fn remove(&self, precondition: Precondition, _: u32, id: String) -> Result<(), NoteError> {
        precondition.check(&ETag::strong(self.note(&id)?.version))?;
        self.notes().remove(&id);
        Ok(())
    }

    async fn news(&self) -> String {
        "today".to_owned()
    }

    async fn secret(&self) -> String {
        "hush".to_owned()
    }

    async fn mine(&self, _: Anyone) -> String {
        "me".to_owned()
    }
}

async fn start() -> Result<Running> {
    Running::start(Server::new().add_service(NotesServer::new(Desk::default())).into_router()).await
}

async fn call(server: &Running, method: Method, path: &str, headers: &[(&str, &str)], body: Option<Value>) -> Result<Response> {
    let call = Client::new().request(method, server.url(&format!("/api/v2/books{path}")));
    let call = headers.iter().fold(call, |call, (name, value)| call.header(*name, *value));
    Ok(body.iter().fold(call, |call, body| call.json(body)).send().await?)
}

fn header<'a>(response: &'a Response, name: &str) -> Option<&'a str> {
    response.headers().get(name).and_then(|value| value.to_str().ok())
}

async fn create(server: &Running, id: &str) -> Result<Response> {
    call(server, Method::POST, "/7/notes", &[], Some(json!({ "id": id, "text": "first" }))).await
}

#[tokio::test]
async fn what_is_created_is_where_location_says() -> Result<()> {
    let server = start().await?;
    let created = create(&server, "a/b c").await?;
    assert_eq!((created.status(), header(&created, "location")), (StatusCode::CREATED, Some("/api/v2/books/7/notes/a%2Fb%20c")));
    assert_eq!(header(&created, "etag"), Some("\"1\""));
    let found = reqwest::get(server.url(header(&created, "location").unwrap_or_default())).await?;
    assert_eq!(found.json::<Note>().await?.id, "a/b c");
    Ok(())
}

#[tokio::test]
async fn a_read_that_is_known_is_not_sent_again() -> Result<()> {
    let server = start().await?;
    create(&server, "n").await?;
    for (path, cache) in [("/7/plain/n", "no-cache"), ("/7/notes/n", "private, must-revalidate, max-age=60, stale-while-revalidate=30")] {
        let first = call(&server, Method::GET, path, &[], None).await?;
        let tag = header(&first, "etag").unwrap_or_default().to_owned();
        assert_eq!((first.status(), header(&first, "cache-control")), (StatusCode::OK, Some(cache)));
        for (method, condition, status) in [
            (Method::GET, tag.clone(), 304),
            (Method::HEAD, tag.clone(), 304),
            (Method::GET, format!("\"other\", W/{tag}"), 304),
            (Method::GET, "*".to_owned(), 304),
            (Method::GET, "\"other\"".to_owned(), 200),
        ] {
            let again = call(&server, method, path, &[("if-none-match", &condition)], None).await?;
            assert_eq!(again.status(), status, "{path} {condition}");
            assert_eq!((header(&again, "etag"), header(&again, "cache-control")), (Some(tag.as_str()), Some(cache)));
            if status == 304 {
                assert_eq!(header(&again, "content-type"), None);
                assert!(again.bytes().await?.is_empty());
            }
        }
        let other = call(&server, Method::GET, path, &[("if-match", "\"other\"")], None).await?;
        assert_eq!((other.status(), header(&other, "content-type")), (StatusCode::PRECONDITION_FAILED, Some("application/problem+json")));
    }
    Ok(())
}

#[tokio::test]
async fn a_write_goes_ahead_only_if_nothing_changed() -> Result<()> {
    let server = start().await?;
    let version = create(&server, "n").await?;
    assert_eq!((header(&version, "etag"), header(&version, "cache-control")), (Some("\"1\""), None), "of a write, caches are told nothing");
    let put = |condition: &'static [(&str, &str)]| call(&server, Method::PUT, "/7/notes/n", condition, Some(json!("second")));

    let unconditional = put(&[]).await?;
    assert_eq!(unconditional.status(), StatusCode::PRECONDITION_REQUIRED);
    assert_eq!(unconditional.json::<Value>().await?["status"], 428);

    let changed = put(&[("if-match", "\"1\"")]).await?;
    assert_eq!((changed.status(), header(&changed, "etag")), (StatusCode::OK, Some("\"2\"")));

    let late = put(&[("if-match", "\"1\"")]).await?;
    assert_eq!(late.status(), StatusCode::PRECONDITION_FAILED);
    assert_eq!(late.json::<Value>().await?["code"], "changed");

    let again = call(&server, Method::POST, "/7/notes", &[("if-none-match", "*")], Some(json!({ "id": "n", "text": "x" }))).await?;
    assert_eq!(again.status(), StatusCode::PRECONDITION_FAILED, "it is there");
    let removed = |condition: &'static [(&str, &str)]| call(&server, Method::DELETE, "/7/notes/n", condition, None);
    assert_eq!(removed(&[("if-match", "\"1\"")]).await?.status(), StatusCode::PRECONDITION_FAILED);
    assert_eq!(removed(&[]).await?.status(), StatusCode::NO_CONTENT, "nothing demands a condition here");
    Ok(())
}

#[tokio::test]
async fn answers_say_how_long_they_keep() -> Result<()> {
    let server = start().await?;
    let table = [
        ("/news", "public, immutable, max-age=3600, s-maxage=86400", None, true),
        ("/secret", "no-store", None, false),
        ("/mine", "private, no-cache", Some("authorization, cookie"), true),
    ];
    for (path, cache, vary, tagged) in table {
        let response = call(&server, Method::GET, path, &[], None).await?;
        assert_eq!((header(&response, "cache-control"), header(&response, "vary")), (Some(cache), vary), "{path}");
        assert_eq!(header(&response, "etag").is_some(), tagged, "{path}");
    }
    let action = Client::new().post(server.url(NotesSpec::NEWS.action_path())).header("sec-fetch-site", "same-origin");
    let answer = action.header("content-type", "application/json").body("[]").send().await?;
    assert_eq!((answer.status().as_u16(), header(&answer, "cache-control"), header(&answer, "etag")), (200, Some("no-store"), None));
    Ok(())
}

#[tokio::test]
async fn head_says_what_get_would() -> Result<()> {
    let server = start().await?;
    let (get, head) = (call(&server, Method::GET, "/news", &[], None).await?, call(&server, Method::HEAD, "/news", &[], None).await?);
    for name in ["etag", "cache-control", "content-type", "content-length"] {
        assert_eq!(header(&get, name), header(&head, name), "{name}");
    }
    assert_eq!(header(&head, "content-length"), Some("7"));
    assert!(head.bytes().await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn a_caller_that_takes_no_json_is_told() -> Result<()> {
    let server = start().await?;
    create(&server, "n").await?;
    for (accept, status) in [("text/html", 406), ("application/json;q=0, */*", 406), ("text/html, */*;q=0.1", 200), ("application/*", 200)]
    {
        let response = call(&server, Method::GET, "/news", &[("accept", accept)], None).await?;
        assert_eq!(response.status(), status, "{accept}");
        let expected = if status == 406 { "application/problem+json" } else { "application/json" };
        assert_eq!(header(&response, "content-type"), Some(expected));
    }
    let removed = call(&server, Method::DELETE, "/7/notes/n", &[("accept", "text/html")], None).await?;
    assert_eq!(removed.status(), StatusCode::NO_CONTENT, "nothing is answered, so nothing is refused");
    let options = call(&server, Method::OPTIONS, "/news", &[], None).await?;
    assert_eq!(
        (options.status().as_u16(), header(&options, "allow"), header(&options, "content-type")),
        (204, Some("GET, HEAD, OPTIONS"), None)
    );
    Ok(())
}

#[test]
fn the_document_says_all_that() {
    let document = NotesSpec::openapi(2);
    let operation = |path: &str, verb: &str| document["paths"][format!("/api/v2/books{path}")][verb].clone();
    let statuses =
        |operation: &Value| operation["responses"].as_object().map(|all| all.keys().cloned().collect::<Vec<_>>()).unwrap_or_default();

    let find = operation("/{book}/notes/{id}", "get");
    assert!(["304", "406", "412"].iter().all(|status| statuses(&find).contains(&status.to_string())), "{:?}", statuses(&find));
    assert_eq!(find["responses"]["200"]["headers"]["ETag"]["schema"]["type"], "string");
    let created = &operation("/{book}/notes", "post")["responses"]["201"]["headers"];
    assert!(created.get("Location").is_some() && created.get("ETag").is_none(), "{created}");
    let change = operation("/{book}/notes/{id}", "put");
    assert!(statuses(&change).contains(&"428".to_owned()));
    assert!(change["parameters"].as_array().is_some_and(|all| all.iter().any(|one| one["name"] == "If-Match" && one["in"] == "header")));
    assert!(!statuses(&operation("/secret", "get")).contains(&"304".to_owned()));
    assert!(!statuses(&operation("/{book}/notes/{id}", "delete")).contains(&"406".to_owned()), "204 has no type");
}
