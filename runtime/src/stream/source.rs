//! A stream on a server, seen by who sends it.

use super::EventId;
use crate::error::CallError;
use std::task::{Context, Poll};

/// A value with its id, if it has one.
pub(crate) type WithId<T, E> = Result<(Option<EventId>, T), CallError<E>>;

/// Values that come one by one, with their ids.
pub(crate) trait Source: Send + 'static {
    /// The type of the values.
    type Value;
    /// The type of the error that ends them.
    type Error;

    /// The next value.
    fn poll_with_id(&mut self, context: &mut Context<'_>) -> Poll<Option<WithId<Self::Value, Self::Error>>>;

    /// Returns true if there is nothing to send, and will be nothing.
    fn is_finished(&self) -> bool;
}
