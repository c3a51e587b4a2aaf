//! A body, metered on its way into the multipart parser.
//!
//! In: the body and its limit. Out: its pieces, so that the parser never holds more than a piece and what it has not understood yet. The
//! parser asks for pieces as long as there are any; so after each one this says that the next is not there yet, and wakes the task.

use crate::server::body::read::has_stalled;
use axum::body::{Body, BodyDataStream};
use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};

/// The most bytes that may come in without anything coming out: headers of a part, or what stands before the first.
const MOST_PENDING: usize = 64 * 1024;

/// A body with a limit.
pub(super) struct Metered {
    body: BodyDataStream,
    left: usize,
    pending: Pending,
    is_full: bool,
}

/// What came in since something came out. Shared with whoever takes things out.
#[derive(Debug, Clone, Default)]
pub(super) struct Pending(Arc<AtomicUsize>);

/// Why a body is not read on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stopped {
    /// It is larger than the limit.
    TooLarge,
    /// The connection broke off.
    Broken,
    /// Its sender paused for too long.
    Stalled,
    /// Much came in, and nothing of it was a part.
    Senseless,
}

impl Metered {
    pub(super) fn new(body: Body, limit: usize) -> (Self, Pending) {
        let pending = Pending::default();
        (Self { body: body.into_data_stream(), left: limit, pending: pending.clone(), is_full: false }, pending)
    }

    fn admit(&mut self, piece: Bytes) -> Result<Bytes, Stopped> {
        self.left = self.left.checked_sub(piece.len()).ok_or(Stopped::TooLarge)?;
        // A piece as large as the transport makes them is no fault; a second one before anything came out is.
        match self.pending.0.fetch_add(piece.len(), Ordering::Relaxed) {
            before if before > MOST_PENDING => Err(Stopped::Senseless),
            _ => Ok(piece),
        }
    }
}

impl Pending {
    /// Something came out.
    pub(super) fn clear(&self) {
        self.0.store(0, Ordering::Relaxed);
    }
}

impl Stream for Metered {
    type Item = Result<Bytes, Stopped>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if std::mem::take(&mut self.is_full) {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        let piece = ready!(self.body.poll_next_unpin(context));
        self.is_full = true;
        Poll::Ready(piece.map(|piece| piece.map_err(|error| Stopped::of(&error)).and_then(|piece| self.admit(piece))))
    }
}

impl Stopped {
    fn of(error: &axum::Error) -> Self {
        if has_stalled(error) { Self::Stalled } else { Self::Broken }
    }
}

impl fmt::Display for Stopped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

impl std::error::Error for Stopped {}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::{FutureExt, stream};

    fn metered(pieces: usize, size: usize, limit: usize) -> (Metered, Pending) {
        let piece = move |_| Ok::<_, std::convert::Infallible>(Bytes::from(vec![0; size]));
        Metered::new(Body::from_stream(stream::iter(0..pieces).map(piece)), limit)
    }

    #[test]
    fn one_piece_at_a_time() {
        let (mut body, _) = metered(2, 10, 100);
        for expected in [true, false, true, false] {
            assert_eq!(body.next().now_or_never().is_some(), expected);
        }
        assert_eq!(body.next().now_or_never(), Some(None));
    }

    #[tokio::test]
    async fn too_much_is_stopped() {
        let (body, _) = metered(3, 10, 29);
        assert_eq!(body.collect::<Vec<_>>().await.last(), Some(&Err(Stopped::TooLarge)));
        let (body, _) = metered(4, MOST_PENDING, usize::MAX);
        assert!(body.any(async |piece| piece == Err(Stopped::Senseless)).await);
        let (mut body, pending) = metered(4, MOST_PENDING, usize::MAX);
        while let Some(piece) = body.next().await {
            pending.clear();
            assert!(piece.is_ok());
        }
    }
}
