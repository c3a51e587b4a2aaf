//! A call's claim on its key.
//!
//! In: who calls what with which key and payload. Out: a [`Claim`] left for the answer, or a refusal; the answer of an earlier call is a
//! refusal too, as far as the method is concerned.

use super::claimed_key::{Claim, Kind};
use super::held::Hold;
use super::replay::replay;
use super::shared_store::{Desk, released};
use super::store::{Claimed, StoreKey};
use super::{form_key, header};
use crate::error::{FieldError, problem_type};
use crate::server::context::call_key::CallKey;
use crate::server::context::delivery::Delivery;
use crate::server::context::principal::Principal;
use crate::server::guard::client_network::network_of;
use crate::server::guard::digest::hash_all;
use crate::server::guard::store::{StoreError, Stored};
use crate::server::problem::field_error::fault;
use crate::server::problem::rejection::Rejection;
use crate::server::trace::metrics;
use crate::spec::{Idempotency, MethodSpec, Place};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, StatusCode, header as headers};
use sha2::{Digest, Sha256};
use std::fmt;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, ready};
use std::time::Duration;

/// A store that is asked for a key. Where nobody waits for its word any more, it may give the key all the same: then it is given back.
struct Asking {
    asked: Option<Stored<'static, Claimed>>,
    desk: Desk,
    key: StoreKey,
}

impl Asking {
    /// Number of deadlines that a store may be late: what it gives after that lapses.
    const LATE: u32 = 5;

    fn new(desk: &Desk, key: StoreKey, payload: [u8; 32], lease: Duration) -> Self {
        let store = desk.store.clone();
        let asked: Stored<'static, Claimed> = Box::pin(async move { store.claim(&key, &payload, lease).await });
        Self { asked: Some(asked), desk: desk.clone(), key }
    }
}

impl Future for Asking {
    type Output = Result<Claimed, StoreError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Some(asked) = &mut self.asked else { return Poll::Pending };
        let claimed = ready!(asked.as_mut().poll(context));
        self.asked = None;
        Poll::Ready(claimed)
    }
}

impl Drop for Asking {
    fn drop(&mut self) {
        let Some(asked) = self.asked.take() else { return };
        let (store, key) = (self.desk.store.clone(), self.key);
        self.desk.in_background(self.desk.deadline.saturating_mul(Self::LATE), async move {
            if let Ok(Claimed::Fresh(token)) = asked.await {
                released(&*store, &key, token).await;
            }
        });
    }
}

/// The content of a call.
#[derive(Debug)]
pub(in crate::server) struct Payload {
    /// The one-time key of a form.
    pub(in crate::server) form_key: Option<String>,
    /// A hash of all that the arguments were made of. Of a file its name alone.
    pub(in crate::server) digest: [u8; 32],
}

/// Claims the key of a call, if it has one. `deadline` is the method's: so long a form waits for the answer to its first submit.
///
/// # Errors
/// 400 for a malformed key, or none where there must be one; 409 for a call under way; 422 for a key that was used for something else; 503
/// where the store cannot be asked. And the answer of an earlier call.
pub(in crate::server) async fn claim(
    held: &Hold,
    parts: &Parts,
    method: &MethodSpec,
    sent: Payload,
    deadline: Duration,
) -> Result<(), Rejection> {
    let Some((kind, key)) = key(parts, method, sent.form_key.as_deref())? else { return Ok(()) };
    let lease = lease(held, deadline);
    let wanted = PendingClaim {
        key: StoreKey { hash: store_key(parts, method, kind, key), caller: caller(parts, held) },
        payload: payload(parts, method, &sent.digest),
        kind,
        keep: held.answers().keep,
        lease,
    };
    CallKey::tell(&parts.extensions, wanted.key.hash);
    match wanted.ask(held, if kind == Kind::Form { deadline } else { Duration::ZERO }).await? {
        Claimed::Fresh(_) => Ok(()),
        Claimed::Answered(answer) => Err(replay(answer, lease)),
        Claimed::InFlight => Err(in_flight()),
        Claimed::OtherPayload => Err(used(kind)),
    }
}

/// Claims a delivery whose signature holds, for its method.
///
/// # Errors
/// 204 for one that was handled, 409 for one that is being handled, 503 where the store cannot be asked.
pub(in crate::server) async fn claim_delivery(
    held: &Hold,
    parts: &Parts,
    method: &MethodSpec,
    delivery: Delivery,
    deadline: Duration,
) -> Result<(), Rejection> {
    let names = [method.service.package, method.service.name, method.name, "delivery", &delivery.id];
    let key = StoreKey { hash: hash_all(Sha256::new(), names.map(str::as_bytes)).finalize().into(), caller: caller(parts, held) };
    let (keep, lease) = (delivery.keep, lease(held, deadline));
    CallKey::tell(&parts.extensions, key.hash);
    match (PendingClaim { key, payload: [0; 32], kind: Kind::Delivery, keep, lease }).ask(held, Duration::ZERO).await? {
        Claimed::Fresh(_) => Ok(()),
        Claimed::Answered(_) | Claimed::OtherPayload => Err(Rejection::empty(StatusCode::NO_CONTENT)),
        Claimed::InFlight => Err(Rejection::status(StatusCode::CONFLICT)
            .detail("this delivery is being handled")
            .header(headers::RETRY_AFTER, HeaderValue::from_static("1"))),
    }
}

/// Longer than a call can take: its method, what it asks of the store, and something for clocks that differ.
fn lease(held: &Hold, deadline: Duration) -> Duration {
    deadline.saturating_add(held.answers().deadline).saturating_add(Duration::from_secs(1))
}

/// A key that is to be claimed.
struct PendingClaim {
    key: StoreKey,
    payload: [u8; 32],
    kind: Kind,
    keep: Duration,
    lease: Duration,
}

impl PendingClaim {
    /// Asks for the key, and leaves the claim with what the call holds; while another call has it, again and again as long as the patience
    /// lasts. A browser that sends a form a second time shows the second answer alone: it must be the first call's.
    async fn ask(self, held: &Hold, patience: Duration) -> Result<Claimed, Rejection> {
        let desk = Desk { store: held.answers().store.clone(), deadline: held.answers().deadline, stage: held.stage().cloned() };
        let (mut waited, mut pause) = (Duration::ZERO, Duration::from_millis(10));
        loop {
            let asking = Asking::new(&desk, self.key, self.payload, self.lease);
            match held.spend(pin!(asking)).await {
                Some(Ok(Claimed::Fresh(token))) => {
                    let Self { key, kind, keep, .. } = self;
                    held.leave(Claim { desk, key, token, kind, keep, is_settled: false });
                    return Ok(Claimed::Fresh(token));
                }
                Some(Ok(Claimed::InFlight)) if waited < patience && tokio::runtime::Handle::try_current().is_ok() => {
                    tokio::time::sleep(pause).await;
                    waited += pause;
                    pause = (pause * 2).min(Duration::from_millis(500));
                }
                Some(Ok(claimed)) => return Ok(claimed),
                Some(Err(error)) => return Err(unavailable(&error)),
                None => return Err(unavailable(&"it did not answer in time")),
            }
        }
    }
}

/// 503: the store cannot say whether the call was carried out.
fn unavailable(error: &dyn fmt::Display) -> Rejection {
    metrics::store_failed("keys");
    tracing::error!(%error, "an idempotency key could not be claimed");
    Rejection::status(StatusCode::SERVICE_UNAVAILABLE).header(headers::RETRY_AFTER, HeaderValue::from_static("1"))
}

/// The key of a call: a form's own, else the header's where the method takes one.
fn key<'a>(parts: &'a Parts, method: &MethodSpec, form_key: Option<&'a str>) -> Result<Option<(Kind, &'a str)>, Rejection> {
    if let Some(field) = form_key.filter(|field| !field.is_empty()) {
        let key = form_key::parse(field).ok_or_else(not_ours)?;
        return Ok(Some((Kind::Form, key)));
    }
    if !method.idempotency.is_offered() {
        return Ok(None);
    }
    match header::read(&parts.headers)? {
        Some(key) => Ok(Some((Kind::Header, key))),
        None if method.idempotency == Idempotency::Required && !is_action(parts, method) => Err(header::missing()),
        None => Ok(None),
    }
}

fn is_action(parts: &Parts, method: &MethodSpec) -> bool {
    method.action.is_some_and(|action| action.path() == parts.uri.path())
}

/// Over the caller, the method and the key. A form's key is random and was made here, so it needs no other caller than the principal; of a
/// header's, where nobody says who calls, what the request shows of its caller counts. Which of these it is counts too.
fn store_key(parts: &Parts, method: &MethodSpec, kind: Kind, key: &str) -> [u8; 32] {
    let made_by = if kind == Kind::Form { "page" } else { "caller" };
    let hash = hash_all(Sha256::new(), [method.service.package, method.service.name, method.name, made_by, key].map(str::as_bytes));
    let hash = match (parts.extensions.get::<Principal>(), kind) {
        (Some(Principal(name)), _) => hash_all(hash, ["principal", name].map(str::as_bytes)),
        (None, Kind::Form) => hash_all(hash, [b"anyone".as_slice()]),
        (None, Kind::Header | Kind::Delivery) => {
            hash_headers(hash_all(hash, [b"shown".as_slice()]), &parts.headers, ["authorization", "cookie"])
        }
    };
    hash.finalize().into()
}

/// Whose share of the store a key takes: the principal's, else the address's. What else a request shows of its caller costs nothing to
/// change.
fn caller(parts: &Parts, held: &Hold) -> [u8; 16] {
    let hash = match (parts.extensions.get::<Principal>(), held.peer()) {
        (Some(Principal(name)), _) => hash_all(Sha256::new(), ["principal", name].map(str::as_bytes)),
        (None, Some(peer)) => hash_all(Sha256::new(), ["address", &network_of(peer).to_string()].map(str::as_bytes)),
        (None, None) => hash_all(Sha256::new(), [b"anyone".as_slice()]),
    };
    let hash: [u8; 32] = hash.finalize().into();
    hash.first_chunk().copied().unwrap_or_default()
}

/// Over all that the arguments are made of: of a route, headers too.
fn payload(parts: &Parts, method: &MethodSpec, body: &[u8; 32]) -> [u8; 32] {
    let target = parts.uri.path_and_query().map_or("", |target| target.as_str());
    let hash = hash_all(Sha256::new(), [parts.method.as_str().as_bytes(), target.as_bytes(), body]);
    let names = method.params.iter().filter_map(|param| match param.place {
        Place::Header(name) if !is_action(parts, method) => Some(name),
        _ => None,
    });
    hash_headers(hash, &parts.headers, names).finalize().into()
}

/// Each header by its name, with how many values it has, and these.
fn hash_headers<'a>(hash: Sha256, headers: &HeaderMap, names: impl IntoIterator<Item = &'a str>) -> Sha256 {
    names.into_iter().fold(hash, |hash, name| {
        let values: Vec<_> = headers.get_all(name).iter().map(HeaderValue::as_bytes).collect();
        let count = (values.len() as u64).to_be_bytes();
        hash_all(hash, [name.as_bytes(), &count].into_iter().chain(values))
    })
}

fn not_ours() -> Rejection {
    let error: FieldError = fault("/_key", "invalid_value", "is not a key of this page");
    Rejection::malformed(StatusCode::UNPROCESSABLE_ENTITY, error)
}

fn in_flight() -> Rejection {
    Rejection::of(StatusCode::CONFLICT, problem_type::KEY_IN_USE, "Call under way")
        .detail("a request with this key is still in progress; retry shortly to get its response")
        .header(headers::RETRY_AFTER, HeaderValue::from_static("1"))
}

fn used(kind: Kind) -> Rejection {
    let detail = match kind {
        Kind::Header | Kind::Delivery => {
            "this key was used for another call; make a new key for each call, and repeat one only with the same content"
        }
        Kind::Form => "this form was sent already, with another content; reload the page to send it again",
    };
    Rejection::of(StatusCode::UNPROCESSABLE_ENTITY, problem_type::KEY_USED, "Key used before").detail(detail)
}
