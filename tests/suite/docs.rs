//! The page that shows the OpenAPI document: complete without another host, and gone where it is switched off.

use crate::fixture::{Library, ShelfServer, shelf};
use crate::support::Running;
use anyhow::{Context, Result};
use reqwest::{Client, StatusCode, header};
use trifold::server::Server;

#[tokio::test]
async fn the_page_has_all_it_needs_here() -> Result<()> {
    let server = Running::start(shelf().1).await?;
    let page = reqwest::get(server.url("/api/v1/docs")).await?;
    assert_eq!((page.status(), &page.headers()[header::CONTENT_TYPE]), (StatusCode::OK, &"text/html; charset=utf-8".parse()?));
    let policy = page.headers()[header::CONTENT_SECURITY_POLICY].to_str()?.to_owned();
    assert!(policy.starts_with("default-src 'none'; script-src 'self';") && !policy.contains("http"), "{policy}");
    let text = page.text().await?;
    assert!(!text.contains("//"), "it names another host: {text}");
    let source = text.split("src=\"").nth(1).and_then(|rest| rest.split('"').next()).context("the page has a script")?;
    let script = reqwest::get(server.url(&format!("/api/v1/{source}"))).await?;
    assert_eq!((script.status(), &script.headers()[header::CONTENT_TYPE]), (StatusCode::OK, &"text/javascript; charset=utf-8".parse()?));
    assert_eq!(script.headers()[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
    assert!(script.headers()[header::CACHE_CONTROL].to_str()?.contains("immutable"));
    assert!(text.contains("spec-url=\"openapi.json\""));
    Ok(())
}

#[tokio::test]
async fn who_has_it_is_not_sent_it_again() -> Result<()> {
    let server = Running::start(shelf().1).await?;
    for path in ["docs", "openapi.json", "openapi-3.0.json"] {
        let url = server.url(&format!("/api/v1/{path}"));
        let tag = reqwest::get(&url).await?.headers()[header::ETAG].clone();
        let again = Client::new().get(&url).header(header::IF_NONE_MATCH, tag).send().await?;
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED, "{path}");
        let other = Client::new().get(&url).header(header::IF_NONE_MATCH, "\"other\"").send().await?;
        assert_eq!(other.status(), StatusCode::OK, "{path}");
    }
    Ok(())
}

#[tokio::test]
async fn it_can_be_switched_off() -> Result<()> {
    let router = Server::new().add_service(ShelfServer::new(Library::default())).without_docs().into_router();
    let server = Running::start(router).await?;
    assert_eq!(reqwest::get(server.url("/api/v1/docs")).await?.status(), StatusCode::NOT_FOUND);
    assert_eq!(reqwest::get(server.url("/api/v1/openapi.json")).await?.status(), StatusCode::OK);
    Ok(())
}
