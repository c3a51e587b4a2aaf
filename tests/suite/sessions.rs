//! Sessions and keys: a form that signs in, sent twice by a double click, and sent again from a page that the browser remembers.

use crate::stores::FileStore;
use crate::support::{Running, from_page, to_page};
use anyhow::{Context, Result, ensure};
use axum::Router;
use axum::response::Html;
use axum::routing::get;
use reqwest::{Client, Response};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use trifold::server::{Effects, FormKey, FormState, Server};
use trifold::service;

#[service]
trait Door {
    type Effects;

    /// Opens a session, another each time.
    async fn sign_in(&self, #[context] effects: Self::Effects, name: String);

    /// Sets no cookie.
    async fn knock(&self, name: String);
}

#[derive(Default)]
struct Hall(AtomicUsize);

impl Door for Hall {
    type Effects = Effects;

    async fn sign_in(&self, effects: Effects, name: String) {
        let number = self.0.fetch_add(1, Ordering::SeqCst);
        assert!(effects.set_cookie(("session", format!("{name}{number}"))).is_ok());
    }

    async fn knock(&self, _: String) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

/// A cookie is given once more to a double click, and to nobody later: by then the session may be over, and the page has a fresh key.
#[tokio::test]
async fn a_forms_key_gives_no_session_back() -> Result<()> {
    const LEASE: Duration = Duration::from_millis(1200);
    let page = async |forms: FormState| Html(forms.form(DoorSpec::SIGN_IN).key().map(str::to_owned).unwrap_or_default());
    let server = Server::new().method_deadline(LEASE / 12).store_deadline(LEASE / 12).add_service(DoorServer::new(Hall::default()));
    let server = Running::start(server.pages(Router::new().route("/login", get(page))).into_router()).await?;
    let client = Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
    let send = async |method, key: &str| -> Result<Response> {
        let form =
            from_page(client.post(server.url(&to_page("/login", method)))).header("content-type", "application/x-www-form-urlencoded");
        Ok(form.body(format!("{}={key}&name=ada", FormKey::NAME)).send().await?)
    };
    let session = |answer: &Response| {
        answer.headers().get("set-cookie").and_then(|cookie| cookie.to_str().ok()?.split(';').next().map(str::to_owned))
    };
    let (key, other) = (FormKey::new().to_string(), FormKey::new().to_string());
    for _ in 0..2 {
        let answer = send(DoorSpec::SIGN_IN, &key).await?;
        ensure!((answer.status().as_u16(), session(&answer).as_deref()) == (303, Some("session=ada0")), "{answer:?}");
        ensure!(!answer.headers().keys().any(|name| name.as_str().contains("kept")), "{answer:?}");
        ensure!(send(DoorSpec::KNOCK, &other).await?.status() == 303);
    }
    tokio::time::sleep(LEASE * 2).await;
    let again = send(DoorSpec::SIGN_IN, &key).await?;
    ensure!(again.status() == 409 && session(&again).is_none(), "{again:?}");
    let fresh = again.text().await?;
    ensure!(fresh.len() == key.len() && fresh != key, "{fresh}");
    let answer = send(DoorSpec::SIGN_IN, &fresh).await?;
    let name = session(&answer).context("no session")?;
    ensure!(answer.status() == 303 && name == "session=ada2", "{name}");
    let knocked = send(DoorSpec::KNOCK, &other).await?;
    ensure!(knocked.status() == 303 && knocked.headers().contains_key("idempotent-replayed"), "what sets no cookie is kept for a day");
    Ok(())
}

/// A shared store holds answers as they are, their cookies too, and of the requests hashes alone.
#[tokio::test]
async fn a_store_of_keys_holds_answers_in_clear_and_nothing_of_a_request() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let server = Server::new().idempotency_store(FileStore::open(&folder.path().join("kept.db")));
    let server = Running::start(server.add_service(DoorServer::new(Hall::default())).into_router()).await?;
    let client = Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
    let key = FormKey::new().to_string();
    let form = from_page(client.post(server.url(DoorSpec::SIGN_IN.action_path()))).header("authorization", "Bearer sesame");
    let form = form.header("cookie", "old=mellon").header("content-type", "application/x-www-form-urlencoded");
    let answer = form.body(format!("{}={key}&name=ada", FormKey::NAME)).send().await?;
    ensure!(answer.status() == 303 && answer.headers().contains_key("set-cookie"), "{answer:?}");
    let mut kept = Vec::new();
    for file in std::fs::read_dir(folder.path())? {
        kept.extend(std::fs::read(file?.path())?);
    }
    let holds = |text: &str| kept.windows(text.len()).any(|part| part == text.as_bytes());
    ensure!(holds("session=ada0"), "what the page of security says of kept answers is not so");
    for sent in ["sesame", "mellon", "name=ada", &key] {
        ensure!(!holds(sent), "{sent} is in the store");
    }
    Ok(())
}
