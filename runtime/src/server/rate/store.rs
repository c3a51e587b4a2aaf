//! The counts of callers, in bounded memory.
//!
//! In: governor's questions about one caller. When there are too many callers, those who have their whole allowance back are forgotten; as
//! long as that makes no room, new ones are counted together, so that a flood of addresses neither fills memory nor goes uncounted.

use super::caller::Caller;
use governor::nanos::Nanos;
use governor::state::StateStore;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// The most callers that are told apart: about 10 MB.
const MOST: usize = 65_536;

/// How long to wait before looking again for callers to forget.
const PAUSE: Duration = Duration::from_secs(1);

/// A question about a caller.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Asked {
    pub(super) caller: Caller,
    /// Whether the call counts, or is only looked at.
    pub(super) counts: bool,
}

/// The counts of callers. Each is the time at which the caller has its whole allowance back.
#[derive(Debug, Default)]
pub(super) struct Bounded(Mutex<Table>);

#[derive(Debug, Default)]
struct Table {
    known: HashMap<Caller, Nanos>,
    others: Option<Nanos>,
    swept: Option<Nanos>,
}

impl Table {
    /// Whether the caller is counted with others: it is new, and there is no room.
    fn is_crowded_out(&self, caller: &Caller) -> bool {
        self.known.len() >= MOST && !self.known.contains_key(caller)
    }

    fn set(&mut self, caller: &Caller, time: Nanos) {
        if self.is_crowded_out(caller) {
            self.others = Some(time);
            self.sweep(time);
        } else {
            self.known.insert(caller.clone(), time);
        }
    }

    /// Forgets who has its whole allowance back, unless that was just tried.
    fn sweep(&mut self, time: Nanos) {
        if self.swept.is_none_or(|swept| swept + PAUSE < time) {
            self.swept = Some(time);
            self.known.retain(|_, back| *back >= time);
        }
    }
}

impl StateStore for Bounded {
    type Key = Asked;

    fn measure_and_replace<T, F, E>(&self, asked: &Asked, measure: F) -> Result<T, E>
    where
        F: Fn(Option<Nanos>) -> Result<(T, Nanos), E>,
    {
        let mut table = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let before = if table.is_crowded_out(&asked.caller) { table.others } else { table.known.get(&asked.caller).copied() };
        let (outcome, time) = measure(before)?;
        if asked.counts {
            table.set(&asked.caller, time);
        }
        Ok(outcome)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::principal::Principal;
    use crate::server::rate::proxies::Proxies;

    fn asked(name: usize, counts: bool) -> Asked {
        let (mut parts, ()) = http::Request::new(()).into_parts();
        parts.extensions.insert(Principal(name.to_string()));
        Asked { caller: Caller::of(&parts, &Proxies::default()), counts }
    }

    /// Stands for a measurement at a time: says what was there, and sets the time.
    fn at(store: &Bounded, asked: &Asked, nanos: u64) -> Option<Nanos> {
        store.measure_and_replace::<_, _, ()>(asked, |before| Ok((before, nanos.into()))).unwrap()
    }

    #[test]
    fn a_look_changes_nothing() {
        let store = Bounded::default();
        assert_eq!(at(&store, &asked(1, false), 5), None);
        assert_eq!(at(&store, &asked(1, true), 7), None);
        assert_eq!(at(&store, &asked(1, false), 9), Some(7.into()));
        assert_eq!(at(&store, &asked(1, true), 9), Some(7.into()));
    }

    #[test]
    fn a_flood_of_callers_shares_one_count() {
        let store = Bounded::default();
        for caller in 0..MOST {
            at(&store, &asked(caller, true), 10);
        }
        assert_eq!(at(&store, &asked(MOST, true), 10), None);
        assert_eq!(at(&store, &asked(MOST + 1, true), 10), Some(10.into()), "a new one is one of the others");
        assert_eq!(at(&store, &asked(3, true), 10), Some(10.into()), "a known one is counted by itself");
        assert_eq!(store.0.lock().unwrap().known.len(), MOST);
        let later = 2 * u64::try_from(PAUSE.as_nanos()).unwrap();
        at(&store, &asked(MOST + 2, true), later);
        assert!(store.0.lock().unwrap().known.is_empty(), "who has waited is forgotten");
    }
}
