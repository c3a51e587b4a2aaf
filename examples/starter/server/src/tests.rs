//! In process, without a socket: the API as scripts and pages call it, and the page as a browser without scripts sees it.

use crate::{App, server};
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use notes_api::{Login, NewNote, NoteError, NotesClient, NotesRestClient, SessionsRestClient, SessionsSpec};
use std::sync::Arc;
use tower::ServiceExt;
use trifold::CallError;
use trifold::server::{InProcess, Server};

fn site() -> Server {
    server(Arc::new(App::open(":memory:").unwrap()), None)
}

fn ann(password: &str) -> Login {
    Login { name: "Ann".to_owned(), password: password.to_owned() }
}

#[tokio::test]
async fn a_script_keeps_notes_by_its_token() {
    let transport = InProcess::new(site().into_router());
    let token = SessionsRestClient::with_transport(transport.clone()).token(ann("correct horse")).await.unwrap();
    let notes = NotesRestClient::with_transport(transport.bearer_token(token));
    let note = notes.add(NewNote { text: "Milk".to_owned() }).await.unwrap();
    assert_eq!(notes.list().await.unwrap(), [note.clone()]);
    notes.remove(note.id).await.unwrap();
    assert_eq!(notes.remove(note.id).await, Err(CallError::Api(NoteError::NotFound { id: note.id })));
}

#[tokio::test]
async fn nobody_gets_in_with_another_password() {
    let transport = InProcess::new(site().into_router());
    let sessions = SessionsRestClient::with_transport(transport.clone());
    sessions.token(ann("correct horse")).await.unwrap();
    assert_eq!(sessions.token(ann("a wild guess")).await, Err(CallError::Api(NoteError::WrongPassword)));
    assert!(matches!(NotesClient::new(transport).list().await, Err(CallError::Denied(_))));
}

#[tokio::test]
async fn the_page_says_what_is_wrong_without_a_script() {
    let id = SessionsSpec::LOGIN.action_path().trim_start_matches("/_action/");
    let form = Request::post(format!("/?/{id}")).header("host", "localhost").header("sec-fetch-site", "same-origin");
    let form = form.header("accept", "text/html").header("content-type", "application/x-www-form-urlencoded");
    let answer = site().into_service().oneshot(form.body(Body::from("login.name=Ann&login.password=short")).unwrap()).await.unwrap();
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = String::from_utf8(to_bytes(answer.into_body(), 1 << 20).await.unwrap().into()).unwrap();
    assert!(page.contains(r#"value="Ann""#) && !page.contains("short"), "{page}");
}

#[test]
fn a_file_of_another_schema_is_refused_at_the_start() {
    let file = "file:old?mode=memory&cache=shared";
    let old = rusqlite::Connection::open(file).unwrap();
    old.pragma_update(None, "user_version", 7).unwrap();
    assert!(App::open(file).is_err_and(|error| error.to_string().contains("another SCHEMA")));
}

/// Another row here is another method that somebody may call.
#[test]
fn the_manifest_is_known() {
    let site = site();
    assert_eq!(site.manifest().rows().len(), 10, "{}", site.manifest());
}

/// The first run writes `contracts/`; from then on a change that breaks a caller fails with a sentence.
#[test]
fn the_contract_holds() {
    trifold::contract::check(concat!(env!("CARGO_MANIFEST_DIR"), "/contracts")).of(&site());
}
