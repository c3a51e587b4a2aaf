//! A call's claim on its key.
//!
//! In: who calls what with which key and payload. Out: a [`Claim`] left for the answer, or a refusal; the answer of an earlier call is a
//! refusal too, as far as the method is concerned.

use super::answer::replay;
use super::store::{Claimed, IdempotencyStore, StoreError, StoreKey, StoredAnswer};
use super::{form_key, header};
use crate::error::{FieldError, problem_type};
use crate::server::context::principal::Principal;
use crate::server::problem::field_error::fault;
use crate::server::problem::rejection::Rejection;
use crate::spec::{Idempotency, MethodSpec, Place};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, StatusCode, header as headers};
use sha2::{Digest, Sha256};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// What a call needs in order to claim: where answers are kept, and where the claim waits for this one's.
#[derive(Clone)]
pub(in crate::server) struct Once {
    pub(in crate::server) store: Arc<dyn IdempotencyStore>,
    pub(in crate::server) slot: Slot,
}

/// Where a claim waits for the answer. Whoever drops it gives the key back.
#[derive(Clone, Default)]
pub(in crate::server) struct Slot(Arc<Mutex<Option<Claim>>>);

/// A key that a call holds until it is answered.
pub(in crate::server) struct Claim {
    store: Arc<dyn IdempotencyStore>,
    key: StoreKey,
    kind: Kind,
    is_settled: bool,
}

/// What made the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// The caller, for one call.
    Header,
    /// The page, for one form.
    Form,
}

impl Slot {
    fn leave(&self, claim: Claim) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(claim);
    }

    /// Whether the call has made a claim that nobody has taken yet.
    pub(in crate::server) fn is_held(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    /// The claim, if the call made one.
    pub(in crate::server) fn take(&self) -> Option<Claim> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl Claim {
    /// Whether an answer of this status is final. A fault of the server is not; and a form that was refused is corrected and sent again.
    pub(super) fn keeps(&self, status: StatusCode) -> bool {
        match self.kind {
            Kind::Header => !status.is_server_error(),
            Kind::Form => status.is_success() || status.is_redirection(),
        }
    }

    /// Keeps the answer. If that fails, the call was carried out all the same: the key stays taken, as long as the store remembers it.
    pub(super) async fn complete(mut self, answer: StoredAnswer) {
        self.is_settled = true;
        if let Err(error) = self.store.complete(&self.key, answer).await {
            tracing::error!(%error, "an answer could not be kept under its idempotency key");
        }
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        if !self.is_settled {
            self.store.release(&self.key);
        }
    }
}

/// What a call sent.
#[derive(Debug)]
pub(in crate::server) struct Sent {
    /// The one-time key of a form.
    pub(in crate::server) form_key: Option<String>,
    /// A hash of all that the arguments were made of. Of a file its name alone.
    pub(in crate::server) digest: [u8; 32],
}

/// Claims the key of a call, if it has one. `patience` is how long a form waits for the answer to its first submit.
///
/// # Errors
/// 400 for a malformed key, or none where there must be one; 409 for a call under way; 422 for a key that was used for something else; 503
/// where the store cannot be asked. And the answer of an earlier call.
pub(in crate::server) async fn claim(
    once: &Once,
    parts: &Parts,
    method: &MethodSpec,
    sent: Sent,
    patience: Duration,
) -> Result<(), Rejection> {
    let Some((kind, key)) = key(parts, method, sent.form_key.as_deref())? else { return Ok(()) };
    let store_key = store_key(parts, method, kind, key);
    let payload = payload(parts, method, &sent.digest);
    let patience = if kind == Kind::Form { patience } else { Duration::ZERO };
    match ask(&*once.store, &store_key, &payload, patience).await {
        Ok(Claimed::Fresh) => {
            once.slot.leave(Claim { store: once.store.clone(), key: store_key, kind, is_settled: false });
            Ok(())
        }
        Ok(Claimed::Answered(answer)) => Err(replay(answer)),
        Ok(Claimed::InFlight) => Err(in_flight()),
        Ok(Claimed::OtherPayload) => Err(used(kind)),
        Err(error) => {
            tracing::error!(%error, "an idempotency key could not be claimed");
            Err(Rejection::status(StatusCode::SERVICE_UNAVAILABLE).header(headers::RETRY_AFTER, HeaderValue::from_static("1")))
        }
    }
}

/// Asks for a key; while another call has it, again and again as long as the patience lasts. A browser that sends a form a second time shows
/// the second answer alone: it must be the first call's.
async fn ask(store: &dyn IdempotencyStore, key: &StoreKey, payload: &[u8; 32], patience: Duration) -> Result<Claimed, StoreError> {
    let (mut waited, mut pause) = (Duration::ZERO, Duration::from_millis(10));
    loop {
        match store.claim(key, payload).await {
            Ok(Claimed::InFlight) if waited < patience && tokio::runtime::Handle::try_current().is_ok() => {
                tokio::time::sleep(pause).await;
                waited += pause;
                pause = (pause * 2).min(Duration::from_millis(500));
            }
            claimed => return claimed,
        }
    }
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
fn store_key(parts: &Parts, method: &MethodSpec, kind: Kind, key: &str) -> StoreKey {
    let made_by = match kind {
        Kind::Header => "caller",
        Kind::Form => "page",
    };
    let hash = hash_all(Sha256::new(), [method.service.package, method.service.name, method.name, made_by, key].map(str::as_bytes));
    let hash = match (parts.extensions.get::<Principal>(), kind) {
        (Some(Principal(name)), _) => hash_all(hash, ["principal", name].map(str::as_bytes)),
        (None, Kind::Form) => hash_all(hash, [b"anyone".as_slice()]),
        (None, Kind::Header) => hash_headers(hash_all(hash, [b"shown".as_slice()]), &parts.headers, ["authorization", "cookie"]),
    };
    StoreKey(hash.finalize().into())
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

/// Each with its length in front, so that no two lists run together alike.
fn hash_all<'a>(hash: Sha256, parts: impl IntoIterator<Item = &'a [u8]>) -> Sha256 {
    parts.into_iter().fold(hash, |hash, part| hash.chain_update((part.len() as u64).to_be_bytes()).chain_update(part))
}

fn not_ours() -> Rejection {
    let error: FieldError = fault("/_key", "invalid_value", "is not a key of this page");
    Rejection::malformed(StatusCode::UNPROCESSABLE_ENTITY, error)
}

fn in_flight() -> Rejection {
    Rejection::of(StatusCode::CONFLICT, problem_type::KEY_IN_USE, "Call under way")
        .detail("a call with this key is still under way; repeat yours in a moment to get its answer")
        .header(headers::RETRY_AFTER, HeaderValue::from_static("1"))
}

fn used(kind: Kind) -> Rejection {
    let detail = match kind {
        Kind::Header => "this key was used for another call; make a new key for each call, and repeat one only with the same content",
        Kind::Form => "this form was sent already, with another content; reload the page to send it again",
    };
    Rejection::of(StatusCode::UNPROCESSABLE_ENTITY, problem_type::KEY_USED, "Key used before").detail(detail)
}

impl fmt::Debug for Once {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Once")
    }
}
