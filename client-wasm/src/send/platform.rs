//! The browser's clock, its timers and its randomness.

use std::time::Duration;

use trifold::transport::{Platform, Sleep};

use super::browser::{Work, begin};
use super::global::{global, now};
use super::place::Line;

/// That of a page or a worker.
struct Page;

impl Platform for Page {
    fn now(&self) -> Duration {
        now()
    }

    fn sleep(&self, time: Duration) -> Option<Sleep> {
        let ended = begin(Work::Wait(time));
        // A page at its end waits no longer.
        Some(Box::pin(async { drop(ended.await) }))
    }

    fn random(&self) -> Option<u128> {
        let mut bits = [0; 16];
        global().crypto().ok()?.get_random_values_with_u8_array(&mut bits).ok()?;
        Some(u128::from_be_bytes(bits))
    }
}

/// The platform of a call.
pub(crate) fn platform(_: &Line) -> Option<&'static dyn Platform> {
    Some(&Page)
}
