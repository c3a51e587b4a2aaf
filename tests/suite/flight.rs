//! Reads in the flight of a write: order, guards, cookies, time, keys, limits.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use trifold::server::{Effects, InProcess, Server};
use trifold::spec::Rate;
use trifold::transport::{Flight, Request, Response};
use trifold::{ApiError, MethodSpec, Read, Transport, Verb, Write, service};

#[derive(Debug, PartialEq, thiserror::Error, ApiError)]
enum CountError {
    #[error("no")]
    #[status(409)]
    Full,
}

/// Caller whom the cookie names.
struct Who(String);

impl<S: Sync> FromRequestParts<S> for Who {
    type Rejection = axum::http::StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let cookies = parts.headers.get("cookie").and_then(|value| value.to_str().ok()).unwrap_or_default();
        let name = cookies.split("; ").find_map(|cookie| cookie.strip_prefix("name="));
        name.map(|name| Self(name.to_owned())).ok_or(axum::http::StatusCode::UNAUTHORIZED)
    }
}

#[service]
trait Counter {
    type Effects;
    type Who;

    #[read]
    async fn count(&self) -> u64;

    #[get("/download")]
    async fn download(&self) -> trifold::Download;

    /// As fast as they are read.
    #[get("/ticks")]
    async fn ticks(&self) -> trifold::EventStream<u64, CountError>;

    /// JSON that never ends.
    #[post("/export")]
    async fn export(&self) -> trifold::Download;

    #[read]
    async fn me(&self, #[context] who: Self::Who) -> String;

    /// Takes longer than anybody waits.
    #[read]
    async fn late(&self) -> u64;

    #[idempotent]
    #[refreshes(count, late)]
    async fn add(&self, number: u64) -> Result<u64, CountError>;

    #[refreshes(me)]
    async fn login(&self, #[context] effects: Self::Effects, name: String);
}

#[derive(Default)]
struct Counted(AtomicU64);

impl Counter for Counted {
    type Effects = Effects;
    type Who = Who;

    async fn count(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    async fn download(&self) -> trifold::Download {
        trifold::Download::new("text")
    }

    async fn ticks(&self) -> trifold::EventStream<u64, CountError> {
        trifold::EventStream::new(futures_util::stream::repeat_with(|| Ok(7)))
    }

    async fn export(&self) -> trifold::Download {
        let endless = futures_util::stream::repeat_with(|| Ok::<_, std::io::Error>("7"));
        trifold::Download::stream(endless).of_type("application/json")
    }

    async fn me(&self, who: Who) -> String {
        who.0
    }

    async fn late(&self) -> u64 {
        tokio::time::sleep(Duration::from_secs(5)).await;
        self.count().await
    }

    async fn add(&self, number: u64) -> Result<u64, CountError> {
        if number > 9 { Err(CountError::Full) } else { Ok(self.0.fetch_add(number, Ordering::Relaxed) + number) }
    }

    async fn login(&self, effects: Effects, name: String) {
        effects.set_cookie(("name", name)).expect("a plain name");
    }
}

struct Page {
    transport: InProcess,
    counted: Arc<Counted>,
}

impl Page {
    fn new() -> Self {
        let counted = Arc::new(Counted::default());
        let router = Server::new().add_service(CounterServer::from_arc(counted.clone())).into_router();
        Self { transport: InProcess::new(router), counted }
    }

    async fn send(&self, method: &MethodSpec, arguments: &str, headers: &[(&'static str, &str)]) -> Response {
        let mut all = vec![("content-type".into(), "application/json".to_owned())];
        all.extend(headers.iter().map(|(name, value)| ((*name).into(), (*value).to_owned())));
        let body = Some(arguments.as_bytes().to_vec());
        let request = Request {
            method: CounterSpec::ADD,
            verb: Verb::Post,
            target: method.action_path().to_owned(),
            headers: all,
            body,
            timeout: None,
        };
        self.transport.send(request).await.expect("in process")
    }

    /// The answer of a write as text, with these reads in its flight.
    async fn fly(&self, method: &MethodSpec, arguments: &str, reads: &str) -> (u16, String) {
        let answer = self.send(method, arguments, &[("trifold-refresh", reads)]).await;
        (answer.status, String::from_utf8(answer.body).expect("a text"))
    }
}

fn reads(methods: &[MethodSpec]) -> String {
    let mut request = Request {
        method: CounterSpec::ADD,
        verb: Verb::Post,
        target: String::new(),
        headers: Vec::new(),
        body: Some(b"[]".to_vec()),
        timeout: None,
    };
    let mut flight = Flight::default();
    for method in &*methods.to_vec().leak() {
        assert!(flight.add(id(method), method.strict.as_str(), "[]"));
    }
    assert!(flight.join(&mut request));
    request.headers.remove(0).1
}

fn id(method: &'static MethodSpec) -> &'static str {
    method.action.as_ref().expect("an action").tag().as_str()
}

fn spec<A, R>(read: &'static Read<A, R>) -> MethodSpec {
    read.spec()
}

fn write<A, R>(write: &'static Write<A, R>) -> MethodSpec {
    write.spec()
}

#[tokio::test]
async fn a_read_comes_after_its_write() {
    let page = Page::new();
    let (status, body) = page.fly(&write(CounterSpec::ADD), "[7]", &reads(&[spec(CounterSpec::COUNT)])).await;
    assert_eq!((status, body.as_str()), (200, r#"{"value":7,"refresh":[{"status":200,"value":7}]}"#));
    let plain = page.send(&write(CounterSpec::ADD), "[1]", &[]).await;
    assert_eq!((plain.body.as_slice(), plain.header("trifold-refresh")), (&b"8"[..], None), "without reads nothing changes");
}

#[tokio::test]
async fn a_login_refreshes_me_in_its_own_flight() {
    let page = Page::new();
    let me = reads(&[spec(CounterSpec::ME)]);
    let (_, body) = page.fly(&write(CounterSpec::LOGIN), r#"["ada"]"#, &me).await;
    assert_eq!(body, r#"{"value":null,"refresh":[{"status":200,"value":"ada"}]}"#);
    let (_, body) = page.fly(&write(CounterSpec::ADD), "[1]", &me).await;
    assert!(body.starts_with(r#"{"value":1,"refresh":[{"status":401,"problem":{"#), "the reads' own guards: {body}");
}

#[tokio::test(start_paused = true)]
async fn a_write_does_not_wait_for_a_late_read() {
    let page = Page::new();
    let both = reads(&[spec(CounterSpec::LATE), spec(CounterSpec::COUNT)]);
    let started = tokio::time::Instant::now();
    let (_, body) = page.fly(&write(CounterSpec::ADD), "[7]", &both).await;
    assert_eq!(body, r#"{"value":7,"refresh":[{"status":0},{"status":200,"value":7}]}"#);
    // The clock is the test's own, and moves when nothing else can.
    assert_eq!(started.elapsed().as_secs(), 1);
}

#[tokio::test]
async fn a_failed_write_is_answered_as_without_reads() {
    let page = Page::new();
    let answer = page.send(&write(CounterSpec::ADD), "[10]", &[("trifold-refresh", &reads(&[spec(CounterSpec::COUNT)]))]).await;
    assert_eq!((answer.status, answer.header("trifold-refresh")), (409, None));
    assert!(answer.body.starts_with(br#"{"type":"/problems/CountError/full""#));
}

#[tokio::test]
async fn a_key_stands_for_the_arguments_alone() {
    let page = Page::new();
    let key = ("idempotency-key", "\"one\"");
    let count = reads(&[spec(CounterSpec::COUNT)]);
    let first = page.send(&write(CounterSpec::ADD), "[7]", &[key, ("trifold-refresh", &count)]).await;
    assert_eq!(first.body, br#"{"value":7,"refresh":[{"status":200,"value":7}]}"#);
    page.send(&write(CounterSpec::ADD), "[1]", &[]).await;
    let again = page.send(&write(CounterSpec::ADD), "[7]", &[key, ("trifold-refresh", &count)]).await;
    assert_eq!(again.body, br#"{"value":7,"refresh":[{"status":200,"value":8}]}"#, "the write's answer, and what is read now");
    let without = page.send(&write(CounterSpec::ADD), "[7]", &[key]).await;
    assert_eq!((without.body.as_slice(), page.counted.0.load(Ordering::Relaxed)), (&b"7"[..], 8));
}

#[tokio::test]
async fn a_write_that_gives_a_file_brings_no_reads() {
    let count = reads(&[spec(CounterSpec::COUNT)]);
    let request = axum::http::Request::post(CounterSpec::EXPORT.action_path()).header("content-type", "application/json");
    let request = request.header("trifold-refresh", count).header("sec-fetch-site", "same-origin").header("host", "app.example");
    let router = Server::new().add_service(CounterServer::new(Counted::default())).into_router();
    let answer = tower::ServiceExt::oneshot(router, request.body(axum::body::Body::from("[]")).expect("sound")).await.expect("answered");
    assert_eq!((answer.status().as_u16(), answer.headers().get("trifold-refresh")), (200, None), "its bytes come as they are asked for");
}

#[tokio::test]
async fn no_write_passes_for_a_read() {
    let page = Page::new();
    let writes = id(&*Box::leak(Box::new(write(CounterSpec::ADD))));
    for name in [
        format!("{writes}?"),
        format!("{writes}?x"),
        format!("{writes}#"),
        format!("x/../{writes}"),
        format!("{writes}/"),
        format!(" {writes}"),
    ] {
        let (status, body) = page.fly(&write(CounterSpec::ADD), "[1]", &format!(r#"[["{name}","b",[3]]]"#)).await;
        assert_eq!((status, page.counted.0.load(Ordering::Relaxed)), (400, 0), "{name}: {body}");
    }
}

#[tokio::test]
async fn what_is_no_flight_is_refused_before_the_method() {
    let page = Page::new();
    let count = spec(CounterSpec::COUNT);
    let one = reads(&[count]);
    let nine = format!("[{}]", [&one[1..one.len() - 1]; 9].join(","));
    let writes = reads(&[write(CounterSpec::ADD)]);
    let others = [spec(CounterSpec::DOWNLOAD), spec(CounterSpec::TICKS)].map(|other| reads(&[other]));
    // What follows an id would be taken for another part of a URL, and leave the id.
    let add = id(&*Box::leak(Box::new(write(CounterSpec::ADD))));
    let spelled = ["?", "?x=1", "#", "/", "/../x", "%20", " ", "\\u0000"].map(|after| format!(r#"[["{add}{after}","b",[1]]]"#));
    let malformed = ["", "7", "{}", "[7]", "[[]]", r#"[["a","b"]]"#, r#"[["a",7,[]]]"#, r#"[["a","b",[],1]]"#, r#"[["x","b",[]]]"#];
    let all = [nine.as_str(), &writes].into_iter().chain(malformed).chain(others.iter().chain(&spelled).map(String::as_str));
    for refused in all {
        let (status, body) = page.fly(&write(CounterSpec::ADD), "[1]", refused).await;
        assert_eq!(status, 400, "{refused}: {body}");
    }
    assert_eq!(page.counted.0.load(Ordering::Relaxed), 0);
    let unknown = r#"[["AAAAAAAAAAAAAAAAAAAAAA","b",[]]]"#;
    let (_, body) = page.fly(&write(CounterSpec::ADD), "[1]", unknown).await;
    assert!(body.contains(r#"{"status":409,"problem":{"type":"/problems/stale-action""#), "{body}");
    let arguments = format!(r#"[["{}","b",[1]]]"#, id(&*Box::leak(Box::new(count))));
    let (_, body) = page.fly(&write(CounterSpec::ADD), "[1]", &arguments).await;
    assert!(body.starts_with(r#"{"value":2,"refresh":[{"status":4"#), "{body}");
    let stale = Request {
        method: CounterSpec::ADD,
        verb: Verb::Post,
        target: "/_action/AAAAAAAAAAAAAAAAAAAAAA".to_owned(),
        headers: vec![("trifold-refresh".into(), "7".to_owned())],
        body: None,
        timeout: None,
    };
    assert_eq!(page.transport.send(stale).await.expect("in process").status, 409, "a stale id is told first");
}

/// Each read is a call of its own: it needs a place, counts for a rate, and passes the checks of its sender.
#[tokio::test]
async fn a_read_in_a_flight_gains_nothing() {
    let fly = async |server: Server, headers: &[(&'static str, &str)]| {
        let counted = Arc::new(Counted::default());
        let router = server.add_service(CounterServer::from_arc(counted.clone())).into_router();
        let page = Page { transport: InProcess::new(router), counted };
        let both = reads(&[spec(CounterSpec::COUNT), spec(CounterSpec::COUNT)]);
        let all = [headers, &[("trifold-refresh", &*both)]].concat();
        let answer = page.send(&write(CounterSpec::ADD), "[7]", &all).await;
        (answer.status, String::from_utf8(answer.body).expect("a text"), page.counted.0.load(Ordering::Relaxed))
    };
    let (read, none) = (r#"{"status":200,"value":7}"#, r#"{"status":0}"#);
    let both = |first: &str, second: &str| (200, format!(r#"{{"value":7,"refresh":[{first},{second}]}}"#), 7);
    assert_eq!(fly(Server::new().calls_in_flight(1), &[]).await, both(read, read), "the write's place is free by then");
    assert_eq!(fly(Server::new().rate_limit(Rate::per_hour(2)), &[]).await, both(read, none), "each counts");
    let (status, body, count) = fly(Server::new(), &[("sec-fetch-site", "cross-site")]).await;
    assert!(status == 403 && count == 0 && !body.contains("refresh"), "{body}");
    // Bounds of a body are of the write's; what belongs to it alone is not told to a read.
    let alone = [("idempotency-key", "\"k\""), ("content-length", "3"), ("if-match", "\"x\""), ("range", "bytes=0-0")];
    assert_eq!(fly(Server::new(), &alone).await, both(read, read));
}
