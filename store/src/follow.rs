//! A stream that somebody looks at: opened in a task, which ends with the stream or when nobody looks any more.

use crate::engine::{Engine, Outcome};
use crate::query::erase;
use crate::rules::Ask;
use futures_channel::oneshot::Receiver;
use futures_core::Stream;
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Weak;
use std::task::{Context, Poll};
use trifold::stream::Connection;
use trifold::transport::Unopened;
use trifold::{ApiError, EventStream, Wire};

/// A stream whose types are forgotten.
pub(crate) trait Events: Send {
    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Outcome>>;
    fn connection(&self) -> Connection;
}

impl<T: Wire + Send + Sync + 'static, E: ApiError + Send + Sync + 'static> Events for EventStream<T, E> {
    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Outcome>> {
        Pin::new(self).poll_next(context).map(|next| next.map(erase))
    }

    fn connection(&self) -> Connection {
        self.connection()
    }
}

/// Gives a stream its types, and forgets them.
pub(crate) type Type = fn(Unopened) -> Box<dyn Events>;

#[cfg(feature = "streams")]
/// As a stream of `EventStream<T, E>`.
pub(crate) fn typed<T: Wire + Send + Sync + 'static, E: ApiError + Send + Sync + 'static>(stream: Unopened) -> Box<dyn Events> {
    Box::new(stream.of::<T, E>())
}

/// The task of a stream.
pub(crate) struct Following {
    pub(crate) engine: Weak<Engine>,
    pub(crate) ask: Ask,
    pub(crate) events: Box<dyn Events>,
    /// The state of the connection that was told last.
    pub(crate) told: Connection,
    /// Ends when nobody looks any more.
    pub(crate) is_wanted: Receiver<Infallible>,
}

impl Future for Following {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        loop {
            if Pin::new(&mut self.is_wanted).poll(context).is_ready() {
                return Poll::Ready(());
            }
            let (next, connection) = (self.events.poll_next(context), self.events.connection());
            let is_new = std::mem::replace(&mut self.told, connection) != connection;
            let Some(engine) = self.engine.upgrade() else { return Poll::Ready(()) };
            match next {
                Poll::Ready(Some(outcome)) => engine.heard(self.ask, connection, Some(outcome)),
                ended_or_pending => {
                    if is_new {
                        engine.heard(self.ask, connection, None);
                    }
                    return ended_or_pending.map(|_| ());
                }
            }
        }
    }
}
