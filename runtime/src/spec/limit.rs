//! What one call of a method may take, and how often a caller may call: `#[limit(..)]`, `#[rate_limit(..)]`.

use std::time::Duration;

/// The limits of a method, where it has its own; else the server's hold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MethodLimits {
    /// The most bytes that a body may have.
    pub body: Option<u64>,
    /// Time limit of the method.
    pub deadline: Option<Duration>,
    /// Rate limit of one caller.
    pub rate: Option<Rate>,
}

impl MethodLimits {
    /// The server's limits hold.
    pub(crate) const NONE: Self = Self { body: None, deadline: None, rate: None };
}

/// So many calls in a span of time.
///
/// Calls are counted by GCRA: a place comes back each `period / calls`, and at most `burst` are free at one time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// Number of calls; at least one.
    pub calls: u32,
    /// In which time.
    pub period: Duration,
    /// The most calls at once; at least one.
    pub burst: u32,
}

impl Rate {
    /// So many calls in this time, all of which may come at once.
    pub const fn new(calls: u32, period: Duration) -> Self {
        Self { calls, period, burst: calls }
    }

    /// So many calls a second.
    pub const fn per_second(calls: u32) -> Self {
        Self::new(calls, Duration::from_secs(1))
    }

    /// So many calls a minute.
    pub const fn per_minute(calls: u32) -> Self {
        Self::new(calls, Duration::from_secs(60))
    }

    /// So many calls an hour.
    pub const fn per_hour(calls: u32) -> Self {
        Self::new(calls, Duration::from_secs(60 * 60))
    }

    /// At most so many calls at once.
    #[must_use]
    pub const fn burst(mut self, calls: u32) -> Self {
        self.burst = calls;
        self
    }
}
