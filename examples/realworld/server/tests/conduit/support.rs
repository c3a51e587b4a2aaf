//! A server on a port of the system's choice, somebody who calls it, and what the answers must be.

use anyhow::{Context, Result, ensure};
use realworld::{App, site};
use reqwest::{Client, Method};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A running server.
pub(crate) struct Api {
    base: String,
    client: Client,
    task: JoinHandle<()>,
}

/// Somebody with an account.
pub(crate) struct User {
    pub(crate) name: String,
    pub(crate) token: String,
}

/// What came back. The body of an answer without one is `null`.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Value,
}

/// A name that nobody has had.
pub(crate) fn unique(stem: &str) -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    format!("{stem}{}", COUNT.fetch_add(1, Ordering::Relaxed))
}

impl Api {
    /// On a database of its own, that is gone with it.
    pub(crate) async fn in_memory() -> Result<Self> {
        Self::on("sqlite::memory:").await
    }

    /// On the database at this URL.
    pub(crate) async fn on(database: &str) -> Result<Self> {
        let app = App::open(database, None).await?;
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let base = format!("http://{}", listener.local_addr()?);
        let router = site(Arc::new(app), None).router;
        let task = tokio::spawn(async move {
            trifold::server::serve(listener, router).until(std::future::pending()).await.unwrap_or_default();
        });
        Ok(Self { base, client: Client::new(), task })
    }

    /// The server's own address.
    pub(crate) fn base(&self) -> &str {
        &self.base
    }

    /// A request to a path below `/api`, as it is.
    pub(crate) fn request(&self, verb: &str, path: &str) -> Result<reqwest::RequestBuilder> {
        Ok(self.client.request(Method::from_bytes(verb.as_bytes())?, format!("{}/api{path}", self.base)))
    }

    /// Sends a request that is no JSON, perhaps.
    pub(crate) async fn send(&self, request: reqwest::RequestBuilder) -> Result<Answer> {
        let response = request.send().await?;
        let status = response.status().as_u16();
        let text = response.text().await?;
        let body = if text.is_empty() { Value::Null } else { serde_json::from_str(&text).with_context(|| text.clone())? };
        Ok(Answer { status, body })
    }

    /// Calls as somebody, with a body of JSON or none.
    pub(crate) async fn call(&self, who: Option<&User>, verb: &str, path: &str, body: Option<Value>) -> Result<Answer> {
        let mut request = self.request(verb, path)?;
        if let Some(user) = who {
            request = request.header("authorization", format!("Token {}", user.token));
        }
        if let Some(body) = body {
            request = request.json(&body);
        }
        self.send(request).await
    }

    pub(crate) async fn get(&self, who: Option<&User>, path: &str) -> Result<Answer> {
        self.call(who, "GET", path, None).await
    }

    pub(crate) async fn post(&self, who: &User, path: &str, body: Value) -> Result<Answer> {
        self.call(Some(who), "POST", path, Some(body)).await
    }

    pub(crate) async fn put(&self, who: &User, path: &str, body: Value) -> Result<Answer> {
        self.call(Some(who), "PUT", path, Some(body)).await
    }

    pub(crate) async fn delete(&self, who: &User, path: &str) -> Result<Answer> {
        self.call(Some(who), "DELETE", path, None).await
    }

    /// Signs somebody new up.
    pub(crate) async fn somebody(&self) -> Result<User> {
        let name = unique("user");
        let body = json!({ "user": { "username": name, "email": email(&name), "password": "password" } });
        let answer = self.call(None, "POST", "/users", Some(body)).await?.has(201)?;
        Ok(User { token: text(&answer["user"]["token"])?, name })
    }

    /// Publishes an article, and gives its slug.
    pub(crate) async fn article(&self, author: &User, tags: &[&str]) -> Result<String> {
        let article = json!({ "title": unique("Title "), "description": "About", "body": "Text", "tagList": tags });
        let answer = self.post(author, "/articles", json!({ "article": article })).await?.has(201)?;
        text(&answer["article"]["slug"])
    }
}

impl Drop for Api {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Answer {
    /// The body, if the status is this one.
    pub(crate) fn has(self, status: u16) -> Result<Value> {
        ensure!(self.status == status, "{status} expected, and it is {self:?}");
        Ok(self.body)
    }

    /// An error of this status and this one key. `*` is any message.
    pub(crate) fn refuses(self, status: u16, key: &str, message: &str) -> Result<()> {
        let body = self.has(status)?;
        let errors = body["errors"].as_object().with_context(|| format!("no errors in {body}"))?;
        let messages = errors.get(key).and_then(Value::as_array).with_context(|| format!("no `{key}` in {body}"))?;
        let words: Vec<_> = messages.iter().filter_map(Value::as_str).collect();
        ensure!(!words.is_empty() && words.len() == messages.len(), "messages are text: {body}");
        ensure!(errors.len() == 1, "`{key}` alone is at fault, not {body}");
        ensure!(message == "*" || words == [message], "`{message}` expected in {body}");
        Ok(())
    }
}

/// The address of somebody of this name.
pub(crate) fn email(name: &str) -> String {
    format!("{name}@example.com")
}

pub(crate) fn text(value: &Value) -> Result<String> {
    Ok(value.as_str().with_context(|| format!("{value} is no text"))?.to_owned())
}

/// The names of an object's members, sorted.
pub(crate) fn members(value: &Value) -> Vec<&str> {
    let mut names: Vec<_> = value.as_object().into_iter().flatten().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    names
}
