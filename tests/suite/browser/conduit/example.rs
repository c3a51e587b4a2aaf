//! The example, somebody before it, and what they do and see.

use crate::browser::driver::{Browser, Script};
use crate::browser::{PATIENCE, bundle, find};
use crate::support::Running;
use anyhow::{Context, Result, bail};
use fantoccini::{Client, Locator};
use realworld_api::{ArticleBody, NewArticle, NewUser, UserBody};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

/// The example, and a browser before it.
pub(super) struct Conduit {
    pub(super) server: Running,
    http: reqwest::Client,
    pub(super) browser: Browser,
}

/// Somebody with an account; the password is `password`.
pub(super) struct User {
    pub(super) name: String,
    pub(super) token: String,
}

impl Conduit {
    pub(super) async fn open() -> Result<Self> {
        let app = realworld::App::open("sqlite::memory:", None).await?;
        let page = realworld::Page::open(bundle("realworld-web")?)?;
        let server = Running::start(realworld::site(Arc::new(app), Some(&page)).router).await?;
        Ok(Self { server, http: reqwest::Client::new(), browser: Browser::open(Script::On).await? })
    }

    pub(super) fn page(&self) -> &Client {
        &self.browser.page
    }

    /// Goes to a path of the page, as a link from elsewhere does.
    pub(super) async fn goto(&self, path: &str) -> Result<()> {
        Ok(self.page().goto(&self.server.url(path)).await?)
    }

    pub(super) async fn call(&self, who: Option<&User>, verb: reqwest::Method, path: &str, body: Value) -> Result<Value> {
        let request = self.http.request(verb, self.server.url(&format!("/api{path}"))).json(&body);
        let request = who.into_iter().fold(request, |request, user| request.header("authorization", format!("Token {}", user.token)));
        Ok(request.send().await?.error_for_status()?.json().await?)
    }

    pub(super) async fn post(&self, who: &User, path: &str, body: Value) -> Result<Value> {
        self.call(Some(who), reqwest::Method::POST, path, body).await
    }

    /// Signs somebody up, behind the page's back.
    pub(super) async fn somebody(&self, name: &str) -> Result<User> {
        let new = NewUser { username: name.to_owned(), email: format!("{name}@example.com"), password: "password".to_owned() };
        let body = self.call(None, reqwest::Method::POST, "/users", json!(UserBody { user: new })).await?;
        Ok(User { name: name.to_owned(), token: body["user"]["token"].as_str().context("a token")?.to_owned() })
    }

    /// Publishes an article behind the page's back, and gives its slug.
    pub(super) async fn article(&self, author: &User, title: &str, body: &str, tags: &[&str]) -> Result<String> {
        let tag_list = tags.iter().map(|tag| (*tag).to_owned()).collect();
        let article = NewArticle { title: title.to_owned(), description: "About".to_owned(), body: body.to_owned(), tag_list };
        let body = self.post(author, "/articles", json!(ArticleBody { article })).await?;
        Ok(body["article"]["slug"].as_str().context("a slug")?.to_owned())
    }

    /// Gives the browser somebody's token, and opens a path as them.
    pub(super) async fn open_as(&self, user: &User, path: &str) -> Result<()> {
        self.goto("/").await?;
        self.page().execute("localStorage.setItem('jwtToken', arguments[0])", vec![json!(user.token)]).await?;
        self.goto(path).await?;
        self.sees(&format!("a.nav-link[href='/profile/{}']", user.name)).await
    }

    /// Waits until there is such an element.
    pub(super) async fn sees(&self, selector: &str) -> Result<()> {
        find(self.page(), selector).await.map(drop)
    }

    pub(super) async fn click(&self, selector: &str) -> Result<()> {
        Ok(find(self.page(), selector).await?.click().await?)
    }

    /// Clicks the button or the link whose words hold these.
    pub(super) async fn press(&self, words: &str) -> Result<()> {
        let path = format!("//*[self::button or self::a][contains(normalize-space(.), '{words}')]");
        let found = self.page().wait().at_most(PATIENCE).for_element(Locator::XPath(&path)).await;
        Ok(found.with_context(|| format!("there is no `{words}`"))?.click().await?)
    }

    /// Types a text in the place of the one that is there.
    pub(super) async fn fill(&self, selector: &str, text: &str) -> Result<()> {
        let field = find(self.page(), selector).await?;
        field.clear().await?;
        Ok(field.send_keys(text).await?)
    }

    /// Waits until a script says this.
    pub(super) async fn says(&self, script: &str, expected: Value) -> Result<()> {
        let mut said = Value::Null;
        for _ in 0..PATIENCE.as_millis() / 50 {
            said = self.page().execute(&format!("return {script}"), vec![]).await?;
            if said == expected {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        bail!("`{script}` is {said}, and {expected} was expected")
    }

    /// Waits until these are the texts of all such elements.
    pub(super) async fn texts(&self, selector: &str, expected: &[&str]) -> Result<()> {
        let script = format!("[...document.querySelectorAll(\"{selector}\")].map(element => element.textContent.trim())");
        self.says(&script, json!(expected)).await
    }

    /// Waits until the page is at this path.
    pub(super) async fn is_at(&self, path: &str) -> Result<()> {
        self.says("location.pathname + location.search", json!(path)).await
    }

    pub(super) async fn close(self) -> Result<()> {
        self.browser.close().await
    }
}
