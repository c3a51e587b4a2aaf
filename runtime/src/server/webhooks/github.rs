//! Deliveries signed as GitHub signs them: `X-Hub-Signature-256`.

use super::secret::{InvalidSecret, Secret};
use super::{refuse, single};
use crate::server::context::body_check::BodyVerifier;
use crate::server::problem::rejection::Rejection;
use axum::extract::FromRequestParts;
use http::request::Parts;
use std::sync::Arc;

/// Receives deliveries signed as GitHub signs them: the secrets shared with one sender.
///
/// The signature covers the body and nothing else, neither a time nor the delivery's id: who has seen a delivery can send it again. A method
/// should bear that.
#[derive(Debug, Clone)]
pub struct GithubWebhooks {
    secrets: Vec<Secret>,
}

/// A `#[context]`: a delivery that comes from who shares a secret of the service, which is `AsRef<GithubWebhooks>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GithubWebhook {
    /// `X-GitHub-Event`: what happened. Not signed.
    pub event: Option<String>,
    /// `X-GitHub-Delivery`: the sender's name for the delivery. Not signed.
    pub delivery: Option<String>,
}

impl GithubWebhooks {
    /// The secrets, as they were typed. A new one stands beside the old one until the sender has changed it.
    ///
    /// # Errors
    /// If one is empty, or there is none.
    pub fn new<T: AsRef<[u8]>>(secrets: impl IntoIterator<Item = T>) -> Result<Self, InvalidSecret> {
        let secrets: Vec<_> = secrets.into_iter().map(|secret| Secret::new(secret.as_ref())).collect::<Result<_, _>>()?;
        if secrets.is_empty() { Err(InvalidSecret) } else { Ok(Self { secrets }) }
    }

    /// Looks at the headers now, and at the signature once the body is there. What it gives is true only within the method.
    ///
    /// # Errors
    /// 401 for a signature that is missing, repeated or malformed.
    #[allow(clippy::result_large_err, reason = "the refusal of an axum extractor is a response")]
    pub fn admit(&self, parts: &mut Parts) -> Result<GithubWebhook, axum::response::Response> {
        self.watch(parts).map_err(Rejection::into_response)
    }

    pub(in crate::server) fn watch(&self, parts: &mut Parts) -> Result<GithubWebhook, Rejection> {
        let seal = single(parts, "x-hub-signature-256").and_then(|value| value.strip_prefix("sha256=")).and_then(read_hex);
        let Some(seal) = seal else { return Err(refuse("x-hub-signature-256 must be there, once: `sha256=` and 64 hexadecimal digits")) };
        let secrets = self.secrets.clone();
        BodyVerifier::of(parts).leave(move |body| {
            if secrets.iter().any(|secret| secret.verify(&[body], &seal)) {
                Ok(())
            } else {
                Err(refuse("x-hub-signature-256 is not the signature of this delivery"))
            }
        });
        let text = |name| single(parts, name).map(str::to_owned);
        Ok(GithubWebhook { event: text("x-github-event"), delivery: text("x-github-delivery") })
    }
}

impl<S: AsRef<GithubWebhooks> + Send + Sync> FromRequestParts<Arc<S>> for GithubWebhook {
    type Rejection = Rejection;

    async fn from_request_parts(parts: &mut Parts, service: &Arc<S>) -> Result<Self, Rejection> {
        service.as_ref().as_ref().watch(parts)
    }
}

/// 64 hexadecimal digits as bytes.
fn read_hex(text: &str) -> Option<[u8; 32]> {
    let digits = text.as_bytes();
    if digits.len() != 64 || !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    let mut bytes = [0; 32];
    for (byte, at) in bytes.iter_mut().zip((0..64).step_by(2)) {
        *byte = u8::from_str_radix(text.get(at..at + 2)?, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The vector of GitHub's documentation.
    const SECRET: &str = "It's a Secret to Everybody";
    const BODY: &[u8] = b"Hello, World!";
    const SIGNATURE: &str = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

    fn is_accepted(receiver: &GithubWebhooks, signature: &str, body: &[u8]) -> bool {
        let request = http::Request::builder().header("x-hub-signature-256", signature);
        let (mut parts, ()) = request.body(()).unwrap().into_parts();
        receiver.watch(&mut parts).is_ok() && BodyVerifier::see(&parts.extensions, body).is_ok()
    }

    #[test]
    fn the_documented_vector_holds_and_nothing_near_it() {
        let receiver = GithubWebhooks::new([SECRET]).unwrap();
        assert!(is_accepted(&receiver, SIGNATURE, BODY));
        assert!(is_accepted(&GithubWebhooks::new(["old", SECRET]).unwrap(), &SIGNATURE.to_uppercase().replace("SHA256", "sha256"), BODY));
        assert!(!is_accepted(&receiver, SIGNATURE, b"Hello, World?"));
        assert!(!is_accepted(&GithubWebhooks::new(["other"]).unwrap(), SIGNATURE, BODY));
        for bad in ["", "sha256=", "sha256=7571", &SIGNATURE.replace("sha256", "sha1"), &SIGNATURE.replace('7', "g"), "sha256=é"] {
            assert!(!is_accepted(&receiver, bad, BODY), "{bad}");
        }
        assert!(GithubWebhooks::new([""]).is_err());
    }
}
