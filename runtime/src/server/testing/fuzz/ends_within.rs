//! Work that must come to an end within so many polls.

use futures_util::task::noop_waker;
use std::pin::pin;
use std::task::{Context, Poll};

/// Polls work that waits for nothing but pauses.
pub(super) fn ends_within<T>(most_polls: usize, work: impl Future<Output = T>) -> T {
    let (waker, mut work) = (noop_waker(), pin!(work));
    let mut context = Context::from_waker(&waker);
    let done = (0..most_polls).find_map(|_| match work.as_mut().poll(&mut context) {
        Poll::Ready(done) => Some(done),
        Poll::Pending => None,
    });
    done.unwrap_or_else(|| panic!("{most_polls} polls are not enough"))
}
