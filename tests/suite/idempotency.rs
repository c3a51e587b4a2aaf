//! A call that comes twice is carried out once: by its key, or by the one-time key of a form.

use crate::support::{Running, from_page, to_page};
use anyhow::Result;
use axum::Router;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::Html;
use axum::routing::get;
use reqwest::{Client, RequestBuilder, Response};
use serde_json::{Value, json};
use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::sync::Semaphore;
use trifold::server::{
    Claimed, FormKey, FormState, IdempotencyStore, InProcess, MemoryStore, Principal, Server, StoreKey, Stored, StoredAnswer, Token,
};
use trifold::{ApiError, service};

#[derive(Debug, Clone, PartialEq, thiserror::Error, ApiError)]
pub(crate) enum BankError {
    #[error("not enough money")]
    #[status(409)]
    Broke,
    #[error("the vault is closed")]
    #[status(500)]
    Closed,
}

/// Pays.
#[service(version = 1)]
pub(crate) trait Bank {
    type Payer;

    /// Pays, once for each key.
    #[idempotent]
    #[post("/payments", status = 201)]
    async fn pay(&self, #[context] payer: Self::Payer, cents: u64) -> Result<u64, BankError>;

    /// Pays, and wants a key.
    #[idempotent(required)]
    #[post("/orders")]
    async fn order(&self, cents: u64) -> Result<u64, BankError>;

    /// Counts each call.
    #[post("/counts")]
    async fn count(&self, cents: u64) -> Result<u64, BankError>;

    /// Gives what no store keeps.
    #[idempotent]
    #[post("/statements")]
    async fn statement(&self, pages: usize) -> Result<String, BankError>;

    /// Pays from an account.
    #[idempotent]
    #[post("/transfers")]
    async fn transfer(&self, #[header("x-account")] account: Vec<String>, cents: u64) -> Result<u64, BankError>;
}

/// Counts payments. Cents say what happens: 0 waits for the gate, 1 panics, 2 is a closed vault, 3 is broke.
#[derive(Debug)]
struct Vault {
    payments: AtomicU64,
    gate: Semaphore,
    waiting: Semaphore,
}

impl Vault {
    fn new() -> Arc<Self> {
        Arc::new(Self { payments: AtomicU64::new(0), gate: Semaphore::new(0), waiting: Semaphore::new(0) })
    }

    async fn take(&self, cents: u64) -> Result<u64, BankError> {
        let number = self.payments.fetch_add(1, Ordering::SeqCst) + 1;
        match cents {
            0 => {
                self.waiting.add_permits(1);
                self.gate.acquire().await.map_err(|_| BankError::Closed)?.forget();
            }
            1 => panic!("the floor gave way"),
            2 => return Err(BankError::Closed),
            3 => return Err(BankError::Broke),
            _ => {}
        }
        Ok(number)
    }

    fn payments(&self) -> u64 {
        self.payments.load(Ordering::SeqCst)
    }
}

struct Payer;

impl FromRequestParts<Arc<Vault>> for Payer {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<Vault>) -> Result<Self, Infallible> {
        if let Some(name) = parts.headers.get("x-payer").and_then(|name| name.to_str().ok()) {
            parts.extensions.insert(Principal(name.to_owned()));
        }
        Ok(Self)
    }
}

impl Bank for Vault {
    type Payer = Payer;

    async fn pay(&self, _: Payer, cents: u64) -> Result<u64, BankError> {
        self.take(cents).await
    }

    async fn order(&self, cents: u64) -> Result<u64, BankError> {
        self.take(cents).await
    }

    async fn count(&self, cents: u64) -> Result<u64, BankError> {
        self.take(cents).await
    }

    async fn statement(&self, pages: usize) -> Result<String, BankError> {
        self.take(4).await?;
        Ok("page ".repeat(pages * 200))
    }

    async fn transfer(&self, _: Vec<String>, cents: u64) -> Result<u64, BankError> {
        self.take(cents).await
    }
}

async fn bank() -> Result<(Arc<Vault>, Running)> {
    let vault = Vault::new();
    let server = Server::new().add_service(BankServer::from_arc(vault.clone()));
    let server = server.pages(Router::new().route("/pay", get(async || Html("<title>Pay</title>"))));
    Ok((vault, Running::start(server.into_router()).await?))
}

fn pay(server: &Running, key: &str, cents: u64) -> RequestBuilder {
    Client::new().post(server.url("/api/v1/payments")).header("idempotency-key", key).json(&cents)
}

async fn told(response: Response) -> Result<(u16, Value)> {
    Ok((response.status().as_u16(), response.json().await?))
}

#[tokio::test]
async fn a_second_call_of_one_key_gets_the_first_answer() -> Result<()> {
    let (vault, server) = bank().await?;
    let first = pay(&server, "\"a\"", 100).send().await?;
    assert!(!first.headers().contains_key("idempotent-replayed"));
    assert_eq!(told(first).await?, (201, json!(1)));
    let again = pay(&server, "a", 100).send().await?;
    assert_eq!(
        (again.headers()["idempotent-replayed"].as_bytes(), again.headers()["content-type"].as_bytes()),
        (&b"true"[..], &b"application/json"[..])
    );
    assert_eq!(told(again).await?, (201, json!(1)));
    assert_eq!(vault.payments(), 1);
    assert_eq!(told(pay(&server, "b", 100).send().await?).await?, (201, json!(2)));
    Ok(())
}

#[tokio::test]
async fn a_key_is_for_one_payload_one_method_and_one_caller() -> Result<()> {
    let (vault, server) = bank().await?;
    told(pay(&server, "k", 100).send().await?).await?;
    let (status, other) = told(pay(&server, "k", 200).send().await?).await?;
    assert_eq!((status, other["type"].as_str()), (422, Some("/problems/idempotency-key-used")));
    let elsewhere = Client::new().post(server.url("/api/v1/payments?x=1")).header("idempotency-key", "k").json(&100).send().await?;
    assert_eq!(elsewhere.status(), 422, "another target is another call");
    let order = Client::new().post(server.url("/api/v1/orders")).header("idempotency-key", "k").json(&100).send().await?;
    assert_eq!(told(order).await?, (200, json!(2)));
    for (payer, number) in [("ann", 3), ("bob", 4), ("ann", 3)] {
        assert_eq!(told(pay(&server, "k", 100).header("x-payer", payer).send().await?).await?, (201, json!(number)), "{payer}");
    }
    for (token, number) in [("Bearer a", 5), ("Bearer b", 6), ("Bearer a", 5)] {
        assert_eq!(told(pay(&server, "k", 100).header("authorization", token).send().await?).await?, (201, json!(number)), "{token}");
    }
    assert_eq!(vault.payments(), 6);
    Ok(())
}

/// What one caller says where is not what another says elsewhere.
#[tokio::test]
async fn nobody_passes_for_another_caller_of_a_key() -> Result<()> {
    let (vault, server) = bank().await?;
    let callers: [&[(&str, &str)]; 12] = [
        &[],
        &[("x-payer", "alice")],
        &[("authorization", "principal"), ("cookie", "alice")],
        &[("authorization", "principal"), ("authorization", "alice")],
        &[("cookie", "principal"), ("cookie", "alice")],
        &[("authorization", "alice")],
        &[("cookie", "alice")],
        &[("authorization", "alice"), ("cookie", "alice")],
        &[("authorization", "alice"), ("authorization", "alice")],
        &[("authorization", "cookie"), ("cookie", "alice")],
        &[("authorization", "shown"), ("cookie", "alice")],
        &[("x-payer", "")],
    ];
    for _ in 0..2 {
        for (number, headers) in (1..).zip(callers) {
            let call = headers.iter().fold(pay(&server, "order-1", 5), |call, (name, value)| call.header(*name, *value));
            assert_eq!(told(call.send().await?).await?, (201, json!(number)), "{headers:?}");
        }
    }
    assert_eq!(vault.payments(), 12);
    Ok(())
}

#[tokio::test]
async fn a_key_of_a_page_is_none_of_a_caller() -> Result<()> {
    let (vault, server) = bank().await?;
    let key = FormKey::new().to_string();
    let form = from_page(Client::new().post(server.url(&to_page("/pay", BankSpec::PAY))));
    let form = form.header("content-type", "application/x-www-form-urlencoded").header("x-payer", "ann");
    let form = form.body(format!("_key={key}&cents=5"));
    assert!(form.send().await?.url().path().ends_with("/pay"));
    let call = from_page(Client::new().post(server.url(BankSpec::PAY.action_path()))).header("idempotency-key", &key);
    assert_eq!(call.header("x-payer", "ann").json(&[5]).send().await?.status(), 200);
    assert_eq!(vault.payments(), 2);
    Ok(())
}

#[tokio::test]
async fn an_argument_in_a_header_is_part_of_what_a_key_is_for() -> Result<()> {
    let (vault, server) = bank().await?;
    let transfer = async |accounts: &[&str]| -> Result<u16> {
        let call = Client::new().post(server.url("/api/v1/transfers")).header("idempotency-key", "k").json(&5);
        Ok(accounts.iter().fold(call, |call, account| call.header("x-account", *account)).send().await?.status().as_u16())
    };
    assert_eq!((transfer(&["alice", "bob"]).await?, transfer(&["alice", "bob"]).await?, vault.payments()), (200, 200, 1));
    for others in [&["bob"][..], &["bob", "alice"], &["alice"], &["alice", "bob", "bob"], &[]] {
        assert_eq!(transfer(others).await?, 422, "{others:?}");
    }
    let action = |account: &'static str| {
        let call = from_page(Client::new().post(server.url(BankSpec::TRANSFER.action_path()))).header("idempotency-key", "a");
        call.header("x-account", account).json(&json!([["alice"], 5])).send()
    };
    assert_eq!((action("x").await?.status(), action("y").await?.status()), (200.try_into()?, 200.try_into()?), "it reads no header");
    assert_eq!(vault.payments(), 2);
    Ok(())
}

#[tokio::test]
async fn a_call_under_way_holds_its_key() -> Result<()> {
    let (vault, server) = bank().await?;
    let first = tokio::spawn(pay(&server, "slow", 0).send());
    vault.waiting.acquire().await?.forget();
    let (status, meanwhile) = told(pay(&server, "slow", 0).send().await?).await?;
    assert_eq!((status, meanwhile["type"].as_str()), (409, Some("/problems/idempotency-key-in-use")));
    vault.gate.add_permits(1);
    assert_eq!(told(first.await??).await?, (201, json!(1)));
    assert_eq!(told(pay(&server, "slow", 0).send().await?).await?, (201, json!(1)));
    Ok(())
}

#[tokio::test]
async fn a_call_without_an_answer_of_its_own_gives_its_key_back() -> Result<()> {
    let (vault, server) = bank().await?;
    for cents in [1, 2] {
        for _ in 0..2 {
            assert_eq!(pay(&server, &format!("k{cents}"), cents).send().await?.status(), 500);
        }
    }
    assert_eq!(vault.payments(), 4, "panics and 5xx may be tried again");
    for _ in 0..2 {
        assert_eq!(told(pay(&server, "k3", 3).send().await?).await?.1["code"], "broke");
    }
    assert_eq!(vault.payments(), 5, "the method's own answer is an answer");
    Ok(())
}

#[tokio::test]
async fn a_caller_that_hangs_up_may_come_back_for_its_answer() -> Result<()> {
    let (vault, server) = bank().await?;
    let hung_up = pay(&server, "gone", 0).timeout(Duration::from_millis(200)).send().await;
    assert!(hung_up.is_err_and(|error| error.is_timeout()));
    assert_eq!(pay(&server, "gone", 0).send().await?.status(), 409, "the call goes on without its caller");
    vault.gate.add_permits(1);
    let mut status = 409;
    for _ in 0..100 {
        status = pay(&server, "gone", 0).send().await?.status().as_u16();
        if status != 409 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!((status, vault.payments()), (201, 1));
    Ok(())
}

#[tokio::test]
async fn keys_are_well_formed_and_there_where_they_must_be() -> Result<()> {
    let (vault, server) = bank().await?;
    for key in ["", "\"", "a b", "a, b", &"k".repeat(256)] {
        let (status, problem) = told(pay(&server, key, 100).send().await?).await?;
        assert_eq!((status, problem["errors"][0]["parameter"].as_str()), (400, Some("Idempotency-Key")), "{key}");
    }
    let twice = pay(&server, "a", 100).header("idempotency-key", "a").send().await?;
    assert_eq!(twice.status(), 400);
    let order = || Client::new().post(server.url("/api/v1/orders")).json(&100);
    let (status, problem) = told(order().send().await?).await?;
    assert_eq!((status, problem["errors"][0]["code"].as_str()), (400, Some("missing")));
    assert_eq!(vault.payments(), 0);
    // A method that is not marked does not look at keys, and one that offers to can be called without.
    for number in [1, 2] {
        let count = Client::new().post(server.url("/api/v1/counts")).header("idempotency-key", "k").json(&100).send().await?;
        assert_eq!(told(count).await?, (200, json!(number)));
    }
    assert_eq!(Client::new().post(server.url("/api/v1/payments")).json(&100).send().await?.status(), 201);
    // What is refused before the method uses up no key.
    assert_eq!(Client::new().post(server.url("/api/v1/payments")).header("idempotency-key", "x").json(&"x").send().await?.status(), 422);
    assert_eq!(pay(&server, "x", 100).send().await?.status(), 201);
    Ok(())
}

#[tokio::test]
async fn an_answer_that_is_too_large_is_not_given_twice() -> Result<()> {
    let (vault, server) = bank().await?;
    let statement = |pages: usize| Client::new().post(server.url("/api/v1/statements")).header("idempotency-key", "s").json(&pages).send();
    assert_eq!(statement(1000).await?.text().await?.len(), 1_000_002);
    let (status, problem) = told(statement(1000).await?).await?;
    assert_eq!((status, problem["type"].as_str()), (409, Some("/problems/idempotency-key-used")));
    assert_eq!(vault.payments(), 1);
    Ok(())
}

#[tokio::test]
async fn a_form_that_is_sent_twice_is_carried_out_once() -> Result<()> {
    let (vault, server) = bank().await?;
    let client = Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
    let key = FormKey::new();
    let submit = |cents: u64, key: String| {
        let call = client.post(server.url(&to_page("/pay?to=bob", BankSpec::COUNT)));
        let call = call.header("content-type", "application/x-www-form-urlencoded");
        let body = format!("{}={}&cents={cents}", FormKey::NAME, key.replace(' ', "+"));
        from_page(call).body(body).send()
    };
    for _ in 0..2 {
        let back = submit(100, key.to_string()).await?;
        assert_eq!((back.status().as_u16(), back.headers()["location"].to_str()?), (303, "/pay?to=bob"));
    }
    assert_eq!(vault.payments(), 1, "the method is not even marked");
    let changed = submit(200, key.to_string()).await?;
    assert_eq!((changed.status().as_u16(), changed.headers()["content-type"].to_str()?), (422, "text/html; charset=utf-8"));
    assert_eq!((submit(100, FormKey::new().to_string()).await?.status().as_u16(), vault.payments()), (303, 2), "another page, another key");
    // A form that was refused is corrected, and sent again with the key that it has.
    let key = FormKey::new().to_string();
    assert_eq!(submit(3, key.clone()).await?.status(), 409);
    assert_eq!((submit(4, key.clone()).await?.status().as_u16(), vault.payments()), (303, 4));
    assert_eq!(submit(5, "made up".to_owned()).await?.status(), 422);
    Ok(())
}

/// A double click: the browser drops the first answer, and shows the second.
#[tokio::test]
async fn a_form_that_is_sent_again_before_it_is_answered_gets_the_first_ones_answer() -> Result<()> {
    let (vault, server) = bank().await?;
    let client = Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
    let key = FormKey::new();
    let submit = || {
        let call = client.post(server.url(&to_page("/pay", BankSpec::COUNT)));
        from_page(call).header("content-type", "application/x-www-form-urlencoded").body(format!("_key={key}&cents=0"))
    };
    let hung_up = submit().timeout(Duration::from_millis(200)).send().await;
    assert!(hung_up.is_err_and(|error| error.is_timeout()));
    let second = tokio::spawn(submit().send());
    vault.gate.add_permits(1);
    let second = second.await??;
    assert_eq!((second.status().as_u16(), second.headers()["location"].to_str()?, vault.payments()), (303, "/pay", 1));
    assert_eq!(second.headers()["idempotent-replayed"], "true");
    Ok(())
}

/// A store in which every key belongs to a call that does not end.
struct Busy;

impl IdempotencyStore for Busy {
    fn claim<'a>(&'a self, _: &'a StoreKey, _: &'a [u8; 32], _: Duration) -> Stored<'a, Claimed> {
        Box::pin(std::future::ready(Ok(Claimed::InFlight)))
    }

    fn complete<'a>(&'a self, _: &'a StoreKey, _: Token, _: StoredAnswer, _: Duration) -> Stored<'a, ()> {
        Box::pin(std::future::ready(Ok(())))
    }

    fn release<'a>(&'a self, _: &'a StoreKey, _: Token) -> Stored<'a, ()> {
        Box::pin(std::future::ready(Ok(())))
    }
}

#[tokio::test]
async fn a_form_whose_first_answer_does_not_come_keeps_its_key() -> Result<()> {
    let page = async |forms: FormState| Html(forms.form(BankSpec::COUNT).key().map(str::to_owned).unwrap_or_default());
    let server = Server::new().method_deadline(Duration::from_millis(100)).idempotency_store(Busy);
    let server = server.pages(Router::new().route("/pay", get(page))).add_service(BankServer::from_arc(Vault::new()));
    let server = Running::start(server.into_router()).await?;
    let key = FormKey::new().to_string();
    let multipart = format!(
        "--X\r\ncontent-disposition: form-data; name=\"_key\"\r\n\r\n{key}\r\n--X\r\ncontent-disposition: form-data; name=\"cents\"\r\n\r\n7\r\n--X--\r\n"
    );
    for (kind, body) in
        [("application/x-www-form-urlencoded", format!("_key={key}&cents=7")), ("multipart/form-data; boundary=X", multipart)]
    {
        let call = Client::new().post(server.url(&to_page("/pay", BankSpec::COUNT))).header("content-type", kind);
        let answer = from_page(call).body(body).send().await?;
        assert_eq!(
            (answer.status().as_u16(), answer.text().await?),
            (409, key.clone()),
            "{kind}: sent once more, it is still the same form"
        );
    }
    let fresh = Client::new().get(server.url("/pay")).send().await?.text().await?;
    assert!(fresh.len() == 32 && fresh != key, "{fresh}");
    Ok(())
}

#[tokio::test]
async fn typed_clients_send_keys() -> Result<()> {
    let (vault, server) = bank().await?;
    let bank = BankRestClient::new(&server.base())?;
    assert_eq!((bank.order(100).await?, bank.order(100).await?), (1, 2), "each call has a key of its own");
    let mine = || bank.order(100).key("mine");
    assert_eq!((mine().await?, mine().await?, vault.payments()), (3, 3, 3));
    let router = Server::new().add_service(BankServer::from_arc(vault.clone())).into_router();
    let bank = BankClient::new(InProcess::new(router));
    let mine = || bank.pay(100).key("mine");
    assert_eq!((mine().await?, mine().await?, vault.payments()), (4, 4, 4));
    Ok(())
}

#[tokio::test]
async fn a_store_of_ones_own_is_asked() -> Result<()> {
    let vault = Vault::new();
    let forgetful = MemoryStore::new(Duration::ZERO, 100, 1000);
    let server = Server::new().idempotency_store(forgetful).add_service(BankServer::from_arc(vault.clone()));
    let server = Running::start(server.into_router()).await?;
    for number in [1, 2] {
        assert_eq!(told(pay(&server, "k", 100).send().await?).await?, (201, json!(number)));
    }
    let full = Server::new().idempotency_store(MemoryStore::new(Duration::ZERO, 0, 0)).add_service(BankServer::from_arc(vault));
    let full = Running::start(full.into_router()).await?;
    let refused = pay(&full, "k", 100).send().await?;
    assert_eq!((refused.status().as_u16(), refused.headers()["retry-after"].as_bytes()), (503, &b"1"[..]));
    Ok(())
}

/// Keys that nobody else made push out nobody else's answers.
#[tokio::test]
async fn one_caller_pushes_out_no_other_callers_answers() -> Result<()> {
    let vault = Vault::new();
    let server = Server::new().idempotency_store(MemoryStore::new(Duration::MAX, 80, 8 * 1024 * 1024));
    let server = Running::start(server.add_service(BankServer::from_arc(vault.clone())).into_router()).await?;
    let client = Client::new();
    let pay = |key: &str| client.post(server.url("/api/v1/payments")).header("idempotency-key", key).json(&100);
    let mine = || pay("mine").header("x-payer", "alice").send();
    assert_eq!(told(mine().await?).await?, (201, json!(1)));
    for n in 0..100 {
        let others = pay(&format!("k{n}")).header("authorization", format!("Bearer {n}")).send().await?;
        assert_eq!(others.status(), 201);
    }
    for n in 0..100 {
        let form = client.post(server.url(BankSpec::COUNT.action_path())).header("content-type", "application/x-www-form-urlencoded");
        from_page(form).body(format!("_key={}&cents={n}", FormKey::new())).send().await?;
    }
    let again = mine().await?;
    assert!(again.headers().contains_key("idempotent-replayed"), "an address has a share, whatever else it says of itself");
    assert_eq!(told(again).await?, (201, json!(1)));
    Ok(())
}
