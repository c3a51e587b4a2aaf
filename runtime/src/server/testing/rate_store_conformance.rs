//! The tests that every `RateStore` must pass.
//!
//! In: a store with nothing in it. Out: a panic where it does not do what the trait says. No test asks the store to be quick: what comes back in time is
//! waited for, for ten seconds at the most, and of what a rate lets through there is a most for any time that has passed.

use super::store_conformance::sound;
use crate::server::guard::rate_limit::{Quota, RateKey, RateStore, Standing};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Emits a module with the tests that every [`RateStore`](crate::server::RateStore) must pass. Feature `testing`.
///
/// It takes a name for the module, and an expression that gives a store with nothing in it, once for each test; it may `await`.
///
/// ```
/// # #[allow(unused)]
/// use trifold::server::MemoryStore;
///
/// trifold::rate_store_conformance!(memory, MemoryStore::default());
/// ```
///
/// The tests are: a burst goes through, and no more; of many calls at one time no more than of calls in turn; places come back, and never more than
/// the rate says; a call that comes too early costs nothing; each key is counted by itself; several limits of one call are counted in their order,
/// and have no say in each other; no rate is too small, too large or too long.
#[macro_export]
macro_rules! rate_store_conformance {
    ($name:ident, $store:expr) => {
        $crate::__store_tests!($name [$store] __rate_store_conformance:
            lets_a_burst_through_and_no_more
            counts_calls_at_one_time
            gives_places_back_at_the_rate
            counts_each_key_by_itself
            counts_several_limits_in_order
            takes_any_rate
        );
    };
}

/// Longer than any test takes.
const HOUR: Duration = Duration::from_secs(60 * 60);

fn quota(n: u8, each: Duration, burst: u32) -> Quota {
    Quota::new(RateKey::from_bytes([n; 32]), each, burst)
}

async fn take<const N: usize>(store: &impl RateStore, quotas: [Quota; N]) -> [Standing; N] {
    match <[Standing; N]>::try_from(sound(store.take(&quotas).await)) {
        Ok(standings) => standings,
        Err(standings) => panic!("{} standings to {N} quotas", standings.len()),
    }
}

/// Calls in turn until one comes too early, and then once more.
pub async fn lets_a_burst_through_and_no_more(store: impl RateStore) {
    let quota = quota(1, HOUR, 5);
    for n in 1..=5 {
        let [standing] = take(&store, [quota]).await;
        assert!(standing.is_allowed, "call {n} of 5");
        assert!(standing.ahead <= HOUR * n && standing.ahead > HOUR * (n - 1), "{n} hours, not {standing:?}");
    }
    for _ in 0..20 {
        let [standing] = take(&store, [quota]).await;
        assert!(!standing.is_allowed, "a sixth call");
        assert!(standing.ahead <= HOUR * 5 && standing.ahead > HOUR * 4, "it costs nothing: {standing:?}");
    }
}

/// Calls from many tasks at one time.
pub async fn counts_calls_at_one_time(store: impl RateStore) {
    let store = Arc::new(store);
    let call = async |store: Arc<_>| take(&*store, [quota(1, HOUR, 10)]).await[0].is_allowed;
    let tasks: Vec<_> = (0..64).map(|_| tokio::spawn(call(store.clone()))).collect();
    let mut allowed = 0;
    for task in tasks {
        match task.await {
            Ok(is_allowed) => allowed += u32::from(is_allowed),
            Err(error) => panic!("{error}"),
        }
    }
    assert_eq!(allowed, 10, "of 64 calls at one time");
}

/// Calls without a pause, until enough places have come back.
pub async fn gives_places_back_at_the_rate(store: impl RateStore) {
    const EACH: Duration = Duration::from_millis(20);
    let (quota, since, mut allowed) = (quota(1, EACH, 3), Instant::now(), 0);
    while allowed < 10 {
        assert!(since.elapsed() < Duration::from_secs(10), "{allowed} calls in ten seconds");
        if take(&store, [quota]).await[0].is_allowed {
            allowed += 1;
            let most = 3 + since.elapsed().as_millis() / EACH.as_millis();
            assert!(allowed <= most, "{allowed} calls, where there may be {most}");
        }
    }
}

/// Calls by keys that differ in their first or their last byte.
pub async fn counts_each_key_by_itself(store: impl RateStore) {
    for at in [0, 31] {
        for n in 1..=3 {
            let mut key = [9; 32];
            key[at] = n;
            let quota = Quota::new(RateKey::from_bytes(key), HOUR, 1);
            assert_eq!([take(&store, [quota]).await, take(&store, [quota]).await].map(|[standing]| standing.is_allowed), [true, false]);
        }
    }
}

/// Counts calls by two limits, of which one is over first.
pub async fn counts_several_limits_in_order(store: impl RateStore) {
    let (few, many) = (quota(1, HOUR, 1), quota(2, HOUR, 3));
    let allowed = async |quotas| take(&store, quotas).await.map(|standing: Standing| standing.is_allowed);
    assert_eq!(allowed([few, many]).await, [true, true]);
    assert_eq!(allowed([few, many]).await, [false, true], "one that is over keeps no other from counting");
    assert_eq!(allowed([many, few]).await, [true, false], "the order is that of the question");
    assert_eq!(allowed([many, few]).await, [false, false]);
    assert_eq!(sound(store.take(&[]).await), [], "no limits");
}

/// Calls by the longest times and the most places that can be said, and by the shortest.
pub async fn takes_any_rate(store: impl RateStore) {
    let rates = [
        (Duration::MAX, u32::MAX),
        (Duration::MAX, 1),
        (Duration::from_nanos(1), u32::MAX),
        (Duration::ZERO, 0),
        (HOUR * 24 * 365 * 200, 2),
    ];
    for (n, (each, burst)) in (1..).zip(rates) {
        let [standing] = take(&store, [quota(n, each, burst)]).await;
        assert!(standing.is_allowed, "a first call each {each:?}, {burst} at once");
    }
    for n in [2, 5] {
        let (each, burst) = rates[usize::from(n) - 1];
        let second = take(&store, [quota(n, each, burst)]).await[0].is_allowed;
        assert_eq!(second, burst > 1, "a second call each {each:?}, {burst} at once");
    }
}
