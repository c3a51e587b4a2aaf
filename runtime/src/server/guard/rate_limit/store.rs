//! The counts of callers, in bounded memory.
//!
//! When there are too many callers, those who have their whole allowance back are forgotten; as long as that makes no room, new ones are
//! counted together, so that a flood of addresses neither fills memory nor goes uncounted.

use super::caller::Caller;
use super::gcra::{InTime, Pace};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// The most callers that are told apart: about 10 MB.
const MAX: usize = 65_536;

/// Time before looking again for callers to forget, in nanoseconds.
const PAUSE: u128 = Duration::from_secs(1).as_nanos();

/// The counts of callers.
#[derive(Debug, Default)]
pub(super) struct Counts(Mutex<Table>);

/// When each caller has its whole allowance back.
#[derive(Debug, Default)]
struct Table {
    known: HashMap<Caller, u128>,
    others: u128,
    swept: Option<u128>,
}

impl Counts {
    /// Judges a call at a moment, and keeps what comes of it if it counts.
    ///
    /// # Errors
    /// Time that the caller must wait.
    pub(super) fn check(&self, caller: Caller, pace: Pace, now: u128, counts: bool) -> Result<InTime, u128> {
        let mut table = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let judged = pace.check(table.back(&caller, now), now);
        if let (Ok(call), true) = (judged, counts) {
            table.set(caller, call.back);
        }
        judged
    }
}

impl Table {
    fn back(&mut self, caller: &Caller, now: u128) -> u128 {
        if self.is_crowded_out(caller) {
            self.sweep(now);
        }
        if self.is_crowded_out(caller) { self.others } else { self.known.get(caller).copied().unwrap_or(0) }
    }

    fn set(&mut self, caller: Caller, back: u128) {
        if self.is_crowded_out(&caller) {
            self.others = back;
        } else {
            self.known.insert(caller, back);
        }
    }

    /// Whether the caller is counted with others: it is new, and there is no room.
    fn is_crowded_out(&self, caller: &Caller) -> bool {
        self.known.len() >= MAX && !self.known.contains_key(caller)
    }

    /// Forgets who has its whole allowance back, unless that was just tried.
    fn sweep(&mut self, now: u128) {
        if self.swept.is_none_or(|swept| swept + PAUSE <= now) {
            self.swept = Some(now);
            self.known.retain(|_, back| *back > now);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::context::principal::Principal;
    use crate::server::guard::rate_limit::proxies::Proxies;

    const EACH: u128 = 100 * PAUSE;

    fn caller(name: usize) -> Caller {
        let (mut parts, ()) = http::Request::new(()).into_parts();
        parts.extensions.insert(Principal(name.to_string()));
        Caller::of(&parts, &Proxies::default())
    }

    /// Whether a call is let in, and counts.
    fn calls(counts: &Counts, name: usize, now: u128, burst: u32) -> bool {
        counts.check(caller(name), Pace { each: EACH, burst }, now, true).is_ok()
    }

    /// A store without a place free, each of whose callers has used what it has, at the moment 0.
    fn full(burst: u32) -> Counts {
        let counts = Counts::default();
        for name in 0..MAX {
            assert!((0..burst).all(|_| calls(&counts, name, 0, burst)) && !calls(&counts, name, 0, burst));
        }
        counts
    }

    #[test]
    fn a_look_changes_nothing() {
        let (counts, pace) = (Counts::default(), Pace { each: EACH, burst: 2 });
        let looked = |counts: &Counts| counts.check(caller(1), pace, 0, false).map(|call| call.left);
        assert_eq!((looked(&counts), looked(&counts)), (Ok(1), Ok(1)));
        assert!(calls(&counts, 1, 0, 2));
        assert_eq!((looked(&counts), looked(&counts)), (Ok(0), Ok(0)));
        assert!(calls(&counts, 1, 0, 2));
        assert_eq!(looked(&counts), Err(EACH));
    }

    #[test]
    fn a_flood_of_callers_shares_one_count_and_nobody_over_the_limit_is_forgotten() {
        for burst in [1, 2] {
            let counts = full(burst);
            for round in 0..u128::from(burst) {
                assert!(calls(&counts, MAX + usize::try_from(round).unwrap(), 0, burst), "a new one has what the others leave");
            }
            for now in [0, PAUSE / 2, PAUSE, 10 * PAUSE, EACH - 1] {
                assert!(!calls(&counts, MAX + 7, now, burst), "a new one is one of the others");
                assert!(!calls(&counts, 3, now, burst), "a known one is counted by itself");
            }
            assert_eq!(counts.0.lock().unwrap().known.len(), MAX);
        }
    }

    #[test]
    fn who_has_waited_is_forgotten_also_while_the_others_are_over_their_limit() {
        let counts = full(1);
        assert!(calls(&counts, MAX, PAUSE, 1) && !calls(&counts, MAX + 1, EACH - 1, 1));
        assert!(!calls(&counts, MAX + 1, EACH, 1), "the store was swept just before");
        assert!(calls(&counts, MAX + 1, EACH + PAUSE, 1), "the places of those who have waited are free");
        assert!(!calls(&counts, MAX + 1, EACH + PAUSE, 1));
        assert_eq!(counts.0.lock().unwrap().known.len(), 1);
    }
}
