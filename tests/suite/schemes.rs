//! What a trait says of its callers (`#[security(..)]`) is what its document says, and what the gate holds.

use crate::support::{Running, from_page};
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use serde_json::{Value, json};
use std::sync::Arc;
use trifold::contract;
use trifold::server::Server;
use trifold::service;

#[service(version = 1)]
trait Ledger {
    #[security(cookie = "session", description = "Set at sign-in.")]
    #[security(bearer = "JWT")]
    type User;
    #[security(header = "x-signature")]
    type Bank;
    type Clock;

    #[get("/open")]
    async fn open(&self, #[context] clock: Self::Clock) -> u64;

    #[get("/mine")]
    async fn mine(&self, #[context] user: Self::User) -> u64;

    #[get("/perhaps")]
    async fn perhaps(&self, #[context] user: Option<Self::User>) -> u64;

    #[post("/book")]
    async fn book(&self, #[context] bank: Self::Bank, #[context] user: Self::User, sum: u64) -> u64;

    /// A context of a concrete type says it itself.
    #[get("/audit")]
    async fn audit(
        &self,
        #[context]
        #[security(basic)]
        auditor: Anybody,
    ) -> u64;
}

/// A second service that knows the same callers in other words, and a scheme that is named alike.
#[service(version = 1)]
trait Notes {
    #[security(cookie = "session", description = "From the page.")]
    #[security(query = "session")]
    type User;

    #[get("/notes")]
    async fn notes(&self, #[context] user: Self::User) -> u64;
}

struct Books;

#[derive(Debug)]
struct Anybody;

impl<S: Sync> FromRequestParts<S> for Anybody {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StatusCode> {
        parts.headers.get("cookie").map(|_| Self).ok_or(StatusCode::UNAUTHORIZED)
    }
}

impl<S: Sync> axum::extract::OptionalFromRequestParts<S> for Anybody {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, StatusCode> {
        Ok(parts.headers.get("cookie").map(|_| Self))
    }
}

impl Ledger for Books {
    type User = Anybody;
    type Bank = Anybody;
    type Clock = Anybody;

    async fn open(&self, _: Anybody) -> u64 {
        0
    }

    async fn mine(&self, _: Anybody) -> u64 {
        1
    }

    async fn perhaps(&self, _: Option<Anybody>) -> u64 {
        2
    }

    async fn book(&self, _: Anybody, _: Anybody, sum: u64) -> u64 {
        sum
    }

    async fn audit(&self, _: Anybody) -> u64 {
        3
    }
}

impl Notes for Books {
    type User = Anybody;

    async fn notes(&self, _: Anybody) -> u64 {
        4
    }
}

fn security<'a>(document: &'a Value, path: &str) -> &'a Value {
    let item = &document["paths"][format!("/api/v1{path}")];
    let operation = item.get("get").or_else(|| item.get("post")).unwrap_or(&Value::Null);
    operation.get("security").unwrap_or(&Value::Null)
}

#[test]
fn an_operation_says_who_may_call() -> anyhow::Result<()> {
    let published = Server::new().add_service(LedgerServer::new(Books)).documents()?.remove(0);
    for document in [published.document, published.older] {
        assert_eq!(security(&document, "/open"), &Value::Null, "a context that says nothing asks for nothing");
        assert_eq!(security(&document, "/mine"), &json!([{ "cookie-session": [] }, { "bearer-JWT": [] }]));
        assert_eq!(security(&document, "/perhaps"), &json!([{ "cookie-session": [] }, { "bearer-JWT": [] }, {}]));
        let both = json!([{ "cookie-session": [], "header-x-signature": [] }, { "bearer-JWT": [], "header-x-signature": [] }]);
        assert_eq!(security(&document, "/book"), &both);
        assert_eq!(security(&document, "/audit"), &json!([{ "basic": [] }]));
        let schemes = json!({
            "basic": { "type": "http", "scheme": "basic" },
            "bearer-JWT": { "type": "http", "scheme": "bearer", "bearerFormat": "JWT" },
            "cookie-session": { "type": "apiKey", "in": "cookie", "name": "session", "description": "Set at sign-in." },
            "header-x-signature": { "type": "apiKey", "in": "header", "name": "x-signature" },
        });
        assert_eq!(document["components"]["securitySchemes"], schemes);
    }
    Ok(())
}

#[test]
fn whom_it_turns_away_is_among_the_answers() {
    let document = LedgerSpec::openapi(1);
    let has = |path: &str, status: &str| document["paths"][format!("/api/v1{path}")]["get"]["responses"].get(status).is_some();
    for path in ["/mine", "/perhaps", "/audit"] {
        assert!(has(path, "401") && has(path, "403"), "{path}");
    }
    assert!(!has("/open", "401") && !has("/open", "403"));
    let ledger = LedgerSpec::MINE.security;
    assert_eq!((ledger.len(), ledger[0].schemes.len(), ledger[0].is_optional), (1, 2, false));
}

/// RFC 9110, section 11.6.1: a 401 says what to answer with. A browser would show a dialogue of its own to the caller of an action.
#[tokio::test]
async fn a_route_challenges_whom_its_context_does_not_know() -> anyhow::Result<()> {
    let server = Running::start(Server::new().add_service(LedgerServer::new(Books)).into_router()).await?;
    let challenge = |response: reqwest::Response| {
        let value = response.headers().get("www-authenticate").and_then(|value| value.to_str().ok().map(str::to_owned));
        (response.status().as_u16(), value)
    };
    let mine = challenge(reqwest::get(server.url("/api/v1/mine")).await?);
    assert_eq!(mine, (401, Some("Bearer".to_owned())), "a cookie has no challenge");
    assert_eq!(challenge(reqwest::get(server.url("/api/v1/audit")).await?), (401, Some("Basic realm=\"Ledger\"".to_owned())));
    assert_eq!(challenge(reqwest::get(server.url("/api/v1/open")).await?), (401, None), "its context declares nothing");
    let action = from_page(reqwest::Client::new().post(server.url(LedgerSpec::AUDIT.action_path())));
    assert_eq!(challenge(action.header("content-type", "application/json").body("[]").send().await?), (401, None));
    Ok(())
}

#[test]
fn services_share_a_scheme_and_never_a_name() -> anyhow::Result<()> {
    let books = Arc::new(Books);
    let server = Server::new().add_service(LedgerServer::from_arc(books.clone())).add_service(NotesServer::from_arc(books));
    let document = server.documents()?.remove(0).document;
    let schemes = &document["components"]["securitySchemes"];
    assert_eq!(schemes["cookie-session"]["description"], "Set at sign-in.\n\nFrom the page.");
    assert_eq!(schemes["query-session"]["in"], "query");
    assert_eq!(security(&document, "/notes"), &json!([{ "cookie-session": [] }, { "query-session": [] }]));
    Ok(())
}

/// The same API, whose callers were asked for nothing.
mod before {
    #[trifold::service(version = 1)]
    pub(crate) trait Notes {
        #[get("/notes")]
        async fn notes(&self) -> u64;
    }

    impl Notes for super::Books {
        async fn notes(&self) -> u64 {
            4
        }
    }
}

#[test]
fn the_gate_tells_who_is_shut_out() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let asking = Server::new().add_service(NotesServer::new(Books));
    contract::check(folder.path()).of(&Server::new().add_service(before::NotesServer::new(Books)));
    let said = contract::check(folder.path()).try_of(&asking).expect_err("strangers are turned away").to_string();
    assert!(said.contains("GET /api/v1/notes: is no longer open to everyone; such a caller gets 401 or 403"), "{said}");
    Ok(())
}
