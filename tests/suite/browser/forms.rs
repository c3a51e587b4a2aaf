//! Forms as people use them: refused and answered with what was typed, by keyboard alone, and as a screen reader is told of them.

use super::{Front, add, find, screenshot, titles_are};
use anyhow::{Context, Result};
use fantoccini::Client;
use fantoccini::elements::Element;
use fantoccini::key::Key;
use fantoccini::wd::WebDriverCompatibleCommand;
use serde_json::json;

/// What the browser tells assistive technology of an element: `computedrole`, `computedlabel` (WebDriver, sections 12.4.9 and 12.4.10).
#[derive(Debug)]
struct Computed {
    element: String,
    what: &'static str,
}

impl WebDriverCompatibleCommand for Computed {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/element/{}/{}", session.unwrap_or_default(), self.element, self.what))
    }

    fn method_and_body(&self, _: &url::Url) -> (axum::http::Method, Option<String>) {
        (axum::http::Method::GET, None)
    }
}

async fn computed(page: &Client, element: &Element, what: &'static str) -> Result<String> {
    let told = page.issue_cmd(Computed { element: element.element_id().to_string(), what }).await?;
    Ok(told.as_str().with_context(|| format!("no {what}"))?.to_owned())
}

/// Role and name, as a screen reader says them.
async fn said(page: &Client, selector: &str) -> Result<(String, String)> {
    let element = find(page, selector).await?;
    Ok((computed(page, &element, "computedrole").await?, computed(page, &element, "computedlabel").await?))
}

/// The text of the element that describes this one.
async fn description(page: &Client, selector: &str) -> Result<String> {
    let id = find(page, selector).await?.attr("aria-describedby").await?.context("nothing describes it")?;
    Ok(find(page, &format!("[id='{id}']")).await?.text().await?)
}

/// Takes away the browser's own limits, which a person could not type past.
pub(super) async fn without_limits(page: &Client) -> Result<()> {
    const TAKE: &str = "for (const field of document.querySelectorAll('input')) for (const name of ['maxlength', 'required', 'pattern']) field.removeAttribute(name)";
    Ok(page.execute(TAKE, vec![]).await.map(drop)?)
}

async fn focused(page: &Client, selector: &str) -> Result<bool> {
    Ok(page.execute("return document.activeElement.matches(arguments[0])", vec![json!(selector)]).await? == json!(true))
}

#[tokio::test(flavor = "multi_thread")]
async fn without_scripts_a_refused_form_keeps_what_was_typed() -> Result<()> {
    let (example, browser) = Front::Plain.open().await?;
    let page = &browser.page;
    page.goto(&example.server.url("/active")).await?;
    add(page, "Buy milk").await?;
    titles_are(page, &["Buy milk"]).await?;
    without_limits(page).await?;
    let long = "x".repeat(201);
    add(page, &long).await?;
    find(page, ".refused").await?;
    screenshot(page, "refused-without-scripts.png").await?;
    titles_are(page, &["Buy milk"]).await?;
    assert_eq!(find(page, ".new-todo").await?.prop("value").await?.as_deref(), Some(long.as_str()));
    // What a screen reader says: the summary first, since it has the focus; then, at the field, what is wrong with it.
    assert!(focused(page, ".refused").await?);
    assert_eq!(said(page, ".refused").await?, ("alert".to_owned(), "That was not done".to_owned()));
    assert_eq!(said(page, ".new-todo").await?, ("textbox".to_owned(), "What needs to be done?".to_owned()));
    assert_eq!(find(page, ".new-todo").await?.attr("aria-invalid").await?.as_deref(), Some("true"));
    assert!(description(page, ".new-todo").await?.contains("at most 200 characters; this one has 201"));
    // The summary leads to the field, and the way goes on from the page that the form was on.
    find(page, ".refused a").await?.click().await?;
    assert!(focused(page, "body").await? || focused(page, ".new-todo").await?);
    add(page, "Walk the dog").await?;
    titles_are(page, &["Buy milk", "Walk the dog"]).await?;
    assert_eq!(page.current_url().await?.path(), "/active", "303 back to the page of the first form");
    assert_eq!(example.actions_and_pages().0, 3, "{:?}", example.traffic);
    browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn without_scripts_a_refused_title_stays_in_its_edit_field() -> Result<()> {
    let (_example, browser) = Front::Plain.open().await?;
    let page = &browser.page;
    add(page, "Buy milk").await?;
    titles_are(page, &["Buy milk"]).await?;
    find(page, ".edit-link").await?;
    page.execute("document.querySelector('.edit-link').click()", vec![]).await?;
    let field = find(page, ".edit").await?;
    without_limits(page).await?;
    field.clear().await?;
    field.send_keys(&"y".repeat(201)).await?;
    find(page, ".save").await?.click().await?;
    find(page, ".refused").await?;
    assert_eq!(find(page, ".edit").await?.prop("value").await?, Some("y".repeat(201)));
    assert!(description(page, ".edit").await?.contains("this one has 201"));
    assert_eq!(find(page, ".new-todo").await?.attr("aria-invalid").await?, None, "the other form is as it was");
    let field = find(page, ".edit").await?;
    field.clear().await?;
    field.send_keys("Buy oat milk").await?;
    find(page, ".save").await?.click().await?;
    titles_are(page, &["Buy oat milk"]).await?;
    browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn without_scripts_a_stale_page_says_so_and_goes_on() -> Result<()> {
    let (_example, browser) = Front::Plain.open().await?;
    let page = &browser.page;
    const AGE: &str = "document.querySelector('form[data-call=create]').action = '?/AAECAwQFBgcICQoLDA0ODw'";
    page.execute(AGE, vec![]).await?;
    add(page, "Buy milk").await?;
    assert!(find(page, ".refused").await?.text().await?.contains("out of date"));
    // What was typed is there, so Enter is all that it takes.
    find(page, ".new-todo").await?.send_keys(&char::from(Key::Enter).to_string()).await?;
    titles_are(page, &["Buy milk"]).await?;
    // Of the edit field too, which is one of many forms.
    find(page, ".edit-link").await?;
    page.execute("document.querySelector('.edit-link').click()", vec![]).await?;
    let field = find(page, ".edit").await?;
    field.clear().await?;
    field.send_keys("Buy oat milk").await?;
    page.execute(&AGE.replace("create", "edit"), vec![]).await?;
    find(page, ".save").await?.click().await?;
    find(page, ".refused").await?;
    assert_eq!(find(page, ".edit").await?.prop("value").await?.as_deref(), Some("Buy oat milk"));
    find(page, ".save").await?.click().await?;
    titles_are(page, &["Buy oat milk"]).await?;
    browser.close().await
}

/// Presses Tab, and says where the focus is now and whether it can be seen.
async fn tab(page: &Client) -> Result<(String, bool)> {
    const LOOK: &str = "const at = document.activeElement;
        const outlined = e => e && getComputedStyle(e).outlineStyle !== 'none' && parseFloat(getComputedStyle(e).outlineWidth) > 0;
        return [at.className || at.textContent.trim(), outlined(at) || outlined(at.nextElementSibling)]";
    page.active_element().await?.send_keys(&char::from(Key::Tab).to_string()).await?;
    Ok(serde_json::from_value(page.execute(LOOK, vec![]).await?)?)
}

/// Goes on by Tab to an element; each stop on the way must be visible.
async fn tab_to(page: &Client, class: &str) -> Result<Vec<String>> {
    let mut stops = Vec::new();
    for _ in 0..20 {
        let (stop, is_seen) = tab(page).await?;
        anyhow::ensure!(is_seen, "the focus cannot be seen at `{stop}`");
        stops.push(stop);
        if stops.last().is_some_and(|stop| stop == class) {
            return Ok(stops);
        }
    }
    anyhow::bail!("no `{class}` after {stops:?}")
}

async fn press(page: &Client, key: char) -> Result<()> {
    Ok(page.active_element().await?.send_keys(&key.to_string()).await?)
}

pub(super) async fn everything_can_be_done_by_keyboard(front: Front) -> Result<()> {
    let (_example, browser) = front.open().await?;
    let page = &browser.page;
    assert!(focused(page, ".new-todo").await?, "one can type at once");
    page.active_element().await?.send_keys("Buy milk").await?;
    press(page, char::from(Key::Enter)).await?;
    titles_are(page, &["Buy milk"]).await?;
    assert!(focused(page, ".new-todo").await?, "and type on");
    assert_eq!(tab_to(page, "toggle").await?, ["toggle-all", "toggle"]);
    press(page, ' ').await?;
    titles_are(page, &["✓ Buy milk"]).await?;
    if front == Front::Plain {
        tab_to(page, "toggle").await?;
    }
    assert_eq!(tab_to(page, "destroy").await?, ["edit-link", "choose", "destroy"]);
    assert_eq!(tab_to(page, "clear-completed").await?, ["selected", "Active", "Completed", "clear-completed"]);
    press(page, char::from(Key::Enter)).await?;
    titles_are(page, &[]).await?;
    assert!(focused(page, ".new-todo").await?, "where nothing is left, one can type");
    browser.close().await
}

pub(super) async fn a_screen_reader_knows_each_control(front: Front) -> Result<()> {
    let (_example, browser) = front.open().await?;
    let page = &browser.page;
    add(page, "Buy milk").await?;
    titles_are(page, &["Buy milk"]).await?;
    let of = |role: &str, name: &str| (role.to_owned(), name.to_owned());
    assert_eq!(said(page, ".new-todo").await?, of("textbox", "What needs to be done?"));
    assert_eq!(said(page, ".todo-list .toggle").await?, of("checkbox", "Toggle Todo"));
    assert_eq!(said(page, ".todo-list .destroy").await?, of("button", "Delete"));
    assert_eq!(said(page, ".todo-list .edit-link").await?, of("link", "Edit"));
    for control in [".todo-list .toggle", ".todo-list .destroy", ".todo-list .edit-link"] {
        assert_eq!(description(page, control).await?, "Buy milk", "which todo it is about");
    }
    assert_eq!(find(page, ".filters .selected").await?.attr("aria-current").await?.as_deref(), Some("page"));
    browser.close().await
}
