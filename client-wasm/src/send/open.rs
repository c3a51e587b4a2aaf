//! A stream by `fetch`. In: a request by path. Out: its head, and its body piece by piece, which cross threads though what gives them does not.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_channel::{mpsc, oneshot};
use futures_core::Stream;
use trifold::TransportError;
use trifold::transport::{Pieces, Request, Streamed};
use wasm_bindgen_futures::spawn_local;

use super::browser::{fetch, fields, told};
use super::deadline::Deadline;
use super::error::broken;
use super::global::global;
use super::place::Line;
use super::{body, turns};

type Piece = Result<Vec<u8>, TransportError>;

/// The pieces of a body. When it is dropped, the request is aborted.
struct Incoming {
    pieces: mpsc::Receiver<Piece>,
    _wanted: oneshot::Receiver<()>,
}

impl Stream for Incoming {
    type Item = Piece;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Piece>> {
        Pin::new(&mut self.pieces).poll_next(context)
    }
}

/// Waits for a turn, and opens a stream: its head must be there in time. Dropping the future ends it.
pub(crate) async fn open(request: Request, line: Line, timeout: Duration) -> Result<Streamed, TransportError> {
    let (head, receiver) = oneshot::channel();
    spawn_local(stream(request, line, timeout, head));
    receiver.await.unwrap_or_else(|_| Err(broken("the page is at its end")))
}

/// One stream, from its turn to its last piece.
async fn stream(request: Request, line: Line, timeout: Duration, mut head: oneshot::Sender<Result<Streamed, TransportError>>) {
    let Some(Ok(mut turn)) = unless_gone(&mut head, turns::next()).await else { return };
    let opened = unless_gone(&mut head, opened(request, &line, timeout)).await;
    let (response, deadline) = match opened {
        Some(Ok(opened)) => opened,
        Some(Err(error)) => return drop(head.send(Err(error))),
        None => return,
    };
    let (pieces, receiver) = mpsc::channel(0);
    let (mut wanted, still_wanted) = oneshot::channel();
    let body = Pieces::new(Incoming { pieces: receiver, _wanted: still_wanted });
    let answer = Streamed { status: response.status(), headers: fields(&response.headers()), body };
    if head.send(Ok(answer)).is_err() {
        return;
    }
    let mut passing = pin!(pass_on(&response, pieces));
    poll_fn(|context| {
        let is_over = Pin::new(&mut turn.over).poll(context).is_ready() || wanted.poll_canceled(context).is_ready();
        if is_over { Poll::Ready(()) } else { passing.as_mut().poll(context) }
    })
    .await;
    drop(deadline);
}

/// The head of the answer, and what aborts the request when it is dropped.
async fn opened(request: Request, line: &Line, timeout: Duration) -> Result<(web_sys::Response, Deadline), TransportError> {
    let mut deadline = Deadline::start(&global(), request.timeout.unwrap_or(timeout))?;
    match fetch(request, line, &deadline.signal()).await {
        Ok(response) => {
            deadline.stop();
            Ok((response, deadline))
        }
        Err(error) => Err(told(error, &deadline)),
    }
}

/// Gives each piece to who reads, and waits until it is taken: so a page that stalls stalls the server.
async fn pass_on(response: &web_sys::Response, mut pieces: mpsc::Sender<Piece>) {
    let reader = match body::reader(response) {
        Ok(Some(reader)) => reader,
        Ok(None) => return,
        Err(error) => return drop(pieces.try_send(Err(error))),
    };
    loop {
        let piece = match body::next(&reader).await {
            Ok(Some(piece)) => Ok(piece.to_vec()),
            Ok(None) => return,
            Err(error) => Err(error),
        };
        let is_last = piece.is_err();
        if poll_fn(|context| pieces.poll_ready(context)).await.is_err() || pieces.start_send(piece).is_err() || is_last {
            return;
        }
    }
}

/// Outcome of something, unless who waits for it goes.
async fn unless_gone<T, H>(head: &mut oneshot::Sender<H>, what: impl Future<Output = T>) -> Option<T> {
    let mut what = pin!(what);
    poll_fn(|context| match head.poll_canceled(context) {
        Poll::Ready(()) => Poll::Ready(None),
        Poll::Pending => Poll::Ready(Some(ready!(what.as_mut().poll(context)))),
    })
    .await
}
