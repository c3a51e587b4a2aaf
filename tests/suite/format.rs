//! Problems in a format that is given from outside: what a service's routes refuse, what its document says of it, and that nothing else changes.

use crate::support::{Running, from_page};
use anyhow::{Context, Result};
use axum::Router;
use axum::extract::FromRequestParts;
use axum::http::header::WWW_AUTHENTICATE;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use reqwest::{Client, Method, Response};
use serde_json::{Value, json};
use std::sync::Arc;
use trifold::server::{Captures, Document, ProblemFormat, Refusal, Server};
use trifold::{ApiError, CallError, model, service};

#[model]
#[derive(Debug)]
struct Letter {
    #[garde(length(min = 1))]
    text: String,
}

#[derive(Debug, PartialEq, thiserror::Error, ApiError)]
enum PostError {
    #[error("box {number} is not yours")]
    #[status(403)]
    Foreign { number: u32 },
    #[error("box {number} is full")]
    #[status(409)]
    Full { number: u32 },
}

/// A post office whose partners laid down what an error looks like.
#[service(unversioned, path = "/post")]
trait Post {
    type Holder;

    #[put("/boxes/{number}")]
    async fn deliver(&self, #[context] holder: Self::Holder, number: u32, letter: Letter) -> Result<(), PostError>;

    #[get("/boxes/{number}")]
    async fn look(&self, number: u32) -> Result<String, PostError>;
}

/// Its neighbour, with problem documents.
#[service(unversioned, path = "/bank")]
trait Bank {
    #[get("/rate")]
    async fn rate(&self) -> u32;
}

/// Caller who may open the box in the path.
struct Holder;

impl FromRequestParts<Arc<Office>> for Holder {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<Office>) -> Result<Self, Refusal> {
        let number = parts.extensions.get::<Captures>().and_then(|captures| captures.get("number")?.parse().ok());
        match number {
            Some(13) => Err(Refusal::from(PostError::Foreign { number: 13 }).header(WWW_AUTHENTICATE, HeaderValue::from_static("Key"))),
            _ => Ok(Self),
        }
    }
}

struct Office;

impl Post for Office {
    type Holder = Holder;

    async fn deliver(&self, Holder: Holder, number: u32, letter: Letter) -> Result<(), PostError> {
        match letter.text.as_str() {
            "panic" => panic!("secret 4711"),
            _ => Err(PostError::Full { number }),
        }
    }

    async fn look(&self, number: u32) -> Result<String, PostError> {
        Ok(number.to_string())
    }
}

impl Bank for Office {
    async fn rate(&self) -> u32 {
        3
    }
}

/// What the partners want.
#[derive(serde::Serialize, schemars::JsonSchema)]
struct Fault {
    fault: String,
    places: Vec<String>,
    number: Option<u32>,
}

fn fault(document: &Document<'_>) -> Fault {
    let place = |error: &trifold::FieldError| error.pointer.clone().or_else(|| error.parameter.clone()).unwrap_or_default();
    let number = match document.own::<PostError>() {
        Some(PostError::Foreign { number } | PostError::Full { number }) => Some(number),
        None => None,
    };
    Fault { fault: document.problem.title.clone(), places: document.errors.iter().map(place).collect(), number }
}

fn router(format: ProblemFormat) -> Router {
    let office = Arc::new(Office);
    Server::new()
        .add_service(PostServer::from_arc(office.clone()))
        .add_service(BankServer::from_arc(office))
        .problems_of(PostSpec::SERVICE, format)
        .into_router()
}

fn format() -> ProblemFormat {
    ProblemFormat::json(fault).content_type("application/vnd.post.fault+json").with_status(400, 422)
}

async fn send(server: &Running, method: Method, path: &str, body: Option<&'static str>) -> Result<Response> {
    let mut request = Client::new().request(method, server.url(path));
    if let Some(body) = body {
        request = request.header("content-type", "application/json").body(body);
    }
    Ok(request.send().await?)
}

#[tokio::test]
async fn whatever_the_service_refuses_takes_its_format() -> Result<()> {
    let server = Running::start(router(format())).await?;
    let put = Method::PUT;
    let own = |fault: &str, number: u32| json!({ "fault": fault, "places": [], "number": number });
    let other = |fault: &str, places: &[&str]| json!({ "fault": fault, "places": places, "number": null });
    let table = [
        (put.clone(), "/api/post/boxes/7", Some(r#"{"text":"x"}"#), 409, own("Full", 7)),
        (put.clone(), "/api/post/boxes/13", Some("not even JSON"), 403, own("Foreign", 13)),
        (put.clone(), "/api/post/boxes/7", Some(r#"{"text":""}"#), 422, other("Invalid input", &["/text"])),
        (put.clone(), "/api/post/boxes/7", Some("{"), 422, other("Malformed input", &[""])),
        (put.clone(), "/api/post/boxes/7", None, 422, other("Malformed input", &[""])),
        (put.clone(), "/api/post/boxes/7", Some(r#"{"text":"panic"}"#), 500, other("Internal Server Error", &[])),
        (Method::GET, "/api/post/boxes/x", None, 422, other("Malformed input", &["number"])),
        (Method::DELETE, "/api/post/boxes/7", None, 405, other("Method Not Allowed", &[])),
        (Method::GET, "/api/post/nothing", None, 404, other("Not Found", &[])),
    ];
    for (method, path, body, status, expected) in table {
        let case = format!("{method} {path} {body:?}");
        let response = send(&server, method, path, body).await?;
        assert_eq!(response.status(), status, "{case}");
        assert_eq!(response.headers()["content-type"], "application/vnd.post.fault+json", "{case}");
        assert_eq!(response.json::<Value>().await?, expected, "{case}");
    }
    Ok(())
}

#[tokio::test]
async fn everything_else_stays_as_it_is() -> Result<()> {
    let server = Running::start(router(format())).await?;
    let found = send(&server, Method::GET, "/api/post/boxes/7", None).await?;
    assert_eq!((found.status(), found.json::<Value>().await?), (StatusCode::OK, json!("7")));
    let options = send(&server, Method::OPTIONS, "/api/post/boxes/7", None).await?;
    assert_eq!((options.status(), options.text().await?), (StatusCode::NO_CONTENT, String::new()));
    for path in ["/api/bank/nothing", "/api/nothing"] {
        let neighbour = send(&server, Method::GET, path, None).await?;
        assert_eq!(neighbour.headers().get("content-type").map(|kind| kind.as_bytes()), Some(&b"application/problem+json"[..]), "{path}");
    }
    let action = Client::new().post(server.url(PostSpec::DELIVER.action_path())).json(&json!([7, { "text": "x" }]));
    let action = from_page(action).send().await?;
    assert_eq!((action.status(), action.headers()["content-type"].as_bytes()), (StatusCode::CONFLICT, &b"application/problem+json"[..]));
    Ok(())
}

#[tokio::test]
async fn a_context_refuses_a_client_with_the_services_own_error() -> Result<()> {
    let office = Server::new().add_service(PostServer::new(Office)).into_router();
    let server = Running::start(office).await?;
    let post = PostRestClient::new(&server.base())?;
    let refused = post.deliver(13, Letter { text: "x".to_owned() }).await;
    assert_eq!(refused, Err(CallError::Api(PostError::Foreign { number: 13 })));
    Ok(())
}

#[tokio::test]
async fn a_refusal_has_headers_and_is_a_response_of_its_own() -> Result<()> {
    let server = Running::start(router(format())).await?;
    let response = send(&server, Method::PUT, "/api/post/boxes/13", None).await?;
    assert_eq!((response.status(), response.headers()["www-authenticate"].as_bytes()), (StatusCode::FORBIDDEN, &b"Key"[..]));
    let alone = axum::response::IntoResponse::into_response(Refusal::from(PostError::Full { number: 1 }));
    assert_eq!((alone.status(), alone.headers()["content-type"].as_bytes()), (StatusCode::CONFLICT, &b"application/problem+json"[..]));
    Ok(())
}

#[tokio::test]
async fn a_service_may_be_open_to_pages_of_any_origin() -> Result<()> {
    let office = Arc::new(Office);
    let services = || Server::new().add_service(PostServer::from_arc(office.clone()));
    for (router, routes) in [(services(), StatusCode::FORBIDDEN), (services().allow_any_origin(PostSpec::SERVICE), StatusCode::CONFLICT)] {
        let server = Running::start(router.into_router()).await?;
        let other =
            |request: reqwest::RequestBuilder| request.header("origin", "https://other.example").header("sec-fetch-site", "cross-site");
        let route = Client::new().put(server.url("/api/post/boxes/7")).json(&json!({ "text": "x" }));
        assert_eq!(other(route.try_clone().context("a body of bytes")?).send().await?.status(), routes);
        for (name, value) in [("origin", "https://second.example"), ("sec-fetch-site", "elsewhere")] {
            let malformed = other(route.try_clone().context("a body of bytes")?).header(name, value);
            assert_eq!(malformed.send().await?.status(), StatusCode::FORBIDDEN, "{name}: no browser sends that");
        }
        let action = Client::new().post(server.url(PostSpec::DELIVER.action_path())).json(&json!([7, { "text": "x" }]));
        assert_eq!(other(action).send().await?.status(), StatusCode::FORBIDDEN);
    }
    Ok(())
}

#[tokio::test]
async fn a_panic_of_the_function_leaves_the_problem_document() -> Result<()> {
    let format = ProblemFormat::json(|document| if document.problem.status == 404 { panic!("secret 4711") } else { fault(document) });
    let server = Running::start(router(format)).await?;
    let response = send(&server, Method::GET, "/api/post/nothing", None).await?;
    assert_eq!(
        (response.status(), response.headers()["content-type"].as_bytes()),
        (StatusCode::NOT_FOUND, &b"application/problem+json"[..])
    );
    assert!(!response.text().await?.contains("4711"));
    let other = send(&server, Method::DELETE, "/api/post/boxes/7", None).await?;
    assert_eq!(other.json::<Value>().await?["fault"], "Method Not Allowed");
    Ok(())
}

#[tokio::test]
async fn the_document_shows_the_format() -> Result<()> {
    let server = Running::start(router(format())).await?;
    let document: Value = send(&server, Method::GET, "/api/openapi.json", None).await?.json().await?;
    let responses = document["paths"]["/api/post/boxes/{number}"]["put"]["responses"].as_object().cloned().unwrap_or_default();
    let statuses: Vec<_> = responses.keys().map(String::as_str).collect();
    for status in ["204", "403", "409", "413", "415", "422", "500"] {
        assert!(statuses.contains(&status), "{status} in {statuses:?}");
    }
    assert!(!statuses.contains(&"400"), "what is shown as 422 is described as 422: {statuses:?}");
    let shared = |response: &Value| response["$ref"].as_str().and_then(|to| document.pointer(&to[1..])).unwrap_or(response).clone();
    for (status, response) in responses.iter().filter(|(status, _)| *status != "204") {
        let schema = &shared(response)["content"]["application/vnd.post.fault+json"]["schema"]["$ref"];
        assert_eq!(schema, "#/components/schemas/Fault", "{status}");
    }
    assert!(document["components"]["schemas"]["Fault"]["properties"]["places"].is_object());
    let rate = shared(&document["paths"]["/api/bank/rate"]["get"]["responses"]["500"])["content"].as_object().cloned().unwrap_or_default();
    assert_eq!(rate.keys().collect::<Vec<_>>(), ["application/problem+json"]);
    Ok(())
}

#[test]
fn a_format_for_nobody_is_refused() {
    let error = Server::new().problems_of(PostSpec::SERVICE, format()).try_into_router().map(drop).unwrap_err();
    assert_eq!(error.to_string(), "`problems_of` names `Post`, which is not on this server");
}
