//! An article's life, comments, favourites and follows.

use super::example::Conduit;
use anyhow::Result;
use fantoccini::key::Key;
use serde_json::json;

/// Keeps back what is sent from now on, until `window.go()`.
const HOLD: &str = "
    const send = window.fetch;
    const held = new Promise(go => window.go = go);
    window.fetch = async (url, init) => { await held; return send(url, init); };";

#[tokio::test(flavor = "multi_thread")]
async fn an_article_is_published_changed_and_deleted() -> Result<()> {
    let conduit = Conduit::open().await?;
    let jake = conduit.somebody("jake").await?;
    conduit.open_as(&jake, "/editor").await?;
    conduit.press("Publish Article").await?;
    let blank = ["title can't be blank", "description can't be blank", "body can't be blank"];
    conduit.texts(".error-messages li", &blank).await?;
    conduit.fill("[name=title]", "How to train your dragon").await?;
    conduit.fill("[name=description]", "Ever wonder how?").await?;
    conduit.fill("textarea[name=body]", "You have to *believe*").await?;
    let enter = char::from(Key::Enter);
    conduit.fill("[placeholder='Enter tags']", &format!("dragons{enter}training{enter}")).await?;
    conduit.texts(".tag-pill", &["dragons", "training"]).await?;
    conduit.press("Publish Article").await?;
    conduit.is_at("/article/how-to-train-your-dragon").await?;
    conduit.texts(".article-content em", &["believe"]).await?;
    conduit.says("document.title", json!("How to train your dragon · Conduit")).await?;

    conduit.press("Edit Article").await?;
    conduit.says("document.querySelector('[name=title]')?.value", json!("How to train your dragon")).await?;
    conduit.click("[aria-label='Remove tag training']").await?;
    conduit.fill("textarea[name=body]", "You do not").await?;
    conduit.press("Publish Article").await?;
    conduit.texts(".article-content .col-md-12 > div > p", &["You do not"]).await?;
    conduit.texts(".article-content .tag-pill", &["dragons"]).await?;
    conduit.press("Delete Article").await?;
    conduit.is_at("/").await?;
    conduit.sees(".empty-feed-message").await?;
    conduit.goto("/article/how-to-train-your-dragon").await?;
    conduit.texts(".error-messages li", &["article not found"]).await?;
    conduit.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_comment_is_made_and_deleted() -> Result<()> {
    let conduit = Conduit::open().await?;
    let (jake, anah) = (conduit.somebody("jake").await?, conduit.somebody("anah").await?);
    let slug = conduit.article(&jake, "Dragons", "Text", &[]).await?;
    conduit.post(&anah, &format!("/articles/{slug}/comments"), json!({ "comment": { "body": "Mine" } })).await?;
    conduit.open_as(&jake, &format!("/article/{slug}")).await?;
    conduit.press("Post Comment").await?;
    conduit.texts(".error-messages li", &["body can't be blank"]).await?;
    conduit.fill("[placeholder='Write a comment...']", "<b>Thank you</b>").await?;
    conduit.press("Post Comment").await?;
    conduit.texts(".card:not(.comment-form) .card-block", &["<b>Thank you</b>", "Mine"]).await?;
    conduit.says("document.querySelector('.comment-form textarea').value", json!("")).await?;
    conduit.says("document.querySelectorAll('.mod-options > i.ion-trash-a').length", json!(1)).await?;
    conduit.click(".mod-options > i.ion-trash-a").await?;
    conduit.texts(".card:not(.comment-form) .card-block", &["Mine"]).await?;
    conduit.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn favourites_and_follows_are_shown_before_the_answer() -> Result<()> {
    let conduit = Conduit::open().await?;
    let (jake, anah) = (conduit.somebody("jake").await?, conduit.somebody("anah").await?);
    let slug = conduit.article(&anah, "Dragons", "Text", &[]).await?;
    conduit.goto("/").await?;
    conduit.click(".article-preview .btn-outline-primary").await?;
    conduit.is_at("/login").await?;

    conduit.open_as(&jake, "/").await?;
    conduit.sees(".article-preview .btn-outline-primary").await?;
    conduit.page().execute(HOLD, vec![]).await?;
    conduit.click(".article-preview .btn-outline-primary").await?;
    conduit.texts(".article-preview .btn-primary", &["1"]).await?;
    conduit.page().execute("window.go()", vec![]).await?;
    conduit.says("document.activeElement.className.includes('btn-primary')", json!(true)).await?;

    conduit.click(".article-preview a.author").await?;
    conduit.press("Follow anah").await?;
    conduit.press("Unfollow anah").await?;
    conduit.press("Follow anah").await?;
    conduit.press("Home").await?;
    conduit.press("Your Feed").await?;
    conduit.is_at("/?feed=following").await?;
    conduit.texts(".preview-link h1", &["Dragons"]).await?;
    conduit.goto("/profile/jake/favorites").await?;
    conduit.texts(".preview-link h1", &["Dragons"]).await?;
    conduit.goto(&format!("/article/{slug}")).await?;
    conduit.press("Unfavorite Article").await?;
    conduit.press("Favorite Article (0)").await?;
    conduit.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_people_write_is_text() -> Result<()> {
    const ATTACK: &str = "<img src=x onerror=\"window.attacked = 1\"><script>window.attacked = 1</script>[a](javascript:window.attacked=1)";
    let conduit = Conduit::open().await?;
    let jake = conduit.somebody("jake").await?;
    let slug = conduit.article(&jake, ATTACK, ATTACK, &[ATTACK]).await?;
    conduit.post(&jake, &format!("/articles/{slug}/comments"), json!({ "comment": { "body": ATTACK } })).await?;
    for path in [format!("/article/{slug}"), "/".to_owned()] {
        conduit.goto(&path).await?;
        conduit.sees(".tag-pill").await?;
        conduit.says("document.querySelectorAll('main script, [onerror], a[href^=javascript]').length", json!(0)).await?;
        conduit.says("window.attacked ?? null", json!(null)).await?;
    }
    conduit.close().await
}
