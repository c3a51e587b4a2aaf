//! The action fold over a socket: who may call, what is accepted, in which order it is checked.

use crate::fixture::{ShelfSpec, shelf};
use crate::support::{Running, from_page};
use anyhow::Result;
use reqwest::{Client, Response, StatusCode};
use serde_json::{Value, json};
use std::sync::atomic::Ordering;

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";

async fn problem(response: Response) -> Result<(u16, Value)> {
    assert_eq!(response.headers()["content-type"], "application/problem+json");
    let status = response.status().as_u16();
    let problem: Value = response.json().await?;
    assert_eq!(problem["status"], status);
    Ok((status, problem))
}

#[tokio::test]
async fn a_page_calls_an_action() -> Result<()> {
    let server = Running::start(shelf().1).await?;
    let call = Client::new().post(server.url(ShelfSpec::SHAKE.action_path())).header("x-reader-key", "open").json(&json!([3, true]));
    let response = from_page(call).send().await?;
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["content-type"], JSON);
    assert_eq!(response.headers()["cache-control"], "no-store");
    assert_eq!(response.headers()["x-content-type-options"], "nosniff");
    assert_eq!(response.json::<String>().await?, "Action 3 true");
    Ok(())
}

#[tokio::test]
async fn what_does_not_look_like_the_page_is_refused() -> Result<()> {
    let (library, router) = shelf();
    let server = Running::start(router).await?;
    let cases: [&[(&str, &str)]; 5] = [
        &[],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("origin", "https://evil.example")],
        &[("origin", "null")],
    ];
    for headers in cases {
        let call = Client::new().post(server.url(ShelfSpec::SIZE.action_path())).header("content-type", JSON).body("[]");
        let call = headers.iter().fold(call, |call, (name, value)| call.header(*name, *value));
        let (status, problem) = problem(call.send().await?).await?;
        assert_eq!((status, problem["type"].as_str()), (403, Some("/problems/cross-origin")), "{headers:?}");
    }
    assert_eq!(library.calls.load(Ordering::SeqCst), 0);
    Ok(())
}

#[tokio::test]
async fn a_stale_id_is_told_before_anything_else() -> Result<()> {
    let server = Running::start(shelf().1).await?;
    let unknown = "/_action/AAECAwQFBgcICQoLDA0ODw";
    let get = Client::new().get(server.url(unknown)).send().await?;
    let (status, stale) = problem(get).await?;
    assert_eq!((status, stale["type"].as_str()), (409, Some("/problems/stale-action")));
    assert!(!stale.to_string().contains("AAECAwQFBgcICQoLDA0ODw"), "the id is not echoed");
    for malformed in ["/_action/x", "/_action/AAECAwQFBgcICQoLDA0ODx", "/_action/AAECAwQFBgcICQoLDA0ODw/x"] {
        assert_eq!(Client::new().post(server.url(malformed)).send().await?.status(), 404, "{malformed}");
    }
    Ok(())
}

#[tokio::test]
async fn the_order_of_checks_holds() -> Result<()> {
    let (library, router) = shelf();
    let server = Running::start(router).await?;
    let path = server.url(ShelfSpec::ADD.action_path());
    let post = || from_page(Client::new().post(&path));
    let get = Client::new().get(&path).send().await?;
    assert_eq!((get.status(), get.headers()["allow"].to_str()?), (StatusCode::METHOD_NOT_ALLOWED, "POST"));
    // Content type before context.
    assert_eq!(post().header("content-type", "text/plain").body("[]").send().await?.status(), 415);
    assert_eq!(post().send().await?.status(), 415);
    // Context before body: no body is decoded for a caller that was turned away.
    let huge = "x".repeat(2 * 1024 * 1024);
    let denied = post().header("content-type", JSON).body(huge.clone()).send().await?;
    assert_eq!(denied.headers()["www-authenticate"], "Key");
    assert_eq!(problem(denied).await?.0, 401);
    // Size before decoding, decoding before rules.
    let post = || post().header("x-reader-key", "open").header("content-type", JSON);
    assert_eq!(problem(post().body(huge).send().await?).await?.0, 413);
    assert_eq!(problem(post().body("[{").send().await?).await?.0, 400);
    let (status, malformed) = problem(post().body(r#"[{"id": 1, "title": "a", "tags": ["x", 5]}]"#).send().await?).await?;
    assert_eq!((status, &malformed["errors"][0]["pointer"]), (422, &json!("/book/tags/1")));
    let (status, invalid) = problem(post().body(r#"[{"id": 1, "title": ""}]"#).send().await?).await?;
    assert_eq!((status, invalid["type"].as_str()), (422, Some("/problems/invalid")));
    assert_eq!((&invalid["errors"][0]["pointer"], &invalid["errors"][0]["code"]), (&json!("/book/title"), &json!("length")));
    assert_eq!(library.calls.load(Ordering::SeqCst), 0);
    Ok(())
}

#[tokio::test]
async fn a_form_may_call_an_action_by_its_own_url() -> Result<()> {
    let server = Running::start(shelf().1).await?;
    let client = Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
    let post =
        || from_page(client.post(server.url(ShelfSpec::SHAKE.action_path()))).header("content-type", FORM).header("x-reader-key", "open");
    let back = post().header("referer", server.url("/books?page=2")).body("times=3&gently=on").send().await?;
    assert_eq!((back.status().as_u16(), back.headers()["location"].to_str()?), (303, "/"), "it is sent to no page");
    let refused = post().body("times=many").send().await?;
    assert_eq!((refused.status().as_u16(), refused.headers()["content-type"].to_str()?), (422, "text/html; charset=utf-8"));
    assert!(refused.text().await?.contains("times"));
    Ok(())
}

#[tokio::test]
async fn a_method_without_an_action_has_no_path() {
    assert_eq!(ShelfSpec::HOOK.action_path(), "");
    assert!(ShelfSpec::METHODS.iter().filter(|method| method.name != "hook").all(|method| method.action_path().len() == 31));
}
