//! A stream of events as an answer.
//!
//! In: the frames of a stream, and its place. Out: a response whose body the socket pulls: a frame is asked for when there is room for one, so
//! a reader that stalls stalls whoever makes the events. Nothing is buffered here.

use super::frames::Frames;
use super::written::{Written, empty};
use crate::server::guard::live::LivePlace;
use crate::server::guard::stage::Phase;
use crate::server::problem::rejection::{Rejection, panic_text};
use crate::stream::{MEDIA_TYPE, PING_AFTER, frame};
use axum::body::Body;
use bytes::Bytes;
use http::{HeaderName, HeaderValue, Response, StatusCode, header};
use http_body::Frame;
use std::convert::Infallible;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::{Instant, Sleep, sleep_until};
use tracing::Span;

/// Tells nginx to pass each frame on at once.
const X_ACCEL_BUFFERING: HeaderName = HeaderName::from_static("x-accel-buffering");

/// The answer: 204 of a stream that is at its end before it began. Neither tags nor conditions are of use, and no cache keeps it.
pub(in crate::server) fn answer(value: Written, place: Option<LivePlace>) -> Response<Body> {
    let frames = match value {
        Written::Events(frames) if !frames.is_finished() => frames,
        _ => return empty(StatusCode::NO_CONTENT),
    };
    let mut response = Response::new(Body::new(Events::new(frames, place)));
    for (name, value) in [(header::CONTENT_TYPE, MEDIA_TYPE), (header::CACHE_CONTROL, "no-store"), (X_ACCEL_BUFFERING, "no")] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// The body of a stream.
struct Events {
    state: State,
    clock: Option<Clock>,
    /// Ends when the server is about to stop.
    leaving: Option<Pin<Box<dyn Future<Output = ()> + Send>>>,
    /// Span that the method ran in.
    span: Span,
}

enum State {
    New(Source),
    Open(Source),
    Over,
}

/// The frames, and the place that is given back with them.
struct Source {
    frames: Frames,
    _place: Option<LivePlace>,
}

/// Outcome of a poll of the frames.
enum Next {
    Frame(String),
    Last(String),
    /// Closed without word of an end, so that the caller comes back.
    Closed,
}

/// One timer: it strikes for silence, and at the end of the stream's time.
struct Clock {
    timer: Pin<Box<Sleep>>,
    end: Option<Instant>,
}

impl Events {
    fn new(frames: Frames, place: Option<LivePlace>) -> Self {
        let stay = place.as_ref().and_then(LivePlace::stay);
        let leaving = stay.map(|mut stay| Box::pin(async move { stay.until(Phase::Leaving).await }) as _);
        Self {
            clock: Clock::new(place.as_ref().map(LivePlace::age)),
            leaving,
            state: State::New(Source { frames, _place: place }),
            span: Span::current(),
        }
    }

    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Next> {
        if self.is_over(context) {
            return Poll::Ready(Next::Closed);
        }
        let State::Open(Source { frames, .. }) = &mut self.state else { return Poll::Ready(Next::Closed) };
        match catch_unwind(AssertUnwindSafe(|| self.span.in_scope(|| frames.poll_next(context)))) {
            Ok(Poll::Ready(Some(Ok(frame)))) => Poll::Ready(Next::Frame(frame)),
            Ok(Poll::Ready(Some(Err(rejection)))) => Poll::Ready(Next::Last(problem(&rejection))),
            Ok(Poll::Ready(None)) => Poll::Ready(Next::Last(frame::END.to_owned())),
            Ok(Poll::Pending) => self.poll_silence(context),
            Err(panic) => Poll::Ready(Next::Last(self.span.in_scope(|| problem(&Rejection::panicked(panic_text(panic.as_ref())))))),
        }
    }

    /// Returns true once the stream's time is over, or the server's.
    fn is_over(&mut self, context: &mut Context<'_>) -> bool {
        let is_leaving = self.leaving.as_mut().is_some_and(|leaving| leaving.as_mut().poll(context).is_ready());
        is_leaving || self.clock.as_ref().is_some_and(Clock::is_over)
    }

    fn poll_silence(&mut self, context: &mut Context<'_>) -> Poll<Next> {
        let Some(clock) = &mut self.clock else { return Poll::Pending };
        match clock.timer.as_mut().poll(context) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(()) if clock.is_over() => Poll::Ready(Next::Closed),
            Poll::Ready(()) => Poll::Ready(Next::Frame(frame::PING.to_owned())),
        }
    }
}

impl Clock {
    /// Without a tokio runtime there is no clock.
    fn new(age: Option<Duration>) -> Option<Self> {
        tokio::runtime::Handle::try_current().ok()?;
        let now = Instant::now();
        let end = age.and_then(|age| now.checked_add(age));
        Some(Self { timer: Box::pin(sleep_until(due(now, end))), end })
    }

    /// Something was said.
    fn reset(&mut self) {
        let due = due(Instant::now(), self.end);
        self.timer.as_mut().reset(due);
    }

    fn is_over(&self) -> bool {
        self.end.is_some_and(|end| Instant::now() >= end)
    }
}

/// Time of the next look.
fn due(now: Instant, end: Option<Instant>) -> Instant {
    let ping = now + PING_AFTER;
    end.map_or(ping, |end| end.min(ping))
}

/// The last frame of a stream that fails.
fn problem(rejection: &Rejection) -> String {
    frame::problem(&rejection.to_text())
}

impl http_body::Body for Events {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let text = match std::mem::replace(&mut self.state, State::Over) {
            State::Over => return Poll::Ready(None),
            State::New(source) => {
                self.state = State::Open(source);
                frame::OPEN.to_owned()
            }
            open @ State::Open(_) => {
                self.state = open;
                match self.poll_next(context) {
                    Poll::Pending => return Poll::Pending,
                    Poll::Ready(Next::Frame(text)) => text,
                    Poll::Ready(Next::Last(text)) => {
                        self.state = State::Over;
                        text
                    }
                    Poll::Ready(Next::Closed) => {
                        self.state = State::Over;
                        return Poll::Ready(None);
                    }
                }
            }
        };
        self.clock.iter_mut().for_each(Clock::reset);
        Poll::Ready(Some(Ok(Frame::data(text.into()))))
    }

    fn is_end_stream(&self) -> bool {
        matches!(self.state, State::Over)
    }
}

impl fmt::Debug for Events {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Events")
    }
}
