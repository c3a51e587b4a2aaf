//! The waker of a connection, whose calls can be held back.
//!
//! hyper wakes a connection over HTTP/1.1 whenever a piece of a request's body is taken, so that it reads the next, also where there is none. Most
//! bodies come whole with their head, and each would cost a second look at the connection. So whoever takes a piece holds back the calls that it
//! makes, and forgets them where that piece was the last. Only calls in its own thread are held: of the others, none is lost.

use std::cell::RefCell;
use std::sync::Arc;
use std::task::{Wake, Waker};

thread_local! {
    static CALLS: RefCell<Calls> = const { RefCell::new(Calls::Free) };
}

/// Calls of connections in this thread.
enum Calls {
    /// They go to their tasks.
    Free,
    /// The next is held back.
    Awaited,
    /// This one is.
    Held(Arc<Call>),
}

/// The call of a connection's task.
struct Call {
    task: Waker,
}

/// A waker of a task that gives way to [`HeldCalls`].
pub(super) struct ConnectionWaker {
    task: Waker,
    waker: Waker,
}

/// Holds the calls of a connection in this thread back until this is dropped, and makes them then.
pub(super) struct HeldCalls(());

impl ConnectionWaker {
    pub(super) fn new(task: &Waker) -> Self {
        Self { task: task.clone(), waker: Arc::new(Call { task: task.clone() }).into() }
    }

    /// The waker that wakes this task.
    pub(super) fn of(&mut self, task: &Waker) -> &Waker {
        if !self.task.will_wake(task) {
            *self = Self::new(task);
        }
        &self.waker
    }
}

impl Wake for Call {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        // A thread that ends holds none.
        if !CALLS.try_with(|calls| calls.borrow_mut().hold(self)).unwrap_or(false) {
            self.task.wake_by_ref();
        }
    }
}

impl Calls {
    /// Holds a call back, unless calls are free or another one's is held. Says whether it does.
    fn hold(&mut self, call: &Arc<Call>) -> bool {
        match self {
            Self::Free => false,
            Self::Awaited => {
                *self = Self::Held(call.clone());
                true
            }
            Self::Held(held) => Arc::ptr_eq(held, call),
        }
    }
}

impl HeldCalls {
    pub(super) fn begin() -> Self {
        CALLS.set(Calls::Awaited);
        Self(())
    }

    /// Nobody need hear of them.
    pub(super) fn forget(self) {
        CALLS.set(Calls::Awaited);
    }
}

impl Drop for HeldCalls {
    fn drop(&mut self) {
        if let Calls::Held(call) = CALLS.replace(Calls::Free) {
            call.task.wake_by_ref();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::serve::counted_calls::CountedCalls;
    use std::panic::{AssertUnwindSafe, catch_unwind};

    /// Number of calls that a task has got, after each step.
    #[test]
    fn a_call_is_held_back_in_its_thread_and_none_is_lost() {
        let [task, other] = [CountedCalls::default(), CountedCalls::default()];
        let mut connection = ConnectionWaker::new(Waker::noop());
        let waker = connection.of(&task.waker()).clone();
        waker.wake_by_ref();
        assert_eq!(task.take(), 1);
        let held = HeldCalls::begin();
        waker.wake_by_ref();
        waker.wake_by_ref();
        assert_eq!(task.take(), 0);
        ConnectionWaker::new(&other.waker()).of(&other.waker()).wake_by_ref();
        assert_eq!(other.take(), 1, "one connection's are held");
        let threads = waker.clone();
        std::thread::spawn(move || threads.wake()).join().unwrap();
        assert_eq!(task.take(), 1, "another thread's are not");
        drop(held);
        assert_eq!(task.take(), 1);
        let held = HeldCalls::begin();
        waker.wake_by_ref();
        held.forget();
        assert_eq!(task.take(), 0);
        waker.wake_by_ref();
        assert_eq!(task.take(), 1);
        let panic = catch_unwind(AssertUnwindSafe(|| {
            let _held = HeldCalls::begin();
            waker.wake_by_ref();
            panic!("while calls are held");
        }));
        assert_eq!((panic.is_err(), task.take()), (true, 1));
        waker.wake();
        assert_eq!(task.take(), 1);
    }
}
