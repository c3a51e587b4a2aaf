//! Forms that are sent twice: what they ask for is done once.

use super::forms::without_limits;
use super::{Example, Front, add, find, titles_are};
use anyhow::{Context, Result};
use fantoccini::actions::{InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use fantoccini::elements::Element;
use fantoccini::{Client, Locator};

/// The one-time keys of all forms of the page.
async fn keys(page: &Client) -> Result<Vec<String>> {
    let mut keys = Vec::new();
    for field in page.find_all(Locator::Css("form[method=post] input[name=_key]")).await? {
        keys.push(field.prop("value").await?.context("a key")?);
    }
    assert_eq!(keys.len(), page.find_all(Locator::Css("form[method=post]")).await?.len(), "each form has one");
    Ok(keys)
}

/// Has the form open its answers in windows of their own, so that it can be sent again as it is.
async fn stays(page: &Client, call: &str) -> Result<()> {
    Ok(page.execute(&format!("document.querySelector('form[data-call={call}]').target = '_blank'"), vec![]).await.map(drop)?)
}

async fn double_click(page: &Client, element: &Element) -> Result<()> {
    let (x, y, width, height) = element.rectangle().await?;
    let at = PointerAction::MoveTo { duration: None, x: x + width / 2.0, y: y + height / 2.0 };
    let (down, up) = (PointerAction::Down { button: MOUSE_BUTTON_LEFT }, PointerAction::Up { button: MOUSE_BUTTON_LEFT });
    let mouse = MouseActions::new("mouse".to_owned()).then(at).then(down.clone()).then(up.clone()).then(down).then(up);
    Ok(page.perform_actions(mouse).await?)
}

/// Waits until so many forms have been sent, and shows the page anew.
async fn sent(example: &Example, page: &Client, number: usize) -> Result<()> {
    for _ in 0..300 {
        if example.actions_and_pages().0 >= number {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(example.actions_and_pages().0, number, "{:?}", example.traffic);
    Ok(page.goto(&example.server.url("/")).await?)
}

pub(super) async fn a_double_click_adds_one_todo(front: Front) -> Result<()> {
    let (example, browser) = front.open().await?;
    let page = &browser.page;
    find(page, ".new-todo").await?.send_keys("Buy milk").await?;
    double_click(page, &find(page, ".add").await?).await?;
    titles_are(page, &["Buy milk"]).await?;
    // Whatever came of the second click has been answered by now.
    let (actions, _) = example.actions_and_pages();
    page.refresh().await?;
    titles_are(page, &["Buy milk"]).await?;
    assert_eq!(example.actions_and_pages().0, actions, "a reload sends no form again");
    browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn without_scripts_a_form_that_is_sent_again_adds_one_todo() -> Result<()> {
    let (example, browser) = Front::Plain.open().await?;
    let page = &browser.page;
    let first = keys(page).await?;
    stays(page, "create").await?;
    find(page, ".new-todo").await?.send_keys("Buy milk").await?;
    for _ in 0..2 {
        find(page, ".add").await?.click().await?;
    }
    sent(&example, page, 2).await?;
    titles_are(page, &["Buy milk"]).await?;
    // A fresh page has fresh keys, each form its own: the same again is another todo.
    let mut all: Vec<_> = [first, keys(page).await?].concat();
    let number = all.len();
    all.sort();
    all.dedup();
    assert!(number > 5 && all.len() == number, "{all:?}");
    add(page, "Buy milk").await?;
    titles_are(page, &["Buy milk", "Buy milk"]).await?;
    browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn without_scripts_a_corrected_form_is_done_once_too() -> Result<()> {
    let (example, browser) = Front::Plain.open().await?;
    let page = &browser.page;
    without_limits(page).await?;
    add(page, &"x".repeat(201)).await?;
    find(page, ".refused").await?;
    keys(page).await?;
    stays(page, "create").await?;
    let field = find(page, ".new-todo").await?;
    field.clear().await?;
    field.send_keys("Buy milk").await?;
    for _ in 0..2 {
        find(page, ".add").await?.click().await?;
    }
    sent(&example, page, 3).await?;
    titles_are(page, &["Buy milk"]).await?;
    browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn without_scripts_another_text_under_a_used_key_is_asked_about_and_kept() -> Result<()> {
    let (example, browser) = Front::Plain.open().await?;
    let page = &browser.page;
    stays(page, "create").await?;
    let field = find(page, ".new-todo").await?;
    field.send_keys("Buy milk").await?;
    find(page, ".add").await?.click().await?;
    page.execute("document.querySelector('form[data-call=create]').target = ''", vec![]).await?;
    field.clear().await?;
    field.send_keys("Buy oat milk").await?;
    find(page, ".add").await?.click().await?;
    assert!(find(page, ".refused").await?.text().await?.contains("sent already, with another content"));
    assert_eq!(find(page, ".new-todo").await?.prop("value").await?.as_deref(), Some("Buy oat milk"));
    find(page, ".add").await?.click().await?;
    titles_are(page, &["Buy milk", "Buy oat milk"]).await?;
    assert_eq!(example.actions_and_pages().0, 3, "{:?}", example.traffic);
    browser.close().await
}
