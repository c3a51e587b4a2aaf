//! How much of a server one call may take: bytes, time, and a place among the calls in flight.
//!
//! In: what the `Server` was told, and what a method's `#[limit(..)]` says. Out: the limits of one call, and the refusals of calls that
//! exceed them. It knows no method.

use crate::error::problem_type;
use crate::server::builder::server::Server;
use crate::server::problem::rejection::Rejection;
use crate::spec::MethodSpec;
use http::{HeaderValue, StatusCode, header};
use std::future::pending;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

/// The limits of one server.
#[derive(Debug, Clone)]
pub(in crate::server) struct Limits {
    each: CallLimits,
    calls: Arc<InFlight>,
}

/// The limits of one call.
#[derive(Debug, Clone, Copy)]
pub(in crate::server) struct CallLimits {
    /// The most bytes that a body may have.
    pub(in crate::server) body: usize,
    /// How long a body may take that is read whole.
    pub(in crate::server) body_deadline: Duration,
    /// How long the method may take, and before it the contexts.
    pub(in crate::server) deadline: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self {
            each: CallLimits { body: 1024 * 1024, body_deadline: seconds(30), deadline: seconds(30) },
            calls: Arc::new(InFlight::new(1024)),
        }
    }
}

impl Server {
    /// Sets the most bytes that a body may have, where the method has no `#[limit(body = "..")]`. The default is 1 MiB.
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.config.limits.each.body = bytes;
        self
    }

    /// Sets how long a body may take that is read whole; 408 then. The default is 30 s.
    pub fn body_deadline(mut self, deadline: Duration) -> Self {
        self.config.limits.each.body_deadline = deadline;
        self
    }

    /// Sets how long a method may take, where it has no `#[limit(deadline = "..")]`; then its future is dropped, and the answer is 503 of type
    /// `/problems/timeout`. Its contexts, which run before it, may take as long. The default is 30 s.
    ///
    /// Only a future that waits can be dropped: a method that computes for long belongs on `spawn_blocking`.
    pub fn method_deadline(mut self, deadline: Duration) -> Self {
        self.config.limits.each.deadline = deadline;
        self
    }

    /// Sets the most calls at one time; others are refused (503, type `/problems/overloaded`, `Retry-After: 1`). The default is 1024.
    ///
    /// A call counts from the checks of its headers until its answer is ready. Routes of the application that are no service's do not
    /// count, nor does [`Server::health`]; how many connections there may be is [`Serving::connections`](crate::server::Serving::connections).
    pub fn calls_in_flight(mut self, most: usize) -> Self {
        self.config.limits.calls = Arc::new(InFlight::new(most));
        self
    }
}

impl Limits {
    /// The limits of a call of this method.
    pub(in crate::server) fn of(&self, method: &MethodSpec) -> CallLimits {
        let CallLimits { body, body_deadline, deadline } = self.each;
        let own_body = method.limits.body.map(|bytes| usize::try_from(bytes).unwrap_or(usize::MAX));
        CallLimits { body: own_body.unwrap_or(body), body_deadline, deadline: method.limits.deadline.unwrap_or(deadline) }
    }

    /// Takes a place among the calls in flight.
    ///
    /// # Errors
    /// 503 with `Retry-After` where there is none.
    pub(in crate::server) fn admit(&self) -> Result<Place, Rejection> {
        self.calls.admit().ok_or_else(|| {
            Rejection::of(StatusCode::SERVICE_UNAVAILABLE, problem_type::OVERLOADED, "Overloaded")
                .detail("the server has as many calls in flight as it takes; try again")
                .header(header::RETRY_AFTER, HeaderValue::from_static("1"))
        })
    }
}

/// Counts calls in flight.
#[derive(Debug)]
struct InFlight {
    now: AtomicUsize,
    most: usize,
}

/// A place among the calls in flight, until it is dropped.
#[derive(Debug)]
pub(in crate::server) struct Place(Arc<InFlight>);

impl InFlight {
    fn new(most: usize) -> Self {
        Self { now: AtomicUsize::new(0), most }
    }

    fn admit(self: &Arc<Self>) -> Option<Place> {
        // The place gives back what was added, whether it is used or not.
        let place = Place(self.clone());
        (self.now.fetch_add(1, Ordering::Relaxed) < self.most).then_some(place)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.now.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Lets the user's own code work until the deadline, and drops it then. Without a tokio runtime there is no clock, and so no deadline.
///
/// # Errors
/// 503 of type `/problems/timeout`.
pub(in crate::server) async fn within<T>(deadline: Duration, work: Pin<&mut impl Future<Output = T>>) -> Result<T, Rejection> {
    match finish(deadline, work).await {
        Some(done) => Ok(done),
        None => Err(timed_out(deadline)),
    }
}

/// The refusal of a call whose deadline has passed.
pub(in crate::server) fn timed_out(deadline: Duration) -> Rejection {
    tracing::warn!(?deadline, "a method did not end in time");
    Rejection::of(StatusCode::SERVICE_UNAVAILABLE, problem_type::TIMEOUT, "Timeout").detail("the method did not end in time")
}

/// What the work gives, unless the deadline passes before. Work that need not wait costs no timer. It is pinned where it is made: what is
/// handed on by value has a second place in the future that hands it on.
pub(in crate::server) async fn finish<T>(deadline: Duration, work: Pin<&mut impl Future<Output = T>>) -> Option<T> {
    Finish { work, clock: pin!(strike(deadline)) }.await
}

/// Ends when so much time has passed since it was first polled: when the work first had to wait. Without a clock it never does.
pub(in crate::server) async fn strike(deadline: Duration) {
    match tokio::runtime::Handle::try_current() {
        Ok(_) => tokio::time::sleep(deadline).await,
        Err(_) => pending().await,
    }
}

/// Work, and the clock that ends it. All that is compiled for each kind of work.
struct Finish<'a, F, C> {
    work: Pin<&'a mut F>,
    clock: Pin<&'a mut C>,
}

impl<F: Future, C: Future<Output = ()>> Future for Finish<'_, F, C> {
    type Output = Option<F::Output>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        if let Poll::Ready(done) = self.work.as_mut().poll(context) {
            return Poll::Ready(Some(done));
        }
        match self.clock.as_mut().poll(context) {
            Poll::Ready(()) => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::pin::pin;

    #[test]
    fn a_place_is_given_back() {
        let calls = Arc::new(InFlight::new(2));
        let (one, two) = (calls.admit(), calls.admit());
        assert!(one.is_some() && two.is_some());
        assert!(calls.admit().is_none());
        assert!(calls.admit().is_none());
        drop(one);
        assert!(calls.admit().is_some());
    }

    #[tokio::test(start_paused = true)]
    async fn work_ends_or_is_dropped() {
        let second = Duration::from_secs(1);
        assert_eq!(finish(second, pin!(std::future::ready(7))).await, Some(7));
        assert_eq!(finish(second, pin!(tokio::time::sleep(second / 2))).await, Some(()));
        assert_eq!(finish(second, pin!(std::future::pending::<()>())).await, None);
        let refusal = within(second, pin!(std::future::pending::<()>())).await.unwrap_err();
        assert_eq!(refusal.into_response().status(), 503);
    }
}
