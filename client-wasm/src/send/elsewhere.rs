//! Stands in for the browser where there is none, so that a page's code compiles for the host.

use std::time::Duration;

use trifold::TransportError;
use trifold::transport::{Request, Response, Streamed};

/// None: only a browser has its source of randomness.
pub(crate) fn random_key() -> Option<String> {
    None
}

/// Nowhere: only a browser shows pages.
pub(crate) fn go(_: &str) {}

/// Fails: only a browser has `fetch`.
pub(crate) async fn send(_: Request, _: Duration, _: usize) -> Result<Response, TransportError> {
    Err(TransportError::Failed("`Fetch` works in a browser only".to_owned()))
}

/// Fails: only a browser has `fetch`.
pub(crate) async fn open(_: Request, _: Duration) -> Result<Streamed, TransportError> {
    Err(TransportError::Failed("`Fetch` works in a browser only".to_owned()))
}

/// Waits for ever: only a browser has its timers.
pub(crate) async fn pause(_: Duration) {
    std::future::pending().await
}
