//! Streams that methods make, with an id for each value or with none.

use super::EventId;
use futures_core::Stream;
use std::pin::Pin;
use std::task::{Context, Poll};

/// A stream of this item.
type Boxed<I> = Pin<Box<dyn Stream<Item = I> + Send>>;

/// Values that have none.
pub(super) struct WithoutIds<T, E>(pub(super) Boxed<Result<T, E>>);

/// Values that have one.
pub(super) struct WithIds<T, E>(pub(super) Boxed<Result<(EventId, T), E>>);

impl<T, E> Stream for WithoutIds<T, E> {
    type Item = Result<(Option<EventId>, T), E>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(context).map_ok(|value| (None, value))
    }
}

impl<T, E> Stream for WithIds<T, E> {
    type Item = Result<(Option<EventId>, T), E>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(context).map_ok(|(id, value)| (Some(id), value))
    }
}
