//! Answers in the memory of one process, bounded in number, bytes and age; and counts of calls, for servers of one process.

use super::store::{Claimed, IdempotencyStore, MAX_BODY, StoreKey, Token};
use super::stored_answer::StoredAnswer;
use crate::server::guard::rate_limit::{Counts, Quota, RateKey, RateStore, Standing};
use crate::server::guard::store::{StoreError, Stored};
use std::collections::{BTreeSet, HashMap};
use std::future::ready;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Answers in the memory of this process.
///
/// Where it is full, the answers go first that would go next anyway; calls under way never do, and where there are too many of them new ones are
/// refused with 503. (A cache that evicts as it sees fit would let a call run twice.) One caller has an eighth of it at the most, so that
/// nobody pushes the others' answers out.
///
/// It counts calls too, for servers of this process that are to share a limit: of 65,536 callers at one time, and of those beyond together.
#[derive(Debug)]
pub struct MemoryStore {
    lifetime: Duration,
    /// Of all callers, and of one.
    most: [Most; 2],
    kept: Mutex<Entries>,
    rates: Counts<RateKey>,
}

#[derive(Debug, Clone, Copy)]
struct Most {
    keys: usize,
    bytes: usize,
}

/// End of an answer, and its owner.
type Due = (Instant, [u8; 32]);

#[derive(Debug, Default)]
struct Entries {
    entries: HashMap<[u8; 32], Entry>,
    all: Share,
    of_callers: HashMap<[u8; 16], Share>,
}

/// The keys and bytes of one caller, or of all.
#[derive(Debug, Default)]
struct Share {
    keys: usize,
    bytes: usize,
    /// The answered ones.
    answered: BTreeSet<Due>,
}

#[derive(Debug)]
struct Entry {
    caller: [u8; 16],
    payload: [u8; 32],
    token: Token,
    /// Time at which the claim lapses, or the answer goes.
    end: Instant,
    answer: Option<StoredAnswer>,
}

impl Default for MemoryStore {
    /// As long as it is told, 10,000 keys, 64 MiB.
    fn default() -> Self {
        Self::new(Duration::MAX, 10_000, 64 * 1024 * 1024)
    }
}

impl MemoryStore {
    /// Keeps answers for `lifetime` at the most, and at most so many keys and about so many bytes.
    pub fn new(lifetime: Duration, most_keys: usize, most_bytes: usize) -> Self {
        let share = |most: usize, least: usize| (most / 8).max(most.min(least));
        let of_one = Most { keys: share(most_keys, 8), bytes: share(most_bytes, usize::try_from(MAX_BODY).unwrap_or(usize::MAX)) };
        Self { lifetime, most: [Most { keys: most_keys, bytes: most_bytes }, of_one], kept: Mutex::default(), rates: Counts::default() }
    }

    fn kept(&self) -> MutexGuard<'_, Entries> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn claim_now(&self, key: &StoreKey, payload: &[u8; 32], lease: Duration, now: Instant) -> Result<Claimed, StoreError> {
        let mut kept = self.kept();
        kept.forget_old(now);
        if kept.entries.get(&key.hash).is_some_and(|entry| entry.end <= now) {
            kept.forget(&key.hash);
        }
        match kept.entries.get(&key.hash) {
            Some(entry) if entry.payload != *payload => return Ok(Claimed::OtherPayload),
            Some(Entry { answer: None, .. }) => return Ok(Claimed::InFlight),
            Some(Entry { answer: Some(answer), .. }) => return Ok(Claimed::Answered(answer.clone())),
            None => {}
        }
        let [of_all, of_one] = self.most;
        kept.make_room(key.caller, |kept| kept.of(key.caller).keys >= of_one.keys)?;
        kept.make_room_of_all(|kept| kept.all.keys >= of_all.keys)?;
        let token = Token::random()?;
        kept.claim(key, Entry { caller: key.caller, payload: *payload, token, end: later(now, lease), answer: None });
        Ok(Claimed::Fresh(token))
    }

    fn complete_now(&self, key: &StoreKey, answer: StoredAnswer, keep: Duration, now: Instant) {
        let mut kept = self.kept();
        let Some(caller) = kept.answer(key, answer, later(now, keep.min(self.lifetime))) else { return };
        let [of_all, of_one] = self.most;
        // What is not answered cannot be forgotten, and has no bytes.
        drop(kept.make_room(caller, |kept| kept.of(caller).bytes > of_one.bytes));
        drop(kept.make_room_of_all(|kept| kept.all.bytes > of_all.bytes));
    }

    fn release_now(&self, key: &StoreKey, token: Token) {
        let mut kept = self.kept();
        if kept.entries.get(&key.hash).is_some_and(|entry| entry.answer.is_none() && entry.token == token) {
            kept.forget(&key.hash);
        }
    }
}

/// A moment so much later; where no clock can say it, in a hundred years.
fn later(now: Instant, time: Duration) -> Instant {
    const LONG: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);
    now.checked_add(time.min(LONG)).unwrap_or(now)
}

impl Entries {
    /// The keys and bytes of a caller.
    fn of(&self, caller: [u8; 16]) -> &Share {
        static NOTHING: Share = Share { keys: 0, bytes: 0, answered: BTreeSet::new() };
        self.of_callers.get(&caller).unwrap_or(&NOTHING)
    }

    fn claim(&mut self, key: &StoreKey, entry: Entry) {
        for share in [&mut self.all, self.of_callers.entry(entry.caller).or_default()] {
            share.keys += 1;
        }
        self.entries.insert(key.hash, entry);
    }

    /// Puts an answer under a key, unless it has one. Says whose it is.
    fn answer(&mut self, key: &StoreKey, answer: StoredAnswer, end: Instant) -> Option<[u8; 16]> {
        let entry = self.entries.get_mut(&key.hash).filter(|entry| entry.answer.is_none())?;
        let (caller, size) = (entry.caller, answer.size());
        (entry.answer, entry.end) = (Some(answer), end);
        for share in [&mut self.all, self.of_callers.entry(caller).or_default()] {
            share.bytes += size;
            share.answered.insert((end, key.hash));
        }
        Some(caller)
    }

    fn forget(&mut self, hash: &[u8; 32]) {
        let Some(entry) = self.entries.remove(hash) else { return };
        let size = entry.answer.as_ref().map_or(0, StoredAnswer::size);
        let of_caller = self.of_callers.entry(entry.caller).or_default();
        for share in [&mut self.all, &mut *of_caller] {
            share.keys = share.keys.saturating_sub(1);
            share.bytes = share.bytes.saturating_sub(size);
            share.answered.remove(&(entry.end, *hash));
        }
        if of_caller.keys == 0 {
            self.of_callers.remove(&entry.caller);
        }
    }

    fn forget_old(&mut self, now: Instant) {
        while let Some((_, hash)) = self.all.answered.first().copied().filter(|(end, _)| *end <= now) {
            self.forget(&hash);
        }
    }

    /// Forgets answers of a caller for as long as there is reason to.
    fn make_room(&mut self, caller: [u8; 16], must: impl Fn(&Self) -> bool) -> Result<(), StoreError> {
        while must(self) {
            let Some((_, hash)) = self.of(caller).answered.first().copied() else {
                return Err(StoreError("too many calls of one caller with a key are under way".to_owned()));
            };
            self.forget(&hash);
        }
        Ok(())
    }

    /// Forgets answers of anybody for as long as there is reason to.
    fn make_room_of_all(&mut self, must: impl Fn(&Self) -> bool) -> Result<(), StoreError> {
        while must(self) {
            let Some((_, hash)) = self.all.answered.first().copied() else {
                return Err(StoreError("too many calls with a key are under way".to_owned()));
            };
            self.forget(&hash);
        }
        Ok(())
    }
}

impl IdempotencyStore for MemoryStore {
    fn claim<'a>(&'a self, key: &'a StoreKey, payload: &'a [u8; 32], lease: Duration) -> Stored<'a, Claimed> {
        Box::pin(ready(self.claim_now(key, payload, lease, Instant::now())))
    }

    fn complete<'a>(&'a self, key: &'a StoreKey, _: Token, answer: StoredAnswer, keep: Duration) -> Stored<'a, ()> {
        self.complete_now(key, answer, keep, Instant::now());
        Box::pin(ready(Ok(())))
    }

    fn release<'a>(&'a self, key: &'a StoreKey, token: Token) -> Stored<'a, ()> {
        self.release_now(key, token);
        Box::pin(ready(Ok(())))
    }
}

impl RateStore for MemoryStore {
    fn take<'a>(&'a self, quotas: &'a [Quota]) -> Stored<'a, Vec<Standing>> {
        let take = |quota: &Quota| {
            let (is_allowed, ahead) = self.rates.take(*quota.key(), quota.gcra(1));
            Standing::new(is_allowed, ahead, 1)
        };
        Box::pin(ready(Ok(quotas.iter().map(take).collect())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: Duration = Duration::from_secs(3600);

    /// Each key is another caller's.
    fn key(n: u8) -> StoreKey {
        StoreKey { hash: [n; 32], caller: [n; 16] }
    }

    fn answer(body: &str) -> StoredAnswer {
        StoredAnswer { status: 200, headers: vec![], body: Some(body.into()) }
    }

    /// Without the token.
    #[derive(Debug, PartialEq)]
    enum Told {
        Fresh,
        Other(Claimed),
        Full,
    }

    fn told(claimed: Result<Claimed, StoreError>) -> Told {
        match claimed {
            Ok(Claimed::Fresh(_)) => Told::Fresh,
            Ok(other) => Told::Other(other),
            Err(_) => Told::Full,
        }
    }

    const ANSWERED: fn(&str) -> Told = |body| Told::Other(Claimed::Answered(answer(body)));

    #[test]
    fn a_key_goes_from_claimed_to_answered() {
        let (store, now) = (MemoryStore::default(), Instant::now());
        let claim = |n, payload| store.claim_now(&key(n), &[payload; 32], HOUR, now).unwrap();
        let (Claimed::Fresh(one), Claimed::Fresh(two)) = (claim(1, 1), claim(2, 1)) else { panic!("both are new") };
        assert_eq!((claim(1, 1), claim(1, 2)), (Claimed::InFlight, Claimed::OtherPayload));
        store.complete_now(&key(1), answer("a"), HOUR, now);
        assert_eq!((claim(1, 1), claim(1, 2)), (Claimed::Answered(answer("a")), Claimed::OtherPayload));
        store.complete_now(&key(1), answer("b"), HOUR, now);
        assert_eq!(claim(1, 1), Claimed::Answered(answer("a")), "the first answer stays");
        store.release_now(&key(1), one);
        assert_eq!(claim(1, 1), Claimed::Answered(answer("a")), "an answer is not given back");
        store.release_now(&key(2), one);
        assert_eq!(claim(2, 1), Claimed::InFlight, "nor is another's claim");
        store.release_now(&key(2), two);
        assert_eq!(told(Ok(claim(2, 2))), Told::Fresh, "a claim is");
    }

    #[test]
    fn answers_grow_old_and_claims_lapse() {
        let (store, now) = (MemoryStore::new(4 * HOUR, 10, 1000), Instant::now());
        let claim = |n, now| told(store.claim_now(&key(n), &[0; 32], HOUR, now));
        assert_eq!([1, 2, 3].map(|n| claim(n, now)), [Told::Fresh, Told::Fresh, Told::Fresh]);
        store.complete_now(&key(1), answer("a"), 2 * HOUR, now);
        store.complete_now(&key(3), answer("c"), Duration::MAX, now);
        assert_eq!((claim(1, now + HOUR), claim(2, now + HOUR / 2)), (ANSWERED("a"), Told::Other(Claimed::InFlight)));
        assert_eq!((claim(1, now + 2 * HOUR), claim(2, now + HOUR)), (Told::Fresh, Told::Fresh));
        assert_eq!(
            (claim(3, now + 3 * HOUR), claim(3, now + 4 * HOUR)),
            (ANSWERED("c"), Told::Fresh),
            "the store has a lifetime of its own"
        );
    }

    #[test]
    fn the_oldest_answers_make_room_and_calls_under_way_do_not() {
        let (store, now) = (MemoryStore::new(HOUR, 3, 10), Instant::now());
        let claim = |n| told(store.claim_now(&key(n), &[0; 32], HOUR, now));
        assert_eq!([1, 2, 3].map(claim), [Told::Fresh, Told::Fresh, Told::Fresh]);
        assert_eq!(claim(4), Told::Full, "all are under way");
        store.complete_now(&key(2), answer("abcdef"), HOUR / 2, now);
        store.complete_now(&key(3), answer("abcdef"), HOUR, now);
        assert_eq!(store.kept().all.bytes, 6, "twelve bytes are too many");
        assert_eq!((claim(4), claim(3)), (Told::Fresh, ANSWERED("abcdef")));
        assert_eq!(claim(5), Told::Fresh);
        let kept = store.kept();
        assert_eq!((kept.all.bytes, kept.entries.len(), kept.of_callers.len()), (0, 3, 3));
    }

    #[test]
    fn one_caller_pushes_out_its_own_answers_alone() {
        let (store, now) = (MemoryStore::new(HOUR, 800, 8 * 1024 * 1024), Instant::now());
        let of = |caller: u8, n: u16| {
            let mut hash = [caller; 32];
            hash[..2].copy_from_slice(&n.to_be_bytes());
            StoreKey { hash, caller: [caller; 16] }
        };
        let claim = |key: &StoreKey| told(store.claim_now(key, &[0; 32], HOUR, now));
        let large = "x".repeat(2000);
        assert_eq!(claim(&of(1, 0)), Told::Fresh);
        store.complete_now(&of(1, 0), answer("mine"), HOUR / 2, now);
        for n in 0..10_000 {
            assert_eq!(claim(&of(2, n)), Told::Fresh);
            store.complete_now(&of(2, n), answer(&large), HOUR, now);
        }
        assert_eq!(claim(&of(1, 0)), ANSWERED("mine"));
        assert_eq!(store.kept().of([2; 16]).keys, 100);
        for n in 10_000..10_100 {
            assert_eq!(claim(&of(2, n)), Told::Fresh);
        }
        assert_eq!((claim(&of(2, 0)), claim(&of(3, 0))), (Told::Full, Told::Fresh), "calls under way are refused to this caller alone");
    }
}
