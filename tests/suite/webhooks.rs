//! Webhooks over a socket: a typed body under a signature, decoded only once that holds, and run once.

use crate::support::Running;
use anyhow::Result;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use reqwest::{Client, RequestBuilder, Response};
use serde_json::Value;
use sha2::Sha256;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use trifold::server::webhooks::{GithubWebhook, GithubWebhooks, StandardWebhook, StandardWebhooks};
use trifold::server::{Claimed, IdempotencyStore, MemoryStore, Server, StoreKey, Stored, StoredAnswer, Token};
use trifold::{ApiError, RawBody, model, service};

#[model]
struct Payment {
    amount: u64,
}

#[derive(Debug, thiserror::Error, ApiError)]
enum HookError {
    #[error("not now")]
    #[status(503)]
    Busy,
}

#[service(version = 1, path = "/hooks")]
trait Hooks {
    #[no_action]
    #[post("/payments")]
    async fn paid(&self, #[context] delivery: StandardWebhook, payment: Payment) -> Result<(), HookError>;

    #[no_action]
    #[post("/pushes")]
    async fn pushed(&self, #[context] delivery: GithubWebhook, #[body] payload: RawBody) -> Result<String, HookError>;
}

struct Ledger {
    standard: StandardWebhooks,
    github: GithubWebhooks,
    total: AtomicU64,
    calls: AtomicU64,
}

impl AsRef<StandardWebhooks> for Ledger {
    fn as_ref(&self) -> &StandardWebhooks {
        &self.standard
    }
}

impl AsRef<GithubWebhooks> for Ledger {
    fn as_ref(&self) -> &GithubWebhooks {
        &self.github
    }
}

impl Hooks for Ledger {
    async fn paid(&self, delivery: StandardWebhook, payment: Payment) -> Result<(), HookError> {
        let first = self.calls.fetch_add(1, Ordering::SeqCst) == 0;
        if delivery.id == "fails once" && first {
            return Err(HookError::Busy);
        }
        if delivery.id == "slow" {
            tokio::time::sleep(Duration::from_millis(payment.amount)).await;
        }
        self.total.fetch_add(payment.amount, Ordering::SeqCst);
        Ok(())
    }

    async fn pushed(&self, delivery: GithubWebhook, payload: RawBody) -> Result<String, HookError> {
        Ok(format!("{:?} {}", delivery.event, payload.0.len()))
    }
}

/// The secret that senders and servers share.
pub(crate) const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

async fn start() -> Result<(Arc<Ledger>, Running)> {
    let (ledger, [server, _]) = start_two(&Shared::default()).await?;
    Ok((ledger, server))
}

async fn start_two(store: &Shared) -> Result<(Arc<Ledger>, [Running; 2])> {
    let ledger = Arc::new(Ledger {
        standard: StandardWebhooks::new(["whsec_bmV3IHNlY3JldA==", SECRET])?,
        github: GithubWebhooks::new(["It's a Secret to Everybody"])?,
        total: AtomicU64::new(0),
        calls: AtomicU64::new(0),
    });
    let server = |ledger| Server::new().idempotency_store(store.clone()).add_service(HooksServer::from_arc(ledger));
    let running =
        [Running::start(server(ledger.clone()).into_router()).await?, Running::start(server(ledger.clone()).into_router()).await?];
    Ok((ledger, running))
}

/// The store of two servers. It notes for how long each delivery is kept.
#[derive(Clone, Default)]
struct Shared(Arc<(MemoryStore, Mutex<Vec<Duration>>)>);

impl IdempotencyStore for Shared {
    fn claim<'a>(&'a self, key: &'a StoreKey, payload: &'a [u8; 32], lease: Duration) -> Stored<'a, Claimed> {
        self.0.0.claim(key, payload, lease)
    }

    fn complete<'a>(&'a self, key: &'a StoreKey, token: Token, answer: StoredAnswer, keep: Duration) -> Stored<'a, ()> {
        self.0.1.lock().unwrap_or_else(PoisonError::into_inner).push(keep);
        self.0.0.complete(key, token, answer, keep)
    }

    fn release<'a>(&'a self, key: &'a StoreKey, token: Token) -> Stored<'a, ()> {
        self.0.0.release(key, token)
    }
}

/// Senders try for days, with one id and a new timestamp each time; and the next time another server may be asked.
#[tokio::test]
async fn a_delivery_is_run_once_by_all_servers_that_share_a_store() -> Result<()> {
    let store = Shared::default();
    let (ledger, servers) = start_two(&store).await?;
    for n in 0..50 {
        let id = format!("delivery {n}");
        for (server, late) in servers.iter().zip([200, 0]) {
            assert_eq!(deliver(server, &id, r#"{"amount":5}"#, late, false).await?.status(), 204);
        }
    }
    assert_eq!(ledger.calls.load(Ordering::SeqCst), 50);
    let kept = store.0.1.lock().unwrap_or_else(PoisonError::into_inner).clone();
    assert!(kept.len() == 50 && kept.iter().all(|keep| *keep >= Duration::from_secs(72 * 60 * 60)), "{kept:?}");
    Ok(())
}

/// However many deliveries there are, one that is being handled is not forgotten.
#[tokio::test]
async fn a_delivery_that_is_being_handled_is_not_run_again() -> Result<()> {
    let (ledger, server) = start().await?;
    let slow = tokio::spawn({
        let server = server.base();
        async move { deliver_to(&server, "slow", r#"{"amount":1000}"#, 0, false).await }
    });
    while ledger.calls.load(Ordering::SeqCst) == 0 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(deliver(&server, "slow", r#"{"amount":1000}"#, 0, false).await?.status(), 409);
    assert_eq!((slow.await??.status().as_u16(), ledger.calls.load(Ordering::SeqCst)), (204, 1));
    Ok(())
}

async fn deliver(server: &Running, id: &str, body: &str, late: u64, tamper: bool) -> Result<Response> {
    deliver_to(&server.base(), id, body, late, tamper).await
}

async fn deliver_to(server: &str, id: &str, body: &str, late: u64, tamper: bool) -> Result<Response> {
    let call = sign(Client::new().post(format!("{server}/api/v1/hooks/payments")), id, body, late)?;
    Ok(call.body(if tamper { body.replace('5', "500") } else { body.to_owned() }).send().await?)
}

/// Signs a delivery as a sender does, with a signature of another secret before its own.
pub(crate) fn sign(call: RequestBuilder, id: &str, body: &str, late: u64) -> Result<RequestBuilder> {
    let timestamp = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs() - late;
    let key = STANDARD.decode(SECRET.trim_start_matches("whsec_"))?;
    let mac = Hmac::<Sha256>::new_from_slice(&key)?.chain_update(format!("{id}.{timestamp}.{body}"));
    let signature = STANDARD.encode(mac.finalize().into_bytes());
    let call = call.header("content-type", "application/json").header("webhook-id", id).header("webhook-timestamp", timestamp);
    Ok(call.header("webhook-signature", format!("v1,bm90IGEgc2lnbmF0dXJl v1,{signature}")))
}

#[tokio::test]
async fn a_delivery_is_run_once_and_only_if_it_is_signed() -> Result<()> {
    let (ledger, server) = start().await?;
    let body = r#"{"amount":5}"#;
    assert_eq!(deliver(&server, "a", body, 0, false).await?.status(), 204);
    assert_eq!(deliver(&server, "a", body, 0, false).await?.status(), 204, "the sender is told that it arrived");
    assert_eq!((ledger.total.load(Ordering::SeqCst), ledger.calls.load(Ordering::SeqCst)), (5, 1), "and it ran once");

    for (id, late, tamper) in [("b", 0, true), ("c", 301, false)] {
        let refused = deliver(&server, id, body, late, tamper).await?;
        assert_eq!(refused.status(), 401, "{id}");
        assert!(refused.headers().contains_key("www-authenticate"));
        assert_eq!(refused.json::<Value>().await?["status"], 401);
    }
    let unsigned =
        Client::new().post(server.url("/api/v1/hooks/payments")).header("content-type", "application/json").body("{").send().await?;
    assert_eq!(unsigned.status(), 401, "no body is decoded for who cannot sign it");
    assert_eq!(deliver(&server, "d", "{", 0, false).await?.status(), 400, "who can sign is told that it is no JSON");
    assert_eq!(ledger.calls.load(Ordering::SeqCst), 1);
    Ok(())
}

#[tokio::test]
async fn a_delivery_that_failed_may_come_again() -> Result<()> {
    let (ledger, server) = start().await?;
    let statuses = [503, 204, 204];
    for status in statuses {
        assert_eq!(deliver(&server, "fails once", r#"{"amount":5}"#, 0, false).await?.status(), status);
    }
    assert_eq!((ledger.total.load(Ordering::SeqCst), ledger.calls.load(Ordering::SeqCst)), (5, 2));
    Ok(())
}

#[tokio::test]
async fn a_delivery_signed_as_github_does() -> Result<()> {
    let (_, server) = start().await?;
    let call = |body: &'static str| {
        let signature = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
        let call = Client::new().post(server.url("/api/v1/hooks/pushes")).header("x-github-event", "push");
        call.header("x-hub-signature-256", signature).body(body).send()
    };
    assert_eq!(call("Hello, World!").await?.json::<String>().await?, "Some(\"push\") 13");
    assert_eq!(call("Hello, Mars!").await?.status(), 401);
    Ok(())
}

#[test]
fn the_document_says_how_deliveries_are_signed_and_refused() {
    let document = HooksSpec::openapi(1);
    let of = |path: &str| {
        let operation = &document["paths"][path]["post"];
        let headers: Vec<_> = operation["parameters"].as_array().into_iter().flatten().filter(|one| one["required"] == true).collect();
        let headers = headers.iter().filter_map(|one| one["name"].as_str().map(str::to_owned)).collect::<Vec<_>>();
        let statuses: Vec<_> = operation["responses"].as_object().into_iter().flatten().map(|(status, _)| status.clone()).collect();
        (headers.join(" "), statuses.join(" "))
    };
    let standard = ("webhook-id webhook-timestamp webhook-signature", "204 400 401 403 408 409 413 415 422 500 503");
    assert_eq!(of("/api/v1/hooks/payments"), (standard.0.to_owned(), standard.1.to_owned()));
    // Bytes are of any type: no 415.
    let github = ("x-hub-signature-256", "200 400 401 403 406 408 413 422 500 503");
    assert_eq!(of("/api/v1/hooks/pushes"), (github.0.to_owned(), github.1.to_owned()));
}
