//! A response's body on its way out: the call lasts until it is over, and what waits for the peer is known to the connection.

use super::activity::{ActiveCall, Untaken};
use axum::body::Body;
use bytes::Bytes;
use http_body::{Body as _, Frame, SizeHint};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

/// A response's body.
pub(super) struct ResponseBody {
    body: Body,
    taking: Taking,
}

/// The ways in which a peer takes an answer.
enum Taking {
    /// HTTP/1.1: as the network does.
    Whole(ActiveCall),
    /// HTTP/2: as it says of each answer.
    Pieces(Box<Pieces>),
}

/// A body that is taken in pieces. Whatever of it is ready and not taken is known to the connection: the body from the moment at which it may be
/// asked for more until it is, and each piece that it gave.
struct Pieces {
    visit: Arc<ActiveCall>,
    /// Since when it may be asked.
    waiting: Option<Untaken>,
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

/// A frame of a body, once it is asked for one.
type Given = Poll<Option<Result<Frame<Bytes>, axum::Error>>>;

impl Pieces {
    /// The most bytes that are watched as one: so many the peer must take before the deadline.
    const MAX: usize = 16 * 1024;

    fn new(visit: ActiveCall, body: &Body) -> Box<Self> {
        let mut pieces = Self { visit: Arc::new(visit), waiting: None, rest: Bytes::new() };
        pieces.wait(body);
        Box::new(pieces)
    }

    /// From now on it may be asked, unless it is at its end.
    fn wait(&mut self, body: &Body) {
        self.waiting = (!self.rest.is_empty() || !body.is_end_stream()).then(|| self.visit.waits(0));
    }

    fn poll(&mut self, body: &mut Body, context: &mut Context<'_>) -> Given {
        self.waiting = None;
        if !self.rest.is_empty() {
            let rest = std::mem::take(&mut self.rest);
            return Poll::Ready(Some(Ok(self.give(rest, body))));
        }
        let frame = ready!(Pin::new(&mut *body).poll_frame(context));
        Poll::Ready(frame.map(|frame| {
            frame.map(|frame| match frame.into_data() {
                Ok(bytes) => self.give(bytes, body),
                Err(trailers) => trailers,
            })
        }))
    }

    /// Gives a piece, and keeps what is too much of it.
    fn give(&mut self, mut bytes: Bytes, body: &Body) -> Frame<Bytes> {
        self.rest = bytes.split_off(bytes.len().min(Self::MAX));
        self.wait(body);
        if bytes.is_empty() {
            return Frame::data(bytes);
        }
        let _untaken = self.visit.waits(bytes.len());
        Frame::data(Bytes::from_owner(Piece { bytes, _untaken }))
    }
}

impl ResponseBody {
    pub(super) fn new(body: Body, visit: ActiveCall) -> Self {
        let visit = visit.answered(body.size_hint().exact());
        let taking = if visit.is_shared() { Taking::Pieces(Pieces::new(visit, &body)) } else { Taking::Whole(visit) };
        Self { body, taking }
    }

    /// The rest of a piece, which is to be given before there is more.
    fn rest(&self) -> usize {
        match &self.taking {
            Taking::Whole(_) => 0,
            Taking::Pieces(pieces) => pieces.rest.len(),
        }
    }
}

impl http_body::Body for ResponseBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Given {
        let Self { body, taking } = &mut *self;
        match taking {
            Taking::Whole(visit) => {
                let frame = ready!(Pin::new(body).poll_frame(context));
                if let Some(Ok(frame)) = &frame {
                    visit.gives(frame.data_ref().map_or(0, Bytes::len));
                }
                Poll::Ready(frame)
            }
            Taking::Pieces(pieces) => pieces.poll(body, context),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.rest() == 0 && self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        let (mut hint, rest) = (self.body.size_hint(), self.rest() as u64);
        if let Some(upper) = hint.upper() {
            hint.set_upper(upper.saturating_add(rest));
        }
        hint.set_lower(hint.lower().saturating_add(rest));
        hint
    }
}
