//! A server with something of each kind, for targets that send whole requests.
//!
//! In: a request. Out: its answer, to the end; and how often the one method that changes something ran.

use super::targets::Everything;
use crate::error::Never;
use crate::server::{Effects, FormState, Server};
use crate::stream::{EventStream, LastEventId};
use crate::{Cursor, Download, MethodSpec, Page, RawBody, Upload, service};
use axum::Router;
use axum::body::Body;
use axum::response::Html;
use axum::routing::get;
use bytes::Bytes;
use futures_util::stream;
use http::{Request, Response};
use http_body_util::BodyExt;
use std::cell::RefCell;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::runtime::{Builder, Runtime};
use tokio::time::timeout;
use tower::ServiceExt;

/// Something of each kind.
#[service(crate = "crate", version = 1)]
trait Stall {
    /// Cookies, headers and redirects.
    type Effects;

    /// Takes all that a body can say.
    #[idempotent]
    #[post("/notes/{id}")]
    async fn add(&self, #[context] effects: Self::Effects, id: u64, all: Everything, back: Option<String>) -> u64;

    /// Takes a file, and what stands before it.
    #[idempotent]
    #[post("/files")]
    async fn file(&self, name: String, file: Option<Upload>) -> u64;

    /// Takes bytes.
    #[put("/raw")]
    async fn raw(&self, #[body] raw: RawBody) -> u64;

    /// Gives a page.
    #[get("/notes")]
    async fn notes(&self, cursor: Option<Cursor<u64>>, #[header("x-times")] times: Vec<u16>) -> Page<u64>;

    /// Gives a file.
    #[get("/file")]
    async fn download(&self) -> Download;

    /// Gives three numbers, one by one.
    #[get("/feed")]
    async fn feed(&self, #[context] after: LastEventId) -> EventStream<u64, Never>;
}

/// Number of times that something was changed.
static CHANGES: AtomicUsize = AtomicUsize::new(0);

struct Keeper;

impl Stall for Keeper {
    type Effects = Effects;

    async fn add(&self, effects: Effects, id: u64, _: Everything, back: Option<String>) -> u64 {
        CHANGES.fetch_add(1, Ordering::Relaxed);
        if let Some(back) = back {
            let _ = effects.redirect(&back);
            let _ = effects.header("x-back", back.as_str());
            let _ = effects.set_cookie(("back", back));
        }
        id
    }

    async fn file(&self, name: String, file: Option<Upload>) -> u64 {
        CHANGES.fetch_add(1, Ordering::Relaxed);
        let length = match file {
            Some(file) => file.bytes().await.map_or(0, |bytes| bytes.len()),
            None => 0,
        };
        (name.len() + length) as u64
    }

    async fn raw(&self, raw: RawBody) -> u64 {
        raw.0.len() as u64
    }

    async fn notes(&self, cursor: Option<Cursor<u64>>, times: Vec<u16>) -> Page<u64> {
        match cursor {
            None => Page::new(vec![times.len() as u64]).next(&7),
            Some(cursor) => Page::new(cursor.key().into_iter().collect()).prev(&0),
        }
    }

    async fn download(&self) -> Download {
        Download::new("0123456789".repeat(10)).named("a b.txt")
    }

    async fn feed(&self, after: LastEventId) -> EventStream<u64, Never> {
        let first: u64 = after.id().unwrap_or(0);
        EventStream::new(stream::iter((0..3).map(move |number| Ok(first.saturating_add(number)))))
    }
}

/// The methods whose actions a request may name by a letter.
fn methods() -> [&'static MethodSpec; 6] {
    [StallSpec::ADD, StallSpec::FILE, StallSpec::RAW, StallSpec::NOTES, StallSpec::DOWNLOAD, StallSpec::FEED]
}

/// A text in which `@a` and the letters behind it stand for ids of actions.
pub(super) fn with_ids(text: &str) -> String {
    let ids = methods().into_iter().zip('a'..).filter_map(|(method, letter)| Some((method.action.as_ref()?.tag().as_str(), letter)));
    ids.fold(text.to_owned(), |text, (id, letter)| text.replace(&format!("@{letter}"), id))
}

/// The server's router: its services, a page with their forms, and a large answer.
pub(super) fn router() -> Router {
    let page = async |forms: FormState| {
        let forms = methods().map(|method| format!("{:?}", forms.form(method).faults()));
        Html(forms.concat())
    };
    let pages = Router::new().route("/", get(page)).route("/{any}", get(page));
    let server = Server::new().add_service(StallServer::new(Keeper)).pages(pages).health("/healthz").body_limit(2048);
    server.into_router().route("/large", get(async || Body::from(vec![b'x'; 100_000])))
}

/// An answer, and how often something was changed meanwhile.
pub(super) struct Answered {
    pub(super) response: Response<Bytes>,
    pub(super) changes: usize,
}

/// Asks the server of this thread.
pub(super) fn answer(request: Request<Body>) -> Answered {
    thread_local!(static SERVED: RefCell<Option<(Runtime, Router)>> = const { RefCell::new(None) });
    SERVED.with_borrow_mut(|served| {
        let (runtime, router) =
            served.get_or_insert_with(|| (Builder::new_current_thread().enable_all().build().expect("a runtime"), router()));
        let before = CHANGES.load(Ordering::Relaxed);
        let asked = async {
            let (head, body) = router.clone().oneshot(request).await.unwrap_or_else(|never| match never {}).into_parts();
            let body = body.collect().await.expect("an answer ends").to_bytes();
            Response::from_parts(head, body)
        };
        let response = runtime.block_on(async { timeout(Duration::from_secs(8), asked).await });
        Answered { response: response.expect("an answer comes"), changes: CHANGES.load(Ordering::Relaxed) - before }
    })
}
