//! A clock for a moment that moves.
//!
//! In: the moment, each time that it is asked. Out: that it has passed. The runtime's timer is moved only where it would ring too late, or rings
//! too early: a connection that is asked for something again and again has its deadline moved each time, and its timer once in that time.

use super::on_wake::OnWake;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tokio::time::{Instant, Sleep, sleep_until};

/// A clock for a moment that moves.
pub(super) struct Alarm {
    /// The moment at which the timer rings.
    set: Instant,
    timer: OnWake<Sleep>,
}

impl Alarm {
    pub(super) fn new(set: Instant) -> Self {
        Self { set, timer: OnWake::new(Box::pin(sleep_until(set))) }
    }

    /// Waits for a moment, or for none.
    pub(super) fn poll(&mut self, due: Option<Instant>, context: &mut Context<'_>) -> Poll<()> {
        let Some(due) = due else { return Poll::Pending };
        if due < self.set {
            self.move_to(due);
        }
        loop {
            ready!(Pin::new(&mut self.timer).poll(context));
            if due <= self.set {
                return Poll::Ready(());
            }
            self.move_to(due);
        }
    }

    fn move_to(&mut self, moment: Instant) {
        self.set = moment;
        self.timer.change().reset(moment);
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
        let mut alarm = Alarm::new(start + 5 * SECOND);
        assert!(timeout(SECOND, poll_fn(|context| alarm.poll(None, context))).await.is_err());
        for (due, within, rings) in [(9, 7, false), (20, 4, false), (14, 1, false), (14, 2, true)] {
            let due = start + due * SECOND;
            let waiting = timeout(within * SECOND, poll_fn(|context| alarm.poll(Some(due), context))).await;
            assert_eq!(waiting.is_ok(), rings, "{due:?} {:?}", start.elapsed());
            assert!(!rings || Instant::now() >= due, "it rings no sooner");
        }
    }
}
