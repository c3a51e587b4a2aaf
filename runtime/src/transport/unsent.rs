//! Reasons why a call has no answer.

use super::{Response, TransportError};
use crate::error::FieldError;

/// An answer, or why there is none.
pub(super) type Arrived = Result<Response, Unsent>;

/// Reason why there is no answer.
#[derive(Debug)]
pub(super) enum Unsent {
    /// Rules refuse the arguments.
    Invalid(Vec<FieldError>),
    /// It was not sent, or did not arrive.
    Failed(TransportError),
}

impl Unsent {
    /// Before anything was sent, in these words.
    pub(super) fn refused(words: String) -> Self {
        Self::Failed(TransportError::Failed(words))
    }
}
