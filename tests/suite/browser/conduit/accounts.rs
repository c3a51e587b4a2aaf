//! Signing up, in and out; settings; what the browser keeps.

use super::example::Conduit;
use anyhow::Result;
use serde_json::json;

const STATE: &str = "window.__conduit_debug__?.getAuthState()";

#[tokio::test(flavor = "multi_thread")]
async fn somebody_signs_up_out_and_in() -> Result<()> {
    let conduit = Conduit::open().await?;
    conduit.goto("/register").await?;
    conduit.texts("h1", &["Sign up"]).await?;
    conduit.click("button[type=submit]").await?;
    conduit.texts(".error-messages li", &["username can't be blank", "email can't be blank", "password can't be blank"]).await?;
    conduit.fill("[name=username]", "jake").await?;
    conduit.fill("[name=email]", "jake@example.com").await?;
    conduit.fill("[name=password]", "password").await?;
    conduit.click("button[type=submit]").await?;
    conduit.is_at("/").await?;
    conduit.sees("a.nav-link[href='/profile/jake'] img.user-pic[src*='default-avatar.svg']").await?;
    conduit.says(STATE, json!("authenticated")).await?;
    conduit.says("localStorage.jwtToken === window.__conduit_debug__.getToken()", json!(true)).await?;
    conduit.says("window.__conduit_debug__.getCurrentUser().email", json!("jake@example.com")).await?;
    conduit.page().refresh().await?;
    conduit.says(STATE, json!("authenticated")).await?;

    conduit.press("Settings").await?;
    conduit.press("Or click here to logout").await?;
    conduit.is_at("/").await?;
    conduit.says("[localStorage.jwtToken ?? null, window.__conduit_debug__.getCurrentUser()]", json!([null, null])).await?;

    conduit.press("Sign in").await?;
    conduit.fill("[name=email]", "jake@example.com").await?;
    conduit.fill("[name=password]", "passworse").await?;
    conduit.click("button[type=submit]").await?;
    conduit.texts(".error-messages li", &["credentials invalid"]).await?;
    conduit.fill("[name=password]", "password").await?;
    conduit.click("button[type=submit]").await?;
    conduit.is_at("/").await?;
    conduit.says(STATE, json!("authenticated")).await?;
    conduit.page().execute("localStorage.removeItem('jwtToken')", vec![]).await?;
    conduit.page().refresh().await?;
    conduit.says(STATE, json!("unauthenticated")).await?;
    conduit.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_change_what_others_see() -> Result<()> {
    let conduit = Conduit::open().await?;
    let (jake, _) = (conduit.somebody("jake").await?, conduit.somebody("anah").await?);
    conduit.goto("/settings").await?;
    conduit.is_at("/login").await?;
    conduit.open_as(&jake, "/settings").await?;
    conduit.fill("[name=username]", "anah").await?;
    conduit.press("Update Settings").await?;
    conduit.texts(".error-messages li", &["username has already been taken"]).await?;
    conduit.fill("[name=username]", "jacob").await?;
    conduit.fill("textarea[name=bio]", "I work at statefarm").await?;
    conduit.press("Update Settings").await?;
    conduit.is_at("/profile/jacob").await?;
    conduit.texts(".user-info h4, .user-info p", &["jacob", "I work at statefarm"]).await?;
    conduit.sees(".user-img[src*='default-avatar.svg']").await?;
    conduit.sees("a.nav-link[href='/profile/jacob']").await?;
    conduit.close().await
}

/// A server that cannot say whose a token is ends no session.
#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_fails_signs_nobody_out() -> Result<()> {
    const FAIL: &str = "
        const send = window.fetch;
        window.fetch = (url, init) => window.failing ? Promise.reject(new TypeError('lost')) : send(url, init);
        window.failing = true;
        dispatchEvent(new StorageEvent('storage', { key: 'jwtToken' }));";
    let conduit = Conduit::open().await?;
    let jake = conduit.somebody("jake").await?;
    conduit.open_as(&jake, "/").await?;
    conduit.page().execute(FAIL, vec![]).await?;
    conduit.says(STATE, json!("unavailable")).await?;
    conduit.says("localStorage.jwtToken.length > 0", json!(true)).await?;
    conduit.page().execute("window.failing = false", vec![]).await?;
    conduit.says(STATE, json!("authenticated")).await?;
    conduit
        .page()
        .execute("localStorage.jwtToken = 'forged'; dispatchEvent(new StorageEvent('storage', { key: 'jwtToken' }))", vec![])
        .await?;
    conduit.says(STATE, json!("unauthenticated")).await?;
    conduit.says("localStorage.jwtToken ?? null", json!(null)).await?;
    conduit.close().await
}
