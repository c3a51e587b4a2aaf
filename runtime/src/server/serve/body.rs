//! Bodies on their way in and out, as far as a connection's bounds are about them.

use super::activity::{ActiveCall, Untaken};
use axum::BoxError;
use axum::body::Body;
use bytes::Bytes;
use http_body::{Frame, SizeHint};
use http_body_util::BodyExt;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
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
    deadline: Duration,
    timer: Option<Pin<Box<Sleep>>>,
    is_waiting: bool,
}

impl<B: RequestBody> MeteredBody<B> {
    /// The most bytes that are thrown away, and how long that may take.
    const REST: (usize, Duration) = (8 * 1024 * 1024, Duration::from_secs(2));

    pub(super) fn new(body: B, is_sent: bool, deadline: Duration) -> Self {
        Self { body: Some(body), is_sent, deadline, timer: None, is_waiting: false }
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
        let Some(body) = &mut self.body else { return Poll::Ready(None) };
        if let Poll::Ready(frame) = Pin::new(body).poll_frame(context) {
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

/// A response's body. The call lasts until all of it was taken, and whatever of it is ready and not taken is known to the connection: the body
/// from the moment at which it may be asked for more until it is, and each piece that it gave.
pub(super) struct ResponseBody {
    body: Body,
    visit: Arc<ActiveCall>,
    /// Since when it may be asked, where requests share the connection.
    waiting: Option<Untaken>,
    /// The most bytes of one piece.
    most: usize,
    /// The rest of a piece that was larger.
    rest: Bytes,
}

/// A piece of a body, watched until nobody holds it any more.
struct Piece {
    bytes: Bytes,
    _untaken: Untaken,
}

impl AsRef<[u8]> for Piece {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl ResponseBody {
    /// The most bytes that are watched as one where the peer says how many it takes: so many it must take before the deadline.
    const MAX: usize = 16 * 1024;

    pub(super) fn new(body: Body, visit: ActiveCall) -> Self {
        let visit = Arc::new(visit.answered(http_body::Body::size_hint(&body).exact()));
        let waiting = (visit.is_shared() && !http_body::Body::is_end_stream(&body)).then(|| visit.waits(0));
        let most = if visit.is_shared() { Self::MAX } else { usize::MAX };
        Self { body, visit, waiting, most, rest: Bytes::new() }
    }

    /// Gives a piece, and keeps what is too much of it.
    fn give(&mut self, mut bytes: Bytes) -> Frame<Bytes> {
        self.rest = bytes.split_off(bytes.len().min(self.most));
        self.waiting = (self.visit.is_shared() && !http_body::Body::is_end_stream(self)).then(|| self.visit.waits(0));
        if bytes.is_empty() {
            return Frame::data(bytes);
        }
        let _untaken = self.visit.waits(bytes.len());
        Frame::data(Bytes::from_owner(Piece { bytes, _untaken }))
    }
}

impl http_body::Body for ResponseBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        self.waiting = None;
        if !self.rest.is_empty() {
            let rest = std::mem::take(&mut self.rest);
            return Poll::Ready(Some(Ok(self.give(rest))));
        }
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        Poll::Ready(frame.map(|frame| {
            frame.map(|frame| match frame.into_data() {
                Ok(bytes) => self.give(bytes),
                Err(trailers) => trailers,
            })
        }))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty() && self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        let (hint, rest) = (self.body.size_hint(), self.rest.len() as u64);
        let mut with_rest = SizeHint::new();
        with_rest.set_lower(hint.lower().saturating_add(rest));
        if let Some(upper) = hint.upper() {
            with_rest.set_upper(upper.saturating_add(rest));
        }
        with_rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::stream;
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// Interval of looking at a body that nobody reads.
    async fn looks(expects: bool) -> usize {
        let looks = Arc::new(AtomicUsize::new(0));
        let counted = looks.clone();
        let pieces = stream::poll_fn(move |_| {
            counted.fetch_add(1, Ordering::Relaxed);
            Poll::Ready(None::<Result<Bytes, BoxError>>)
        });
        drop(MeteredBody::new(Body::from_stream(pieces), !expects, Duration::from_secs(1)));
        tokio::task::yield_now().await;
        looks.load(Ordering::Relaxed)
    }

    #[tokio::test]
    async fn a_body_that_nobody_reads_is_thrown_away_unless_its_sender_waits() {
        assert_eq!(looks(false).await, 1);
        assert_eq!(looks(true).await, 0);
    }
}
