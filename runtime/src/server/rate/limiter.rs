//! One limit and its counts: governor's GCRA over the bounded store.

use super::caller::Caller;
use super::store::{Asked, Bounded};
use crate::spec::Rate;
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::{Quota, RateLimiter};
use std::fmt;
use std::num::NonZeroU32;
use std::time::Duration;

type Counts = RateLimiter<Asked, Bounded, DefaultClock, StateInformationMiddleware>;

/// One limit, under the name that callers see.
pub(super) struct Limiter {
    name: String,
    rate: Rate,
    counts: Counts,
}

/// How a caller stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// So many calls more may come at once.
    Within(u32),
    /// None, for so many seconds.
    Over(u64),
}

impl Standing {
    /// How many seconds the caller must wait, if it must.
    pub(super) fn wait(self) -> Option<u64> {
        match self {
            Self::Within(_) => None,
            Self::Over(seconds) => Some(seconds),
        }
    }
}

impl Limiter {
    pub(super) fn new(name: &str, rate: Rate) -> Self {
        let at_least_one = |count: u32| NonZeroU32::new(count).unwrap_or(NonZeroU32::MIN);
        let (calls, burst) = (at_least_one(rate.calls), at_least_one(rate.burst));
        let each = (rate.period / calls.get()).max(Duration::from_nanos(1));
        // governor refuses no time at all, which this is not.
        let quota = Quota::with_period(each).unwrap_or(Quota::per_second(NonZeroU32::MAX)).allow_burst(burst);
        let rate = Rate { calls: calls.get(), burst: burst.get(), ..rate };
        let counts = Counts::new(quota, Bounded::default(), DefaultClock::default());
        Self { name: name.to_owned(), rate, counts }
    }

    /// Counts a call.
    pub(super) fn count(&self, caller: Caller) -> Standing {
        self.measure(&Asked { caller, counts: true })
    }

    /// Says how the caller stands, and counts nothing.
    pub(super) fn peek(&self, caller: Caller) -> Standing {
        self.measure(&Asked { caller, counts: false })
    }

    fn measure(&self, asked: &Asked) -> Standing {
        match self.counts.check_key(asked) {
            Ok(state) => Standing::Within(state.remaining_burst_capacity()),
            Err(until) => Standing::Over(seconds(until.wait_time_from(self.counts.clock().now())).max(1)),
        }
    }

    /// `"Todos.create";q=60;w=60`: so many calls in so many seconds.
    pub(super) fn policy(&self) -> String {
        format!("\"{}\";q={};w={}", self.shown_name(), self.rate.calls, seconds(self.rate.period).max(1))
    }

    /// `"Todos.create";r=59;t=1`: so many calls are left, and after so many seconds there are as many as there can be; or one, if none is left.
    pub(super) fn limit(&self, standing: &Standing) -> String {
        let (left, reset) = match *standing {
            Standing::Within(left) => (left, seconds(self.rate.period / self.rate.calls * self.rate.burst.saturating_sub(left))),
            Standing::Over(wait) => (0, wait),
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
