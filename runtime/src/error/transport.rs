//! What whoever carries calls has to say.

use std::fmt;

/// Why no answer came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TransportError {
    /// Not in time.
    Timeout,
    /// The connection failed, or the answer was cut short or too large; in words.
    Failed(String),
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Timeout => f.write_str("no answer in time"),
            Self::Failed(reason) => f.write_str(reason),
        }
    }
}

impl std::error::Error for TransportError {}
