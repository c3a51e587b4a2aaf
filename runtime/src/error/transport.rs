//! What whoever carries calls has to say.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Why no answer came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TransportError {
    /// Not in time.
    Timeout,
    /// The browser says that it is offline, and the request failed.
    Offline,
    /// Nothing was sent, since the request is not one that can be; in words.
    NotSent(String),
    /// The connection failed before an answer came; in words. Whether the request arrived is not known.
    Failed(String),
    /// The head of an answer came, and the rest cannot be had: it was cut short, or is too large; in words.
    Broken(String),
}

impl TransportError {
    /// The meaning for whoever made the call.
    pub(super) fn message(&self) -> &'static str {
        match self {
            Self::Timeout => "no answer in time",
            Self::Offline => "there is no connection to the network",
            Self::NotSent(_) => "the request could not be sent",
            Self::Failed(_) => "the server cannot be reached",
            Self::Broken(_) => "the answer did not arrive whole",
        }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Timeout | Self::Offline => self.message(),
            Self::NotSent(reason) | Self::Failed(reason) | Self::Broken(reason) => reason,
        })
    }
}

impl std::error::Error for TransportError {}
