//! The browser's clock, its timers and its randomness.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use trifold::transport::{Platform, Sleep};

use super::browser::{Begun, Work, begin};
use super::global::{global, now};
use super::place::Line;

/// That of a page or a worker.
struct Page;

impl Platform for Page {
    fn now(&self) -> Duration {
        now()
    }

    fn sleep(&self, time: Duration) -> Option<Sleep> {
        Some(Box::pin(Wait(begin(Work::Wait(time)))))
    }

    fn random(&self) -> Option<u128> {
        let mut bits = [0; 16];
        global().crypto().ok()?.get_random_values_with_u8_array(&mut bits).ok()?;
        Some(u128::from_be_bytes(bits))
    }
}

/// A wait. A page at its end waits no longer.
struct Wait(Begun);

impl Future for Wait {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        Pin::new(&mut self.0).poll(context).map(drop)
    }
}

/// The platform of a call.
pub(crate) fn platform(_: &Line) -> Option<&'static dyn Platform> {
    Some(&Page)
}
