//! Reasons why a call has no answer.

use super::{Response, TransportError};
use crate::error::FieldError;
use std::any::Any;

/// An answer, or why there is none.
pub type Arrived = Result<Response, Unsent>;

/// Reason why there is no answer.
pub enum Unsent {
    /// Rules refuse the arguments.
    Invalid(Vec<FieldError>),
    /// It was not sent, or did not arrive.
    Failed(TransportError),
    /// There is one, and it goes on: events will come, or none at all.
    Opened(Option<Box<dyn Any + Send>>),
}

impl Unsent {
    /// Before anything was sent, in these words.
    pub(super) fn refused(words: String) -> Self {
        Self::Failed(TransportError::NotSent(words))
    }
}
