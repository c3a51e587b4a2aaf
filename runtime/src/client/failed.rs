//! Errors of reqwest, without the address, which may hold a secret.

use crate::transport::TransportError;
use std::error::Error;

/// An exchange that failed.
pub(super) fn failed(error: reqwest::Error) -> TransportError {
    if error.is_timeout() {
        return TransportError::Timeout;
    }
    TransportError::Failed(words(&error.without_url()))
}

/// The error and its causes, in one line.
pub(super) fn words(error: &(dyn Error + 'static)) -> String {
    let causes = std::iter::successors(Some(error), |&error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}
