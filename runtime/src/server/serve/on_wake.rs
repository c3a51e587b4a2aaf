//! A future that is polled only once it has called for it. What waits beside a connection is polled with it, some times for each request, and would
//! each time ask its channel.

use futures_util::task::AtomicWaker;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

/// A future that is polled only once it has called for it.
pub(super) struct OnWake<F: ?Sized> {
    future: Pin<Box<F>>,
    call: Arc<Call>,
    /// The waker that the future gets.
    waker: Waker,
}

/// The call of a future to be polled.
struct Call {
    is_made: AtomicBool,
    task: AtomicWaker,
}

impl Wake for Call {
    fn wake(self: Arc<Self>) {
        self.is_made.store(true, Ordering::Release);
        self.task.wake();
    }
}

impl<F: ?Sized> OnWake<F> {
    pub(super) fn new(future: Pin<Box<F>>) -> Self {
        let call = Arc::new(Call { is_made: AtomicBool::new(true), task: AtomicWaker::new() });
        Self { future, waker: call.clone().into(), call }
    }

    /// The future, to be changed: it is polled again.
    pub(super) fn change(&mut self) -> Pin<&mut F> {
        self.call.is_made.store(true, Ordering::Release);
        self.future.as_mut()
    }
}

impl<F: Future + ?Sized> Future for OnWake<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let Self { future, call, waker } = &mut *self;
        // Each time, and before the look at the call: whoever calls takes the waker, also where its call was seen already.
        call.task.register(context.waker());
        if !call.is_made.swap(false, Ordering::AcqRel) {
            return Poll::Pending;
        }
        future.as_mut().poll(&mut Context::from_waker(waker))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::serve::counted_calls::CountedCalls;
    use std::future::{pending, poll_fn};
    use std::sync::atomic::AtomicUsize;
    use std::time::Duration;
    use tokio::sync::watch;
    use tokio::time::{sleep, timeout};

    #[tokio::test]
    async fn a_future_is_polled_once_for_each_call() {
        let (sender, mut receiver) = watch::channel(0);
        let polls = AtomicUsize::new(0);
        let mut waiting = std::pin::pin!(async move { receiver.wait_for(|number| *number == 2).await.map(|number| *number) });
        let counted = poll_fn(|context| {
            polls.fetch_add(1, Ordering::Relaxed);
            waiting.as_mut().poll(context)
        });
        let mut waiting = OnWake::new(Box::pin(counted));
        for (sent, expected) in [(0, 2), (1, 3)] {
            if sent > 0 {
                sender.send_replace(sent);
            }
            for _ in 0..3 {
                assert!(timeout(Duration::from_millis(5), &mut waiting).await.is_err());
            }
            assert!(polls.load(Ordering::Relaxed) <= expected, "{polls:?}");
        }
        sender.send_replace(2);
        assert_eq!(timeout(Duration::from_secs(5), waiting).await.map(Result::ok), Ok(Some(2)));
    }

    /// A call that is seen before its maker has woken the task leaves the next one somebody to wake.
    #[test]
    fn a_call_that_is_seen_early_costs_no_later_one_its_waker() {
        let mut waiting = OnWake::new(Box::pin(pending::<()>()));
        let (call, woken) = (waiting.call.clone(), CountedCalls::default());
        let task = woken.waker();
        let mut poll = || assert!(Pin::new(&mut waiting).poll(&mut Context::from_waker(&task)).is_pending());
        poll();
        call.is_made.store(true, Ordering::Release);
        poll();
        call.task.wake();
        poll();
        assert_eq!(woken.take(), 1);
        call.wake();
        assert_eq!(woken.take(), 1, "the next call wakes nobody");
    }

    /// Another task may take it over, and a call while nobody polls is not lost.
    #[tokio::test]
    async fn a_call_reaches_the_task_that_polled_last() {
        for times in 0..100 {
            let (sender, mut receiver) = watch::channel(false);
            let mut waiting = OnWake::new(Box::pin(async move { receiver.wait_for(|is_over| *is_over).await.is_ok() }));
            assert!(timeout(Duration::from_micros(1), &mut waiting).await.is_err());
            let task = tokio::spawn(waiting);
            if times % 2 == 0 {
                sleep(Duration::from_micros(times)).await;
            }
            sender.send_replace(true);
            assert_eq!(timeout(Duration::from_secs(5), task).await.ok().and_then(Result::ok), Some(true), "{times}");
        }
        assert!(timeout(Duration::from_millis(1), OnWake::new(Box::pin(pending::<()>()))).await.is_err());
    }
}
