//! Limits over a socket: bytes, time, calls in flight, calls of one caller, and hosts.

use crate::support::{Running, from_page, raw, to_the_end};
use anyhow::Result;
use axum::extract::FromRequestParts;
use axum::http::{StatusCode, request::Parts};
use reqwest::{Client, RequestBuilder, Response};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use trifold::client::Http;
use trifold::server::{Principal, Server};
use trifold::spec::Rate;
use trifold::{CallError, service};

#[service(version = 1)]
trait Gate {
    type Caller;

    #[limit(body = "1 KiB")]
    #[post("/echo")]
    async fn echo(&self, text: String) -> String;

    #[limit(deadline = "50ms")]
    #[post("/forever")]
    async fn forever(&self) -> u8;

    #[post("/hold")]
    async fn hold(&self) -> u8;

    #[rate_limit("3/h")]
    #[get("/few")]
    async fn few(&self, #[context] caller: Self::Caller) -> u8;

    #[get("/many")]
    async fn many(&self) -> u8;
}

struct Keeper {
    dropped: AtomicUsize,
    entered: Semaphore,
    released: Semaphore,
}

/// Who says a name is that; `nobody` is turned away.
struct Caller;

impl FromRequestParts<Arc<Keeper>> for Caller {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<Keeper>) -> Result<Self, StatusCode> {
        let name = parts.headers.get("x-name").and_then(|name| name.to_str().ok()).map(str::to_owned);
        match name.as_deref() {
            Some("nobody") => return Err(StatusCode::UNAUTHORIZED),
            Some(name) => drop(parts.extensions.insert(Principal(name.to_owned()))),
            None => {}
        }
        Ok(Self)
    }
}

struct CountsItsEnd<'a>(&'a AtomicUsize);

impl Drop for CountsItsEnd<'_> {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

impl Gate for Keeper {
    type Caller = Caller;

    async fn echo(&self, text: String) -> String {
        text
    }

    async fn forever(&self) -> u8 {
        let _end = CountsItsEnd(&self.dropped);
        std::future::pending().await
    }

    async fn hold(&self) -> u8 {
        self.entered.add_permits(1);
        self.released.acquire().await.map_or(0, |permit| {
            permit.forget();
            1
        })
    }

    async fn few(&self, _: Caller) -> u8 {
        1
    }

    async fn many(&self) -> u8 {
        1
    }
}

async fn start(configure: impl FnOnce(Server) -> Server) -> Result<(Arc<Keeper>, Running)> {
    let keeper = Arc::new(Keeper { dropped: AtomicUsize::new(0), entered: Semaphore::new(0), released: Semaphore::new(0) });
    let server = configure(Server::new().add_service(GateServer::from_arc(keeper.clone())));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let serving = server.serve_until(listener, std::future::pending());
    Ok((keeper, Running::run(address, serving)))
}

async fn refusal(response: Response) -> Result<(u16, String)> {
    let status = response.status().as_u16();
    let problem: Value = response.json().await?;
    Ok((status, problem["type"].as_str().unwrap_or_default().to_owned()))
}

#[tokio::test]
async fn a_body_has_its_methods_limit_however_it_is_sent() -> Result<()> {
    let (_, server) = start(|server| server.body_limit(64)).await?;
    let url = server.url("/api/v1/echo");
    let (http1, http2) = (Client::new(), Client::builder().http2_prior_knowledge().build()?);
    for client in [&http1, &http2] {
        let send = |text: String| client.post(&url).header("content-type", "application/json").body(json!(text).to_string());
        assert_eq!(send("x".repeat(1000)).send().await?.json::<String>().await?.len(), 1000);
        assert_eq!(send("x".repeat(2000)).send().await?.status(), 413);
        let pieces = std::iter::repeat_n("x".repeat(512), 8).map(Ok::<_, std::io::Error>);
        let unsized_body = reqwest::Body::wrap_stream(futures_util::stream::iter(pieces));
        let sent = client.post(&url).header("content-type", "application/json").body(unsized_body).send().await?;
        assert_eq!(sent.status(), 413);
        let unlimited = from_page(client.post(server.url(GateSpec::HOLD.action_path()))).header("content-type", "application/json");
        assert_eq!(unlimited.body("x".repeat(65)).send().await?.status(), 413, "without an attribute the server's limit holds");
    }
    Ok(())
}

#[tokio::test]
async fn a_method_is_dropped_at_its_deadline() -> Result<()> {
    let (keeper, server) = start(|server| server).await?;
    let response = Client::new().post(server.url("/api/v1/forever")).send().await?;
    assert_eq!(refusal(response).await?, (503, "/problems/timeout".to_owned()));
    assert_eq!(keeper.dropped.load(Ordering::SeqCst), 1);
    let (keeper, server) = start(|server| server.method_deadline(Duration::from_millis(50))).await?;
    let response = Client::new().post(server.url("/api/v1/hold")).send().await?;
    assert_eq!(refusal(response).await?, (503, "/problems/timeout".to_owned()));
    assert_eq!(keeper.entered.available_permits(), 1);
    Ok(())
}

#[tokio::test]
async fn a_client_is_told_of_a_methods_deadline_as_of_its_own() -> Result<()> {
    let (_, server) = start(|server| server.allow_non_browser().method_deadline(Duration::from_millis(50))).await?;
    let http = Http::new(&server.base())?;
    assert_eq!(GateClient::new(http.clone()).hold().await, Err(CallError::Timeout));
    assert_eq!(GateRestClient::with_transport(http).hold().await, Err(CallError::Timeout));
    Ok(())
}

#[tokio::test]
async fn a_body_that_stalls_is_refused_and_its_connection_closed() -> Result<()> {
    let (_, server) = start(|server| server.body_deadline(Duration::from_millis(100))).await?;
    let head = "POST /api/v1/echo HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n\"never";
    let answer = raw(server.address(), head.as_bytes()).await?;
    assert!(answer.starts_with("HTTP/1.1 408 ") && answer.contains("connection: close\r\n"), "{answer}");
    assert!(answer.contains("did not arrive in time"), "{answer}");
    Ok(())
}

#[tokio::test]
async fn health_is_answered_when_no_more_calls_are_taken() -> Result<()> {
    let (keeper, server) = start(|server| server.calls_in_flight(1).health("/healthz")).await?;
    let client = Client::new();
    let held = tokio::spawn(client.post(server.url("/api/v1/hold")).send());
    keeper.entered.acquire().await?.forget();
    let response = client.get(server.url("/api/v1/many")).send().await?;
    assert_eq!(response.headers()["retry-after"], "1");
    assert_eq!(refusal(response).await?, (503, "/problems/overloaded".to_owned()));
    let health = client.get(server.url("/healthz")).send().await?;
    assert_eq!((health.status().as_u16(), health.text().await?.as_str()), (200, "ok"));
    keeper.released.add_permits(1);
    assert_eq!(held.await??.json::<u8>().await?, 1);
    assert_eq!(client.get(server.url("/api/v1/many")).send().await?.status(), 200);
    Ok(())
}

#[tokio::test]
async fn a_health_route_has_a_path() {
    for wrong in ["healthz", "/{any}", "/a?b", "", "/_action/healthz"] {
        assert!(Server::new().health(wrong).try_into_router().is_err(), "{wrong}");
    }
}

#[tokio::test]
async fn a_caller_that_calls_too_often_is_told_when_to_come_back() -> Result<()> {
    let (_, server) = start(|server| server).await?;
    let client = Client::new();
    let few = |name: &str| client.get(server.url("/api/v1/few")).header("x-name", name);
    for left in [2, 1, 0] {
        let answer = few("ada").send().await?;
        assert_eq!(answer.status(), 200);
        assert_eq!(answer.headers()["ratelimit-policy"], "\"Gate.few\";q=3;w=3600");
        let reset = 1200 * (3 - left);
        assert_eq!(answer.headers()["ratelimit"].to_str()?, format!("\"Gate.few\";r={left};t={reset}"));
    }
    let refused = few("ada").send().await?;
    let wait: u64 = refused.headers()["retry-after"].to_str()?.parse()?;
    assert!((1..=1200).contains(&wait), "{wait}");
    assert_eq!(refused.headers()["ratelimit"].to_str()?, format!("\"Gate.few\";r=0;t={wait}"));
    assert_eq!(refusal(refused).await?, (429, "/problems/rate-limited".to_owned()));
    // Another caller is not the same, and the other fold of the method is.
    assert_eq!(few("bob").send().await?.status(), 200);
    let action = from_page(client.post(server.url(GateSpec::FEW.action_path()))).header("x-name", "ada");
    assert_eq!(action.header("content-type", "application/json").body("[]").send().await?.status(), 429);
    let free = client.get(server.url("/api/v1/many")).send().await?;
    assert!(free.status() == 200 && !free.headers().contains_key("ratelimit"));
    Ok(())
}

#[tokio::test]
async fn callers_that_are_turned_away_are_counted_by_address() -> Result<()> {
    let (_, server) = start(|server| server).await?;
    let few = |name: &str| Client::new().get(server.url("/api/v1/few")).header("x-name", name).send();
    for _ in 0..3 {
        assert_eq!(few("nobody").await?.status(), 401);
    }
    assert_eq!(few("nobody").await?.status(), 429);
    assert_eq!(few("ada").await?.status(), 429, "a guess that is right is not told from one that is wrong");
    Ok(())
}

async fn statuses(calls: impl IntoIterator<Item = RequestBuilder>) -> Result<Vec<u16>> {
    let mut statuses = Vec::new();
    for call in calls {
        statuses.push(call.send().await?.status().as_u16());
    }
    Ok(statuses)
}

#[tokio::test]
async fn an_address_is_a_peers_unless_a_trusted_proxy_names_another() -> Result<()> {
    let (_, open) = start(|server| server.rate_limit(Rate::per_hour(2))).await?;
    let (_, proxied) = start(|server| server.rate_limit(Rate::per_hour(2)).trusted_proxies(["127.0.0.0/8"]).unwrap()).await?;
    let client = Client::new();
    let call = |server: &Running, from: &str| client.get(server.url("/api/v1/many")).header("x-forwarded-for", from);
    let sent = ["192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4"];
    assert_eq!(statuses(sent.map(|from| call(&open, from))).await?, [200, 200, 429, 429], "a peer's word on itself is not believed");
    let both = client.get(open.url("/api/v1/few")).header("x-name", "ada").send().await?;
    assert_eq!(both.headers()["ratelimit-policy"], "\"Gate.few\";q=3;w=3600, \"server\";q=2;w=3600");
    assert_eq!(both.headers()["ratelimit"], "\"Gate.few\";r=2;t=1200, \"server\";r=1;t=1800");
    assert_eq!(statuses(sent.map(|from| call(&proxied, from))).await?, [200; 4]);
    let spoofed = ["203.0.113.1, 192.0.2.9", "203.0.113.2, 192.0.2.9", "203.0.113.3, 192.0.2.9"];
    assert_eq!(statuses(spoofed.map(|from| call(&proxied, from))).await?, [200, 200, 429], "what stands left of it is the caller's");
    Ok(())
}

#[tokio::test]
async fn a_request_names_one_host() -> Result<()> {
    let (_, server) = start(|server| server.health("/healthz")).await?;
    let ask = |head: &str| {
        let request = format!("{head}\r\nconnection: close\r\n\r\n");
        let address = server.address();
        async move { raw(address, request.as_bytes()).await.map(|answer| answer.chars().take(12).collect::<String>()) }
    };
    for path in ["/api/v1/many", "/healthz"] {
        assert_eq!(ask(&format!("GET {path} HTTP/1.1\r\nhost: app.example")).await?, "HTTP/1.1 200");
        assert_eq!(ask(&format!("GET http://app.example{path} HTTP/1.1\r\nhost: app.example")).await?, "HTTP/1.1 200");
        assert_eq!(ask(&format!("GET {path} HTTP/1.0")).await?, "HTTP/1.0 200");
        for wrong in ["x: y", "host: a\r\nhost: a", "host: a\r\nhost: b", "host: user@a", "host: a/b", "host:"] {
            assert_eq!(ask(&format!("GET {path} HTTP/1.1\r\n{wrong}")).await?, "HTTP/1.1 400", "{wrong}");
        }
        assert_eq!(ask(&format!("GET http://user@app.example{path} HTTP/1.1\r\nhost: app.example")).await?, "HTTP/1.1 400");
    }
    // Its own page may call, whatever the spelling of the target; another may not.
    let action = GateSpec::ECHO.action_path();
    for (target, origin, status) in [
        (action.to_owned(), "https://app.example", "HTTP/1.1 200"),
        (format!("http://app.example{action}"), "https://app.example", "HTTP/1.1 200"),
        (format!("http://evil.example{action}"), "https://app.example", "HTTP/1.1 403"),
        (action.to_owned(), "https://evil.example", "HTTP/1.1 403"),
    ] {
        let head = format!("POST {target} HTTP/1.1\r\nhost: app.example\r\norigin: {origin}\r\ncontent-type: application/json");
        let answer = raw(server.address(), format!("{head}\r\nconnection: close\r\ncontent-length: 5\r\n\r\n[\"a\"]").as_bytes()).await?;
        assert!(answer.starts_with(status), "{target} {origin}: {answer}");
    }
    Ok(())
}

#[tokio::test]
async fn slow_and_idle_connections_are_closed() -> Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let short = Duration::from_millis(150);
    let router = Server::new().health("/healthz").try_into_router()?;
    let serving = trifold::server::serve(listener, router).until(std::future::pending()).header_deadline(short).idle_deadline(2 * short);
    let _server = Running::run(address, serving);
    assert_eq!(raw(address, b"").await?, "", "a connection without a request");
    assert_eq!(raw(address, b"PRI * HT").await?, "", "half a preface of HTTP/2");
    assert_eq!(raw(address, b"GET / HTTP/1.1\r\nhost: a\r\nx-sl").await?, "", "half a head");
    let answered = raw(address, b"GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n").await?;
    assert!(answered.starts_with("HTTP/1.1 200 "), "an idle connection is closed too: {answered}");
    // A head that trickles is not kept alive by its bytes.
    let mut stream = TcpStream::connect(address).await?;
    for byte in b"GET /healthz HTTP/1.1\r\nhost: a".iter().cycle().take(100) {
        tokio::time::sleep(short / 10).await;
        if stream.write_all(&[*byte]).await.is_err() {
            break;
        }
    }
    assert_eq!(to_the_end(stream).await?, "");
    Ok(())
}

#[tokio::test]
async fn one_peer_has_only_so_many_connections() -> Result<()> {
    const HEALTH: &[u8] = b"GET /healthz HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n";
    let server = |trusted: &'static [&'static str]| Server::new().health("/healthz").trusted_proxies(trusted.iter().copied());
    for (trusted, is_answered) in [(&[] as &[_], false), (&["127.0.0.0/8"], true)] {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let serving = server(trusted)?.serve_until(listener, std::future::pending()).connections_of_a_peer(2);
        let _running = Running::run(address, serving);
        let held = [TcpStream::connect(address).await?, TcpStream::connect(address).await?];
        assert_eq!(raw(address, HEALTH).await?.starts_with("HTTP/1.1 200 "), is_answered, "{trusted:?}");
        drop(held);
        let mut answer = String::new();
        // The server learns a moment later that they have left.
        for _ in 0..500 {
            answer = raw(address, HEALTH).await?;
            if !answer.is_empty() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    }
    Ok(())
}

#[tokio::test]
async fn the_rate_fields_are_structured_fields() -> Result<()> {
    use sfv::{BareItem, List, ListEntry, Parser};
    /// A name, and its parameters.
    type Entry = (String, Vec<(String, i64)>);
    let (_, server) = start(|server| server.rate_limit(Rate::per_hour(2))).await?;
    let answer = Client::new().get(server.url("/api/v1/few")).send().await?;
    let entries = |name: &str| -> Result<Vec<Entry>> {
        let list: List = Parser::new(answer.headers()[name].as_bytes()).parse()?;
        let entry = |entry: &ListEntry| match entry {
            ListEntry::Item(item) => {
                let number = |(key, value): (&sfv::Key, &BareItem)| Some((key.to_string(), value.as_integer()?.into()));
                Some((item.bare_item.as_string()?.to_string(), item.params.iter().map(number).collect::<Option<_>>()?))
            }
            ListEntry::InnerList(_) => None,
        };
        list.iter().map(entry).collect::<Option<_>>().ok_or_else(|| anyhow::anyhow!("{name}: strings, with numbers as parameters"))
    };
    let shown = |name: &str, params: [(&str, i64); 2]| (name.to_owned(), params.map(|(key, value)| (key.to_owned(), value)).to_vec());
    assert_eq!(entries("ratelimit-policy")?, [shown("Gate.few", [("q", 3), ("w", 3600)]), shown("server", [("q", 2), ("w", 3600)])]);
    assert_eq!(entries("ratelimit")?, [shown("Gate.few", [("r", 2), ("t", 1200)]), shown("server", [("r", 1), ("t", 1800)])]);
    Ok(())
}

/// `Expect: 100-continue`: a call that is refused by its head does not ask for the body first.
#[tokio::test]
async fn a_body_is_asked_for_only_when_it_is_read() -> Result<()> {
    let (_, server) = start(|server| server).await?;
    let ask = async |length: usize, kind: &str, body: &str| {
        let head = format!("content-type: {kind}\r\ncontent-length: {length}\r\nexpect: 100-continue\r\nconnection: close");
        raw(server.address(), format!("POST /api/v1/echo HTTP/1.1\r\nhost: a\r\n{head}\r\n\r\n{body}").as_bytes()).await
    };
    let large = ask(4000, "application/json", "").await?;
    assert!(large.starts_with("HTTP/1.1 413 "), "{large}");
    let other = ask(4, "text/plain", "").await?;
    assert!(other.starts_with("HTTP/1.1 415 "), "{other}");
    let sound = ask(4, "application/json", "\"ab\"").await?;
    assert!(sound.starts_with("HTTP/1.1 100 ") && sound.contains("HTTP/1.1 200 "), "{sound}");
    Ok(())
}

/// A deadline that no clock can say never passes, and holds nothing up.
#[tokio::test]
async fn deadlines_may_be_as_long_as_a_duration() -> Result<()> {
    const EVER: Duration = Duration::MAX;
    let keeper = Arc::new(Keeper { dropped: AtomicUsize::new(0), entered: Semaphore::new(0), released: Semaphore::new(1) });
    let server = Server::new().add_service(GateServer::from_arc(keeper));
    let server = server.body_deadline(EVER).method_deadline(EVER).store_deadline(EVER).keep_answers(EVER).live_age(EVER);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let serving = server.serve_until(listener, std::future::pending());
    let serving = serving.header_deadline(EVER).idle_deadline(EVER).stall_deadline(EVER).grace(EVER).drain_deadline(EVER);
    let _server = Running::run(address, serving);
    let mut stream = TcpStream::connect(address).await?;
    let head = "Host: a\r\nContent-Type: application/json\r\nContent-Length: 3\r\n";
    for part in [
        format!("POST /api/v1/hold HTTP/1.1\r\nHost: a\r\n\r\nPOST /api/v1/echo HTTP/1.1\r\n{head}Idempotency-Key: \"k\"\r\n\r\n\""),
        format!("x\"POST /api/v1/echo HTTP/1.1\r\n{head}Connection: close\r\n\r\n\"x\""),
    ] {
        stream.write_all(part.as_bytes()).await?;
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let answers = to_the_end(stream).await?;
    assert_eq!(answers.matches("HTTP/1.1 200 OK").count(), 3, "{answers}");
    Ok(())
}
