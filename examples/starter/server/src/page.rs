//! The page. Its forms work without a script; with one they are sent without leaving the page.

use crate::{App, session::User};
use axum::response::{Html, IntoResponse, Response};
use axum::{Router, extract::State, http::StatusCode, routing::get};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use notes_api::{Notes, NotesSpec, SessionsSpec};
use std::sync::Arc;
use tower_http::services::ServeDir;
use trifold::form::{Form, KEY};
use trifold::server::FormState;
use trifold_bundle::Assets;

const STYLE: &str = include_str!("../style.css");

/// While you work: an open page loads again when the server is another process.
const RELOAD: &str = "<script>let old; setInterval(async () => { const now = await fetch('/process').then(answer => answer.text()).catch(() => old); if ((old ??= now) !== now) location.reload(); }, 500);</script>";

pub(crate) fn router(app: Arc<App>, assets: Option<Assets>) -> Router {
    let mut head = assets.as_ref().map(|assets| assets.head("/assets")).unwrap_or_default();
    head += if cfg!(debug_assertions) { RELOAD } else { "" };
    let page = async move |State(app): State<Arc<App>>, user: Result<User, StatusCode>, forms: FormState| {
        page(&app, user.ok(), &forms, &head).await
    };
    let mut router = Router::new().route("/", get(page)).with_state(app);
    if cfg!(debug_assertions) {
        router = router.route("/process", get(async || std::process::id().to_string()));
    }
    let Some(assets) = assets else { return router };
    router.nest_service("/assets", ServeDir::new(assets.folder()))
}

async fn page(app: &App, user: Option<User>, forms: &FormState, head: &str) -> Response {
    let body = match user {
        Some(user) => notes(app, user, forms).await,
        None => Ok(html! { p { "A name that nobody has becomes a new account." } (form(&forms.form(SessionsSpec::LOGIN), "Log in")) }),
    };
    let Ok(body) = body else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width";
                title { "Notes" }
                style { (PreEscaped(STYLE)) }
                (PreEscaped(head))
            }
            body {
                main {
                    h1 { "Notes" }
                    @if let Some(message) = forms.message() { p role="alert" { (message) } }
                    (body)
                }
            }
        }
    };
    Html(page.into_string()).into_response()
}

async fn notes(app: &App, user: User, forms: &FormState) -> Result<Markup, notes_api::NoteError> {
    let name = user.name.clone();
    let notes = app.list(user).await?;
    Ok(html! {
        (form(&forms.form(NotesSpec::ADD), "Add"))
        ul {
            @for note in notes {
                li { (note.text) (button(&forms.form(NotesSpec::REMOVE).about("id", &note.id), "Remove")) }
            }
        }
        footer { (name) (button(&forms.form(SessionsSpec::LOGOUT), "Log out")) }
    })
}

/// A form with all its fields, each with what is wrong with it.
fn form(form: &Form, label: &str) -> Markup {
    html! {
        form method="post" action=(form.action()) {
            (key(form))
            @for field in form.fields() {
                p {
                    label for=(field.id) { (field.label) }
                    (PreEscaped(format!("<input {}>", field.attributes())))
                    span id=(field.error_id()) { (field.error.as_deref().unwrap_or_default()) }
                }
            }
            button { (label) }
        }
    }
}

/// A form of one button.
fn button(form: &Form, label: &str) -> Markup {
    html! {
        form method="post" action=(form.action()) {
            (key(form))
            @for field in form.fields() { (PreEscaped(format!(r#"<input {} hidden>"#, field.attributes()))) }
            @for fault in form.faults() { p role="alert" { (fault.message) } }
            button { (label) }
        }
    }
}

/// With its key a double click is one call.
fn key(form: &Form) -> Markup {
    html! { @if let Some(key) = form.key() { input type="hidden" name=(KEY) value=(key); } }
}
