//! What cannot be read: everything has the one shape, and nothing is an error of the server's.

use crate::support::Api;
use anyhow::{Context, Result};
use serde_json::json;

pub(crate) async fn what_cannot_be_read_is_unprocessable(api: &Api) -> Result<()> {
    let user = api.somebody().await?;
    let token = format!("Token {}", user.token);
    let endpoints = [("POST", "/users"), ("POST", "/users/login"), ("PUT", "/user"), ("POST", "/articles")];
    for (verb, path) in endpoints {
        let request = || anyhow::Ok(api.request(verb, path)?.header("authorization", &token));
        api.send(request()?).await?.refuses(422, "body", "can't be blank").with_context(|| format!("{verb} {path}"))?;
        for body in ["", "{", "nonsense", "{\"user\":", "\u{feff}{}"] {
            let sent = request()?.header("content-type", "application/json").body(body);
            let key = if body.contains("user") { "user" } else { "body" };
            api.send(sent).await?.refuses(422, key, "*").with_context(|| format!("{verb} {path} {body:?}"))?;
        }
        let latin = request()?.header("content-type", "application/json").body(b"{\"user\":{\"email\":\"\xe9\"}}".to_vec());
        let status = api.send(latin).await?.status;
        assert_eq!(status, 422, "{verb} {path}");
        let form = request()?.header("content-type", "application/x-www-form-urlencoded").body("user=x");
        api.send(form).await?.refuses(415, "request", "*").with_context(|| format!("{verb} {path}"))?;
        let large = request()?.header("content-type", "application/json").body(vec![b' '; 2 << 20]);
        api.send(large).await?.refuses(413, "request", "*").with_context(|| format!("{verb} {path}"))?;
    }
    Ok(())
}

pub(crate) async fn wrong_types_are_named(api: &Api) -> Result<()> {
    let user = api.somebody().await?;
    let endpoints =
        [("POST", "/users", "user"), ("POST", "/users/login", "user"), ("PUT", "/user", "user"), ("POST", "/articles", "article")];
    for (verb, path, key) in endpoints {
        for (body, field) in [
            (json!({}), key),
            (json!({ key: null }), key),
            (json!({ key: "x" }), key),
            (json!({ key: 7 }), key),
            (json!([]), "body"),
            (json!("x"), "body"),
            (json!(null), "body"),
        ] {
            let case = format!("{verb} {path} {body}");
            let answer = api.call(Some(&user), verb, path, Some(body)).await?;
            answer.refuses(422, field, "*").context(case)?;
        }
    }
    let twice = api.request("POST", "/users/login")?.header("content-type", "application/json");
    let twice = twice.body(r#"{"user":{"email":"a","email":"b","password":"c"}}"#);
    api.send(twice).await?.refuses(422, "email", "*")
}

pub(crate) async fn other_verbs_and_paths_have_the_same_shape(api: &Api) -> Result<()> {
    for path in ["/nothing", "/users/1/2", "/articles/a/b/c", "/user/", "/profiles"] {
        api.get(None, path).await?.refuses(404, "request", "*").with_context(|| path.to_owned())?;
    }
    for (verb, path) in [("PATCH", "/user"), ("DELETE", "/users"), ("POST", "/tags"), ("PUT", "/profiles/x"), ("POST", "/articles/feed/x")]
    {
        let answer = api.call(None, verb, path, None).await?;
        assert!([404, 405].contains(&answer.status), "{verb} {path}: {answer:?}");
        let status = answer.status;
        answer.refuses(status, "request", "*")?;
    }
    Ok(())
}
