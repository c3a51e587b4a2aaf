//! Opens streams, once the type of the transport is forgotten.
//!
//! In: a request. Out: a stream of events, that there is none, or another answer; and the time and the randomness that it takes to try again.

use super::streamed::{Pieces, Streamed};
use super::{FINGERPRINT_HEADER, Platform, Request, Response, Transport, TransportError, platform};
use crate::stream::MEDIA_TYPE;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;

/// Outcome of opening a stream.
pub(super) enum Opened {
    /// Events will come.
    Events {
        pieces: Pieces,
        /// The server was built from another version.
        is_skewed: bool,
    },
    /// There is nothing to come, now or later (204).
    Finished,
    /// Another answer. A refusal is read to its end; of what is none, the head says all.
    Other(Response),
    /// The head of a refusal, the rest of which cannot be had.
    Unread(Response, TransportError),
}

/// Opens streams.
pub(super) trait Opener: Send + Sync {
    /// Opens one.
    fn open(&self, request: Request) -> Pin<Box<dyn Opening>>;

    /// Time and randomness, to open others.
    fn platform(&self) -> Option<&'static dyn Platform>;
}

/// A stream that is being opened.
pub(super) trait Opening: Future<Output = Result<Opened, TransportError>> + Send {}

impl<F: Future<Output = Result<Opened, TransportError>> + Send> Opening for F {}

impl<T: Transport> Opener for T {
    fn open(&self, request: Request) -> Pin<Box<dyn Opening>> {
        let transport = self.clone();
        Box::pin(async move { open(&transport, request).await })
    }

    fn platform(&self) -> Option<&'static dyn Platform> {
        Transport::platform(self)
    }
}

/// Time limit of the body of a refusal.
const REFUSAL: Duration = Duration::from_secs(30);

async fn open<T: Transport>(transport: &T, request: Request) -> Result<Opened, TransportError> {
    let answer = Transport::open(transport, request).await?;
    if answer.status == 204 {
        return Ok(Opened::Finished);
    }
    if is_stream(&answer) {
        let is_skewed = answer.header(FINGERPRINT_HEADER).is_some();
        return Ok(Opened::Events { pieces: answer.body, is_skewed });
    }
    let head = Response { status: answer.status, headers: answer.headers.clone(), body: Vec::new() };
    if head.status < 400 {
        return Ok(Opened::Other(head));
    }
    let (mut reading, mut clock) = (pin!(answer.read()), platform::sleep(Transport::platform(transport), REFUSAL));
    let read = poll_fn(|context| match reading.as_mut().poll(context) {
        Poll::Pending => clock.as_mut().poll(context).map(|()| Err(TransportError::Timeout)),
        read => read,
    });
    Ok(read.await.map_or_else(|error| Opened::Unread(head, error), Opened::Other))
}

fn is_stream(answer: &Streamed) -> bool {
    let kind = answer.header("content-type").and_then(|kind| kind.split(';').next()).unwrap_or_default();
    answer.status == 200 && kind.trim().eq_ignore_ascii_case(MEDIA_TYPE)
}
