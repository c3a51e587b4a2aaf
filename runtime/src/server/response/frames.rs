//! A stream as its frames, once its type is forgotten.
//!
//! In: what a method made. Out: each value as the text of its frame, or why there are no more.

use crate::error::{ApiError, CallError};
use crate::json;
use crate::server::problem::rejection::Rejection;
use crate::stream::source::Source;
use crate::stream::{EventId, frame};
use crate::wire::Wire;
use futures_core::Stream;
use http::StatusCode;
use std::any::Any;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

/// The frames of a stream.
pub(in crate::server) struct Frames(Option<Boxed>);

type Boxed = Pin<Box<dyn Stream<Item = Result<String, Rejection>> + Send>>;

impl Frames {
    /// Returns true if there are none, and will be none.
    pub(super) const fn is_finished(&self) -> bool {
        self.0.is_none()
    }

    /// The next one. After an error there is none.
    pub(super) fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<String, Rejection>>> {
        self.0.as_mut().map_or(Poll::Ready(None), |frames| frames.as_mut().poll_next(context))
    }
}

impl fmt::Debug for Frames {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_finished() { "no frames" } else { "frames" })
    }
}

/// Takes a stream of this type, if it is there.
pub(crate) fn take<S: Source<Value: Wire, Error: ApiError>>(slot: &mut dyn Any, frames: &mut dyn Any) {
    let taken = slot.downcast_mut::<Option<S>>().and_then(Option::take);
    if let (Some(stream), Some(frames)) = (taken, frames.downcast_mut::<Option<Frames>>()) {
        *frames = Some(Frames(if stream.is_finished() { None } else { Some(Box::pin(Written(Box::new(stream)))) }));
    }
}

/// A stream whose values are written.
struct Written<S>(Box<S>);

impl<S: Source<Value: Wire, Error: ApiError>> Stream for Written<S> {
    type Item = Result<String, Rejection>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_with_id(context).map(|item| item.map(|item| item.map_err(refuse).and_then(|(id, value)| written(id.as_ref(), &value))))
    }
}

fn written<T: Wire>(id: Option<&EventId>, value: &T) -> Result<String, Rejection> {
    match json::write_by(|writer| value.write(writer)) {
        Ok(json) => Ok(frame::event(id, &json)),
        Err(fault) => Err(Rejection::unwritable(&fault)),
    }
}

/// The stream's own error. One that a client of ours received from another server is told as such.
fn refuse<E: ApiError>(error: CallError<E>) -> Rejection {
    match error {
        CallError::Api(error) => Rejection::own(&error),
        error => {
            tracing::error!(%error, "a stream of another server broke off");
            Rejection::status(StatusCode::BAD_GATEWAY)
        }
    }
}
