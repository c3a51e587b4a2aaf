//! Tokens: where one is needed, what a bad one does, and how long one is good.

use crate::support::{Api, User, text};
use anyhow::{Context, Result};
use serde_json::json;

/// Every endpoint that needs a token, with a slug and a name that nobody has.
const NEED: [(&str, &str); 12] = [
    ("GET", "/user"),
    ("PUT", "/user"),
    ("POST", "/profiles/nobody-at-all/follow"),
    ("DELETE", "/profiles/nobody-at-all/follow"),
    ("GET", "/articles/feed"),
    ("POST", "/articles"),
    ("PUT", "/articles/no-such"),
    ("DELETE", "/articles/no-such"),
    ("POST", "/articles/no-such/comments"),
    ("DELETE", "/articles/no-such/comments/1"),
    ("POST", "/articles/no-such/favorite"),
    ("DELETE", "/articles/no-such/favorite"),
];

pub(crate) async fn every_endpoint_that_needs_a_token_refuses_to_do_without(api: &Api) -> Result<()> {
    for (verb, path) in NEED {
        api.call(None, verb, path, None).await?.refuses(401, "token", "is missing").with_context(|| format!("{verb} {path}"))?;
        let empty = api.request(verb, path)?.json(&json!({}));
        api.send(empty).await?.refuses(401, "token", "is missing").with_context(|| format!("{verb} {path}"))?;
    }
    Ok(())
}

pub(crate) async fn a_bad_token_is_refused(api: &Api) -> Result<()> {
    let user = api.somebody().await?;
    let (body, signature) = user.token.rsplit_once('.').context("a token has three parts")?;
    let other = if signature.starts_with('A') { "B" } else { "A" };
    let forged = format!("{body}.{other}{}", signature.get(1..).unwrap_or_default());
    let unsigned = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJzdWIiOiIxIiwiaWF0IjoxLCJleHAiOjk5OTk5OTk5OTl9.";
    let values = [format!("Token {forged}"), format!("Token {unsigned}"), "Token x".to_owned(), "Token ".to_owned()];
    for value in values {
        for (verb, path) in NEED {
            let request = api.request(verb, path)?.header("authorization", &value);
            let case = || format!("{verb} {path} with {value}");
            api.send(request).await?.refuses(401, "token", "*").with_context(case)?;
        }
    }
    for value in [format!("Bearer {}", user.token), user.token.clone(), String::new()] {
        let request = api.request("GET", "/user")?.header("authorization", value);
        api.send(request).await?.refuses(401, "token", "is missing")?;
    }
    let refused = api.request("GET", "/user")?.send().await?;
    assert_eq!(refused.headers()["www-authenticate"], "Token");
    let request = api.request("GET", "/user")?.header("authorization", format!("token {}", user.token));
    api.send(request).await?.has(200)?;
    Ok(())
}

pub(crate) async fn a_bad_token_on_a_public_page_is_as_none(api: &Api) -> Result<()> {
    let user = api.somebody().await?;
    let slug = api.article(&user, &[]).await?;
    let nobody = User { name: String::new(), token: "x.y.z".to_owned() };
    let article = format!("/articles/{slug}");
    for path in [article.as_str(), "/articles", "/tags", &format!("{article}/comments"), &format!("/profiles/{}", user.name)] {
        api.get(Some(&nobody), path).await?.has(200)?;
    }
    Ok(())
}

pub(crate) async fn tokens_stay_good(api: &Api) -> Result<()> {
    let user = api.somebody().await?;
    let change = json!({ "user": { "password": "another password", "username": crate::support::unique("new") } });
    let answer = api.put(&user, "/user", change).await?.has(200)?;
    let new = User { name: String::new(), token: text(&answer["user"]["token"])? };
    for who in [&user, &new] {
        api.get(Some(who), "/user").await?.has(200)?;
    }
    Ok(())
}
