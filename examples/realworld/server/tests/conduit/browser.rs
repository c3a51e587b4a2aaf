//! Pages of another origin.

use crate::support::{Api, email, unique};
use anyhow::Result;
use serde_json::json;

const ORIGIN: &str = "http://localhost:4100";

pub(crate) async fn a_preflight_is_allowed(api: &Api) -> Result<()> {
    for (verb, path) in [("POST", "/users"), ("PUT", "/user"), ("DELETE", "/articles/x"), ("GET", "/articles/feed")] {
        let request = api.request("OPTIONS", path)?.header("origin", ORIGIN).header("access-control-request-method", verb);
        let response = request.header("access-control-request-headers", "authorization,content-type").send().await?;
        assert!(response.status().is_success(), "{verb} {path}: {response:?}");
        let header = |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_lowercase();
        assert!(["*", ORIGIN].contains(&header("access-control-allow-origin").as_str()));
        assert!(header("access-control-allow-methods").contains(&verb.to_lowercase()));
        for name in ["authorization", "content-type"] {
            assert!(header("access-control-allow-headers").contains(name));
        }
    }
    // Asked without naming a header or a verb, it says the same.
    let bare = api.request("OPTIONS", "/articles")?.header("origin", ORIGIN).send().await?;
    assert!(bare.status().is_success() && bare.headers()["access-control-allow-headers"] == "authorization,content-type", "{bare:?}");
    Ok(())
}

pub(crate) async fn a_page_of_another_origin_may_call(api: &Api) -> Result<()> {
    let name = unique("page");
    let body = json!({ "user": { "username": name, "email": email(&name), "password": "password" } });
    let request = api.request("POST", "/users")?.header("origin", ORIGIN).header("sec-fetch-site", "cross-site").json(&body);
    let response = request.send().await?;
    assert_eq!(response.status(), 201);
    assert_eq!(response.headers()["access-control-allow-origin"], "*");
    let refused = api.request("GET", "/user")?.header("origin", ORIGIN).send().await?;
    assert_eq!((refused.status().as_u16(), refused.headers()["access-control-allow-origin"].as_bytes()), (401, &b"*"[..]));
    let action = format!("{}{}", api.base(), realworld_api::TagsSpec::LIST.action_path());
    let action = reqwest::Client::new().post(action).header("origin", ORIGIN).json(&json!([])).send().await?;
    assert_eq!((action.status().as_u16(), action.headers().get("access-control-allow-origin")), (403, None));
    Ok(())
}
