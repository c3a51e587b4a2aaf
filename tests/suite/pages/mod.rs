//! Forms of pages: each is sent to the URL of its page, and that page is the answer when it is refused.

mod refused;
mod target;

use crate::support::{Running, from_page, to_page};
use anyhow::Result;
use axum::Router;
use axum::extract::{Extension, FromRequestParts, Path};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::get;
use reqwest::Client;
use std::fmt::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use trifold::form::Field;
use trifold::server::{Effects, FormState, Server};
use trifold::{ApiError, MethodSpec, model, service};

const FORM: &str = "application/x-www-form-urlencoded";

#[model]
#[derive(Clone)]
struct Note {
    /// Text that it bears.
    #[garde(length(chars, min = 1, max = 20))]
    title: String,
    #[serde(default)]
    #[garde(inner(length(chars, max = 5)))]
    tags: Vec<String>,
    #[garde(range(min = 1, max = 9))]
    weight: Option<u8>,
    #[serde(default)]
    pinned: bool,
    kind: NoteKind,
    #[sensitive]
    pin: Option<String>,
}

#[model]
#[derive(Debug, Clone)]
#[serde(rename_all = "lowercase")]
enum NoteKind {
    Plain,
    Loud,
}

#[derive(Debug, PartialEq, thiserror::Error, ApiError)]
enum DeskError {
    #[error("the desk takes {most} notes")]
    #[status(409)]
    Full { most: u8 },
}

/// Notes on a desk.
#[service(version = 1)]
trait Desk {
    type Effects;
    type Writer;

    /// Adds a note, or fails as its title says.
    async fn add(&self, #[context] effects: Self::Effects, new: Note) -> Result<u64, DeskError>;

    /// For writers only.
    async fn sign(&self, #[context] writer: Self::Writer, id: u64, name: String) -> Result<(), DeskError>;

    /// For writers only, and with a secret.
    async fn lock(&self, #[context] writer: Self::Writer, note: String, #[sensitive] pin: String) -> Result<(), DeskError>;
}

#[derive(Default)]
struct Wood {
    calls: AtomicUsize,
}

/// Caller who sends `x-writer: yes`. Others are told so in the way that they name.
struct Writer;

impl FromRequestParts<Arc<Wood>> for Writer {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<Wood>) -> Result<Self, Response> {
        Err(match parts.headers.get("x-writer").map(|writer| writer.as_bytes()) {
            Some(b"yes") => return Ok(Self),
            Some(b"redirect") => ([(header::SET_COOKIE, "lost=1")], Redirect::temporary("/elsewhere")).into_response(),
            Some(b"page") => (StatusCode::FORBIDDEN, Html("<p>the context's own page")).into_response(),
            _ => (StatusCode::UNAUTHORIZED, [(header::WWW_AUTHENTICATE, "Pen")]).into_response(),
        })
    }
}

impl Desk for Wood {
    type Effects = Effects;
    type Writer = Writer;

    async fn add(&self, effects: Effects, new: Note) -> Result<u64, DeskError> {
        self.calls.fetch_add(1, Ordering::SeqCst);
        effects.set_cookie(("added", "1")).expect("fine");
        match new.title.as_str() {
            "full" => Err(DeskError::Full { most: 3 }),
            "panic" => panic!("secret 4711"),
            _ => Ok(1),
        }
    }

    async fn sign(&self, _: Writer, _: u64, _: String) -> Result<(), DeskError> {
        self.calls.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }

    async fn lock(&self, _: Writer, _: String, _: String) -> Result<(), DeskError> {
        self.calls.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }
}

/// Shows a page that says what it knows: the message, and each field of the form as its attributes.
fn shown(forms: &FormState, cookie: &str) -> String {
    let form = forms.form(DeskSpec::ADD);
    let mut html = format!("<title>{}</title><p>at {} for {cookie}: {:?}", forms.page(), forms.page(), forms.message());
    let _ = write!(html, "<p>{:?} {:?}", forms.error::<DeskError>(), forms.method().map(|method: &MethodSpec| method.name));
    for name in ["title", "tags[0]", "weight", "pinned", "kind", "pin"] {
        let _ = write!(html, "\n<input {}>", form.field(name).attributes());
    }
    let _ = write!(html, "\n<form action=\"{}\">{:?}", form.action(), form.faults());
    let (sign, lock) = (forms.form(DeskSpec::SIGN), forms.form(DeskSpec::LOCK));
    for field in [sign.field("id"), sign.field("name"), lock.field("note"), lock.field("pin")] {
        let _ = write!(html, "\n<input {}>", field.attributes());
    }
    let _ = write!(html, "\n<p>{:?}", forms.login());
    html
}

async fn page(forms: FormState, headers: HeaderMap) -> Html<String> {
    let cookie = headers.get(header::COOKIE).map(|cookie| cookie.to_str().unwrap_or("?").to_owned()).unwrap_or_default();
    Html(shown(&forms, &cookie))
}

/// The same page for people who read German.
async fn german_page(forms: FormState) -> Html<String> {
    Html(shown(&forms.translate(german), ""))
}

fn german(code: &str, field: Option<&Field>) -> Option<String> {
    match (code, field) {
        ("length", Some(Field { max_length: Some(most), .. })) => Some(format!("höchstens {most} Zeichen")),
        ("/problems/DeskError/full", None) => Some("der Tisch ist voll".to_owned()),
        _ => None,
    }
}

/// A page with a capture, behind a layer that the whole router has.
async fn note(Path(id): Path<u64>, Extension(layered): Extension<&'static str>, forms: FormState) -> Html<String> {
    Html(format!("note {id} {layered} {:?}", forms.message()))
}

fn pages() -> Router {
    Router::new()
        .route("/", get(page))
        .route("/desk", get(page))
        .route("/tisch", get(german_page))
        .route("/notes/{id}", get(note))
        .route("/broken", get(async || StatusCode::INTERNAL_SERVER_ERROR))
        .route("/panics", get(async || -> String { panic!("secret 4711") }))
        .route("/json", get(async || ([(header::CONTENT_TYPE, "application/json")], "[1, 2]")))
        .route("/moved", get(async || Redirect::temporary("/")))
}

struct Site {
    server: Running,
    desk: Arc<Wood>,
}

impl Site {
    async fn start(configure: impl FnOnce(Server) -> Server) -> Result<Self> {
        let desk = Arc::new(Wood::default());
        let server = configure(Server::new().add_service(DeskServer::from_arc(desk.clone())).pages(pages()));
        let router = server.into_router().layer(Extension("layered"));
        Ok(Self { server: Running::start(router).await?, desk })
    }

    /// Sends a form from a page.
    async fn send(&self, page: &str, method: &'static MethodSpec, body: &'static str, headers: &[(&str, &str)]) -> Result<Answer> {
        self.send_to(&to_page(page, method), body, headers).await
    }

    async fn send_to(&self, target: &str, body: &'static str, headers: &[(&str, &str)]) -> Result<Answer> {
        let client = Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
        let form = from_page(client.post(self.server.url(target))).header("content-type", FORM);
        let form = headers.iter().fold(form, |form, (name, value)| form.header(*name, *value));
        let response = form.body(body).send().await?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Ok(Answer { status, headers, text: response.text().await? })
    }

    fn calls(&self) -> usize {
        self.desk.calls.load(Ordering::SeqCst)
    }
}

struct Answer {
    status: u16,
    headers: HeaderMap,
    text: String,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// True if a person can read it.
    fn is_html(&self) -> bool {
        self.header("content-type").starts_with("text/html") && !self.text.contains("4711")
    }
}

const STALE: &str = "/?/AAECAwQFBgcICQoLDA0ODw";

const SIGN: &str = "id=1&name=me";

fn id(method: &MethodSpec) -> String {
    method.action.expect("it has an action").tag().as_str().to_owned()
}
