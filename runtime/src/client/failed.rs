//! Errors of reqwest, without the address, which may hold a secret.

use crate::transport::TransportError;
use std::error::Error;

/// An exchange that failed, before or after its head: `how`.
pub(super) fn failed(error: reqwest::Error, how: fn(String) -> TransportError) -> TransportError {
    if error.is_timeout() {
        return TransportError::Timeout;
    }
    let how = if error.is_builder() {
        // Where no request could be made, the network had no part in it.
        TransportError::NotSent
    } else if error.is_redirect() {
        // An answer came, and a client of one's own follows it no further.
        TransportError::Broken
    } else {
        how
    };
    how(words(&error.without_url()))
}

/// The error and its causes, in one line.
pub(super) fn words(error: &(dyn Error + 'static)) -> String {
    let causes = std::iter::successors(Some(error), |&error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}
