//! One caller and one limit, as a store hears of them, and the store's word on both.

use super::gcra::Gcra;
use crate::server::guard::store::opaque;
use crate::spec::Rate;
use std::time::Duration;

/// One caller's allowance by one limit: a call takes one place of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quota {
    key: RateKey,
    each: Duration,
    burst: u32,
}

opaque! {
    /// A hash over the limit and the caller: it says neither.
    RateKey, 32
}

/// The standing of a caller by one limit, after a call of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// True for a call that came in time, and so counts.
    pub is_allowed: bool,
    /// Time after which the caller has its whole allowance back.
    pub ahead: Duration,
}

impl Quota {
    /// A place comes back after each so long, and there are so many. Of both there is at least one: a nanosecond, and a place.
    pub const fn new(key: RateKey, each: Duration, burst: u32) -> Self {
        let each = if each.is_zero() { Duration::from_nanos(1) } else { each };
        Self { key, each, burst: if burst == 0 { 1 } else { burst } }
    }

    pub(super) fn of(key: RateKey, rate: Rate) -> Self {
        Self::new(key, each(rate), rate.burst)
    }

    /// The limit and the caller. What has one key is counted together.
    pub const fn key(&self) -> &RateKey {
        &self.key
    }

    /// Time after which one place comes back.
    pub const fn each(&self) -> Duration {
        self.each
    }

    /// Number of places.
    pub const fn burst(&self) -> u32 {
        self.burst
    }

    /// The arithmetic of this quota, in units of so many nanoseconds. A place takes its last unit whole, so that never too many come back.
    pub const fn gcra(&self, unit: u32) -> Gcra {
        let unit = if unit == 0 { 1 } else { unit };
        Gcra::new(self.each.as_nanos().div_ceil(unit as u128), self.burst)
    }
}

/// Time after which one place of a rate comes back.
pub(super) fn each(rate: Rate) -> Duration {
    (rate.period / rate.calls.max(1)).max(Duration::from_nanos(1))
}

impl Standing {
    /// The standing of a caller that is so many units of so many nanoseconds ahead.
    pub const fn new(is_allowed: bool, ahead: u128, unit: u32) -> Self {
        Self { is_allowed, ahead: nanoseconds(ahead.saturating_mul(unit as u128)) }
    }
}

/// So many nanoseconds; as many as there can be.
pub(super) const fn nanoseconds(count: u128) -> Duration {
    if count < Duration::MAX.as_nanos() { Duration::from_nanos_u128(count) } else { Duration::MAX }
}
