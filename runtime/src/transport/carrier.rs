//! A transport whose type is forgotten, so that a call does not depend on it.
//!
//! In: a request. Out: its answer, or events. What opens streams is apart from what sends: a page without streams carries no code for them.

use super::live::Live;
use super::opener::{Opened, Opener};
use super::unsent::{Arrived, Unsent};
use super::{Platform, Request, Transport};
use std::pin::Pin;
use std::time::Duration;

/// Carries calls.
pub(super) trait Carrier: Send + Sync {
    /// Sends a request. `left` is what is left of its time, where it was sent before.
    fn carry<'a>(&'a self, request: Request, left: Option<Duration>) -> Underway<'a>;
    fn platform(&self) -> Option<&'static dyn Platform>;
    fn time_limit(&self) -> Duration;
}

/// A call that is under way.
pub(super) type Underway<'a> = Pin<Box<dyn Journey + 'a>>;

/// The future of an answer.
pub(super) trait Journey: Future<Output = Arrived> + Send {}

impl<F: Future<Output = Arrived> + Send> Journey for F {}

/// A transport by which calls are sent.
#[derive(Debug)]
pub(super) struct Sends<T>(T);

/// A transport by which streams are opened.
#[derive(Debug)]
pub(super) struct Opens<T>(Sends<T>);

impl<T> Sends<T> {
    pub(super) const fn new(transport: T) -> Self {
        Self(transport)
    }
}

impl<T> Opens<T> {
    pub(super) const fn new(transport: T) -> Self {
        Self(Sends::new(transport))
    }

    /// The same, to send by.
    pub(super) const fn sends(&self) -> &Sends<T> {
        &self.0
    }

    pub(super) const fn transport(&self) -> &T {
        &self.0.0
    }
}

impl<T: Transport> Carrier for Sends<T> {
    fn carry<'a>(&'a self, mut request: Request, left: Option<Duration>) -> Underway<'a> {
        request.timeout = left.or(request.timeout);
        Box::pin(async move { self.0.send(request).await.map_err(Unsent::Failed) })
    }

    fn platform(&self) -> Option<&'static dyn Platform> {
        self.0.platform()
    }

    fn time_limit(&self) -> Duration {
        self.0.time_limit()
    }
}

impl<T: Transport> Carrier for Opens<T> {
    fn carry<'a>(&'a self, request: Request, left: Option<Duration>) -> Underway<'a> {
        Box::pin(open(Box::new(self.transport().clone()), request, left))
    }

    fn platform(&self) -> Option<&'static dyn Platform> {
        self.0.platform()
    }

    fn time_limit(&self) -> Duration {
        self.0.time_limit()
    }
}

/// Opens a stream. The rest of a call's time is about its first connection alone.
async fn open(opener: Box<dyn Opener>, request: Request, left: Option<Duration>) -> Arrived {
    match opener.open(Request { timeout: left.or(request.timeout), ..request.clone() }).await {
        Ok(Opened::Events { pieces, is_skewed }) => Err(Unsent::Opened(Some(Box::new(Live::new(opener, request, pieces, is_skewed))))),
        Ok(Opened::Finished) => Err(Unsent::Opened(None)),
        Ok(Opened::Other(response)) => Ok(response),
        Ok(Opened::Unread(_, error)) | Err(error) => Err(Unsent::Failed(error)),
    }
}
