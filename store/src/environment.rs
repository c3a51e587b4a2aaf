//! The surroundings of a store: a clock, tasks, and events of the page.

use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Waker};
use std::time::Duration;

/// A task of the store's. It ends by itself.
pub type Task = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Hears events.
type Hear = Box<dyn Fn(Event) + Send + Sync>;

/// Something that makes the store look at what is stale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event {
    /// The page is looked at again.
    Visible,
    /// The network is back.
    Online,
}

/// The surroundings of a store: a clock, tasks, events. `trifold_client_wasm::Browser` is a page's, [`TestEnvironment`] a test's.
pub trait Environment: Send + Sync + 'static {
    /// The time since a moment that stays the same. It does not go back.
    fn now(&self) -> Duration;

    /// Runs a task beside whatever else runs.
    fn spawn(&self, task: Task);

    /// Tells `hear` of each event, as long as the environment lives.
    fn listen(&self, hear: Box<dyn Fn(Event) + Send + Sync>);
}

/// An environment in the hands of a test: its clock stands still, and its tasks run when they are told to.
#[derive(Default)]
pub struct TestEnvironment {
    now: Mutex<Duration>,
    tasks: Mutex<Vec<Task>>,
    heard: Mutex<Vec<Hear>>,
}

impl TestEnvironment {
    /// Sets the clock forward.
    pub fn advance(&self, by: Duration) {
        *lock(&self.now) += by;
    }

    /// Runs the tasks until each has ended or waits. Returns how many wait.
    pub fn run(&self) -> usize {
        let mut waiting = Vec::new();
        let mut context = Context::from_waker(Waker::noop());
        loop {
            let tasks = std::mem::take(&mut *lock(&self.tasks));
            if tasks.is_empty() {
                break;
            }
            waiting.extend(tasks.into_iter().filter_map(|mut task| task.as_mut().poll(&mut context).is_pending().then_some(task)));
        }
        let count = waiting.len();
        lock(&self.tasks).extend(waiting);
        count
    }

    /// Tells the store of an event.
    pub fn emit(&self, event: Event) {
        lock(&self.heard).iter().for_each(|hear| hear(event));
    }
}

impl Environment for std::sync::Arc<TestEnvironment> {
    fn now(&self) -> Duration {
        *lock(&self.now)
    }

    fn spawn(&self, task: Task) {
        lock(&self.tasks).push(task);
    }

    fn listen(&self, hear: Box<dyn Fn(Event) + Send + Sync>) {
        lock(&self.heard).push(hear);
    }
}

impl std::fmt::Debug for TestEnvironment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TestEnvironment").field("now", &self.now).finish_non_exhaustive()
    }
}

/// The lock of a value. A panic while it was held is told where it happened.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
