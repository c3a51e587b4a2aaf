//! Which deliveries have been handled, so that none is handled twice.
//!
//! In: ids whose signature held. Out: whether one is new. Bounded: the oldest is forgotten for the newest.

use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The ids of the deliveries seen, by one receiver.
#[derive(Clone)]
pub(super) struct Deliveries {
    seen: Arc<Mutex<Seen>>,
}

struct Seen {
    states: HashMap<String, State>,
    /// In the order in which they came.
    order: VecDeque<(Instant, String)>,
    most: usize,
    keep: Duration,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Running,
    Handled,
}

/// What is known of a delivery.
#[derive(Debug)]
pub(super) enum Known {
    /// Nothing: it is claimed now.
    New(Claim),
    /// It is being handled.
    Running,
    /// It has been handled.
    Handled,
}

/// The right to handle a delivery. Dropped before it is settled, the delivery may come again.
#[derive(Debug)]
pub(super) struct Claim {
    deliveries: Deliveries,
    id: String,
}

impl Deliveries {
    /// Remembers at most so many, each for so long.
    pub(super) fn new(most: usize, keep: Duration) -> Self {
        let seen = Seen { states: HashMap::new(), order: VecDeque::new(), most: most.max(1), keep };
        Self { seen: Arc::new(Mutex::new(seen)) }
    }

    pub(super) fn claim(&self, id: &str, now: Instant) -> Known {
        let mut seen = self.seen();
        seen.forget(now);
        match seen.states.get(id) {
            Some(State::Running) => Known::Running,
            Some(State::Handled) => Known::Handled,
            None => {
                seen.states.insert(id.to_owned(), State::Running);
                seen.order.push_back((now, id.to_owned()));
                Known::New(Claim { deliveries: self.clone(), id: id.to_owned() })
            }
        }
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Seen {
    /// Makes room for one more.
    fn forget(&mut self, now: Instant) {
        while let Some((since, _)) = self.order.front()
            && (self.order.len() >= self.most || now.duration_since(*since) > self.keep)
            && let Some((_, id)) = self.order.pop_front()
        {
            self.states.remove(&id);
        }
    }
}

impl Claim {
    /// The delivery was handled, or it was not and may come again.
    pub(super) fn settle(self, handled: bool) {
        if handled && let Some(state) = self.deliveries.seen().states.get_mut(&self.id) {
            *state = State::Handled;
        }
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        let mut seen = self.deliveries.seen();
        if seen.states.get(&self.id) == Some(&State::Running) {
            seen.states.remove(&self.id);
            seen.order.retain(|(_, id)| *id != self.id);
        }
    }
}

impl fmt::Debug for Deliveries {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} deliveries", self.seen().states.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(deliveries: &Deliveries, id: &str, now: Instant) -> Option<Claim> {
        match deliveries.claim(id, now) {
            Known::New(claim) => Some(claim),
            Known::Running | Known::Handled => None,
        }
    }

    #[test]
    fn what_was_handled_is_not_new_and_what_failed_is() {
        let (deliveries, now) = (Deliveries::new(10, Duration::from_secs(600)), Instant::now());
        let first = claim(&deliveries, "a", now).unwrap();
        assert!(matches!(deliveries.claim("a", now), Known::Running));
        first.settle(false);
        claim(&deliveries, "a", now).unwrap().settle(true);
        assert!(matches!(deliveries.claim("a", now), Known::Handled));
        drop(claim(&deliveries, "b", now).unwrap());
        assert!(claim(&deliveries, "b", now).is_some());
        assert!(claim(&deliveries, "a", now + Duration::from_secs(601)).is_some(), "its timestamp is too old by now");
    }

    #[test]
    fn it_does_not_grow_without_bound() {
        let (deliveries, now) = (Deliveries::new(3, Duration::from_secs(600)), Instant::now());
        for n in 0..100 {
            claim(&deliveries, &n.to_string(), now).unwrap().settle(true);
        }
        assert!(matches!(deliveries.claim("99", now), Known::Handled));
        let seen = deliveries.seen();
        assert!(seen.states.len() <= 3 && seen.order.len() <= 3);
    }
}
