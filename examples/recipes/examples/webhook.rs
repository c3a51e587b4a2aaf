//! Deliveries that are signed as Standard Webhooks says (<https://www.standardwebhooks.com>).

use std::sync::atomic::{AtomicU64, Ordering};
use tokio::net::TcpListener;
use trifold::server::Server;
use trifold::server::webhooks::{StandardWebhook, StandardWebhooks};
use trifold::{model, service};

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

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
    /// Somebody paid. A delivery that was handled is 204, and does not run again; one whose method fails may come again.
    #[no_action]
    #[post("/hooks/payments")]
    async fn paid(&self, #[context] delivery: StandardWebhook, payment: Payment);
}

/// The application.
#[derive(Debug)]
pub struct App {
    webhooks: StandardWebhooks,
    cents: AtomicU64,
}

/// The context finds its secrets so.
impl AsRef<StandardWebhooks> for App {
    fn as_ref(&self) -> &StandardWebhooks {
        &self.webhooks
    }
}

impl Hooks for App {
    async fn paid(&self, _: StandardWebhook, payment: Payment) {
        self.cents.fetch_add(payment.cents, Ordering::Relaxed);
    }
}

/// The server.
pub fn server() -> anyhow::Result<Server> {
    let app = App { webhooks: StandardWebhooks::new([SECRET])?, cents: AtomicU64::new(0) };
    Ok(Server::new().add_service(HooksServer::new(app)))
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    Ok(server()?.serve(TcpListener::bind("127.0.0.1:3000").await?).await?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use axum::http::{Request, StatusCode};
    use base64::{Engine, engine::general_purpose::STANDARD};
    use hmac::{Hmac, KeyInit, Mac};
    use std::time::{SystemTime, UNIX_EPOCH};
    use tower::ServiceExt;

    const BODY: &str = r#"{"cents":100}"#;

    async fn deliver(signed: &str) -> StatusCode {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
        let mut mac = Hmac::<sha2::Sha256>::new_from_slice(&STANDARD.decode(&SECRET[6..]).unwrap()).unwrap();
        mac.update(format!("msg_1.{now}.{signed}").as_bytes());
        let signature = format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()));
        let request = Request::post("/api/v1/hooks/payments").header("host", "pay.example").header("content-type", "application/json");
        let request = request.header("webhook-id", "msg_1").header("webhook-timestamp", now).header("webhook-signature", signature);
        let request = request.body(Body::from(BODY)).unwrap();
        server().unwrap().into_router().oneshot(request).await.unwrap().status()
    }

    #[tokio::test]
    async fn only_a_signed_delivery_is_taken() {
        assert_eq!(deliver(BODY).await, StatusCode::NO_CONTENT);
        assert_eq!(deliver("another body").await, StatusCode::UNAUTHORIZED);
    }
}
