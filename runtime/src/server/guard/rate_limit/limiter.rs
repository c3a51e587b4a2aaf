//! One limit and its counts: GCRA over the bounded store, in nanoseconds since the limit is there.

use super::caller::Caller;
use super::gcra::Pace;
use super::store::Counts;
use crate::spec::Rate;
use std::fmt;
use std::time::{Duration, Instant};

/// One limit, under the name that callers see.
pub(super) struct Limiter {
    name: String,
    rate: Rate,
    counts: Counts,
    since: Instant,
}

/// Quota of a caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quota {
    /// So many calls more may come at once.
    Within(u32),
    /// None, for so many seconds.
    Over(u64),
}

impl Quota {
    /// Seconds that the caller must wait, if it must.
    pub(super) fn wait(self) -> Option<u64> {
        match self {
            Self::Within(_) => None,
            Self::Over(seconds) => Some(seconds),
        }
    }
}

impl Limiter {
    pub(super) fn new(name: &str, rate: Rate) -> Self {
        let rate = Rate { calls: rate.calls.max(1), burst: rate.burst.max(1), ..rate };
        Self { name: name.to_owned(), rate, counts: Counts::default(), since: Instant::now() }
    }

    /// Counts a call.
    pub(super) fn count(&self, caller: Caller) -> Quota {
        self.check(caller, true)
    }

    /// Says how the caller stands, and counts nothing.
    pub(super) fn peek(&self, caller: Caller) -> Quota {
        self.check(caller, false)
    }

    fn check(&self, caller: Caller, counts: bool) -> Quota {
        let pace = Pace { each: self.each().as_nanos(), burst: self.rate.burst };
        match self.counts.check(caller, pace, self.since.elapsed().as_nanos(), counts) {
            Ok(call) => Quota::Within(call.left),
            Err(wait) => Quota::Over(u64::try_from(wait.div_ceil(1_000_000_000)).unwrap_or(u64::MAX)),
        }
    }

    /// After which time a place comes back.
    fn each(&self) -> Duration {
        (self.rate.period / self.rate.calls).max(Duration::from_nanos(1))
    }

    /// `"Todos.create";q=60;w=60`: so many calls in so many seconds.
    pub(super) fn policy(&self) -> String {
        format!("\"{}\";q={};w={}", self.shown_name(), self.rate.calls, seconds(self.rate.period).max(1))
    }

    /// `"Todos.create";r=59;t=1`: so many calls are left, and after so many seconds there are as many as there can be; or one, if none is left.
    pub(super) fn limit(&self, standing: &Quota) -> String {
        let (left, reset) = match *standing {
            Quota::Within(left) => (left, seconds(self.each().saturating_mul(self.rate.burst.saturating_sub(left)))),
            Quota::Over(wait) => (0, wait),
        };
        format!("\"{}\";r={left};t={reset}", self.shown_name())
    }

    /// A string of a structured field is printable ASCII, without quotes (RFC 9651, section 3.3.3).
    fn shown_name(&self) -> String {
        self.name.chars().map(|c| if matches!(c, ' '..='~') && !matches!(c, '"' | '\\') { c } else { '_' }).collect()
    }
}

/// Whole seconds, rounded up.
fn seconds(time: Duration) -> u64 {
    time.as_secs() + u64::from(time.subsec_nanos() > 0)
}

impl fmt::Debug for Limiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Limiter").field("name", &self.name).field("rate", &self.rate).finish_non_exhaustive()
    }
}
