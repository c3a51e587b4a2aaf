//! The example's login, without scripts: back to where one was, with the name but never the password, and nothing that was written lost.

use super::{Front, add, find, screenshot, titles_are};
use anyhow::Result;
use fantoccini::key::Key;
use fantoccini::{Client, Locator};

pub(super) async fn sign_in(page: &Client, name: &str, password: &str) -> Result<()> {
    for (field, text) in [("who.name", name), ("who.password", password)] {
        let field = find(page, &format!("[name='{field}']")).await?;
        field.clear().await?;
        field.send_keys(text).await?;
    }
    Ok(find(page, ".login .save").await?.click().await?)
}

#[tokio::test(flavor = "multi_thread")]
async fn without_scripts_a_login_leads_back_and_gives_no_password_back() -> Result<()> {
    let (example, browser) = Front::Plain.open().await?;
    let page = &browser.page;
    page.goto(&example.server.url("/active")).await?;
    add(page, "Buy milk").await?;
    titles_are(page, &["Buy milk"]).await?;
    find(page, ".account a").await?.click().await?;
    find(page, ".login").await?;
    screenshot(page, "login.png").await?;
    let before = page.get_named_cookie("todos_session").await?;
    sign_in(page, "ann", "correct horse").await?;
    titles_are(page, &["Buy milk"]).await?;
    let session = page.get_named_cookie("todos_session").await?;
    assert_ne!(session.value(), before.value(), "whoever knew the session from before does not know the account's");
    assert_eq!(page.current_url().await?.path(), "/active", "back to where one was");
    assert_eq!(find(page, ".account span").await?.text().await?, "ann");
    find(page, ".account button").await?.click().await?;
    titles_are(page, &[]).await?;
    find(page, ".account a").await?.click().await?;
    sign_in(page, "Ann", "battery staple").await?;
    assert!(find(page, ".login .refused").await?.text().await?.contains("not the password of this name"));
    screenshot(page, "login-refused.png").await?;
    assert_eq!(find(page, "[name='who.name']").await?.prop("value").await?.as_deref(), Some("Ann"));
    assert_eq!(find(page, "[name='who.password']").await?.prop("value").await?.as_deref(), Some(""));
    assert!(!page.source().await?.contains("battery"));
    sign_in(page, "Ann", "correct horse").await?;
    titles_are(page, &["Buy milk"]).await?;
    assert_eq!(page.current_url().await?.path(), "/");
    browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn without_scripts_a_lost_session_loses_nothing_that_was_written() -> Result<()> {
    let (_example, browser) = Front::Plain.open().await?;
    let page = &browser.page;
    add(page, "Buy milk").await?;
    titles_are(page, &["Buy milk"]).await?;
    page.delete_all_cookies().await?;
    add(page, "Walk the dog").await?;
    let refused = find(page, ".refused").await?;
    assert!(refused.text().await?.contains("lost its session"));
    screenshot(page, "session-lost.png").await?;
    assert_eq!(find(page, ".refused a[href^='/login?next=']").await?.attr("target").await?.as_deref(), Some("_blank"));
    let field = find(page, ".new-todo").await?;
    assert_eq!(field.prop("value").await?.as_deref(), Some("Walk the dog"));
    field.send_keys(&char::from(Key::Enter).to_string()).await?;
    titles_are(page, &["Walk the dog"]).await?;
    // Where nothing was written the way leads to the login, and from there on without an account.
    page.delete_all_cookies().await?;
    find(page, ".todo-list .toggle").await?.click().await?;
    find(page, ".login").await?;
    let login = page.current_url().await?;
    assert_eq!((login.path(), login.query()), ("/login", Some("next=%2F")));
    page.find(Locator::LinkText("Go on without an account")).await?.click().await?;
    titles_are(page, &[]).await?;
    browser.close().await
}
