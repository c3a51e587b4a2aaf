//! One limit and its counts in this process; with a shared store, what that has last said of each caller.

use super::caller::Caller;
use super::counts::Counts;
use super::gcra::Gcra;
use super::quota::{Quota, RateKey, Standing, each, nanoseconds};
use crate::server::guard::digest::hash_all;
use crate::spec::{MethodSpec, Rate};
use sha2::{Digest, Sha256};
use std::fmt;
use std::time::Duration;

/// One limit, under the name that callers see.
pub(super) struct Limiter {
    name: String,
    rate: Rate,
    /// Hash over the limit, by whose side a caller's comes.
    hash: Sha256,
    counts: Counts<Caller>,
}

impl Limiter {
    /// The limit of all methods together.
    pub(super) fn of_server(rate: Rate) -> Self {
        Self::new("server".to_owned(), &["server"], rate)
    }

    /// The limit of one method.
    pub(super) fn of_method(method: &MethodSpec, rate: Rate) -> Self {
        let of = [method.service.package, method.service.name, method.name];
        Self::new(format!("{}.{}", method.service.name, method.name), &of, rate)
    }

    fn new(name: String, of: &[&str], rate: Rate) -> Self {
        let rate = Rate { calls: rate.calls.max(1), burst: rate.burst.max(1), ..rate };
        // Another rate is another count: a time of arrival is measured in calls of its own.
        let counted = format!("{}/{:?}/{}", rate.calls, rate.period, rate.burst);
        let hash = hash_all(Sha256::new(), of.iter().map(|part| part.as_bytes()).chain([counted.as_bytes()]));
        Self { name, rate, hash, counts: Counts::default() }
    }

    /// Counts a call here.
    pub(super) fn count(&self, caller: Caller) -> Standing {
        let (is_allowed, ahead) = self.counts.take(caller, self.gcra());
        Standing::new(is_allowed, ahead, 1)
    }

    /// Says how a call of this caller would stand, and counts nothing.
    pub(super) fn peek(&self, caller: &Caller) -> Standing {
        let ahead = self.counts.ahead(caller, self.gcra());
        Standing::new(self.gcra().take(ahead).is_some(), ahead, 1)
    }

    /// Notes how a shared store says that a caller stands.
    pub(super) fn note(&self, caller: Caller, standing: &Standing) {
        self.counts.note(caller, standing.ahead.as_nanos());
    }

    /// The limit as a shared store hears of it.
    pub(super) fn quota(&self, caller: &Caller) -> Quota {
        Quota::of(RateKey::from_bytes(caller.digest(self.hash.clone())), self.rate)
    }

    fn gcra(&self) -> Gcra {
        Gcra::new(each(self.rate).as_nanos(), self.rate.burst)
    }

    /// Seconds that a caller must wait, if it must.
    pub(super) fn wait(&self, standing: &Standing) -> Option<u64> {
        (!standing.is_allowed).then(|| seconds(nanoseconds(self.gcra().wait(standing.ahead.as_nanos()))))
    }

    /// `"Todos.create";q=60;w=60`: so many calls in so many seconds.
    pub(super) fn policy(&self) -> String {
        format!("\"{}\";q={};w={}", self.shown_name(), self.rate.calls, seconds(self.rate.period).max(1))
    }

    /// `"Todos.create";r=59;t=1`: so many calls are left, and after so many seconds there are as many as there can be; or one, if none is left.
    pub(super) fn limit(&self, standing: &Standing) -> String {
        let (left, reset) = match self.wait(standing) {
            None => (self.gcra().left(standing.ahead.as_nanos()), seconds(standing.ahead)),
            Some(wait) => (0, wait),
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
    time.as_secs().saturating_add(u64::from(time.subsec_nanos() > 0))
}

impl fmt::Debug for Limiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Limiter").field("name", &self.name).field("rate", &self.rate).finish_non_exhaustive()
    }
}
