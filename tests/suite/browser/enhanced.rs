//! A page without a framework, whose forms are written once, on the server: with the script of `trifold_client_wasm::enhance`, and with scripts off.

use super::driver::Browser;
use super::forms::without_limits;
use super::{PATIENCE, Script, find, steps};
use crate::support::{Running, Traffic};
use anyhow::Result;
use axum::extract::State;
use axum::response::Html;
use axum::{Router, routing::get};
use fantoccini::Client;
use serde_json::json;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use trifold::form::KEY;
use trifold::server::{FormState, Server};
use trifold::{ApiError, model, service};

#[model]
#[derive(Debug)]
struct NewNote {
    #[garde(length(min = 1, max = 10))]
    text: String,
}

#[derive(Debug, thiserror::Error, ApiError)]
enum NoteError {
    #[error("three notes are enough")]
    #[status(409)]
    Full,
}

#[service(version = 1)]
trait Notes {
    async fn add(&self, note: NewNote) -> Result<(), NoteError>;
}

#[derive(Default)]
struct Pad(Mutex<Vec<String>>, AtomicUsize);

impl Notes for Pad {
    async fn add(&self, note: NewNote) -> Result<(), NoteError> {
        self.1.fetch_add(1, Ordering::Relaxed);
        if note.text == "slow" {
            tokio::time::sleep(Duration::from_millis(400)).await;
        }
        let mut notes = self.0.lock().unwrap();
        if notes.len() == 3 {
            return Err(NoteError::Full);
        }
        notes.push(note.text);
        Ok(())
    }
}

const SCRIPT: &str =
    "import init, { enhance } from '/trifold_page.js'; await init(); enhance(); document.documentElement.dataset.live = '';";

/// The page, with its one form, and another one that leads to a page of its own.
async fn page(State(pad): State<Arc<Pad>>, forms: FormState) -> Html<String> {
    let mut html = format!("<!doctype html><title>Notes</title><script type=module>{SCRIPT}</script><ul>");
    pad.0.lock().unwrap().iter().for_each(|note| html += &format!("<li>{note}</li>"));
    html += &format!("</ul><p class=message>{}</p>", forms.message().unwrap_or_default());
    for (name, next) in [("stay", None), ("also", None), ("leave", Some("/thanks?for=it&more"))] {
        let form = forms.form(NotesSpec::ADD).prefix(name);
        let form = next.into_iter().fold(form, |form, next| form.leads_to(next));
        let (field, key) = (form.field("note.text"), form.key().unwrap_or_default().to_owned());
        let fault = field.error.as_ref().map(|error| format!("<p id={}>{error}</p>", field.error_id())).unwrap_or_default();
        html += &format!(
            "<form class={name} method=post action='{}'><input type=hidden name={KEY} value={key}><input {}>{fault}<button>Add</button></form>",
            form.action(),
            field.attributes()
        );
    }
    Html(html)
}

struct Open {
    browser: Browser,
    traffic: Traffic,
    pad: Arc<Pad>,
    _server: Running,
}

async fn open(script: Script) -> Result<Open> {
    let (pad, traffic) = (Arc::new(Pad::default()), Traffic::default());
    let thanks = get(async || Html("<!doctype html><title>Thanks</title><h1>Thanks</h1>"));
    let pages = Router::new().route("/notes", get(page)).route("/thanks", thanks).with_state(pad.clone());
    let server = Server::new().add_service(NotesServer::from_arc(pad.clone())).pages(pages.merge(steps::files()?));
    let server = Running::start(traffic.watch(server.into_router())).await?;
    let browser = Browser::open(script).await?;
    browser.page.goto(&server.url("/notes")).await?;
    if script == Script::On {
        find(&browser.page, "[data-live]").await?;
    }
    without_limits(&browser.page).await?;
    Ok(Open { browser, traffic, pad, _server: server })
}

impl Open {
    fn loads(&self) -> usize {
        self.traffic.count("GET", |path| path == "/notes")
    }

    fn notes(&self) -> Vec<String> {
        self.pad.0.lock().unwrap().clone()
    }
}

async fn write(page: &Client, form: &str, text: &str) -> Result<()> {
    let field = find(page, &format!(".{form} [name='note.text']")).await?;
    field.clear().await?;
    field.send_keys(text).await?;
    Ok(find(page, &format!(".{form} button")).await?.click().await?)
}

/// Waits until a script gives this.
pub(super) async fn gives(page: &Client, script: &str, expected: serde_json::Value) -> Result<()> {
    let mut seen = json!(null);
    for _ in 0..PATIENCE.as_millis() / 50 {
        seen = page.execute(script, vec![]).await.unwrap_or_default();
        if seen == expected {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    anyhow::bail!("`{script}` gives {seen}, expected {expected}")
}

async fn typed(page: &Client) -> Result<Option<String>> {
    Ok(find(page, ".stay [name='note.text']").await?.prop("value").await?)
}

const LISTED: &str = "return [...document.querySelectorAll('li')].map(note => note.textContent)";
const FAULT: &str = "const field = document.querySelector('.stay [aria-invalid=true]');
    return document.getElementById(field.getAttribute('aria-describedby')).textContent.length > 0";

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_form_keeps_what_was_typed_beside_what_is_wrong() -> Result<()> {
    for script in [Script::On, Script::Off] {
        let open = open(script).await?;
        let page = &open.browser.page;
        page.execute("window.same = true", vec![]).await?;
        let loads = open.loads();
        write(page, "stay", "much too long").await?;
        gives(page, FAULT, json!(true)).await?;
        assert_eq!(typed(page).await?.as_deref(), Some("much too long"), "{script:?}");
        assert_eq!(open.loads(), loads, "{script:?}: the answer is the page, or is shown in it");
        if script == Script::On {
            gives(page, "return document.activeElement.name", json!("note.text")).await?;
            gives(page, "return document.querySelectorAll('[aria-invalid], [aria-busy]').length", json!(1)).await?;
        }
        write(page, "stay", "Milk").await?;
        gives(page, LISTED, json!(["Milk"])).await?;
        gives(page, "return document.querySelectorAll('[aria-invalid], .fault').length", json!(0)).await?;
        // The next one is another call, whether or not the page is the same document.
        write(page, "stay", "Milk").await?;
        gives(page, LISTED, json!(["Milk", "Milk"])).await?;
        gives(page, "return window.same === true", json!(script == Script::On)).await?;
        open.browser.close().await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_leads_where_it_says() -> Result<()> {
    for script in [Script::On, Script::Off] {
        let open = open(script).await?;
        write(&open.browser.page, "leave", "Milk").await?;
        find(&open.browser.page, "h1").await?;
        let at = open.browser.page.current_url().await?;
        assert_eq!((at.path(), at.query()), ("/thanks", Some("for=it&more")), "{script:?}");
        assert_eq!(open.notes(), ["Milk"]);
        open.browser.close().await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_no_script_can_better_is_sent_by_the_browser() -> Result<()> {
    const AGE: &str = "for (const form of document.forms) form.setAttribute('action', '?/AAAAAAAAAAAAAAAAAAAAAA')";
    const MESSAGE: &str = "return document.querySelector('.message').textContent";
    for script in [Script::On, Script::Off] {
        let open = open(script).await?;
        let page = &open.browser.page;
        page.execute(AGE, vec![]).await?;
        write(page, "stay", "Milk").await?;
        gives(page, &format!("{MESSAGE}.includes('out of date')"), json!(true)).await?;
        assert_eq!(typed(page).await?.as_deref(), Some("Milk"), "{script:?}");
        for text in ["Milk", "Bread", "Tea"] {
            write(page, "stay", text).await?;
            gives(page, &format!("{LISTED}.includes('{text}')"), json!(true)).await?;
        }
        write(page, "stay", "Jam").await?;
        let said = "return (document.querySelector('.stay .fault') ?? document.querySelector('.message')).textContent";
        gives(page, said, json!("three notes are enough")).await?;
        assert_eq!(open.pad.1.load(Ordering::Relaxed), 4, "{script:?}: a method that answers with its own error runs once");
        assert_eq!(typed(page).await?.as_deref(), Some("Jam"), "{script:?}");
        open.browser.close().await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_on_a_slow_line_is_carried_out_once() -> Result<()> {
    for script in [Script::On, Script::Off] {
        let open = open(script).await?;
        let page = &open.browser.page;
        find(page, ".stay [name='note.text']").await?.send_keys("slow").await?;
        page.execute("const button = document.querySelector('.stay button'); button.click(); button.click()", vec![]).await?;
        if script == Script::On {
            gives(page, "return document.querySelector('.stay').getAttribute('aria-busy')", json!("true")).await?;
        }
        gives(page, LISTED, json!(["slow"])).await?;
        assert_eq!(open.notes(), ["slow"], "{script:?}");
        open.browser.close().await?;
    }
    Ok(())
}

/// The answer to the first form is held until the second one was carried out: the page in it is the older one.
#[tokio::test(flavor = "multi_thread")]
async fn of_two_pages_that_cross_the_newer_one_is_shown() -> Result<()> {
    const HOLD: &str = "const send = window.fetch; window.fetch = async (...all) => {
        const answer = await send(...all);
        if (!window.release) await new Promise(release => window.release = release);
        return answer;
    }";
    let open = open(Script::On).await?;
    let page = &open.browser.page;
    page.execute(HOLD, vec![]).await?;
    write(page, "stay", "Milk").await?;
    gives(page, "return !!window.release", json!(true)).await?;
    write(page, "also", "Bread").await?;
    gives(page, LISTED, json!(["Milk", "Bread"])).await?;
    let loads = open.loads();
    page.execute("window.release()", vec![]).await?;
    gives(page, "return document.querySelectorAll('[aria-busy]').length", json!(0)).await?;
    assert_eq!(open.loads(), loads + 1, "the page is asked for again");
    gives(page, LISTED, json!(["Milk", "Bread"])).await?;
    // What is sent next is another call.
    write(page, "stay", "Tea").await?;
    gives(page, LISTED, json!(["Milk", "Bread", "Tea"])).await?;
    open.browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_network_what_was_typed_stays() -> Result<()> {
    let open = open(Script::On).await?;
    let page = &open.browser.page;
    open.browser.set_offline(true).await?;
    write(page, "stay", "Milk").await?;
    gives(page, "return document.querySelector('.stay [role=alert]').textContent.includes('no connection')", json!(true)).await?;
    assert_eq!(typed(page).await?.as_deref(), Some("Milk"));
    open.browser.set_offline(false).await?;
    find(page, ".stay button").await?.click().await?;
    gives(page, LISTED, json!(["Milk"])).await?;
    open.browser.close().await
}
