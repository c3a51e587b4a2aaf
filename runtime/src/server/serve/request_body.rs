//! A request's body on its way in, as far as a connection's bounds are about it.

use super::connection_waker::HeldCalls;
use axum::BoxError;
use bytes::Bytes;
use http_body::{Frame, SizeHint};
use http_body_util::BodyExt;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::time::{Instant, Sleep, sleep, timeout};

/// The sender of a body paused for too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::server) struct Stalled;

impl fmt::Display for Stalled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the body did not arrive in time")
    }
}

impl std::error::Error for Stalled {}

/// What a request's body must be made of.
pub(super) trait RequestBody: http_body::Body<Data = Bytes, Error: Into<BoxError>> + Send + Unpin + 'static {}

impl<B> RequestBody for B where B: http_body::Body<Data = Bytes, Error: Into<BoxError>> + Send + Unpin + 'static {}

/// A request's body, which must not pause for longer than the deadline. Where nobody reads it to its end, the rest is read for a while and
/// thrown away: a connection that is closed over unread bytes is reset, and then the answer is lost on its way (RFC 9112, section 9.6).
///
/// Where the sender waits to be told to go on (`Expect: 100-continue`), the first look at the body tells it so. A call that is refused before
/// has not looked, and then nothing is on its way that could be thrown away.
pub(super) struct MeteredBody<B: RequestBody> {
    body: Option<B>,
    /// Whether its sender sends it, or waits.
    is_sent: bool,
    /// True if other requests share its connection (HTTP/2).
    is_shared: bool,
    deadline: Duration,
    timer: Option<Pin<Box<Sleep>>>,
    is_waiting: bool,
}

impl<B: RequestBody> MeteredBody<B> {
    /// The most bytes that are thrown away, and how long that may take.
    const REST: (usize, Duration) = (8 * 1024 * 1024, Duration::from_secs(2));

    pub(super) fn new(body: B, is_sent: bool, is_shared: bool, deadline: Duration) -> Self {
        Self { body: Some(body), is_sent, is_shared, deadline, timer: None, is_waiting: false }
    }

    /// Waits for the end of a pause that has lasted too long.
    fn poll_stalled(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let deadline = self.deadline;
        let timer = self.timer.get_or_insert_with(|| Box::pin(sleep(deadline)));
        if !std::mem::replace(&mut self.is_waiting, true)
            && let Some(due) = Instant::now().checked_add(deadline)
        {
            timer.as_mut().reset(due);
        }
        timer.as_mut().poll(context)
    }
}

impl<B: RequestBody> http_body::Body for MeteredBody<B> {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        self.is_sent = true;
        let is_shared = self.is_shared;
        let Some(body) = &mut self.body else { return Poll::Ready(None) };
        if let Poll::Ready(frame) = poll_alone(body, is_shared, context) {
            self.is_waiting = false;
            return Poll::Ready(frame.map(|frame| frame.map_err(Into::into)));
        }
        ready!(self.poll_stalled(context));
        self.body = None;
        Poll::Ready(Some(Err(Stalled.into())))
    }

    fn is_end_stream(&self) -> bool {
        self.body.as_ref().is_none_or(http_body::Body::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        self.body.as_ref().map(http_body::Body::size_hint).unwrap_or_default()
    }
}

impl<B: RequestBody> Drop for MeteredBody<B> {
    fn drop(&mut self) {
        let Some(body) = self.body.take().filter(|body| self.is_sent && !body.is_end_stream()) else { return };
        let Ok(runtime) = Handle::try_current() else { return };
        let (most, time) = Self::REST;
        runtime.spawn(timeout(time, throw_away(body, most)));
    }
}

/// Asks for a frame, without a call of the connection for a next one where there is none. Over HTTP/2 such a call may be another stream's.
fn poll_alone<B: RequestBody>(body: &mut B, is_shared: bool, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, B::Error>>> {
    let calls = (!is_shared).then(HeldCalls::begin);
    let frame = Pin::new(&mut *body).poll_frame(context);
    if body.is_end_stream() {
        calls.into_iter().for_each(HeldCalls::forget);
    }
    frame
}

/// Reads at most so many bytes of a body.
async fn throw_away(mut body: impl RequestBody, most: usize) {
    let mut left = most;
    while let Some(Ok(frame)) = body.frame().await {
        match left.checked_sub(frame.data_ref().map_or(0, Bytes::len)) {
            Some(rest) => left = rest,
            None => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::serve::connection_waker::ConnectionWaker;
    use crate::server::serve::counted_calls::CountedCalls;
    use axum::body::Body;
    use futures_util::stream;
    use std::convert::Infallible;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::task::Waker;

    /// Interval of looking at a body that nobody reads.
    async fn looks(expects: bool) -> usize {
        let looks = Arc::new(AtomicUsize::new(0));
        let counted = looks.clone();
        let pieces = stream::poll_fn(move |_| {
            counted.fetch_add(1, Ordering::Relaxed);
            Poll::Ready(None::<Result<Bytes, BoxError>>)
        });
        drop(MeteredBody::new(Body::from_stream(pieces), !expects, false, Duration::from_secs(1)));
        tokio::task::yield_now().await;
        looks.load(Ordering::Relaxed)
    }

    /// A body of pieces, which calls its connection whenever one is taken, as hyper's does.
    struct Calling {
        pieces: usize,
        connection: Waker,
    }

    impl http_body::Body for Calling {
        type Data = Bytes;
        type Error = Infallible;

        fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
            self.pieces -= 1;
            self.connection.wake_by_ref();
            Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(b"x")))))
        }

        fn is_end_stream(&self) -> bool {
            self.pieces == 0
        }
    }

    #[tokio::test]
    async fn a_connection_is_called_for_a_next_piece_where_there_is_one() {
        for (is_shared, expected) in [(false, [1, 1, 0]), (true, [1, 1, 1])] {
            let task = CountedCalls::default();
            let connection = ConnectionWaker::new(Waker::noop()).of(&task.waker()).clone();
            let mut body = MeteredBody::new(Calling { pieces: 3, connection }, true, is_shared, Duration::from_secs(1));
            for calls in expected {
                assert!(body.frame().await.is_some_and(|frame| frame.is_ok()));
                assert_eq!(task.take(), calls, "over HTTP/{}", 1 + usize::from(is_shared));
            }
        }
    }

    #[tokio::test]
    async fn a_body_that_nobody_reads_is_thrown_away_unless_its_sender_waits() {
        assert_eq!(looks(false).await, 1);
        assert_eq!(looks(true).await, 0);
    }
}
