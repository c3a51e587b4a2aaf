//! What one call is given on its way: by action and route, in process and over a socket.

use crate::support::Running;
use anyhow::Result;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use std::convert::Infallible;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::Poll;
use std::time::Duration;
use trifold::client::Http;
use trifold::server::{InProcess, Server};
use trifold::{Call, CallError, MethodSpec, Read, Transport, TransportError, Write, service};

/// Says back what it was sent.
#[service(version = 1)]
trait Echo {
    type Headers;

    /// The value of a header, or nothing.
    #[post("/said")]
    async fn said(&self, #[context] headers: Self::Headers, name: String) -> Vec<String>;

    /// Takes as long as it is told.
    #[post("/sleep")]
    async fn sleep(&self, milliseconds: u64) -> u64;

    /// Changes nothing.
    #[read]
    async fn seen(&self) -> u64;

    #[get("/tagged")]
    async fn tagged(&self, #[header("x-tag")] tag: Option<String>) -> String;
}

#[derive(Default)]
struct Cave {
    /// Number of calls of `sleep` that have begun and not come to their end, one way or the other.
    asleep: AtomicUsize,
    calls: AtomicUsize,
}

struct Asleep<'a>(&'a AtomicUsize);

impl Drop for Asleep<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

struct Headers(Vec<(String, String)>);

impl FromRequestParts<Arc<Cave>> for Headers {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<Cave>) -> Result<Self, Infallible> {
        let text = |(name, value): (&axum::http::HeaderName, &axum::http::HeaderValue)| {
            (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned())
        };
        Ok(Self(parts.headers.iter().map(text).collect()))
    }
}

impl Echo for Cave {
    type Headers = Headers;

    async fn said(&self, headers: Headers, name: String) -> Vec<String> {
        self.calls.fetch_add(1, Ordering::SeqCst);
        headers.0.into_iter().filter(|(other, _)| *other == name).map(|(_, value)| value).collect()
    }

    async fn sleep(&self, milliseconds: u64) -> u64 {
        self.asleep.fetch_add(1, Ordering::SeqCst);
        let _asleep = Asleep(&self.asleep);
        tokio::time::sleep(Duration::from_millis(milliseconds)).await;
        milliseconds
    }

    async fn seen(&self) -> u64 {
        0
    }

    async fn tagged(&self, tag: Option<String>) -> String {
        tag.unwrap_or_default()
    }
}

fn router(cave: &Arc<Cave>) -> axum::Router {
    Server::new().add_service(EchoServer::from_arc(cave.clone())).into_router()
}

/// Calls by both folds over both transports, as far as they go together.
macro_rules! each_way {
    ($cave:ident, |$client:ident| $body:block) => {
        let $cave = Arc::new(Cave::default());
        let running = Running::start(router(&$cave)).await?;
        let over = || Http::new(&running.base()).map(|http| http.header("x-of", "transport"));
        let within = || InProcess::new(router(&$cave)).header("x-of", "transport");
        {
            let $client = EchoRestClient::with_transport(over()?);
            $body
        }
        {
            let $client = EchoRestClient::with_transport(within());
            $body
        }
        {
            let $client = EchoClient::new(within());
            $body
        }
    };
}

#[tokio::test]
async fn a_call_has_headers_of_its_own() -> Result<()> {
    each_way!(_cave, |client| {
        let said = |name: &str| client.said(name.to_owned());
        assert_eq!(said("x-of").await?, ["transport"]);
        assert_eq!(said("x-of").header("X-Of", "call").await?, ["call"], "in place of the transport's");
        assert_eq!(said("x-a").header("x-a", "one").header("x-b", "two").header("x-a", "three\t~").await?, ["three\t~"]);
        assert_eq!(said("idempotency-key").key("a-key").await?, ["\"a-key\""]);
        assert_eq!(said("idempotency-key").key("a-key").key(String::from("another")).await?, ["\"another\""]);
        assert_eq!(said("idempotency-key").await?, [""; 0]);
        assert_eq!(said("authorization").header("authorization", "Bearer x").timeout(Duration::MAX).await?, ["Bearer x"]);
    });
    Ok(())
}

/// Each transport asks for a fresh one; two calls, and a third that was refused before anything was sent.
#[tokio::test]
async fn a_header_is_computed_for_each_call() -> Result<()> {
    let running = Running::start(router(&Arc::default())).await?;
    let fresh = || {
        let made = AtomicUsize::new(0);
        move || {
            std::future::ready(
                made.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |made| (made < 2).then_some(made + 1))
                    .ok()
                    .map(|made| made.to_string()),
            )
        }
    };
    let over = Http::new(&running.base())?.header_with("X-Fresh", fresh()).bearer_token_with(fresh());
    let within = InProcess::new(router(&Arc::default())).header_with("X-Fresh", fresh()).bearer_token_with(fresh());
    let clients = (
        EchoRestClient::with_transport(over),
        EchoClient::new(within.clone()),
        EchoRestClient::with_transport(within.header("x-fresh", "later")),
    );
    assert_eq!(clients.0.said("x-fresh".to_owned()).await?, ["0"]);
    assert_eq!(clients.0.said("authorization".to_owned()).await?, ["Bearer 1"]);
    assert_eq!(clients.0.said("authorization".to_owned()).await?, [""; 0], "without a token the call goes without it");
    assert_eq!(clients.1.said("x-fresh".to_owned()).header("x-fresh", "of the call").await?, ["of the call"]);
    assert_eq!(clients.1.said("x-fresh".to_owned()).await?, ["0"]);
    assert_eq!(clients.2.said("x-fresh".to_owned()).await?, ["later"], "in the place of one that was set before");
    for (name, value) in [("a b", "1"), ("x-a", "secret\n"), ("x-a", "\u{e4}")] {
        let outcome = EchoRestClient::with_transport(InProcess::new(router(&Arc::default())).header(name, value)).said(String::new()).await;
        let Err(CallError::Transport(TransportError::NotSent(words))) = outcome else { panic!("{outcome:?}") };
        assert!(words.starts_with("the header `") && !words.contains("secret"), "{words}");
    }
    Ok(())
}

#[tokio::test]
async fn what_cannot_be_sent_is_told_before() -> Result<()> {
    fn refused<V, E>(name: &str, why: &str) -> Result<V, CallError<E>> {
        Err(CallError::Transport(TransportError::NotSent(format!("the header `{name}` cannot be sent: {why}"))))
    }
    each_way!(cave, |client| {
        let before = cave.calls.load(Ordering::SeqCst);
        let sent = |name: &str, value: &str| client.said(String::new()).header(name, value);
        for name in ["", "a b", "a:b", "\u{e4}", "a\r\nb", "x\0"] {
            let outcome = sent(name, "1").await;
            assert_eq!(outcome, refused(&name.escape_debug().to_string(), "its name has a character that HTTP does not allow"));
        }
        for value in ["a\r\nb: 1", "\n", "\0", "\u{7f}", "secret \u{e4}"] {
            let outcome = sent("x-a", value).await;
            assert_eq!(outcome, refused("x-a", "its value has a character other than visible ASCII, space and tab"));
        }
        let own =
            ["Content-Type", "accept", "content-length", "host", "origin", "transfer-encoding", "sec-fetch-site", "trifold-fingerprint"];
        for name in own {
            assert_eq!(sent(name, "1").await, refused(&name.to_lowercase(), "it is set by the protocol"));
        }
        assert_eq!(sent("idempotency-key", "1").await, refused("idempotency-key", "write `.key(..)`"));
        let tagged = client.tagged(Some("a".to_owned())).header("X-Tag", "b").await;
        assert_eq!(tagged, refused("x-tag", "it is an argument of the method"));
        let (empty, long) = (String::new(), "k".repeat(256));
        for key in [empty.as_str(), "a b", "a\"", "a,b", "a;b", "\\", "\u{e4}", "a\r\nb", &long] {
            let outcome = client.said(String::new()).key(key).header("x-a", "\n").await;
            let Err(CallError::Transport(TransportError::NotSent(words))) = &outcome else { panic!("{outcome:?}") };
            assert!(words.starts_with("an idempotency key is"), "the first fault is told: {words}");
        }
        assert_eq!(cave.calls.load(Ordering::SeqCst), before, "nothing was sent");
    });
    Ok(())
}

#[tokio::test]
async fn a_call_has_a_time_of_its_own() -> Result<()> {
    each_way!(_cave, |client| {
        assert_eq!(client.sleep(60_000).timeout(Duration::from_millis(50)).await, Err(CallError::Timeout));
        assert_eq!(client.sleep(60_000).timeout(Duration::ZERO).await, Err(CallError::Timeout));
        assert_eq!(client.sleep(1).timeout(Duration::from_secs(20)).await, Ok(1));
    });
    // Longer than the transport's own.
    let running = Running::start(router(&Arc::default())).await?;
    let client = EchoRestClient::with_transport(Http::new(&running.base())?.timeout(Duration::from_millis(50)));
    assert_eq!(client.sleep(200).await, Err(CallError::Timeout));
    assert_eq!(client.sleep(200).timeout(Duration::from_secs(20)).await, Ok(200));
    Ok(())
}

async fn begin<R: trifold::error::Outcome + 'static>(call: &mut Call<'_, R>) {
    poll_fn(|context| {
        assert!(Pin::new(&mut *call).poll(context).is_pending());
        Poll::Ready(())
    })
    .await;
}

async fn until(what: impl Fn() -> bool) {
    let waited = async {
        while !what() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), waited).await.expect("it did not come to that");
}

#[tokio::test]
async fn a_dropped_call_is_over() -> Result<()> {
    each_way!(cave, |client| {
        let asleep = || cave.asleep.load(Ordering::SeqCst);
        drop(client.sleep(60_000));
        assert_eq!(asleep(), 0, "it was never sent");
        let mut call = client.sleep(60_000);
        begin(&mut call).await;
        tokio::select! {
            outcome = &mut call => panic!("{outcome:?}"),
            () = until(|| asleep() == 1) => {}
        }
        drop(call);
        until(|| asleep() == 0).await;
    });
    Ok(())
}

/// A call crosses threads, sent or not, and several wait side by side.
#[tokio::test]
async fn a_call_is_a_future() -> Result<()> {
    fn across<T: Send>(it: T) -> T {
        it
    }
    let client = EchoClient::new(InProcess::new(router(&Arc::default())));
    let shown = format!("{:?}", client.said("secret".to_owned()));
    assert_eq!(shown, "Call(Echo.said)");
    let calls = tokio::join!(across(client.sleep(1)), across(client.sleep(2)));
    assert_eq!(calls, (Ok(1), Ok(2)));
    let task = tokio::spawn(async move {
        let held = client.sleep(3);
        tokio::task::yield_now().await;
        held.await
    });
    assert_eq!(task.await?, Ok(3));
    Ok(())
}

/// A transport of one's own is handed the options.
#[tokio::test]
async fn a_transport_is_told() -> Result<()> {
    #[derive(Debug, Clone)]
    struct Told;

    impl Transport for Told {
        async fn send(&self, request: trifold::transport::Request) -> Result<trifold::transport::Response, TransportError> {
            assert_eq!((request.timeout, request.method.name), (Some(Duration::from_secs(7)), "sleep"));
            let has = |name: &str| request.headers.iter().any(|(other, _)| other == name);
            assert!(has("x-a") && has("idempotency-key"));
            Err(TransportError::Timeout)
        }
    }

    let client = EchoClient::new(Told.on_effects(|_| ()));
    let call = client.sleep(1).timeout(Duration::from_secs(7)).key("k").header("x-a", "1");
    assert_eq!(call.await, Err(CallError::Timeout));
    Ok(())
}

/// The constants say by their types what a method takes and gives, and whether it changes anything.
#[tokio::test]
async fn a_method_is_a_typed_constant() -> Result<()> {
    const SLEEP: &Write<(u64,), u64> = EchoSpec::SLEEP;
    const SEEN: &Read<(), u64> = EchoSpec::SEEN;
    const TAGGED: &Read<(Option<String>,), String> = EchoSpec::TAGGED;
    let spec: &'static MethodSpec = SLEEP;
    assert_eq!((spec.name, SEEN.name, SEEN.action_path().len()), ("sleep", "seen", 31));
    assert_eq!(EchoSpec::METHODS.iter().map(|method| method.is_read).collect::<Vec<_>>(), [false, false, true, true]);
    assert!(TAGGED.is_read && SEEN.is_idempotent() && !SLEEP.is_idempotent());
    assert_eq!(EchoClient::new(InProcess::new(router(&Arc::default()))).seen().await, Ok(0));
    Ok(())
}
