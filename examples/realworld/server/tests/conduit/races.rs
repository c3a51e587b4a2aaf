//! Calls at the same time.

use crate::support::{Api, email, unique};
use anyhow::Result;
use futures_util::future::{join_all, try_join_all};
use serde_json::json;

pub(crate) async fn one_of_many_gets_a_name(api: &Api) -> Result<()> {
    let name = unique("wanted");
    let body = json!({ "user": { "username": name, "email": email(&name), "password": "password" } });
    let answers = try_join_all((0..8).map(|_| api.call(None, "POST", "/users", Some(body.clone())))).await?;
    let mut statuses: Vec<_> = answers.iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409, 409, 409, 409, 409, 409, 409]);
    Ok(())
}

pub(crate) async fn articles_of_one_title_get_slugs_of_their_own(api: &Api) -> Result<()> {
    let user = api.somebody().await?;
    let article = json!({ "article": { "title": unique("Same"), "description": "x", "body": "x", "tagList": ["a", "b"] } });
    let answers = try_join_all((0..8).map(|_| api.post(&user, "/articles", article.clone()))).await?;
    let mut slugs = answers.into_iter().map(|answer| Ok(answer.has(201)?["article"]["slug"].to_string())).collect::<Result<Vec<_>>>()?;
    slugs.sort_unstable();
    slugs.dedup();
    assert_eq!(slugs.len(), 8);
    Ok(())
}

pub(crate) async fn what_goes_meanwhile_is_not_found(api: &Api) -> Result<()> {
    let user = api.somebody().await?;
    for _ in 0..8 {
        let path = format!("/articles/{}", api.article(&user, &["x"]).await?);
        let favorite = format!("{path}/favorite");
        let comments = format!("{path}/comments");
        let comment = json!({ "comment": { "body": "x" } });
        let change = json!({ "article": { "tagList": ["y"] } });
        let calls = [("DELETE", &path, None), ("POST", &favorite, None), ("POST", &comments, Some(comment)), ("PUT", &path, Some(change))];
        let calls = calls.into_iter().map(|(verb, path, body)| api.call(Some(&user), verb, path, body));
        for answer in join_all(calls).await {
            let answer = answer?;
            assert!([200, 201, 204, 404].contains(&answer.status), "{answer:?}");
        }
    }
    Ok(())
}
