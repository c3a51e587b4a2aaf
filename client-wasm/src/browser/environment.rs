//! A page as the environment of a store.

#[cfg(not(target_arch = "wasm32"))]
use super::elsewhere as platform;
#[cfg(target_arch = "wasm32")]
use super::page as platform;
use std::time::Duration;
use trifold_store::{Environment, Event, Task};

/// The page or the worker that this runs in, as a store's environment.
///
/// Values are asked for again when the page is shown again and when the browser says that the network is back.
///
/// ```
/// use trifold_client_wasm::{Browser, Fetch};
///
/// let store = trifold_store::Store::new(Fetch::same_origin(), Browser::new());
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct Browser(());

impl Browser {
    /// Returns this page's environment.
    pub fn new() -> Self {
        Self(())
    }
}

impl Environment for Browser {
    fn now(&self) -> Duration {
        platform::now()
    }

    fn spawn(&self, task: Task) {
        platform::spawn(task);
    }

    fn listen(&self, hear: Box<dyn Fn(Event) + Send + Sync>) {
        platform::listen(hear);
    }
}
