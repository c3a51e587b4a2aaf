//! An answer that nobody can read.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Reason for which an answer could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecodeError {
    /// The HTTP status of the answer.
    pub status: u16,
    /// The fault in words.
    pub message: String,
}

impl DecodeError {
    /// The decoder of one method was asked for the outcome of another.
    pub(crate) fn of_another_method() -> Self {
        Self { status: 0, message: "the outcome of another method".to_owned() }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the answer (status {}) could not be read: {}", self.status, self.message)
    }
}

impl std::error::Error for DecodeError {}
