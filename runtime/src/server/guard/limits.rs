//! Share of a server that one call may take: bytes, time, values, and a place among the calls in flight.
//!
//! In: what the `Server` was told, and what a method's `#[limit(..)]` says. Out: the limits of one call, and the refusals of calls that
//! exceed them. It knows no method.

use super::many::most_values;
use super::room::Room;
use crate::error::problem_type;
use crate::server::problem::rejection::Rejection;
use crate::spec::MethodSpec;
use http::{HeaderValue, StatusCode, header};
use std::future::pending;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

/// The limits of one server.
#[derive(Debug, Clone)]
pub(in crate::server) struct Limits {
    pub(in crate::server) each: CallLimits,
    /// The most values of a body, where that does not follow from its bytes.
    pub(in crate::server) most_values: Option<usize>,
    pub(in crate::server) most_calls: usize,
    pub(in crate::server) most_calls_of_a_peer: Option<usize>,
    room: Arc<Room>,
}

/// The limits of one call.
#[derive(Debug, Clone, Copy)]
pub(in crate::server) struct CallLimits {
    /// The most bytes that a body may have.
    pub(in crate::server) body: usize,
    /// The most values that JSON in it may have.
    pub(in crate::server) values: usize,
    /// Time limit for reading a buffered body.
    pub(in crate::server) body_deadline: Duration,
    /// Time limit of the method, and before it of the contexts.
    pub(in crate::server) deadline: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        let each = CallLimits { body: 1024 * 1024, values: 0, body_deadline: seconds(30), deadline: seconds(30) };
        Self { each, most_values: None, most_calls: 0, most_calls_of_a_peer: None, room: Arc::new(Room::new(0, 0)) }.with_calls(1024, None)
    }
}

impl Limits {
    /// The limits of a call of this method.
    pub(in crate::server) fn of(&self, method: &MethodSpec) -> CallLimits {
        let CallLimits { body, body_deadline, deadline, .. } = self.each;
        let own_body = method.limits.body.map(|bytes| usize::try_from(bytes).unwrap_or(usize::MAX));
        let body = own_body.unwrap_or(body);
        let values = self.most_values.unwrap_or(most_values(body));
        CallLimits { body, values, body_deadline, deadline: method.limits.deadline.unwrap_or(deadline) }
    }

    /// The room in which calls have their places.
    pub(in crate::server) fn room(&self) -> &Arc<Room> {
        &self.room
    }

    /// The same with so many calls at one time, and so many of one peer.
    pub(in crate::server) fn with_calls(self, most: usize, most_of_a_peer: Option<usize>) -> Self {
        let share = most_of_a_peer.unwrap_or((most / 8).max(most.min(8)));
        Self { most_calls: most, most_calls_of_a_peer: most_of_a_peer, room: Arc::new(Room::new(most, share)), ..self }
    }

    /// The name of a limit that lets nothing through.
    pub(in crate::server) fn nothing(&self) -> Option<&'static str> {
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
pub(in crate::server) fn overloaded(detail: &str) -> Rejection {
    Rejection::of(StatusCode::SERVICE_UNAVAILABLE, problem_type::OVERLOADED, "Overloaded")
        .detail(detail)
        .header(header::RETRY_AFTER, HeaderValue::from_static("1"))
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
