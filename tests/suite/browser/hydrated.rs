//! The bookings example's page in Leptos: rendered on the server, hydrated in the browser, and of use without scripts.

use super::enhanced::gives;
use super::frameworks::HOLD;
use super::{Browser, Script, bundle, find, screenshot};
use crate::support::{Running, Traffic};
use anyhow::Result;
use serde_json::json;
use trifold_bundle::Assets;

const LISTED: &str = "return [...document.querySelectorAll('li')].map(booking => booking.textContent)";
const NAME: &str = "[name='new.name']";
const FAULT: &str = "return document.querySelector(\"[name='new.name'][aria-invalid=true] + .fault\")?.textContent.trim().length > 0";
const PENDING: &str = "return document.querySelector('form[aria-busy=true] button')?.disabled";

struct Open {
    browser: Browser,
    traffic: Traffic,
    _server: Running,
}

impl Open {
    /// Opens the page, and enters.
    async fn new(script: Script) -> Result<Self> {
        let traffic = Traffic::default();
        let site = bookings_leptos::site(Assets::open(bundle("bookings-leptos")?)?);
        let server = Running::start(traffic.watch(site.into_router())).await?;
        let browser = Browser::open(script).await?;
        browser.page.goto(&server.url("/")).await?;
        find(&browser.page, "form button").await?.click().await?;
        find(&browser.page, NAME).await?;
        Ok(Self { browser, traffic, _server: server })
    }

    async fn book(&self, name: &str) -> Result<()> {
        let field = find(&self.browser.page, NAME).await?;
        field.clear().await?;
        field.send_keys(name).await?;
        Ok(find(&self.browser.page, "form button").await?.click().await?)
    }

    async fn lists(&self, expected: &[&str]) -> Result<()> {
        gives(&self.browser.page, LISTED, json!(expected)).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_goes_on_with_what_the_server_has_rendered() -> Result<()> {
    let open = Open::new(Script::On).await?;
    let page = &open.browser.page;
    find(page, "form[novalidate]").await?;
    open.book(&"x".repeat(41)).await?;
    gives(page, FAULT, json!(true)).await?;
    page.execute(HOLD, vec![]).await?;
    open.book("Ann").await?;
    gives(page, PENDING, json!(true)).await?;
    page.execute("window.release()", vec![]).await?;
    open.lists(&["Ann: 2"]).await?;
    gives(page, "return document.querySelectorAll('[aria-invalid=true], [aria-busy=true]').length", json!(0)).await?;

    // Loaded once more, it has its list, and asks for nothing.
    let before = open.traffic.count("POST", |_| true);
    page.refresh().await?;
    page.execute("window.same = true", vec![]).await?;
    find(page, "form[novalidate]").await?;
    open.lists(&["Ann: 2"]).await?;
    open.book("Bob").await?;
    open.lists(&["Ann: 2", "Bob: 2"]).await?;
    gives(page, "return window.same", json!(true)).await?;
    assert_eq!(open.traffic.count("POST", |_| true), before + 1, "the booking alone: {:?}", open.traffic);
    screenshot(page, "bookings-leptos.png").await?;

    // Who is no guest any more is shown the way in.
    page.delete_all_cookies().await?;
    open.book("Cleo").await?;
    gives(page, "return document.querySelector('form button').textContent", json!("Enter")).await?;
    find(page, "form button").await?.click().await?;
    find(page, NAME).await?;
    open.lists(&[]).await?;
    open.browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn its_forms_work_without_scripts() -> Result<()> {
    let open = Open::new(Script::Off).await?;
    let page = &open.browser.page;
    open.book(&"x".repeat(41)).await?;
    gives(page, FAULT, json!(true)).await?;
    assert_eq!(find(page, NAME).await?.prop("value").await?.map(|typed| typed.len()), Some(41), "what was typed is still there");
    open.book("Ann").await?;
    open.lists(&["Ann: 2"]).await?;
    for number in 2..=6 {
        open.book(&format!("Guest {number}")).await?;
        gives(page, "return document.querySelectorAll('li').length", json!(number.min(5))).await?;
    }
    gives(page, "return document.querySelector('[role=alert]').textContent", json!("you have 5 bookings already")).await?;
    open.browser.close().await
}
