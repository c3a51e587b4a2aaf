//! A clock for a moment that moves.
//!
//! In: the moment, each time that it is asked. Out: that it has passed. The runtime's timer is moved only where it would ring too late, or rings
//! too early: a connection that is asked for something again and again has its deadline moved each time, and its timer once in that time.

use super::on_wake::OnWake;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tokio::time::{Instant, Sleep, sleep_until};

/// A clock for a moment that moves.
#[derive(Default)]
pub(super) struct Alarm {
    /// The moment at which the timer rings, and the timer.
    set: Option<(Instant, OnWake<Sleep>)>,
}

impl Alarm {
    /// Waits for a moment, or for none.
    pub(super) fn poll(&mut self, due: Option<Instant>, context: &mut Context<'_>) -> Poll<()> {
        let Some(due) = due else { return Poll::Pending };
        let (set, timer) = self.set.get_or_insert_with(|| (due, OnWake::new(Box::pin(sleep_until(due)))));
        let mut move_to_due = due < *set;
        loop {
            if move_to_due {
                *set = due;
                timer.change().reset(due);
            }
            ready!(Pin::new(&mut *timer).poll(context));
            if due <= *set {
                return Poll::Ready(());
            }
            move_to_due = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::future::poll_fn;
    use std::time::Duration;
    use tokio::time::timeout;

    const SECOND: Duration = Duration::from_secs(1);

    #[tokio::test(start_paused = true)]
    async fn it_rings_at_the_moment_that_was_said_last() {
        let start = Instant::now();
        let mut alarm = Alarm::default();
        assert!(timeout(SECOND, poll_fn(|context| alarm.poll(None, context))).await.is_err());
        for (due, within, rings) in [(9, 7, false), (20, 4, false), (14, 1, false), (14, 2, true)] {
            let due = start + due * SECOND;
            let waiting = timeout(within * SECOND, poll_fn(|context| alarm.poll(Some(due), context))).await;
            assert_eq!(waiting.is_ok(), rings, "{due:?} {:?}", start.elapsed());
            assert!(!rings || Instant::now() >= due, "it rings no sooner");
        }
    }
}
