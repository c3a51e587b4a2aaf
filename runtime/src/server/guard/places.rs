//! Places: so many in all, and so many of one. Connections, calls and streams are counted so.
//!
//! In: the one that asks, where it is known. Out: a place, or none. Its memory is bounded by the places that are taken: one without any is not
//! known. Each table hashes with seeds of its own, since peers choose their addresses.

use foldhash::quality::RandomState;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Places, of which those of one `K` share a `D`.
#[derive(Debug, Clone)]
pub(in crate::server) struct Places<K, D = ()> {
    pub(in crate::server) most: usize,
    pub(in crate::server) most_of_one: usize,
    taken: Arc<Mutex<Taken<K, D>>>,
}

#[derive(Debug)]
struct Taken<K, D> {
    all: usize,
    ones: HashMap<K, (usize, D), RandomState>,
}

/// A place, until it is dropped.
#[derive(Debug)]
pub(in crate::server) struct Place<K: Eq + Hash, D = ()> {
    taken: Arc<Mutex<Taken<K, D>>>,
    one: Option<(K, D)>,
}

impl<K: Eq + Hash + Clone, D: Clone + Default> Places<K, D> {
    pub(in crate::server) fn new(most: usize, most_of_one: usize) -> Self {
        Self { most, most_of_one, taken: Arc::new(Mutex::new(Taken { all: 0, ones: HashMap::default() })) }
    }

    /// Takes a place. Without a name it counts among all alone.
    pub(in crate::server) fn admit(&self, one: Option<K>) -> Option<Place<K, D>> {
        let mut taken = lock(&self.taken);
        if taken.all >= self.most {
            return None;
        }
        let one = match one {
            Some(one) => Some(taken.of_one(one, self.most_of_one)?),
            None => None,
        };
        taken.all += 1;
        Some(Place { taken: self.taken.clone(), one })
    }
}

impl<K: Eq + Hash + Clone, D: Clone + Default> Taken<K, D> {
    /// Counts one place more of this one, unless it has so many, which is at least one. What its places share.
    fn of_one(&mut self, one: K, most: usize) -> Option<(K, D)> {
        let (places, shared) = self.ones.entry(one.clone()).or_default();
        if *places >= most {
            return None;
        }
        *places += 1;
        Some((one, shared.clone()))
    }
}

impl<K: Eq + Hash, D: Clone + Default> Place<K, D> {
    /// The data that all places of this one share; of a place without a name, its own.
    pub(in crate::server) fn shared(&self) -> D {
        self.one.as_ref().map(|(_, shared)| shared.clone()).unwrap_or_default()
    }
}

impl<K: Eq + Hash, D> Drop for Place<K, D> {
    fn drop(&mut self) {
        let mut taken = lock(&self.taken);
        taken.all = taken.all.saturating_sub(1);
        let Some((one, _)) = self.one.take() else { return };
        let Entry::Occupied(mut entry) = taken.ones.entry(one) else { return };
        match entry.get_mut() {
            (places, _) if *places > 1 => *places -= 1,
            _ => drop(entry.remove()),
        }
    }
}

fn lock<K, D>(taken: &Mutex<Taken<K, D>>) -> MutexGuard<'_, Taken<K, D>> {
    taken.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::guard::unread::Unread;

    #[test]
    fn each_has_its_places_and_none_is_remembered_without_one() {
        let places = Places::<_>::new(3, 2);
        let of_one = [places.admit(Some("a")), places.admit(Some("a"))];
        assert!(of_one.iter().all(Option::is_some) && places.admit(Some("a")).is_none());
        let other = places.admit(Some("b"));
        assert!(other.is_some() && [Some("c"), None].into_iter().all(|one| places.admit(one).is_none()), "there are three places in all");
        drop(of_one);
        let nameless = [places.admit(None), places.admit(None)];
        assert!(nameless.iter().all(Option::is_some) && places.admit(Some("a")).is_none());
        drop(nameless);
        assert!(places.admit(Some("a")).is_some(), "what was refused took none");
        drop(other);
        assert!(lock(&places.taken).ones.is_empty() && lock(&places.taken).all == 0);
    }

    #[test]
    fn the_places_of_one_share_what_they_have() {
        let places = Places::<_, Unread>::new(9, 9);
        let [first, second, other] = ["a", "a", "b"].map(|one| places.admit(Some(one)));
        let _charge = first.as_ref().map(|place| place.shared().charge(7));
        let unread = |place: Option<Place<_, Unread>>| place.map(|place| place.shared().bytes());
        assert_eq!((unread(second), unread(other)), (Some(7), Some(0)));
        drop(first);
        assert_eq!(unread(places.admit(Some("a"))), Some(0), "who has left comes back with nothing");
    }
}
