//! Answers in the memory of one process, bounded in number, bytes and age.

use super::store::{Claimed, IdempotencyStore, StoreError, StoreKey, Stored, StoredAnswer};
use std::collections::{HashMap, VecDeque};
use std::future::ready;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Answers in the memory of this process.
///
/// Where it is full, the oldest answers go first; calls under way never do, and where there are too many of them new ones are refused
/// with 503. (A cache that evicts as it sees fit would let a call run twice.)
#[derive(Debug)]
pub struct MemoryStore {
    lifetime: Duration,
    most_keys: usize,
    most_bytes: usize,
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    entries: HashMap<StoreKey, Entry>,
    /// The answered ones, oldest first.
    answered: VecDeque<(Instant, StoreKey)>,
    bytes: usize,
}

#[derive(Debug)]
struct Entry {
    payload: [u8; 32],
    answer: Option<StoredAnswer>,
}

impl Default for MemoryStore {
    /// A day, 10,000 keys, 64 MiB.
    fn default() -> Self {
        Self::new(Duration::from_secs(24 * 60 * 60), 10_000, 64 * 1024 * 1024)
    }
}

impl MemoryStore {
    /// Keeps answers for `lifetime`, at most so many keys and about so many bytes.
    pub fn new(lifetime: Duration, most_keys: usize, most_bytes: usize) -> Self {
        Self { lifetime, most_keys, most_bytes, kept: Mutex::default() }
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn claim_now(&self, key: &StoreKey, payload: &[u8; 32], now: Instant) -> Result<Claimed, StoreError> {
        let mut kept = self.kept();
        kept.forget(|kept, since| kept.entries.len() > self.most_keys || now.duration_since(since) >= self.lifetime);
        match kept.entries.get(key) {
            Some(entry) if entry.payload != *payload => return Ok(Claimed::OtherPayload),
            Some(Entry { answer: None, .. }) => return Ok(Claimed::InFlight),
            Some(Entry { answer: Some(answer), .. }) => return Ok(Claimed::Answered(answer.clone())),
            None => {}
        }
        kept.forget(|kept, _| kept.entries.len() >= self.most_keys);
        if kept.entries.len() >= self.most_keys {
            return Err(StoreError(format!("{} calls with a key are under way", self.most_keys)));
        }
        kept.entries.insert(*key, Entry { payload: *payload, answer: None });
        Ok(Claimed::Fresh)
    }

    fn complete_now(&self, key: &StoreKey, answer: StoredAnswer, now: Instant) {
        let mut kept = self.kept();
        let Some(entry) = kept.entries.get_mut(key).filter(|entry| entry.answer.is_none()) else { return };
        let size = answer.size();
        entry.answer = Some(answer);
        kept.bytes += size;
        kept.answered.push_back((now, *key));
        kept.forget(|kept, _| kept.bytes > self.most_bytes);
    }
}

impl Kept {
    /// Forgets the oldest answers for as long as there is reason to.
    fn forget(&mut self, must: impl Fn(&Self, Instant) -> bool) {
        while let Some((_, key)) = self.answered.front().copied().filter(|(since, _)| must(self, *since)) {
            self.answered.pop_front();
            let answer = self.entries.remove(&key).and_then(|entry| entry.answer);
            self.bytes -= answer.map_or(0, |answer| answer.size());
        }
    }
}

impl IdempotencyStore for MemoryStore {
    fn claim<'a>(&'a self, key: &'a StoreKey, payload: &'a [u8; 32]) -> Stored<'a, Claimed> {
        Box::pin(ready(self.claim_now(key, payload, Instant::now())))
    }

    fn complete<'a>(&'a self, key: &'a StoreKey, answer: StoredAnswer) -> Stored<'a, ()> {
        self.complete_now(key, answer, Instant::now());
        Box::pin(ready(Ok(())))
    }

    fn release(&self, key: &StoreKey) {
        let mut kept = self.kept();
        if kept.entries.get(key).is_some_and(|entry| entry.answer.is_none()) {
            kept.entries.remove(key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: Duration = Duration::from_secs(3600);

    fn key(n: u8) -> StoreKey {
        StoreKey([n; 32])
    }

    fn answer(body: &str) -> StoredAnswer {
        StoredAnswer { status: 200, headers: vec![], body: Some(body.into()) }
    }

    #[test]
    fn a_key_goes_from_claimed_to_answered() {
        let (store, now) = (MemoryStore::default(), Instant::now());
        let claim = |n, payload| store.claim_now(&key(n), &[payload; 32], now).unwrap();
        assert_eq!(claim(1, 1), Claimed::Fresh);
        assert_eq!((claim(1, 1), claim(1, 2), claim(2, 1)), (Claimed::InFlight, Claimed::OtherPayload, Claimed::Fresh));
        store.complete_now(&key(1), answer("a"), now);
        assert_eq!((claim(1, 1), claim(1, 2)), (Claimed::Answered(answer("a")), Claimed::OtherPayload));
        store.release(&key(1));
        assert_eq!(claim(1, 1), Claimed::Answered(answer("a")), "an answer is not given back");
        store.release(&key(2));
        assert_eq!(claim(2, 2), Claimed::Fresh, "a claim is");
    }

    #[test]
    fn answers_grow_old() {
        let (store, now) = (MemoryStore::new(HOUR, 10, 1000), Instant::now());
        let claim = |n, now| store.claim_now(&key(n), &[0; 32], now).unwrap();
        assert_eq!((claim(1, now), claim(2, now)), (Claimed::Fresh, Claimed::Fresh));
        store.complete_now(&key(1), answer("a"), now);
        assert_eq!(claim(1, now + HOUR / 2), Claimed::Answered(answer("a")));
        assert_eq!((claim(1, now + HOUR), claim(2, now + HOUR)), (Claimed::Fresh, Claimed::InFlight));
    }

    #[test]
    fn the_oldest_answers_make_room_and_calls_under_way_do_not() {
        let (store, now) = (MemoryStore::new(HOUR, 3, 10), Instant::now());
        let claim = |n| store.claim_now(&key(n), &[0; 32], now);
        for n in 1..=3 {
            assert_eq!(claim(n).unwrap(), Claimed::Fresh);
        }
        assert!(claim(4).is_err(), "all are under way");
        store.complete_now(&key(2), answer("abcdef"), now);
        store.complete_now(&key(3), answer("abcdef"), now);
        assert_eq!(store.kept().bytes, 6, "twelve bytes are too many");
        assert_eq!((claim(4).unwrap(), claim(3).unwrap()), (Claimed::Fresh, Claimed::Answered(answer("abcdef"))));
        assert_eq!(claim(5).unwrap(), Claimed::Fresh);
        let kept = store.kept();
        assert_eq!((kept.bytes, kept.entries.len()), (0, 3));
    }
}
