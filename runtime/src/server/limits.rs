//! How much of a server one call may take: bytes, time, values, and a place among the calls in flight.
//!
//! In: what the `Server` was told, and what a method's `#[limit(..)]` says. Out: the limits of one call, and the refusals of calls that
//! exceed them. It knows no method.

use super::builder::Server;
use super::many::most_values;
use super::reject::Rejection;
use super::room::Room;
use crate::error::problem_type;
use crate::spec::MethodSpec;
use http::{HeaderValue, StatusCode, header};
use std::future::pending;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

/// The limits of one server.
#[derive(Debug, Clone)]
pub(super) struct Limits {
    each: CallLimits,
    /// The most values of a body, where that does not follow from its bytes.
    most_values: Option<usize>,
    most_calls: usize,
    most_calls_of_a_peer: Option<usize>,
    room: Arc<Room>,
}

/// The limits of one call.
#[derive(Debug, Clone, Copy)]
pub(super) struct CallLimits {
    /// The most bytes that a body may have.
    pub(super) body: usize,
    /// The most values that JSON in it may have.
    pub(super) values: usize,
    /// How long a body may take that is read whole.
    pub(super) body_deadline: Duration,
    /// How long the method may take, and before it the contexts.
    pub(super) deadline: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        let each = CallLimits { body: 1024 * 1024, values: 0, body_deadline: seconds(30), deadline: seconds(30) };
        Self { each, most_values: None, most_calls: 0, most_calls_of_a_peer: None, room: Arc::new(Room::new(0, 0)) }.with_calls(1024, None)
    }
}

impl Server {
    /// Sets the most bytes that a body may have, where the method has no `#[limit(body = "..")]`. The default is 1 MiB.
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.config.limits.each.body = bytes;
        self
    }

    /// Sets the most values that a body of JSON may have, counted as its commas and opening brackets; 413 for more. A value may take a hundred
    /// times as much memory as its text. The default is 100 000, or one for each ten bytes that the body may have, where that is more.
    pub fn body_values(mut self, most: usize) -> Self {
        self.config.limits.most_values = Some(most);
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
    /// A call counts from the checks of its headers until its answer is ready, but for the time in which its body is waited for: of bodies
    /// that are waited for there may be as many besides, and when one more comes, the one that was waited for the longest is refused. Routes
    /// of the application that are no service's do not count, nor does [`Server::health`]; how many connections there may be is
    /// [`Serving::connections`](super::Serving::connections).
    pub fn calls_in_flight(mut self, most: usize) -> Self {
        let limits = self.config.limits;
        self.config.limits = limits.clone().with_calls(most, limits.most_calls_of_a_peer);
        self
    }

    /// Sets the most calls of one peer at one time, and the most bodies of it that are waited for. The default is an eighth of
    /// [`Server::calls_in_flight`], or 8 where that is less: so that one machine cannot keep every other from being answered.
    ///
    /// A peer is an IPv4 address or the whole /64 of an IPv6 one; behind [`Server::trusted_proxies`] the caller's. Without them a server behind
    /// a proxy has one peer, and the number here is the most that it may have.
    pub fn calls_of_a_peer(mut self, most: usize) -> Self {
        let limits = self.config.limits;
        self.config.limits = limits.clone().with_calls(limits.most_calls, Some(most));
        self
    }
}

impl Limits {
    /// The limits of a call of this method.
    pub(super) fn of(&self, method: &MethodSpec) -> CallLimits {
        let CallLimits { body, body_deadline, deadline, .. } = self.each;
        let own_body = method.limits.body.map(|bytes| usize::try_from(bytes).unwrap_or(usize::MAX));
        let body = own_body.unwrap_or(body);
        let values = self.most_values.unwrap_or(most_values(body));
        CallLimits { body, values, body_deadline, deadline: method.limits.deadline.unwrap_or(deadline) }
    }

    /// Where calls have their places.
    pub(super) fn room(&self) -> &Arc<Room> {
        &self.room
    }

    fn with_calls(self, most: usize, most_of_a_peer: Option<usize>) -> Self {
        let share = most_of_a_peer.unwrap_or((most / 8).max(most.min(8)));
        Self { most_calls: most, most_calls_of_a_peer: most_of_a_peer, room: Arc::new(Room::new(most, share)), ..self }
    }

    /// The name of a limit that lets nothing through.
    pub(super) fn nothing(&self) -> Option<&'static str> {
        let Self { each, most_calls, most_calls_of_a_peer, .. } = self;
        let limits = [
            ("body_limit", each.body == 0),
            ("body_values", self.most_values == Some(0)),
            ("body_deadline", each.body_deadline.is_zero()),
            ("method_deadline", each.deadline.is_zero()),
            ("calls_in_flight", *most_calls == 0),
            ("calls_of_a_peer", *most_calls_of_a_peer == Some(0)),
        ];
        limits.into_iter().find_map(|(name, is_zero)| is_zero.then_some(name))
    }
}

/// 503: there are too many of something.
pub(super) fn overloaded(detail: &str) -> Rejection {
    Rejection::of(StatusCode::SERVICE_UNAVAILABLE, problem_type::OVERLOADED, "Overloaded")
        .detail(detail)
        .header(header::RETRY_AFTER, HeaderValue::from_static("1"))
}

/// Lets the user's own code work until the deadline, and drops it then. Without a tokio runtime there is no clock, and so no deadline.
///
/// # Errors
/// 503 of type `/problems/timeout`.
pub(super) async fn within<T>(deadline: Duration, work: Pin<&mut impl Future<Output = T>>) -> Result<T, Rejection> {
    match finish(deadline, work).await {
        Some(done) => Ok(done),
        None => Err(timed_out(deadline)),
    }
}

/// The refusal of a call whose deadline has passed.
pub(super) fn timed_out(deadline: Duration) -> Rejection {
    tracing::warn!(?deadline, "a method did not end in time");
    Rejection::of(StatusCode::SERVICE_UNAVAILABLE, problem_type::TIMEOUT, "Timeout").detail("the method did not end in time")
}

/// What the work gives, unless the deadline passes before. Work that need not wait costs no timer. It is pinned where it is made: what is
/// handed on by value has a second place in the future that hands it on.
pub(super) async fn finish<T>(deadline: Duration, work: Pin<&mut impl Future<Output = T>>) -> Option<T> {
    Finish { work, clock: pin!(strike(deadline)) }.await
}

/// Ends when so much time has passed since it was first polled: when the work first had to wait. Without a clock it never does.
pub(super) async fn strike(deadline: Duration) {
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
