//! Forms that are refused: the page that they were on is the answer, with what was typed.

use crate::support::{Running, from_page};
use anyhow::Result;
use axum::extract::{Extension, FromRequestParts, Path, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::get;
use axum::{Router, body::Body};
use reqwest::Client;
use std::convert::Infallible;
use std::fmt::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tower::ServiceExt;
use trifold::server::{Effects, FormState, Server};
use trifold::{ApiError, MethodSpec, model, service};

const FORM: &str = "application/x-www-form-urlencoded";

#[model]
#[derive(Clone)]
struct Note {
    /// What it says.
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

/// Whoever sends `x-writer: yes`. Others are told so in the way that they name.
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

/// What a page knows, as a page: the message, and each field of the form as its attributes.
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

/// A page with a capture, behind a layer that the whole router has.
async fn note(Path(id): Path<u64>, Extension(layered): Extension<&'static str>, forms: FormState) -> Html<String> {
    Html(format!("note {id} {layered} {:?}", forms.message()))
}

/// A page that posts its own form, as a page should not.
async fn looping(State(all): State<Arc<std::sync::OnceLock<Router>>>, headers: HeaderMap) -> Response {
    let host = headers.get(header::HOST).cloned().expect("a request has a host");
    let request = Request::post(DeskSpec::ADD.action_path())
        .header(header::HOST, &host)
        .header(header::REFERER, format!("http://{}/looping", host.to_str().expect("text")))
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, FORM);
    let router = all.get().expect("the router is there").clone();
    let inner =
        router.oneshot(request.body(Body::from("title=")).expect("a request")).await.unwrap_or_else(|never: Infallible| match never {});
    Html(format!("the inner form: {}", inner.status())).into_response()
}

fn pages(all: Arc<std::sync::OnceLock<Router>>) -> Router {
    Router::new()
        .route("/", get(page))
        .route("/notes/{id}", get(note))
        .route("/broken", get(async || StatusCode::INTERNAL_SERVER_ERROR))
        .route("/panics", get(async || -> String { panic!("secret 4711") }))
        .route("/json", get(async || ([(header::CONTENT_TYPE, "application/json")], "[1, 2]")))
        .route("/moved", get(async || Redirect::temporary("/")))
        .route("/looping", get(looping).with_state(all))
}

struct Site {
    server: Running,
    desk: Arc<Wood>,
}

impl Site {
    async fn start(configure: impl FnOnce(Server) -> Server) -> Result<Self> {
        let desk = Arc::new(Wood::default());
        let all = Arc::new(std::sync::OnceLock::new());
        let server = configure(Server::new().add_service(DeskServer::from_arc(desk.clone())).pages(pages(all.clone())));
        let router = server.into_router().layer(Extension("layered"));
        let _ = all.set(router.clone());
        Ok(Self { server: Running::start(router).await?, desk })
    }

    /// Sends a form from a page.
    async fn send(&self, page: &str, method: &MethodSpec, body: &'static str, headers: &[(&str, &str)]) -> Result<Answer> {
        self.send_to(page, method.action_path(), body, headers).await
    }

    async fn send_to(&self, page: &str, target: &str, body: &'static str, headers: &[(&str, &str)]) -> Result<Answer> {
        let client = Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
        let form = from_page(client.post(self.server.url(target))).header("content-type", FORM).header("referer", self.server.url(page));
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

    /// Whether a person can read it.
    fn is_html(&self) -> bool {
        self.header("content-type").starts_with("text/html") && !self.text.contains("4711")
    }
}

#[tokio::test]
async fn a_refused_form_is_answered_with_its_page_and_what_was_typed() -> Result<()> {
    let site = Site::start(|server| server).await?;
    let body = "title=&tags[]=lengthy&tags[]=%22%3E%3Cscript%3E&weight=12&kind=loud&pin=4711";
    let answer = site.send("/?x=1", DeskSpec::ADD, body, &[("cookie", "who=me")]).await?;
    assert!(answer.status == 422 && answer.is_html(), "{} {}", answer.status, answer.text);
    assert_eq!((answer.header("cache-control"), answer.header("set-cookie")), ("no-store", ""));
    for part in [
        "at /?x=1 for who=me: None",
        "<p>None Some(\"add\")",
        "<input id=\"add-new-title\" name=\"new.title\" type=\"text\" value=\"\" required maxlength=\"40\" aria-invalid=\"true\" aria-describedby=\"add-new-title-error\">",
        "<input id=\"add-new-tags-0\" name=\"new.tags[0]\" type=\"text\" value=\"lengthy\" maxlength=\"10\" aria-invalid=\"true\" aria-describedby=\"add-new-tags-0-error\">",
        "<input id=\"add-new-weight\" name=\"new.weight\" type=\"number\" value=\"12\" min=\"1\" max=\"9\" step=\"1\" aria-invalid=\"true\" aria-describedby=\"add-new-weight-error\">",
        "<input id=\"add-new-pinned\" name=\"new.pinned\" type=\"checkbox\" value=\"true\">",
        "<input id=\"add-new-pin\" name=\"new.pin\" type=\"password\">",
        "<form action=\"/_action/",
        "?page=/%3Fx%3D1\">",
    ] {
        assert!(answer.text.contains(part), "{part}\n{}", answer.text);
    }
    assert_eq!(site.calls(), 0);
    Ok(())
}

#[tokio::test]
async fn a_page_knows_the_rules_before_anything_was_sent() -> Result<()> {
    let site = Site::start(|server| server).await?;
    let text = Client::new().get(site.server.url("/")).send().await?.text().await?;
    for part in [
        "at / for : None",
        "<input id=\"add-new-title\" name=\"new.title\" type=\"text\" required maxlength=\"40\">",
        "<input id=\"add-new-kind\" name=\"new.kind\" required>",
        &format!("<form action=\"{}\">[]", DeskSpec::ADD.action_path()),
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    Ok(())
}

#[tokio::test]
async fn the_services_own_error_and_a_panic_keep_what_was_typed() -> Result<()> {
    let site = Site::start(|server| server).await?;
    let own = site.send("/", DeskSpec::ADD, "title=full&kind=plain", &[]).await?;
    assert!(own.status == 409 && own.is_html());
    assert!(own.text.contains("Some(\"the desk takes 3 notes\")") && own.text.contains("Some(Full { most: 3 })"), "{}", own.text);
    assert!(own.text.contains("value=\"full\"") && own.header("set-cookie").starts_with("added=1;"), "{}", own.text);
    let panic = site.send("/", DeskSpec::ADD, "title=panic&kind=plain", &[]).await?;
    assert!(panic.status == 500 && panic.is_html());
    assert!(panic.text.contains("value=\"panic\"") && panic.text.contains("Internal Server Error"), "{}", panic.text);
    assert_eq!(site.calls(), 2);
    Ok(())
}

#[tokio::test]
async fn success_leads_back_to_the_page_also_from_an_answer() -> Result<()> {
    let site = Site::start(|server| server).await?;
    let done = site.send("/?x=1", DeskSpec::ADD, "title=a&kind=plain", &[]).await?;
    assert_eq!((done.status, done.header("location")), (303, "/?x=1"));
    // The answer to a form has the action's address; a form on it says which page it is on.
    let answer = format!("{}?page=/%3Fx%3D1", DeskSpec::ADD.action_path());
    let done = site.send_to(&answer, &answer, "title=a&kind=plain", &[]).await?;
    assert_eq!((done.status, done.header("location")), (303, "/?x=1"));
    let again = site.send_to(&answer, &answer, "title=&kind=plain", &[]).await?;
    assert!(again.status == 422 && again.text.contains("at /?x=1"), "{}", again.text);
    // One that does not say so still finds the page in the address that it came from.
    let done = site.send(&answer, DeskSpec::ADD, "title=a&kind=plain", &[]).await?;
    assert_eq!((done.status, done.header("location")), (303, "/?x=1"));
    let evil = format!("{}?page=//evil.example", DeskSpec::ADD.action_path());
    let done = site.send_to(&evil, &evil, "title=a&kind=plain", &[]).await?;
    assert_eq!((done.status, done.header("location")), (303, "/"));
    Ok(())
}

const STALE: &str = "/_action/AAECAwQFBgcICQoLDA0ODw";

#[tokio::test]
async fn a_stale_page_is_answered_with_the_page_as_it_is_now() -> Result<()> {
    let site = Site::start(|server| server).await?;
    let stale = site.send_to("/", STALE, "title=a", &[]).await?;
    assert!(stale.status == 409 && stale.is_html());
    assert!(stale.text.contains("at / for : Some(\"This page was out of date, and nothing was done."), "{}", stale.text);
    Ok(())
}

#[tokio::test]
async fn what_was_typed_into_a_stale_form_is_found_by_the_names_of_its_fields() -> Result<()> {
    let site = Site::start(|server| server).await?;
    let title = "name=\"new.title\" type=\"text\" value=\"a\"";
    let stale = site.send_to("/", STALE, "_key=0123&new.title=a&tags[]=b&kind=loud", &[]).await?;
    assert!(stale.text.contains(title) && stale.text.contains("name=\"new.tags[0]\" type=\"text\" value=\"b\""), "{}", stale.text);
    assert!(stale.text.contains("Some(\"add\")"), "{}", stale.text);
    // What any form calls a secret is in none; a field that no form has makes it no form of these.
    let secret = site.send_to("/", STALE, "title=a&pin=4711", &[]).await?;
    assert!(secret.text.contains(title) && secret.is_html(), "{}", secret.text);
    for other in ["title=a&author=b", "title=a&id=1", "", "=", "%ff=%ff", "a[=1"] {
        let stale = site.send_to("/", STALE, other, &[]).await?;
        assert!(stale.status == 409 && !stale.text.contains("value=\"a\""), "{other}: {}", stale.text);
    }
    let parts = "--X\r\ncontent-disposition: form-data; name=\"title\"\r\n\r\na\r\n--X\r\ncontent-disposition: form-data; name=\"image\"; filename=\"a.png\"\r\n\r\nPNG\r\n--X--\r\n";
    let client = Client::new();
    let stale = from_page(client.post(site.server.url(STALE)))
        .header("content-type", "multipart/form-data; boundary=X")
        .header("referer", site.server.url("/"));
    let stale = stale.body(parts).send().await?;
    assert_eq!(stale.status(), 409);
    assert!(stale.text().await?.contains(title));
    let long: &'static str = format!("title=a&tags[]={}", "x".repeat(65 * 1024)).leak();
    let stale = site.send_to("/", STALE, long, &[]).await?;
    assert!(stale.status == 409 && stale.text.len() < 10_000, "more than a page gives back is not read");
    assert_eq!(site.calls(), 0);
    Ok(())
}

#[tokio::test]
async fn a_refusal_before_the_body_is_a_page_too() -> Result<()> {
    let site = Site::start(|server| server.body_limit(100)).await?;
    let big: &'static str = "x".repeat(200).leak();
    let kind = |kind: &'static str| [("content-type", kind), ("accept", "text/html")];
    let large = site.send("/", DeskSpec::ADD, big, &[]).await?;
    assert!(large.status == 413 && large.text.contains("at / for : Some(\"the body"), "{}", large.text);
    let client = Client::new();
    let plain = from_page(client.post(site.server.url(DeskSpec::ADD.action_path()))).header("referer", site.server.url("/"));
    let plain = kind("text/plain").iter().fold(plain, |form, (name, value)| form.header(*name, *value)).body("title=a").send().await?;
    assert_eq!((plain.status().as_u16(), plain.headers()["content-type"].to_str()?), (415, "text/html; charset=utf-8"));
    Ok(())
}

const SIGN: &str = "id=1&name=me";

#[tokio::test]
async fn a_caller_who_is_not_known_keeps_what_was_typed() -> Result<()> {
    let site = Site::start(|server| server).await?;
    let page = site.send("/?x=1", DeskSpec::SIGN, SIGN, &[]).await?;
    assert_eq!((page.status, page.header("www-authenticate"), page.is_html()), (401, "Pen", true));
    assert!(
        page.text.contains("at /?x=1 for : Some(\"Unauthorized\")") && page.text.contains("name=\"name\" type=\"text\" value=\"me\""),
        "{}",
        page.text
    );
    // Nothing is decoded: what no argument could be made of is text all the same.
    let page = site.send("/", DeskSpec::SIGN, "id=x&name=me&other=1", &[]).await?;
    assert!(page.status == 401 && page.text.contains("value=\"me\""), "{}", page.text);
    let secret = site.send("/", DeskSpec::LOCK, "note=mine&pin=4711", &[]).await?;
    assert!(secret.status == 401 && secret.is_html() && secret.text.contains("value=\"mine\""), "{}", secret.text);
    let long: &'static str = format!("id=1&name={}", "x".repeat(65 * 1024)).leak();
    let page = site.send("/", DeskSpec::SIGN, long, &[]).await?;
    assert!(page.status == 401 && page.text.len() < 10_000, "more than a page gives back is not read");
    assert_eq!(site.calls(), 0);
    Ok(())
}

#[tokio::test]
async fn where_there_is_a_login_a_form_leads_there_unless_that_would_lose_something() -> Result<()> {
    let site = Site::start(|server| server.login("/login").expect("a page")).await?;
    let login = site.send("/?x=1", DeskSpec::SIGN, "id=1&name=+", &[]).await?;
    assert_eq!((login.status, login.header("location"), login.text.as_str()), (303, "/login?next=%2F%3Fx%3D1", ""));
    let page = site.send("/?x=1", DeskSpec::SIGN, SIGN, &[]).await?;
    assert!(
        page.status == 401 && page.text.contains("value=\"me\"") && page.text.contains("Some(\"/login?next=%2F%3Fx%3D1\")"),
        "{}",
        page.text
    );
    // A page that leads away, as one for known callers does, gives way to one that keeps it.
    for away in ["/moved", "/broken"] {
        let small = site.send(away, DeskSpec::SIGN, SIGN, &[]).await?;
        let action = format!("<form method=\"post\" action=\"{}?page={away}\">", DeskSpec::SIGN.action_path());
        for part in [
            &action,
            "rows=\"4\" cols=\"40\">\nme</textarea>",
            "<input type=\"hidden\" name=\"id\" value=\"1\">",
            "href=\"/login?next=%2F",
            "Send again",
        ] {
            assert!(small.status == 401 && small.text.contains(part), "{away}: {part}\n{}", small.text);
        }
    }
    let part = site.send("/moved", DeskSpec::LOCK, "note=mine&pin=4711", &[]).await?;
    assert!(
        part.is_html() && part.text.contains("mine</textarea>") && !part.text.contains("Send again"),
        "not all of it is here: {}",
        part.text
    );
    assert_eq!(site.calls(), 0);
    Ok(())
}

#[tokio::test]
async fn a_context_may_have_an_answer_of_its_own() -> Result<()> {
    let site = Site::start(|server| server.login("/login").expect("a page")).await?;
    let own = site.send("/", DeskSpec::SIGN, SIGN, &[("x-writer", "redirect")]).await?;
    assert_eq!(
        (own.status, own.header("location"), own.header("set-cookie")),
        (303, "/elsewhere", "lost=1"),
        "not 307: that sends the form on"
    );
    let own = site.send("/", DeskSpec::SIGN, SIGN, &[("x-writer", "page")]).await?;
    assert_eq!((own.status, own.text.as_str()), (403, "<p>the context's own page"));
    let client = Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
    let script = from_page(client.post(site.server.url(DeskSpec::SIGN.action_path()))).json(&(1, "me")).header("x-writer", "redirect");
    let script = script.send().await?;
    assert_eq!((script.status().as_u16(), script.headers()["trifold-redirect"].to_str()?), (401, "/elsewhere"));
    assert!(!script.headers().contains_key("location"));
    assert_eq!(site.calls(), 0);
    for page in ["//evil.example", "login", "/login?a=b", ""] {
        assert!(Server::new().login(page).is_err(), "{page}");
    }
    Ok(())
}

#[tokio::test]
async fn a_page_has_its_captures_and_what_layers_put_into_the_request() -> Result<()> {
    let site = Site::start(|server| server).await?;
    let answer = site.send("/notes/7", DeskSpec::ADD, "title=full&kind=plain", &[]).await?;
    assert_eq!((answer.status, answer.text.as_str()), (409, "note 7 layered Some(\"the desk takes 3 notes\")"));
    Ok(())
}

#[tokio::test]
async fn a_page_that_cannot_be_shown_gives_way_to_a_small_one() -> Result<()> {
    let site = Site::start(|server| server).await?;
    for page in ["/broken", "/panics", "/json", "/nowhere", "/_action/x"] {
        let answer = site.send(page, DeskSpec::ADD, "title=&kind=plain", &[]).await?;
        assert!(answer.status == 422 && answer.is_html(), "{page}: {} {}", answer.status, answer.text);
        assert!(answer.text.contains("<h1>Invalid input</h1>") && answer.text.contains("/new/title"), "{page}: {}", answer.text);
    }
    let moved = site.send("/moved", DeskSpec::ADD, "title=&kind=plain", &[]).await?;
    assert_eq!((moved.status, moved.header("location")), (303, "/"));
    let looping = site.send("/looping", DeskSpec::ADD, "title=&kind=plain", &[]).await?;
    assert_eq!((looping.status, looping.text.as_str()), (422, "the inner form: 422 Unprocessable Entity"));
    assert_eq!(site.calls(), 0);
    Ok(())
}

#[tokio::test]
async fn another_site_gets_no_page_of_ours() -> Result<()> {
    let site = Site::start(|server| server).await?;
    let (known, stale, malformed) = (DeskSpec::ADD.action_path(), STALE, "/_action/x");
    for (action, status) in [(known, 403), (stale, 409), (malformed, 404)] {
        let form = Client::new().post(site.server.url(&format!("{action}?page=/"))).header("content-type", FORM);
        let form = form.header("sec-fetch-site", "cross-site").header("referer", "https://evil.example/");
        let answer = form.body("title=a&kind=plain").send().await?;
        assert_eq!((answer.status().as_u16(), answer.headers()["content-type"].to_str()?), (status, "text/html; charset=utf-8"));
        assert!(!answer.text().await?.contains("add-new-title"), "{action}");
    }
    assert_eq!(site.calls(), 0);
    Ok(())
}
