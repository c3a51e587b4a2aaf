//! A stream on a client: events as they come, over as many connections as it takes.
//!
//! In: a connection that is open, and what opens others. Out: each event once and in order, and at the end why there are no more.

use super::opener::{Opened, Opener, Opening};
use super::platform::{Sleep, sleep};
use super::streamed::Pieces;
use super::unsent::{Arrived, Unsent};
use super::{FINGERPRINT_HEADER, Request, Response, TransportError, answer, wait};
use crate::error::{ApiError, CallError, DecodeError};
use crate::json::{self, Fault};
use crate::stream::parser::{Event, Parser, TooLong};
use crate::stream::{Arriving, Connection, EventId, Hear, LAST_EVENT_ID, PING_AFTER};
use crate::wire::Wire;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

/// Longest silence of a connection, as a number of looks at it.
const SILENCE: (Duration, u32) = (PING_AFTER, 3);

/// Longest time that a server is given when it asks its callers to stay away, in seconds.
const LONGEST_ASKED: u32 = 3600;

/// The events of a stream, before their types are looked at.
pub(super) struct Live {
    opener: Box<dyn Opener>,
    request: Request,
    state: State,
    parser: Parser,
    /// Number of connections in a row that came to nothing.
    attempts: u32,
    /// The server of this connection was built from another version.
    is_skewed: bool,
    connection: Connection,
    hear: Option<Box<dyn Hear>>,
}

enum State {
    Waiting(Sleep),
    Opening(Pin<Box<dyn Opening>>),
    Open(Open),
    Over,
}

/// A connection that is open.
struct Open {
    pieces: Pieces,
    /// Number of pieces that came; the first is the opening frame.
    came: u32,
    clock: Sleep,
    /// Number of looks at the clock since something came.
    looks: u32,
}

/// Outcome of a look at a stream.
enum Next {
    Value(String),
    /// It ends for this reason.
    Ends(Arrived),
    /// An event cannot be read.
    Unreadable(TooLong),
}

/// Outcome of a look at a connection.
enum Turn {
    Event(Event),
    TooLong(TooLong),
    /// It is closed, without word of an end.
    Lost,
}

impl Live {
    /// A stream whose first connection is open.
    pub(super) fn new(opener: Box<dyn Opener>, request: Request, pieces: Pieces, is_skewed: bool) -> Self {
        let open = Open::new(pieces, &*opener);
        let mut live = Self::opening(opener, request);
        (live.state, live.is_skewed, live.connection) = (State::Open(open), is_skewed, Connection::Open);
        live
    }

    /// A stream whose first connection is opened when it is polled.
    pub(super) fn opening(opener: Box<dyn Opener>, request: Request) -> Self {
        let (state, parser) = (State::Waiting(Box::pin(std::future::ready(()))), Parser::default());
        let connection = Connection::Connecting;
        Self { opener, request, state, parser, attempts: 0, is_skewed: false, connection, hear: None }
    }

    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Next>> {
        let next = ready!(self.poll_event(context));
        if !matches!(next, Some(Next::Value(_))) {
            self.state = State::Over;
            self.change(Connection::Closed);
        }
        Poll::Ready(next)
    }

    fn poll_event(&mut self, context: &mut Context<'_>) -> Poll<Option<Next>> {
        loop {
            match &mut self.state {
                State::Over => return Poll::Ready(None),
                State::Waiting(pause) => {
                    ready!(pause.as_mut().poll(context));
                    self.state = State::Opening(self.opener.open(self.request.clone()));
                }
                State::Opening(opening) => match ready!(opening.as_mut().poll(context)) {
                    Ok(Opened::Events { pieces, is_skewed }) => self.enter(pieces, is_skewed),
                    Ok(Opened::Finished) => return Poll::Ready(None),
                    Ok(Opened::Other(response) | Opened::Unread(response, _)) if may_pass(response.status) => {
                        self.lose(wait::asked(&response));
                    }
                    Ok(Opened::Other(response)) => return Poll::Ready(Some(Next::Ends(Ok(response)))),
                    // It is not for the network to mend: a header of the caller's, a transport without streams; a redirect.
                    Ok(Opened::Unread(_, error)) | Err(error @ (TransportError::NotSent(_) | TransportError::Broken(_))) => {
                        return Poll::Ready(Some(Next::Ends(Err(Unsent::Failed(error)))));
                    }
                    Err(_) => self.lose(None),
                },
                State::Open(open) => match ready!(open.poll(&mut self.parser, &*self.opener, context)) {
                    Turn::Lost => self.lose(None),
                    Turn::TooLong(fault) => return Poll::Ready(Some(Next::Unreadable(fault))),
                    Turn::Event(event) => {
                        if let Poll::Ready(next) = self.take(event) {
                            return Poll::Ready(next);
                        }
                    }
                },
            }
        }
    }

    /// An event of a kind that is not known is none: a server may say more one day.
    fn take(&mut self, Event { kind, data }: Event) -> Poll<Option<Next>> {
        self.attempts = 0;
        match kind.as_str() {
            "" | "message" => Poll::Ready(Some(Next::Value(data))),
            "end" => Poll::Ready(None),
            "problem" => Poll::Ready(Some(Next::Ends(Ok(refusal(data, self.is_skewed))))),
            _ => Poll::Pending,
        }
    }

    fn enter(&mut self, pieces: Pieces, is_skewed: bool) {
        self.state = State::Open(Open::new(pieces, &*self.opener));
        self.is_skewed = is_skewed;
        self.change(Connection::Open);
    }

    /// Connects again, after a while. What is not complete of the last event comes again.
    fn lose(&mut self, asked: Option<u32>) {
        if let State::Open(Open { came: 2.., .. }) = self.state {
            self.attempts = 0;
        }
        let last_id = self.parser.last_id().to_owned();
        self.request.headers.retain(|(name, _)| name != LAST_EVENT_ID);
        // What no header carries is no place to go on from.
        if let Ok(id) = EventId::try_from(last_id.as_str()) {
            self.request.headers.push((LAST_EVENT_ID.into(), id.to_string()));
        }
        self.parser = Parser::after(last_id);
        let platform = self.opener.platform();
        let asked = asked.map(|seconds| seconds.min(LONGEST_ASKED));
        self.state = State::Waiting(sleep(platform, wait::before(self.attempts, platform, asked)));
        self.attempts = self.attempts.saturating_add(1);
        self.change(Connection::Connecting);
    }

    fn change(&mut self, to: Connection) {
        let is_new = std::mem::replace(&mut self.connection, to) != to;
        if let Some(hear) = self.hear.as_mut().filter(|_| is_new) {
            hear(to);
        }
    }
}

impl Open {
    fn new(pieces: Pieces, opener: &dyn Opener) -> Self {
        Self { pieces, came: 0, clock: sleep(opener.platform(), SILENCE.0), looks: 0 }
    }

    fn poll(&mut self, parser: &mut Parser, opener: &dyn Opener, context: &mut Context<'_>) -> Poll<Turn> {
        loop {
            match parser.next_event() {
                Ok(Some(event)) => return Poll::Ready(Turn::Event(event)),
                Ok(None) => {}
                Err(fault) => return Poll::Ready(Turn::TooLong(fault)),
            }
            match self.pieces.poll(context) {
                Poll::Ready(Some(Ok(piece))) => {
                    (self.came, self.looks) = (self.came.saturating_add(1), 0);
                    parser.feed(&piece);
                }
                Poll::Ready(None | Some(Err(_))) => return Poll::Ready(Turn::Lost),
                Poll::Pending => {
                    ready!(self.poll_silence(opener, context));
                    return Poll::Ready(Turn::Lost);
                }
            }
        }
    }

    /// Waits until nothing has come for too long. A browser does not notice by itself that a server is gone.
    fn poll_silence(&mut self, opener: &dyn Opener, context: &mut Context<'_>) -> Poll<()> {
        while self.looks < SILENCE.1 {
            ready!(self.clock.as_mut().poll(context));
            self.looks += 1;
            self.clock = sleep(opener.platform(), SILENCE.0);
        }
        Poll::Ready(())
    }
}

/// Returns true if an answer with this status tells of the moment, whatever else it says.
fn may_pass(status: u16) -> bool {
    status == 429 || status >= 500
}

/// The problem of a frame, as the answer that it would have been before the first one.
fn refusal(data: String, is_skewed: bool) -> Response {
    let status = json::read_by(&data, status).unwrap_or(500);
    let mut headers = vec![("content-type".to_owned(), "application/problem+json".to_owned())];
    headers.extend(is_skewed.then(|| (FINGERPRINT_HEADER.to_owned(), String::new())));
    Response { status, headers, body: data.into_bytes() }
}

fn status(reader: &mut json::Reader<'_>) -> Result<u16, Fault> {
    let mut status = json::Slot::defaulted(Wire::read);
    reader.record(const { &json::Record::new(&["status"]) }, &mut [&mut status])?;
    Ok(status.or_default())
}

/// The values of a stream.
pub(super) struct Values<T, E> {
    live: Live,
    types: PhantomData<fn() -> (T, E)>,
}

impl<T, E> Values<T, E> {
    pub(super) const fn new(live: Live) -> Self {
        Self { live, types: PhantomData }
    }
}

impl<T: Wire, E: ApiError> Arriving<T, E> for Values<T, E> {
    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, CallError<E>>>> {
        let Some(next) = ready!(self.live.poll_next(context)) else { return Poll::Ready(None) };
        let read = match next {
            Next::Value(data) => json::read_by(&data, T::read).map_err(|fault| fault.to_string()),
            Next::Ends(arrived) => return Poll::Ready(Some(Err(answer::failure(arrived)))),
            Next::Unreadable(TooLong) => Err("an event is too long".to_owned()),
        };
        Poll::Ready(Some(read.map_err(|fault| self.live.unreadable(fault))))
    }

    fn connection(&self) -> Connection {
        self.live.connection
    }

    fn hear(&mut self, hear: Box<dyn Hear>) {
        self.live.hear = Some(hear);
    }
}

impl Live {
    /// An event that cannot be read ends the stream. Of a server that was built from another version it says so.
    fn unreadable<E>(&mut self, fault: String) -> CallError<E> {
        self.state = State::Over;
        self.change(Connection::Closed);
        if self.is_skewed { CallError::Stale } else { CallError::Decode(DecodeError { status: 200, message: fault }) }
    }
}
