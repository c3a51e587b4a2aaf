//! Stands in for the browser where there is none, so that a page's code compiles for the host.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use trifold_store::{Event, Task};

/// The time since it was first asked for.
pub(super) fn now() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}

/// Runs nothing: only a browser has tasks.
pub(super) fn spawn(_: Task) {}

/// Hears nothing: only a browser has events.
pub(super) fn listen(_: Box<dyn Fn(Event) + Send + Sync>) {}
