//! An answer whose body is read while it comes.

use super::{Response, TransportError};
use futures_core::Stream;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// An answer whose head is there, and whose body comes piece by piece.
#[derive(Debug)]
pub struct Streamed {
    /// The HTTP status.
    pub status: u16,
    /// Headers, by lower-case name.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Pieces,
}

/// The pieces of a body, in order. It ends with the body, or with the error that breaks it off. Dropping it ends the request.
pub struct Pieces(Pin<Box<dyn Stream<Item = Piece> + Send>>);

/// A piece, or why there are no more.
type Piece = Result<Vec<u8>, TransportError>;

impl Pieces {
    /// The pieces that a stream gives.
    pub fn new(pieces: impl Stream<Item = Piece> + Send + 'static) -> Self {
        Self(Box::pin(pieces))
    }

    /// The next piece.
    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Piece>> {
        self.0.as_mut().poll_next(context)
    }
}

impl Stream for Pieces {
    type Item = Piece;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Piece>> {
        self.poll(context)
    }
}

impl fmt::Debug for Pieces {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pieces")
    }
}

impl Streamed {
    /// The first header of this lower-case name.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// Reads the body of what is no stream, such as a refusal, to its end.
    pub(super) fn read(self) -> Reading {
        let Self { status, headers, body } = self;
        Reading { pieces: body, response: Some(Response { status, headers, body: Vec::new() }) }
    }
}

/// An answer that is read to its end.
pub(super) struct Reading {
    pieces: Pieces,
    response: Option<Response>,
}

impl Reading {
    /// The most bytes of what is no stream.
    const MAX: usize = 1024 * 1024;
}

impl Future for Reading {
    type Output = Result<Response, TransportError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        loop {
            let piece = ready!(self.pieces.poll(context)).transpose()?;
            let Some(response) = &mut self.response else { return Poll::Pending };
            match piece {
                Some(piece) if response.body.len() + piece.len() > Self::MAX => {
                    return Poll::Ready(Err(TransportError::Broken("the answer is longer than the limit".to_owned())));
                }
                Some(piece) => response.body.extend_from_slice(&piece),
                None => return self.response.take().map_or(Poll::Pending, |response| Poll::Ready(Ok(response))),
            }
        }
    }
}
