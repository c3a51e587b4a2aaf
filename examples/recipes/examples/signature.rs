//! Deliveries whose signature is of the sender's own kind: `X-Signature`, the HMAC-SHA256 of the body in hexadecimal.

use axum::extract::FromRequestParts;
use axum::http::{StatusCode, request::Parts};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::net::TcpListener;
use trifold::server::{BodyVerifier, Server};
use trifold::{model, service};

/// A delivery.
#[model]
#[derive(Debug)]
pub struct Payment {
    /// The sum.
    pub cents: u64,
}

/// Methods that others call.
#[service(version = 1)]
pub trait Hooks {
    /// A delivery whose signature holds.
    type Signed;

    /// Somebody paid. A delivery that was handled is 204, and does not run again.
    #[no_action]
    #[post("/hooks/payments")]
    async fn paid(&self, #[context] delivery: Self::Signed, payment: Payment);
}

/// The application.
#[derive(Debug)]
pub struct App {
    secret: &'static [u8],
    cents: AtomicU64,
}

/// A delivery whose signature holds.
#[derive(Debug)]
pub struct Signed;

impl FromRequestParts<Arc<App>> for Signed {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, StatusCode> {
        let signature = parts.headers.get("x-signature").and_then(|value| unhex(value.as_bytes())).ok_or(StatusCode::UNAUTHORIZED)?;
        let mut mac = Hmac::<Sha256>::new_from_slice(app.secret).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
        let verifier = BodyVerifier::of(parts);
        // A sender that tries again sends the same bytes, and so the same signature.
        verifier.once(format!("{signature:x?}"), Duration::from_hours(72));
        verifier.for_body(move |body| {
            mac.update(body);
            mac.verify_slice(&signature).map_err(|_| StatusCode::UNAUTHORIZED)
        });
        Ok(Self)
    }
}

fn unhex(text: &[u8]) -> Option<Vec<u8>> {
    text.chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}

impl Hooks for App {
    type Signed = Signed;

    async fn paid(&self, _: Signed, payment: Payment) {
        self.cents.fetch_add(payment.cents, Ordering::Relaxed);
    }
}

/// The server.
pub fn server() -> Server {
    Server::new().add_service(HooksServer::new(App { secret: b"shared", cents: AtomicU64::new(0) }))
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    Ok(server().serve(TcpListener::bind("127.0.0.1:3000").await?).await?)
}

#[cfg(test)]
#[tokio::test]
async fn only_a_signed_delivery_is_taken() {
    use axum::{body::Body, http::Request};
    use tower::ServiceExt;
    let signed = "215c992f79f66177198532e4edad224acedfb4114f2c7d531987343fb454877c";
    for (signature, status) in [(signed, 204), ("00ff", 401), ("no signature", 401)] {
        let request = Request::post("/api/v1/hooks/payments").header("host", "pay.example").header("content-type", "application/json");
        let request = request.header("x-signature", signature).body(Body::from(r#"{"cents":100}"#)).unwrap();
        assert_eq!(server().into_router().oneshot(request).await.unwrap().status().as_u16(), status);
    }
}
