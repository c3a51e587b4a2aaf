//! A body, metered on its way into the multipart parser.
//!
//! In: the body and its limit. Out: its pieces, so that the parser never holds more than a piece and what it has not understood yet. The
//! parser asks for pieces as long as there are any; so after each one this says that the next is not there yet, and wakes the task.
//!
//! It looks through all that it holds once more at each piece, so once nothing came out of one, pieces that are small are gathered: whoever
//! sends byte by byte would cost the square of what is sent.

use crate::server::body::read::has_stalled;
use axum::body::{Body, BodyDataStream};
use bytes::{Bytes, BytesMut};
use futures_util::{Stream, StreamExt};
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};

/// The most bytes that may come in without anything coming out: headers of a part, or what stands before the first.
const MAX_PENDING: usize = 8 * 1024;

/// The fewest bytes of a piece, but for the last.
const GATHERED: usize = 4 * 1024;

/// A body with a limit.
pub(super) struct Metered {
    body: BodyDataStream,
    left: usize,
    pending: Pending,
    is_full: bool,
    gathered: BytesMut,
    /// Reason why nothing comes after what was gathered.
    failed: Option<Stopped>,
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
        (
            Self {
                body: body.into_data_stream(),
                left: limit,
                pending: pending.clone(),
                is_full: false,
                gathered: BytesMut::new(),
                failed: None,
            },
            pending,
        )
    }

    /// The next piece that is large enough, or the last one.
    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Stopped>>> {
        loop {
            if let Some(failed) = self.failed.take() {
                return Poll::Ready(Some(Err(failed)));
            }
            match ready!(self.body.poll_next_unpin(context)) {
                Some(Ok(piece)) if self.gathered.is_empty() && (piece.len() >= GATHERED || self.pending.is_clear()) => {
                    return Poll::Ready(Some(Ok(piece)));
                }
                Some(Ok(piece)) => self.gathered.extend_from_slice(&piece),
                Some(Err(error)) if self.gathered.is_empty() => return Poll::Ready(Some(Err(Stopped::of(&error)))),
                None if self.gathered.is_empty() => return Poll::Ready(None),
                end => {
                    self.failed = end.and_then(Result::err).map(|error| Stopped::of(&error));
                    return Poll::Ready(Some(Ok(self.gathered.split().freeze())));
                }
            }
            if self.gathered.len() >= GATHERED {
                return Poll::Ready(Some(Ok(self.gathered.split().freeze())));
            }
        }
    }

    fn admit(&mut self, piece: Bytes) -> Result<Bytes, Stopped> {
        self.left = self.left.checked_sub(piece.len()).ok_or(Stopped::TooLarge)?;
        // A piece as large as the transport makes them is no fault; a second one before anything came out is.
        match self.pending.0.fetch_add(piece.len(), Ordering::Relaxed) {
            before if before > MAX_PENDING => Err(Stopped::Senseless),
            _ => Ok(piece),
        }
    }
}

impl Pending {
    /// True once something came out of all that came in.
    fn is_clear(&self) -> bool {
        self.0.load(Ordering::Relaxed) == 0
    }

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
        let piece = ready!(self.poll_piece(context));
        self.is_full = true;
        Poll::Ready(piece.map(|piece| piece.and_then(|piece| self.admit(piece))))
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
        let (mut body, _) = metered(2, GATHERED, usize::MAX);
        for expected in [true, false, true, false] {
            assert_eq!(body.next().now_or_never().is_some(), expected);
        }
        assert_eq!(body.next().now_or_never(), Some(None));
    }

    #[tokio::test]
    async fn small_pieces_are_gathered_once_nothing_comes_out() {
        let (mut body, _) = metered(6000, 1, usize::MAX);
        for size in [1, GATHERED, 6000 - GATHERED - 1] {
            assert_eq!(body.next().await.unwrap().unwrap().len(), size);
        }
        assert!(body.next().await.is_none());
        let (mut body, pending) = metered(6000, 1, usize::MAX);
        for _ in 0..10 {
            assert_eq!(body.next().await.unwrap().unwrap().len(), 1, "what came out makes room");
            pending.clear();
        }
    }

    #[tokio::test]
    async fn too_much_is_stopped() {
        let (body, _) = metered(3, 10, 29);
        assert_eq!(body.collect::<Vec<_>>().await.last(), Some(&Err(Stopped::TooLarge)));
        let (body, _) = metered(4, MAX_PENDING, usize::MAX);
        assert!(body.any(async |piece| piece == Err(Stopped::Senseless)).await);
        let (mut body, pending) = metered(4, MAX_PENDING, usize::MAX);
        while let Some(piece) = body.next().await {
            pending.clear();
            assert!(piece.is_ok());
        }
    }
}
