//! The page that shows an API: a person finds their way into it, tries an operation, and reads the answer.

use super::PATIENCE;
use super::driver::{Browser, Script};
use crate::support::Running;
use anyhow::{Context, Result};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use fantoccini::Client;
use fantoccini::elements::{Element, ElementRef};
use std::time::Duration;
use trifold::server::Server;
use trifold::{model, service};

#[model]
#[derive(Debug)]
#[serde(rename_all = "lowercase")]
enum Colour {
    /// As the sky.
    Blue,
    /// As grass.
    Green,
}

#[model]
#[derive(Debug)]
struct Paint {
    colour: Option<Colour>,
    layers: Option<u8>,
    size: (u8, Option<Colour>),
}

#[service]
trait Paints {
    #[security(bearer)]
    type Painter;

    /// Mixes a colour.
    #[get("/mix")]
    async fn mix(&self, #[context] painter: Self::Painter, colour: Option<Colour>, shade: Colour, drops: Option<u8>) -> String;

    /// Puts paint on the shelf.
    #[put("/shelf")]
    async fn shelve(&self, #[context] painter: Self::Painter, paint: Paint) -> Paint;
}

struct Shop;

struct Painter;

impl<S: Sync> FromRequestParts<S> for Painter {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StatusCode> {
        let is_known = parts.headers.get(header::AUTHORIZATION).is_some_and(|value| value == "Bearer brush");
        if is_known { Ok(Self) } else { Err(StatusCode::UNAUTHORIZED) }
    }
}

impl Paints for Shop {
    type Painter = Painter;

    async fn mix(&self, _: Painter, colour: Option<Colour>, shade: Colour, drops: Option<u8>) -> String {
        format!("mixed {colour:?} {shade:?} {drops:?}")
    }

    async fn shelve(&self, _: Painter, paint: Paint) -> Paint {
        paint
    }
}

/// RapiDoc keeps what it shows in shadow trees; this finds `inner` in the one of the first `outer`, or in the page's own.
const FIND: &str = "const shown = document.querySelector('rapi-doc')?.shadowRoot;
    const [outer, inner] = arguments;
    const tree = outer ? shown?.querySelector(outer)?.shadowRoot : shown;
    return tree?.querySelector(inner) ?? null";

/// All that is to be read on the page.
const TEXT: &str = "const text = node => [...node.childNodes].map(child => child.nodeType === Node.TEXT_NODE ? child.data
        : ['STYLE', 'SCRIPT'].includes(child.tagName) ? '' : text(child.shadowRoot ?? child)).join(' ');
    return text(document.body).replace(/\\s+/g, ' ')";

const OPERATION: &str = "[id='get-/api/v1/mix'] api-request";

async fn find(page: &Client, outer: &str, inner: &str) -> Result<Element> {
    for _ in 0..PATIENCE.as_millis() / 50 {
        let found = page.execute(FIND, vec![outer.into(), inner.into()]).await?;
        if let Some(id) = found.as_object().and_then(|found| found.values().next()).and_then(|id| id.as_str()) {
            return Ok(Element::from_element_id(page.clone(), ElementRef::from(id.to_owned())));
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    anyhow::bail!("nothing in `{outer}` is `{inner}`")
}

/// Clicks in the middle of the window, where nothing that floats above the page is in the way.
async fn click(page: &Client, outer: &str, inner: &str) -> Result<()> {
    let element = find(page, outer, inner).await?;
    page.execute("arguments[0].scrollIntoView({ block: 'center' })", vec![serde_json::to_value(&element)?]).await?;
    Ok(element.click().await?)
}

async fn text(page: &Client) -> Result<String> {
    Ok(page.execute(TEXT, vec![]).await?.as_str().context("text")?.to_owned())
}

async fn shows(page: &Client, expected: &str) -> Result<()> {
    let mut seen = String::new();
    for _ in 0..PATIENCE.as_millis() / 50 {
        seen = text(page).await?;
        if seen.contains(expected) {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    anyhow::bail!("`{expected}` is not in {seen}")
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operation_is_tried_by_hand() -> Result<()> {
    let server = Running::start(Server::new().add_service(PaintsServer::new(Shop)).into_router()).await?;
    let browser = Browser::open(Script::On).await?;
    let page = &browser.page;
    page.set_window_size(1200, 1000).await?;
    page.goto(&server.url("/api/v1/docs")).await?;
    find(page, OPERATION, "[data-pname=shade]").await?.send_keys("green").await?;
    click(page, OPERATION, "[part~=btn-try]").await?;
    shows(page, "401").await?;

    find(page, "", "#security-scheme-bearer input").await?.send_keys("brush").await?;
    click(page, "", "#security-scheme-bearer button").await?;
    click(page, OPERATION, "[part~=btn-try]").await?;
    shows(page, "mixed None Green None").await?;

    find(page, OPERATION, "[data-pname=colour]").await?.send_keys("blue").await?;
    click(page, OPERATION, "[part~=btn-try]").await?;
    shows(page, "mixed Some(Blue) Green None").await?;
    super::screenshot(page, "docs.png").await?;
    browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_type_is_shown() -> Result<()> {
    let server = Running::start(Server::new().add_service(PaintsServer::new(Shop)).into_router()).await?;
    let browser = Browser::open(Script::On).await?;
    let page = &browser.page;
    page.set_window_size(1200, 1000).await?;
    page.goto(&server.url("/api/v1/docs")).await?;
    find(page, "[id='put-/api/v1/shelf'] api-request", "[part~=btn-try]").await?;
    shows(page, "Allowed: blue ┃ green").await?;
    let text = text(page).await?;
    assert!(!text.contains("missing-type-info") && text.contains("layers"), "{text}");
    browser.close().await
}
