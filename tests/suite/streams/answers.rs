//! Answers in the place of a stream: which are asked for again, and which end it. One table, for all clients.

use super::{FeedError, FeedsClient, FeedsRestClient, Tick};
use crate::support::Running;
use anyhow::Result;
use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use futures_util::future::join_all;
use futures_util::{StreamExt, stream};
use serde_json::json;
use std::collections::HashMap;
use std::io::Error;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use trifold::client::Http;
use trifold::server::InProcess;
use trifold::{CallError, EventStream};

/// Header that names a client and its case: `name-7`.
pub(crate) const CASE: &str = "x-case";

/// The body of an answer.
#[derive(Debug, Clone, Copy)]
enum Said {
    Text(&'static str),
    /// It goes on for good.
    Endless,
    /// It breaks off.
    Cut,
}

use Said::{Cut, Endless, Text};

const EVENTS: &str = "text/event-stream";
const PROBLEM: &str = "application/problem+json";
const HTML: &str = "text/html";
const NOTHING: Said = Text("");
const END: Said = Text("event: end\ndata:\n\n");

/// Outcomes: it was asked for again, it ended without an error.
const AGAIN: &[&str] = &["again"];
const ENDED: &[&str] = &["end"];
/// A browser does not show what a redirect says, so `Fetch` has no problem of it.
const REDIRECTED: &[&str] = &["problem", "transport"];
const REFUSED: &[&str] = &["problem"];

/// Status, content type and body of what answers a client that comes back; what becomes of the stream.
type Case = (u16, &'static str, Said, &'static [&'static str]);

const CASES: &[Case] = &[
    (200, EVENTS, END, ENDED),
    (200, "Text/Event-Stream ; charset=utf-8", END, ENDED),
    (204, "", NOTHING, ENDED),
    (200, "text/event-streams", END, &["decode"]),
    (200, "", NOTHING, &["decode"]),
    (200, HTML, Text("<h1>Sign in</h1>"), &["decode"]),
    (200, HTML, Endless, &["decode"]),
    (200, "application/json", Cut, &["decode"]),
    (206, EVENTS, END, &["decode"]),
    (300, HTML, NOTHING, REFUSED),
    (301, "", NOTHING, REDIRECTED),
    (302, HTML, Text("<h1>Moved</h1>"), REDIRECTED),
    (303, "", NOTHING, REDIRECTED),
    (307, "", Endless, REDIRECTED),
    (308, "", NOTHING, REDIRECTED),
    (400, PROBLEM, Text("{}"), REFUSED),
    (401, PROBLEM, Text("{}"), &["denied"]),
    (403, HTML, Text("<h1>No</h1>"), &["denied"]),
    (404, HTML, NOTHING, REFUSED),
    (404, PROBLEM, Text(r#"{"type":"/problems/FeedError/missing","code":"other"}"#), REFUSED),
    (404, PROBLEM, Text("{"), &["decode"]),
    (404, HTML, Cut, &["transport"]),
    (410, HTML, NOTHING, REFUSED),
    (409, PROBLEM, Text(r#"{"type":"/problems/stale-action"}"#), &["stale"]),
    (422, PROBLEM, Text(r#"{"errors":[]}"#), &["invalid"]),
    (429, PROBLEM, Text("{"), AGAIN),
    (500, PROBLEM, Text("{}"), AGAIN),
    (501, HTML, NOTHING, AGAIN),
    (502, HTML, Cut, AGAIN),
    (503, EVENTS, END, AGAIN),
    (504, "", NOTHING, AGAIN),
];

impl Said {
    fn body(self) -> Body {
        let piece = Ok::<_, Error>("<p>more</p>");
        match self {
            Text(text) => text.into(),
            Endless => Body::from_stream(stream::iter([piece]).chain(stream::pending())),
            Cut => Body::from_stream(stream::iter([piece]).chain(stream::once(async {
                // Once the head has gone.
                tokio::time::sleep(Duration::from_millis(100)).await;
                Err(Error::other("cut"))
            }))),
        }
    }
}

/// A server that answers whoever names a case: at first with a stream that breaks off, then as the case says, and then with the end of a stream.
#[derive(Debug, Clone, Default)]
pub(crate) struct Answers(Arc<Mutex<HashMap<String, usize>>>);

impl Answers {
    /// The number of cases.
    pub(crate) const MANY: usize = CASES.len();

    /// Stands before another server. Programs read the cases at `/answers`, and at `/answers/{client}-{case}` how often a client came.
    pub(crate) fn before(&self, router: Router) -> Router {
        let answers = self.clone();
        router.layer(from_fn(move |request: Request, next: Next| {
            let answers = answers.clone();
            async move {
                if let Some(who) = request.headers().get(CASE).and_then(|who| who.to_str().ok()) {
                    return answers.answer(who);
                }
                match request.uri().path().strip_prefix("/answers") {
                    Some("") => {
                        json!(CASES.iter().map(|case| (format!("{case:?}"), case.3)).collect::<Vec<_>>()).to_string().into_response()
                    }
                    Some(path) => json!(answers.asked(path.trim_start_matches('/'))).to_string().into_response(),
                    None => next.run(request).await,
                }
            }
        }))
    }

    fn answer(&self, who: &str) -> Response {
        let asked = {
            let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let asked = all.entry(who.to_owned()).or_default();
            *asked += 1;
            *asked
        };
        let case = who.rsplit_once('-').and_then(|(_, case)| CASES.get(case.parse::<usize>().ok()?));
        let (status, kind, said) = match (asked, case) {
            (1, Some(_)) => (200, EVENTS, Text(": open\nretry: 2000\n\n")),
            (2, Some(&(status, kind, said, _))) => (status, kind, said),
            _ => (200, EVENTS, END),
        };
        let mut answer = Response::new(said.body());
        *answer.status_mut() = StatusCode::from_u16(status).expect("a status");
        // A browser would answer the next case by itself.
        answer.headers_mut().insert(header::CACHE_CONTROL, "no-store".parse().expect("a rule"));
        if !kind.is_empty() {
            answer.headers_mut().insert(header::CONTENT_TYPE, kind.parse().expect("a content type"));
        }
        if (301..309).contains(&status) {
            answer.headers_mut().insert(header::LOCATION, "/elsewhere".parse().expect("a path"));
        }
        answer
    }

    fn asked(&self, who: &str) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(who).copied().unwrap_or_default()
    }

    /// Looks at what became of each case's stream: `end`, or the kind of its error.
    pub(crate) fn check(&self, client: &str, ends: &[String]) {
        assert_eq!(ends.len(), CASES.len());
        for (at, (end, case)) in ends.iter().zip(CASES).enumerate() {
            let outcome = match (end.as_str(), self.asked(&format!("{client}-{at}"))) {
                ("end", 3) => "again".to_owned(),
                (end, 2) => end.to_owned(),
                (end, asked) => format!("{end}, asked {asked} times"),
            };
            assert!(case.3.contains(&outcome.as_str()), "{client}, {case:?}: {outcome}");
        }
    }
}

/// The end of a stream: `end`, or the kind of its error.
async fn end(opened: impl Future<Output = Result<EventStream<Tick, FeedError>, CallError<FeedError>>>) -> String {
    let items: Vec<_> = opened.await.expect("a stream at first").collect().await;
    let Some(last) = items.last() else { return "end".to_owned() };
    let words = format!("{:?}", last.as_ref().expect_err("no event came"));
    words.split(|letter: char| !letter.is_alphabetic()).next().unwrap_or_default().to_lowercase()
}

#[tokio::test]
async fn an_answer_that_is_no_stream_ends_it_unless_it_tells_of_the_moment() -> Result<()> {
    let answers = Answers::default();
    let router = answers.before(Router::new());
    let running = Running::start(router.clone()).await?;
    let own = reqwest::Client::builder().redirect(reqwest::redirect::Policy::custom(|to| to.error("not there"))).build()?;
    let at = |client: &str| (0..Answers::MANY).map(|case| format!("{client}-{case}")).collect::<Vec<_>>();
    let http = |who| Http::new(&running.base()).map(|http| http.header(CASE, who));
    let route = at("route").into_iter().map(|who| {
        let client = http(who).map(FeedsRestClient::with_transport).expect("a base");
        async move { end(async { client.watch("x".to_owned()).await }).await }
    });
    let action = at("action").into_iter().map(|who| {
        let client = http(who).map(FeedsClient::new).expect("a base");
        async move { end(async { client.watch("x".to_owned()).await }).await }
    });
    let following = at("following").into_iter().map(|who| {
        let http = Http::from_client(own.clone(), &running.base()).expect("a base").header(CASE, who);
        let client = FeedsRestClient::with_transport(http);
        async move { end(async { client.watch("x".to_owned()).await }).await }
    });
    let local = at("local").into_iter().map(|who| {
        let client = FeedsClient::new(InProcess::new(router.clone()).header(CASE, who));
        async move { end(async { client.watch("x".to_owned()).await }).await }
    });
    let (route, action, following, local) = tokio::join!(join_all(route), join_all(action), join_all(following), join_all(local));
    for (client, ends) in [("route", route), ("action", action), ("following", following), ("local", local)] {
        answers.check(client, &ends);
    }
    Ok(())
}
