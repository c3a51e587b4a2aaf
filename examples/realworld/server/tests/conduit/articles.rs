//! Writing articles.

use crate::support::{Answer, Api, User, members, text, unique};
use anyhow::Result;
use serde_json::{Value, json};

fn new() -> Value {
    json!({ "title": unique("How to "), "description": "Ever wonder how?", "body": "You have to believe", "tagList": ["reactjs", "angularjs"] })
}

async fn create(api: &Api, who: &User, article: Value) -> Result<Answer> {
    api.post(who, "/articles", json!({ "article": article })).await
}

async fn update(api: &Api, who: &User, slug: &str, change: Value) -> Result<Answer> {
    api.put(who, &format!("/articles/{slug}"), json!({ "article": change })).await
}

pub(crate) async fn an_article_has_the_shape_that_conduit_wants(api: &Api) -> Result<()> {
    let user = api.somebody().await?;
    let new = new();
    let answer = create(api, &user, new.clone()).await?.has(201)?;
    assert_eq!(members(&answer), ["article"]);
    let article = &answer["article"];
    let names = ["author", "body", "createdAt", "description", "favorited", "favoritesCount", "slug", "tagList", "title", "updatedAt"];
    assert_eq!(members(article), names);
    for (field, value) in new.as_object().into_iter().flatten() {
        assert_eq!(&article[field], value);
    }
    assert_eq!((&article["favorited"], &article["favoritesCount"]), (&json!(false), &json!(0)));
    assert_eq!(article["author"], json!({ "username": user.name, "bio": Value::Null, "image": Value::Null, "following": false }));
    for time in ["createdAt", "updatedAt"] {
        let time = text(&article[time])?;
        assert!(time.len() == 24 && time.ends_with('Z') && time.parse::<jiff::Timestamp>().is_ok(), "{time}");
    }
    let slug = text(&article["slug"])?;
    for who in [None, Some(&user)] {
        assert_eq!(api.get(who, &format!("/articles/{slug}")).await?.has(200)?, answer);
    }
    Ok(())
}

pub(crate) async fn required_fields_are_not_blank(api: &Api) -> Result<()> {
    let user = api.somebody().await?;
    for field in ["title", "description", "body"] {
        let mut article = new();
        for (value, message) in [(json!(""), "can't be blank"), (json!(" \t"), "can't be blank"), (Value::Null, "*"), (json!({}), "*")] {
            article[field] = value;
            create(api, &user, article.clone()).await?.refuses(422, field, message)?;
        }
        article.as_object_mut().map(|article| article.remove(field));
        create(api, &user, article).await?.refuses(422, field, "can't be blank")?;
    }
    let blank = create(api, &user, json!({ "title": "", "description": "", "body": "" })).await?.has(422)?;
    assert_eq!(members(&blank["errors"]), ["body", "description", "title"]);
    Ok(())
}

pub(crate) async fn tags_keep_their_order(api: &Api) -> Result<()> {
    let user = api.somebody().await?;
    for tags in [json!(["z", "a", "m"]), json!([]), json!(["ü", "a b", "%"])] {
        let mut article = new();
        article["tagList"] = tags.clone();
        let answer = create(api, &user, article).await?.has(201)?;
        assert_eq!(answer["article"]["tagList"], tags);
        let slug = text(&answer["article"]["slug"])?;
        assert_eq!(api.get(None, &format!("/articles/{slug}")).await?.has(200)?["article"]["tagList"], tags);
    }
    let without = json!({ "title": "x", "description": "x", "body": "x" });
    assert_eq!(create(api, &user, without.clone()).await?.has(201)?["article"]["tagList"], json!([]));
    for tags in [Value::Null, json!("x"), json!([1]), json!(["x", null])] {
        let mut article = without.clone();
        article["tagList"] = tags;
        create(api, &user, article).await?.refuses(422, "tagList", "*")?;
    }
    Ok(())
}

pub(crate) async fn two_articles_may_share_a_title(api: &Api) -> Result<()> {
    let (one, two) = (api.somebody().await?, api.somebody().await?);
    let article = new();
    let mut slugs = Vec::new();
    for who in [&one, &one, &two] {
        slugs.push(text(&create(api, who, article.clone()).await?.has(201)?["article"]["slug"])?);
    }
    slugs.sort_unstable();
    slugs.dedup();
    assert_eq!(slugs.len(), 3);
    for title in ["日本語", "!!!", "/", &"x".repeat(255)] {
        let mut article = article.clone();
        article["title"] = json!(title);
        let slug = text(&create(api, &one, article).await?.has(201)?["article"]["slug"])?;
        assert_eq!(api.get(None, &format!("/articles/{slug}")).await?.has(200)?["article"]["title"], title);
    }
    Ok(())
}

pub(crate) async fn feed_is_no_slug(api: &Api) -> Result<()> {
    let user = api.somebody().await?;
    let mut article = new();
    article["title"] = json!("feed");
    let slug = text(&create(api, &user, article).await?.has(201)?["article"]["slug"])?;
    assert_ne!(slug, "feed");
    assert_eq!(api.get(None, &format!("/articles/{slug}")).await?.has(200)?["article"]["title"], "feed");
    assert_eq!(api.get(Some(&user), "/articles/feed").await?.has(200)?, json!({ "articles": [], "articlesCount": 0 }));
    Ok(())
}

pub(crate) async fn an_update_changes_what_is_given(api: &Api) -> Result<()> {
    let user = api.somebody().await?;
    let mut before = create(api, &user, new()).await?.has(201)?;
    let slug = text(&before["article"]["slug"])?;
    let steps = [
        json!({ "body": "Another text" }),
        json!({ "title": "Another title" }),
        json!({ "description": "Another thing" }),
        json!({ "tagList": ["b", "a"] }),
        json!({ "tagList": [] }),
        json!({}),
        json!({ "title": "All", "description": "at", "body": "once", "tagList": ["x"] }),
    ];
    for step in steps {
        let after = update(api, &user, &slug, step.clone()).await?.has(200)?;
        let mut expected = before.clone();
        for (field, value) in step.as_object().into_iter().flatten() {
            expected["article"][field] = value.clone();
        }
        assert!(text(&after["article"]["updatedAt"])? > text(&before["article"]["updatedAt"])?, "{before} {after}");
        expected["article"]["updatedAt"] = after["article"]["updatedAt"].clone();
        assert_eq!(after, expected);
        assert_eq!(api.get(Some(&user), &format!("/articles/{slug}")).await?.has(200)?, after);
        before = after;
    }
    Ok(())
}

pub(crate) async fn an_update_tells_absent_from_null(api: &Api) -> Result<()> {
    let user = api.somebody().await?;
    let before = create(api, &user, new()).await?.has(201)?;
    let slug = text(&before["article"]["slug"])?;
    for field in ["title", "description", "body", "tagList"] {
        update(api, &user, &slug, json!({ field: Value::Null })).await?.refuses(422, field, "*")?;
        update(api, &user, &slug, json!({ field: 7 })).await?.refuses(422, field, "*")?;
    }
    for field in ["title", "description", "body"] {
        update(api, &user, &slug, json!({ field: "" })).await?.refuses(422, field, "can't be blank")?;
    }
    assert_eq!(api.get(Some(&user), &format!("/articles/{slug}")).await?.has(200)?, before);
    Ok(())
}

pub(crate) async fn only_the_author_changes_an_article(api: &Api) -> Result<()> {
    let (author, other) = (api.somebody().await?, api.somebody().await?);
    let slug = api.article(&author, &[]).await?;
    let path = format!("/articles/{slug}");
    update(api, &other, &slug, json!({ "body": "mine" })).await?.refuses(403, "article", "forbidden")?;
    api.delete(&other, &path).await?.refuses(403, "article", "forbidden")?;
    assert_eq!(api.get(None, &path).await?.has(200)?["article"]["body"], "Text");
    Ok(())
}

pub(crate) async fn existence_and_ownership_come_before_the_fields(api: &Api) -> Result<()> {
    let (author, other) = (api.somebody().await?, api.somebody().await?);
    let slug = api.article(&author, &[]).await?;
    for body in [r#"{"article":{"title":""}}"#, r#"{"article":{"tagList":null}}"#, "{}", "{", ""] {
        let put = |who: &User, slug: &str| {
            let request = api.request("PUT", &format!("/articles/{slug}"))?.header("authorization", format!("Token {}", who.token));
            anyhow::Ok(request.header("content-type", "application/json").body(body))
        };
        api.send(put(&author, "no-such")?).await?.refuses(404, "article", "not found")?;
        api.send(put(&other, &slug)?).await?.refuses(403, "article", "forbidden")?;
        api.send(put(&author, &slug)?).await?.has(422)?;
    }
    Ok(())
}

pub(crate) async fn a_deleted_article_is_gone(api: &Api) -> Result<()> {
    let (author, other) = (api.somebody().await?, api.somebody().await?);
    let tag = unique("tag");
    let slug = api.article(&author, &[&tag]).await?;
    let path = format!("/articles/{slug}");
    let comments = format!("{path}/comments");
    let comment = api.post(&other, &comments, json!({ "comment": { "body": "x" } })).await?.has(201)?;
    api.call(Some(&other), "POST", &format!("{path}/favorite"), None).await?.has(200)?;
    assert_eq!(api.delete(&author, &path).await?.has(204)?, Value::Null);
    for (verb, path) in [("GET", path.clone()), ("GET", comments.clone()), ("DELETE", path.clone()), ("POST", format!("{path}/favorite"))] {
        api.call(Some(&author), verb, &path, None).await?.refuses(404, "article", "not found")?;
    }
    api.delete(&other, &format!("{comments}/{}", comment["comment"]["id"])).await?.refuses(404, "article", "not found")?;
    assert_eq!(api.get(None, &format!("/articles?favorited={}", other.name)).await?.has(200)?["articlesCount"], 0);
    let tags = api.get(None, "/tags").await?.has(200)?;
    assert!(!tags["tags"].as_array().is_some_and(|tags| tags.contains(&json!(tag))));
    Ok(())
}

pub(crate) async fn favorites_are_counted_once(api: &Api) -> Result<()> {
    let (author, fan) = (api.somebody().await?, api.somebody().await?);
    let slug = api.article(&author, &[]).await?;
    let path = format!("/articles/{slug}");
    let favorite = format!("{path}/favorite");
    let steps = [(&fan, "DELETE", 0), (&fan, "POST", 1), (&fan, "POST", 1), (&author, "POST", 2), (&fan, "DELETE", 1), (&fan, "DELETE", 1)];
    for (who, verb, count) in steps {
        let answer = api.call(Some(who), verb, &favorite, None).await?.has(200)?;
        assert_eq!((&answer["article"]["favorited"], &answer["article"]["favoritesCount"]), (&json!(verb == "POST"), &json!(count)));
    }
    for (who, favorited) in [(Some(&author), true), (Some(&fan), false), (None, false)] {
        let article = api.get(who, &path).await?.has(200)?;
        assert_eq!((&article["article"]["favorited"], &article["article"]["favoritesCount"]), (&json!(favorited), &json!(1)));
    }
    for verb in ["POST", "DELETE"] {
        api.call(Some(&fan), verb, "/articles/no-such/favorite", None).await?.refuses(404, "article", "not found")?;
    }
    Ok(())
}
