//! A task for tests, which counts the calls that it gets.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Wake, Waker};

/// Calls of a task.
#[derive(Default)]
pub(super) struct CountedCalls(Arc<Count>);

#[derive(Default)]
struct Count(AtomicUsize);

impl Wake for Count {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

impl CountedCalls {
    /// The waker of the task.
    pub(super) fn waker(&self) -> Waker {
        self.0.clone().into()
    }

    /// Number of calls since this was asked last.
    pub(super) fn take(&self) -> usize {
        self.0.0.swap(0, Ordering::Relaxed)
    }
}
