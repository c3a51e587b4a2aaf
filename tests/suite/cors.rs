//! Pages of other origins, as their browsers ask: routes answer those that are listed, actions none.

use crate::fixture::{Library, ShelfServer, ShelfSpec};
use crate::support::Running;
use anyhow::Result;
use reqwest::{Client, Method, Response};
use trifold::server::{Cors, Server};

const APP: &str = "https://app.example";
const EVIL: &str = "https://evil.example";

async fn start(cors: Cors) -> Result<Running> {
    let server = Server::new().add_service(ShelfServer::new(Library::default())).cors(cors);
    Running::start(server.into_router()).await
}

async fn call(server: &Running, method: Method, path: &str, headers: &[(&str, &str)]) -> Result<Response> {
    let call = Client::new().request(method, server.url(path));
    Ok(headers.iter().fold(call, |call, (name, value)| call.header(*name, *value)).send().await?)
}

fn header<'a>(response: &'a Response, name: &str) -> Option<&'a str> {
    response.headers().get(name).and_then(|value| value.to_str().ok())
}

#[tokio::test]
async fn a_preflight_is_answered_on_routes_alone() -> Result<()> {
    let server = start(Cors::origins([APP])?.credentials()).await?;
    let ask = |path: String, origin: &'static str| {
        let headers =
            [("origin", origin), ("access-control-request-method", "PUT"), ("access-control-request-headers", "content-type, if-match")];
        let server = &server;
        async move { call(server, Method::OPTIONS, &path, &headers).await }
    };
    let route = ask("/api/v1/shelf/books/7/place".to_owned(), APP).await?;
    assert_eq!(route.status(), 200);
    assert_eq!(header(&route, "access-control-allow-origin"), Some(APP));
    assert_eq!(header(&route, "access-control-allow-credentials"), Some("true"));
    assert_eq!(header(&route, "access-control-allow-headers"), Some("content-type, if-match"));
    assert!(header(&route, "access-control-allow-methods").is_some_and(|methods| methods.contains("PUT")));

    let other = ask("/api/v1/shelf/books/7/place".to_owned(), EVIL).await?;
    assert_eq!(header(&other, "access-control-allow-origin"), None);
    let action = ask(ShelfSpec::SHAKE.action_path().to_owned(), APP).await?;
    assert_eq!((action.status().as_u16(), header(&action, "access-control-allow-origin")), (405, None));
    let plain = call(&server, Method::OPTIONS, "/api/v1/shelf/books", &[("origin", APP)]).await?;
    assert_eq!((plain.status().as_u16(), header(&plain, "allow")), (204, Some("GET, HEAD, OPTIONS, POST")), "no preflight");
    assert_eq!(header(&plain, "access-control-allow-origin"), Some(APP), "and the page may read it");
    let plain = call(&server, Method::OPTIONS, "/api/v1/shelf/books", &[("origin", EVIL)]).await?;
    assert_eq!((plain.status().as_u16(), header(&plain, "access-control-allow-origin")), (204, None));
    Ok(())
}

#[tokio::test]
async fn a_listed_page_may_write_by_a_route_and_not_by_an_action() -> Result<()> {
    let server = start(Cors::origins([APP])?).await?;
    let post = |path: String, origin: &'static str, body: &'static str| {
        let call = Client::new().post(server.url(&path)).header("origin", origin).header("sec-fetch-site", "cross-site");
        call.header("content-type", "application/json").body(body).send()
    };
    let route = post("/api/v1/shelf/hook".to_owned(), APP, "\"ping\"").await?;
    assert_eq!((route.status().as_u16(), header(&route, "access-control-allow-origin")), (200, Some(APP)));
    assert!(header(&route, "access-control-expose-headers").is_some_and(|names| names.contains("etag") && names.contains("location")));
    assert!(header(&route, "vary").is_some_and(|vary| vary.contains("origin")));
    assert_eq!(header(&route, "access-control-allow-credentials"), None);
    assert_eq!(post("/api/v1/shelf/hook".to_owned(), EVIL, "\"ping\"").await?.status(), 403);
    let action = post(ShelfSpec::FIND.action_path().to_owned(), APP, "[\"east\",7]").await?;
    assert_eq!((action.status().as_u16(), header(&action, "access-control-allow-origin")), (403, None));
    Ok(())
}

#[tokio::test]
async fn what_is_said_last_of_other_origins_holds() -> Result<()> {
    for last in [Cors::origins([APP])?, Cors::any()] {
        let server = Server::new().add_service(ShelfServer::new(Library::default())).cors(Cors::origins([EVIL])?).cors(last);
        let server = Running::start(server.into_router()).await?;
        let headers = [("origin", EVIL), ("sec-fetch-site", "cross-site"), ("content-type", "application/json")];
        let call = Client::new().post(server.url("/api/v1/shelf/hook")).body("\"ping\"");
        let refused = headers.iter().fold(call, |call, (name, value)| call.header(*name, *value)).send().await?;
        assert_eq!(refused.status(), 403);
    }
    Ok(())
}

#[tokio::test]
async fn headers_that_are_named_are_all_that_may_be_sent() -> Result<()> {
    let server = start(Cors::any().headers([reqwest::header::AUTHORIZATION, reqwest::header::CONTENT_TYPE])).await?;
    for asked in ["authorization", "x-other"] {
        let headers = [("origin", EVIL), ("access-control-request-method", "POST"), ("access-control-request-headers", asked)];
        let preflight = call(&server, Method::OPTIONS, "/api/v1/shelf/hook", &headers).await?;
        assert_eq!(header(&preflight, "access-control-allow-headers"), Some("authorization,content-type"), "{asked}");
    }
    Ok(())
}

#[tokio::test]
async fn any_page_may_read_and_none_may_write() -> Result<()> {
    let server = start(Cors::any().credentials()).await?;
    let cross = [("origin", EVIL), ("sec-fetch-site", "cross-site")];
    let read = call(&server, Method::GET, "/api/v1/shelf/size", &cross).await?;
    assert_eq!((read.status().as_u16(), header(&read, "access-control-allow-origin")), (200, Some("*")));
    assert_eq!(header(&read, "access-control-allow-credentials"), None);
    assert_eq!(call(&server, Method::DELETE, "/api/v1/shelf/books/7", &cross).await?.status(), 403);
    for bad in ["*", "https://*.example", "app.example", "null"] {
        assert!(Cors::origins([bad]).is_err(), "{bad}");
    }
    Ok(())
}
