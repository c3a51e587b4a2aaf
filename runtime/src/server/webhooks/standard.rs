//! Standard Webhooks: `webhook-id`, `webhook-timestamp`, `webhook-signature`.

use super::secret::{InvalidSecret, Secret};
use super::{refuse, single};
use crate::server::context::body_check::BodyVerifier;
use crate::server::problem::rejection::Rejection;
use axum::extract::FromRequestParts;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::request::Parts;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// Tolerance of a sender's clock, in either direction.
const TOLERANCE: Duration = Duration::from_secs(5 * 60);

/// Time for which a delivery is remembered: about as long as senders try again (the example of the specification does for 75 hours).
const REMEMBERED: Duration = Duration::from_secs(3 * 24 * 60 * 60);

/// Most signatures of one delivery that are looked at: a sender changes its secret now and then, and signs with both.
const MAX_SIGNATURES: usize = 16;

/// Receives Standard Webhooks: the secrets shared with one sender.
///
/// A signature must be of a secret, the timestamp within five minutes of now, and the id new: of a delivery that was handled the answer is
/// 204 and the method does not run again, of one that is being handled 409. One whose method fails may come again. Ids are remembered for
/// three days, in the [`IdempotencyStore`](crate::server::IdempotencyStore) of the server, for each method apart.
///
/// ```
/// use trifold::server::webhooks::{StandardWebhook, StandardWebhooks};
/// # use trifold::{model, service};
/// # #[model]
/// # struct Payment { amount: u64 }
///
/// #[service(version = 1)]
/// trait Hooks {
///     #[no_action]
///     #[post("/hooks/payments")]
///     async fn paid(&self, #[context] delivery: StandardWebhook, payment: Payment);
/// }
///
/// struct App { payments: StandardWebhooks }
///
/// impl AsRef<StandardWebhooks> for App {
///     fn as_ref(&self) -> &StandardWebhooks {
///         &self.payments
///     }
/// }
///
/// impl Hooks for App {
///     async fn paid(&self, delivery: StandardWebhook, payment: Payment) {
///         println!("{}: {}", delivery.id, payment.amount);
///     }
/// }
///
/// let app = App { payments: StandardWebhooks::new(["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"])? };
/// # Ok::<(), trifold::server::webhooks::InvalidSecret>(())
/// ```
#[derive(Debug, Clone)]
pub struct StandardWebhooks {
    secrets: Vec<Secret>,
    remembered: Duration,
}

/// A `#[context]`: a delivery that comes from who shares a secret of the service, which is `AsRef<StandardWebhooks>`.
///
/// For a second sender, write an extractor of your own around [`StandardWebhooks::admit`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandardWebhook {
    /// The sender's name for the delivery, equal when it is sent again.
    pub id: String,
    /// When it was sent.
    pub sent: SystemTime,
}

/// What the headers say; nothing of it is to be believed yet.
struct Claimed {
    id: String,
    timestamp: String,
    sent: SystemTime,
    signatures: Vec<Vec<u8>>,
}

impl StandardWebhooks {
    /// The secrets, each as `whsec_` and base64, or base64 alone. A new one stands beside the old one until the sender has changed it.
    ///
    /// # Errors
    /// If one cannot be read, or there is none.
    pub fn new<T: AsRef<str>>(secrets: impl IntoIterator<Item = T>) -> Result<Self, InvalidSecret> {
        let secrets: Vec<_> = secrets.into_iter().map(|secret| read_secret(secret.as_ref())).collect::<Result<_, _>>()?;
        if secrets.is_empty() { Err(InvalidSecret) } else { Ok(Self { secrets, remembered: REMEMBERED }) }
    }

    /// Sets how long a delivery is remembered once it was handled. It should be as long as the sender tries again. The default is three days.
    #[must_use]
    pub fn remember(mut self, remembered: Duration) -> Self {
        self.remembered = remembered;
        self
    }

    /// Looks at the headers now, and at the signature once the body is there. What it gives is true only within the method.
    ///
    /// # Errors
    /// 401 for headers that are missing, repeated or malformed, and for a timestamp too far from now.
    #[allow(clippy::result_large_err, reason = "the refusal of an axum extractor is a response")]
    pub fn admit(&self, parts: &mut Parts) -> Result<StandardWebhook, axum::response::Response> {
        self.watch(parts, SystemTime::now()).map_err(Rejection::into_response)
    }

    pub(in crate::server) fn watch(&self, parts: &mut Parts, now: SystemTime) -> Result<StandardWebhook, Rejection> {
        let claimed = Claimed::read(parts)?;
        if distance(claimed.sent, now) > TOLERANCE {
            return Err(refuse("webhook-timestamp is more than five minutes from now"));
        }
        let webhook = StandardWebhook { id: claimed.id.clone(), sent: claimed.sent };
        let (receiver, vouch) = (self.clone(), BodyVerifier::of(parts));
        vouch.once(&claimed.id, self.remembered);
        vouch.leave(move |body| {
            if receiver.is_signed(&claimed, body) { Ok(()) } else { Err(refuse("webhook-signature has no signature of this delivery")) }
        });
        Ok(webhook)
    }

    /// Whether one of the signatures is of one of the secrets.
    fn is_signed(&self, claimed: &Claimed, body: &[u8]) -> bool {
        let signed: [&[u8]; 5] = [claimed.id.as_bytes(), b".", claimed.timestamp.as_bytes(), b".", body];
        claimed.signatures.iter().any(|seal| self.secrets.iter().any(|secret| secret.verify(&signed, seal)))
    }
}

impl Claimed {
    fn read(parts: &Parts) -> Result<Self, Rejection> {
        let header = |name| single(parts, name).filter(|value| !value.is_empty() && value.len() <= 4096);
        let (Some(id), Some(timestamp), Some(signatures)) =
            (header("webhook-id"), header("webhook-timestamp"), header("webhook-signature"))
        else {
            return Err(refuse("webhook-id, webhook-timestamp and webhook-signature must be there, once each"));
        };
        let Some(sent) = read_time(timestamp) else { return Err(refuse("webhook-timestamp is not a number of seconds")) };
        let signatures = signatures.split(' ').filter_map(|signature| signature.strip_prefix("v1,"));
        let signatures = signatures.filter_map(|seal| STANDARD.decode(seal).ok()).take(MAX_SIGNATURES).collect();
        Ok(Self { id: id.to_owned(), timestamp: timestamp.to_owned(), sent, signatures })
    }
}

impl<S: AsRef<StandardWebhooks> + Send + Sync> FromRequestParts<Arc<S>> for StandardWebhook {
    type Rejection = Rejection;

    async fn from_request_parts(parts: &mut Parts, service: &Arc<S>) -> Result<Self, Rejection> {
        service.as_ref().as_ref().watch(parts, SystemTime::now())
    }
}

fn read_secret(text: &str) -> Result<Secret, InvalidSecret> {
    let encoded = text.strip_prefix("whsec_").unwrap_or(text);
    STANDARD.decode(encoded).map_err(|_| InvalidSecret).and_then(Secret::new)
}

/// Seconds since 1970, digits alone.
fn read_time(text: &str) -> Option<SystemTime> {
    let are_digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = text.parse().ok().filter(|_| are_digits)?;
    SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds))
}

fn distance(one: SystemTime, two: SystemTime) -> Duration {
    one.duration_since(two).unwrap_or_else(|behind| behind.duration())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The vector of the reference libraries.
    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const ID: &str = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    const TIMESTAMP: &str = "1614265330";
    const BODY: &[u8] = b"{\"test\": 2432232314}";
    const SIGNATURE: &str = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    const OTHER: &str = "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=";

    fn deliver(receiver: &StandardWebhooks, headers: &[(&str, &str)], body: &[u8], seconds_late: i64) -> u16 {
        let request = headers.iter().fold(http::Request::builder(), |request, (name, value)| request.header(*name, *value));
        let (mut parts, ()) = request.body(()).unwrap().into_parts();
        let now = read_time(TIMESTAMP).unwrap().checked_add(Duration::from_secs(10_000)).unwrap();
        let now = now - Duration::from_secs(10_000_u64.checked_add_signed(-seconds_late).unwrap());
        let seen = receiver.watch(&mut parts, now).and_then(|_| BodyVerifier::see(&parts.extensions, body));
        seen.map_or_else(|rejection| rejection.into_response().status().as_u16(), |()| 200)
    }

    fn headers(signature: &'static str) -> [(&'static str, &'static str); 3] {
        [("webhook-id", ID), ("webhook-timestamp", TIMESTAMP), ("webhook-signature", signature)]
    }

    fn receiver() -> StandardWebhooks {
        StandardWebhooks::new([SECRET]).unwrap()
    }

    #[test]
    fn the_reference_vector_holds_and_nothing_near_it() {
        type Headers<'a> = &'a [(&'a str, &'a str)];
        let cases: &[(Headers<'_>, &[u8], i64, u16)] = &[
            (&headers(SIGNATURE), BODY, 0, 200),
            (&headers(SIGNATURE), BODY, 300, 200),
            (&headers(SIGNATURE), BODY, -300, 200),
            (&headers(SIGNATURE), BODY, 301, 401),
            (&headers(SIGNATURE), BODY, -301, 401),
            (&headers(SIGNATURE), b"{\"test\": 2432232315}", 0, 401),
            (&headers(SIGNATURE), b"", 0, 401),
            (&headers(OTHER), BODY, 0, 401),
            (&headers("v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="), BODY, 0, 200),
            (&headers("v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="), BODY, 0, 401),
            (&headers("v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="), BODY, 0, 401),
            (&headers("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="), BODY, 0, 401),
            (&headers("v1,"), BODY, 0, 401),
            (&headers("v1,g0hM9SsE"), BODY, 0, 401),
            (&headers(SIGNATURE)[..2], BODY, 0, 401),
            (&headers(SIGNATURE)[1..], BODY, 0, 401),
            (&[headers(SIGNATURE)[0], ("webhook-timestamp", "hello"), headers(SIGNATURE)[2]], BODY, 0, 401),
            (&[headers(SIGNATURE)[0], ("webhook-timestamp", "+1614265330"), headers(SIGNATURE)[2]], BODY, 0, 401),
            (&[headers(SIGNATURE)[0], ("webhook-timestamp", "99999999999999999999"), headers(SIGNATURE)[2]], BODY, 0, 401),
            (&[headers(SIGNATURE)[0], ("webhook-id", "two"), headers(SIGNATURE)[1], headers(SIGNATURE)[2]], BODY, 0, 401),
        ];
        for (n, (headers, body, late, status)) in cases.iter().enumerate() {
            assert_eq!(deliver(&receiver(), headers, body, *late), *status, "case {n}");
        }
    }

    #[test]
    fn secrets_change_one_beside_the_other() {
        let both = StandardWebhooks::new(["whsec_AAAA", SECRET]).unwrap();
        assert_eq!(deliver(&both, &headers(SIGNATURE), BODY, 0), 200);
        assert_eq!(StandardWebhooks::new(["whsec_"]).unwrap_err(), InvalidSecret);
        assert_eq!(StandardWebhooks::new(["whsec_?"]).unwrap_err(), InvalidSecret);
        assert_eq!(StandardWebhooks::new::<&str>([]).unwrap_err(), InvalidSecret);
        assert!(!format!("{both:?}").contains("MfKQ"));
    }
}
