//! The bookings example's page in one framework and in the other: the same trait, the same steps.

use super::enhanced::gives;
use super::{Browser, Script, bundle, find, screenshot};
use crate::support::{Running, Traffic};
use anyhow::Result;
use fantoccini::elements::Element;
use serde_json::json;
use trifold_bundle::Assets;

/// Holds what is sent from now on, until `release()`.
pub(super) const HOLD: &str = "const send = window.fetch;
    window.fetch = (...all) => new Promise(release => window.release = release).then(() => send(...all));";

const LISTED: &str = "return [...document.querySelectorAll('li')].map(booking => booking.textContent)";
const FAULT: &str = "return document.querySelector('#name[aria-invalid=true] + .fault')?.textContent.length > 0";
const PENDING: &str = "return document.querySelector('form[aria-busy=true] button')?.disabled";

async fn field(browser: &Browser) -> Result<Element> {
    find(&browser.page, "#name").await
}

async fn books(package: &str) -> Result<()> {
    let (traffic, assets) = (Traffic::default(), Assets::open(bundle(package)?)?);
    let server = Running::start(traffic.watch(bookings_server::site("Bookings", &assets).into_router())).await?;
    let browser = Browser::open(Script::On).await?;
    let page = &browser.page;
    page.goto(&server.url("/")).await?;
    // Nobody is known yet: the list was refused.
    find(page, "#main > button").await?.click().await?;
    let book = find(page, "form button").await?;
    book.click().await?;
    gives(page, FAULT, json!(true)).await?;
    page.execute(HOLD, vec![]).await?;
    field(&browser).await?.send_keys("Ann").await?;
    book.click().await?;
    gives(page, PENDING, json!(true)).await?;
    gives(page, LISTED, json!([])).await?;
    page.execute("window.release()", vec![]).await?;
    gives(page, LISTED, json!(["Ann: 2"])).await?;
    gives(page, "return document.querySelectorAll('[aria-invalid=true], [aria-busy=true]').length", json!(0)).await?;
    gives(page, "return document.querySelector('#name').value", json!("")).await?;
    screenshot(page, &format!("{package}.png")).await?;
    assert_eq!(traffic.count("POST", |_| true), 3, "the list, and two writes that bring it back: {traffic:?}");
    browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn in_dioxus() -> Result<()> {
    books("bookings-dioxus").await
}

#[tokio::test(flavor = "multi_thread")]
async fn in_yew() -> Result<()> {
    books("bookings-yew").await
}
