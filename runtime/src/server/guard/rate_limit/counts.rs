//! The counts of callers, in bounded memory.
//!
//! When there are too many callers, those who have their whole allowance back are forgotten; as long as that makes no room, new ones are
//! counted together, those of one rate, so that a flood of addresses neither fills memory nor goes uncounted.

use super::gcra::Gcra;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The most callers that are told apart: about 10 MB.
const MAX: usize = 65_536;

/// Time before looking again for callers to forget, in nanoseconds.
const PAUSE: u128 = Duration::from_secs(1).as_nanos();

/// The counts of callers, in nanoseconds.
#[derive(Debug)]
pub(in crate::server) struct Counts<K> {
    table: Mutex<Table<K>>,
    since: Instant,
}

/// The moment at which each caller has its whole allowance back.
#[derive(Debug)]
struct Table<K> {
    known: HashMap<K, u128>,
    /// Of each rate, those for whom there is no room.
    others: HashMap<Gcra, u128>,
    swept: Option<u128>,
}

impl<K> Default for Counts<K> {
    fn default() -> Self {
        Self { table: Mutex::new(Table { known: HashMap::new(), others: HashMap::new(), swept: None }), since: Instant::now() }
    }
}

impl<K: Eq + Hash> Counts<K> {
    /// Counts a call, if it comes in time. Gives that, and how far its caller is ahead then.
    pub(in crate::server) fn take(&self, caller: K, gcra: Gcra) -> (bool, u128) {
        self.take_at(caller, gcra, self.now())
    }

    fn take_at(&self, caller: K, gcra: Gcra, now: u128) -> (bool, u128) {
        let mut table = self.table();
        let ahead = table.back(&caller, gcra, now).saturating_sub(now);
        let Some(ahead) = gcra.take(ahead) else { return (false, ahead) };
        table.set(caller, gcra, now + ahead);
        (true, ahead)
    }

    /// Says how far a caller is ahead, and counts nothing.
    pub(super) fn ahead(&self, caller: &K, gcra: Gcra) -> u128 {
        let now = self.now();
        self.table().back(caller, gcra, now).saturating_sub(now)
    }

    /// Notes how far a caller is ahead by another's word, if there is room for it.
    pub(super) fn note(&self, caller: K, ahead: u128) {
        let now = self.now();
        let mut table = self.table();
        table.make_room(&caller, now);
        if !table.is_crowded_out(&caller) {
            table.known.insert(caller, now + ahead);
        }
    }

    fn now(&self) -> u128 {
        self.since.elapsed().as_nanos()
    }

    fn table(&self) -> MutexGuard<'_, Table<K>> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<K: Eq + Hash> Table<K> {
    fn back(&mut self, caller: &K, gcra: Gcra, now: u128) -> u128 {
        self.make_room(caller, now);
        let back = if self.is_crowded_out(caller) { self.others.get(&gcra) } else { self.known.get(caller) };
        back.copied().unwrap_or(0)
    }

    fn set(&mut self, caller: K, gcra: Gcra, back: u128) {
        if self.is_crowded_out(&caller) {
            self.others.insert(gcra, back);
        } else {
            self.known.insert(caller, back);
        }
    }

    fn make_room(&mut self, caller: &K, now: u128) {
        if self.is_crowded_out(caller) {
            self.sweep(now);
        }
    }

    /// Returns true for a caller that is counted with others: it is new, and there is no room.
    fn is_crowded_out(&self, caller: &K) -> bool {
        self.known.len() >= MAX && !self.known.contains_key(caller)
    }

    /// Forgets who has its whole allowance back, unless that was just tried.
    fn sweep(&mut self, now: u128) {
        if self.swept.is_none_or(|swept| swept + PAUSE <= now) {
            self.swept = Some(now);
            self.known.retain(|_, back| *back > now);
            self.others.retain(|_, back| *back > now);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EACH: u128 = 100 * PAUSE;

    /// Returns true for a call that is let in, and counts it.
    fn calls(counts: &Counts<usize>, name: usize, now: u128, burst: u32) -> bool {
        counts.take_at(name, Gcra::new(EACH, burst), now).0
    }

    /// A store without a place free, each of whose callers has used what it has, at the moment 0.
    fn full(burst: u32) -> Counts<usize> {
        let counts = Counts::default();
        for name in 0..MAX {
            assert!((0..burst).all(|_| calls(&counts, name, 0, burst)) && !calls(&counts, name, 0, burst));
        }
        counts
    }

    #[test]
    fn a_look_changes_nothing_and_a_note_does() {
        let (counts, gcra) = (Counts::default(), Gcra::new(EACH * EACH, 2));
        let ahead = || counts.ahead(&1, gcra);
        assert_eq!((ahead(), ahead()), (0, 0));
        assert!(counts.take(1, gcra).0);
        let (once, again) = (ahead(), ahead());
        assert!(again <= once && gcra.left(again) == 1, "{once} {again}");
        counts.note(1, 2 * EACH * EACH);
        assert_eq!(gcra.left(ahead()), 0);
        assert!(counts.take(2, gcra).0, "another is as before");
    }

    #[test]
    fn a_clock_that_goes_back_takes_no_place_away() {
        let (counts, gcra) = (Counts::default(), Gcra::new(10, 2));
        assert_eq!(counts.take_at(1, gcra, 100), (true, 10));
        assert_eq!(counts.take_at(1, gcra, 99), (false, 11), "two places, and the second is free at 100");
        assert_eq!(counts.take_at(1, gcra, 100), (true, 20));
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
            assert!(calls(&counts, MAX + 7, EACH - 1, burst + 2), "another rate has a count of its own");
            counts.note(MAX + 8, 0);
            assert_eq!(counts.table().known.len(), MAX, "there is no room for a note");
            assert!(!calls(&counts, MAX + 7, 0, burst), "which changes nothing for the others");
        }
    }

    #[test]
    fn who_has_waited_is_forgotten_also_while_the_others_are_over_their_limit() {
        let counts = full(1);
        assert!(calls(&counts, MAX, PAUSE, 1) && !calls(&counts, MAX + 1, EACH - 1, 1));
        assert!(!calls(&counts, MAX + 1, EACH, 1), "the store was swept just before");
        assert!(calls(&counts, MAX + 1, EACH + PAUSE, 1), "the places of those who have waited are free");
        assert!(!calls(&counts, MAX + 1, EACH + PAUSE, 1));
        assert_eq!(counts.table().known.len(), 1);
    }
}
