//! Webhooks: whether a delivery comes from who shares the secret.
//!
//! In: the headers of a request, then its body. Out: a context that vouches for both, or 401 before the body is decoded. The secrets are
//! the service's own: it lends them to the context by `AsRef`.
//!
//! Sources: <https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md>, and
//! <https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries>.

mod github;
mod secret;
mod standard;

pub use github::{GithubWebhook, GithubWebhooks};
pub use secret::InvalidSecret;
pub use standard::{StandardWebhook, StandardWebhooks};

use super::problem::rejection::Rejection;
use http::request::Parts;
use http::{HeaderValue, StatusCode, header};

/// The one value of a header, as text.
fn single<'a>(parts: &'a Parts, name: &str) -> Option<&'a str> {
    let mut values = parts.headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (Some(value), None) => value.to_str().ok(),
        _ => None,
    }
}

/// 401, with what is wrong in words that the sender can use.
fn refuse(reason: &'static str) -> Rejection {
    tracing::info!(reason, "a delivery was refused");
    let rejection = Rejection::status(StatusCode::UNAUTHORIZED).detail(reason);
    rejection.header(header::WWW_AUTHENTICATE, HeaderValue::from_static("Signature"))
}
