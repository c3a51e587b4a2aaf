//! Comments.

use crate::support::{Api, members, text};
use anyhow::Result;
use serde_json::{Value, json};

pub(crate) async fn a_comment_is_made_listed_and_taken_away(api: &Api) -> Result<()> {
    let (author, reader) = (api.somebody().await?, api.somebody().await?);
    let slug = api.article(&author, &[]).await?;
    let path = format!("/articles/{slug}/comments");
    assert_eq!(api.get(None, &path).await?.has(200)?, json!({ "comments": [] }));
    let answer = api.post(&reader, &path, json!({ "comment": { "body": "Nice" } })).await?.has(201)?;
    assert_eq!(members(&answer), ["comment"]);
    let comment = &answer["comment"];
    assert_eq!(members(comment), ["author", "body", "createdAt", "id", "updatedAt"]);
    assert!(comment["id"].is_i64() && comment["body"] == "Nice" && comment["author"]["username"] == reader.name, "{comment}");
    assert!(text(&comment["createdAt"])?.parse::<jiff::Timestamp>().is_ok() && comment["updatedAt"] == comment["createdAt"]);
    api.post(&author, &path, json!({ "comment": { "body": "Thanks" } })).await?.has(201)?;
    api.call(Some(&author), "POST", &format!("/profiles/{}/follow", reader.name), None).await?.has(200)?;
    for (who, following) in [(None, false), (Some(&author), true)] {
        let list = api.get(who, &path).await?.has(200)?;
        let bodies: Vec<_> = list["comments"].as_array().into_iter().flatten().map(|comment| &comment["body"]).collect();
        assert_eq!(bodies, ["Thanks", "Nice"]);
        assert_eq!(list["comments"][1]["author"]["following"], following);
    }
    let gone = format!("{path}/{}", comment["id"]);
    assert_eq!(api.delete(&reader, &gone).await?.has(204)?, Value::Null);
    api.delete(&reader, &gone).await?.refuses(404, "comment", "not found")?;
    assert_eq!(api.get(None, &path).await?.has(200)?["comments"].as_array().map(Vec::len), Some(1));
    Ok(())
}

pub(crate) async fn only_the_author_takes_a_comment_away(api: &Api) -> Result<()> {
    let (author, reader) = (api.somebody().await?, api.somebody().await?);
    let (slug, other) = (api.article(&author, &[]).await?, api.article(&author, &[]).await?);
    let path = format!("/articles/{slug}/comments");
    let comment = api.post(&reader, &path, json!({ "comment": { "body": "x" } })).await?.has(201)?;
    let id = &comment["comment"]["id"];
    api.delete(&author, &format!("{path}/{id}")).await?.refuses(403, "comment", "forbidden")?;
    api.delete(&reader, &format!("/articles/{other}/comments/{id}")).await?.refuses(404, "comment", "not found")?;
    api.delete(&reader, &format!("{path}/{id}")).await?.has(204)?;
    Ok(())
}

pub(crate) async fn comments_need_an_article(api: &Api) -> Result<()> {
    let user = api.somebody().await?;
    let slug = api.article(&user, &[]).await?;
    api.get(None, "/articles/no-such/comments").await?.refuses(404, "article", "not found")?;
    for body in [json!({ "comment": { "body": "x" } }), json!({ "comment": { "body": "" } }), json!({})] {
        api.post(&user, "/articles/no-such/comments", body).await?.refuses(404, "article", "not found")?;
    }
    api.delete(&user, "/articles/no-such/comments/1").await?.refuses(404, "article", "not found")?;
    for id in ["0", "-1", "9223372036854775807", "99999999999999999999", "abc", "1.5"] {
        api.delete(&user, &format!("/articles/{slug}/comments/{id}")).await?.refuses(404, "comment", "not found")?;
    }
    Ok(())
}

pub(crate) async fn a_comment_is_not_blank(api: &Api) -> Result<()> {
    let user = api.somebody().await?;
    let path = format!("/articles/{}/comments", api.article(&user, &[]).await?);
    for (comment, message) in [(json!({ "body": "" }), "can't be blank"), (json!({}), "can't be blank"), (json!({ "body": null }), "*")] {
        api.post(&user, &path, json!({ "comment": comment })).await?.refuses(422, "body", message)?;
    }
    api.post(&user, &path, json!({})).await?.refuses(422, "comment", "can't be blank")
}
