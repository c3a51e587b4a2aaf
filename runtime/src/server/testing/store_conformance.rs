//! The tests that every `IdempotencyStore` must pass.
//!
//! In: a store with nothing in it. Out: a panic where it does not do what the trait says. Whether a claim has lapsed is asked again and again, for
//! ten seconds at the most: no clock of a store is asked to be a good one.

use crate::server::guard::store::StoreError;
use crate::server::idempotency::{Claimed, IdempotencyStore, MAX_BODY, StoreKey, StoredAnswer, Token};
use std::sync::Arc;
use std::time::Duration;

/// Emits a module with the tests that every [`IdempotencyStore`](crate::server::IdempotencyStore) must pass. Feature `testing`.
///
/// It takes a name for the module, and an expression that gives a store with nothing in it, once for each test; it may `await`.
///
/// ```
/// # #[allow(unused)]
/// use trifold::server::MemoryStore;
///
/// trifold::store_conformance!(memory, MemoryStore::default());
/// ```
///
/// The tests are: of many claims of a key at one time one is fresh; a claim lapses with its lease, and not before; a key goes back by the token of
/// its own claim alone; the first answer stays, whosever it is; another payload is told apart; an answer goes after its time, and is the same
/// to the byte while it is there; calls under way are forgotten for no newer ones.
#[macro_export]
macro_rules! store_conformance {
    ($name:ident, $store:expr) => {
        $crate::__store_tests!($name [$store] __store_conformance:
            claims_a_key_once
            lapses_with_the_lease
            gives_back_by_token_alone
            keeps_the_first_answer
            tells_another_payload_apart
            forgets_an_answer_after_its_time
            keeps_answers_to_the_byte
            forgets_no_call_under_way
        );
    };
}

/// A module with a test of each function, which gets a store of its own.
#[doc(hidden)]
#[macro_export]
macro_rules! __store_tests {
    ($name:ident [$store:expr] $tests:ident: $($test:ident)+) => {
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            $(#[test]
            fn $test() {
                $crate::server::__store_conformance::run(async { $crate::server::$tests::$test($store).await });
            })+
        }
    };
}

/// Longer than any test takes.
const HOUR: Duration = Duration::from_secs(60 * 60);

/// So short that a test can wait for it.
const SHORT: Duration = Duration::from_millis(50);

/// Runs a test on threads of its own.
///
/// # Panics
/// If the test does, or there can be no threads.
pub fn run(test: impl Future<Output = ()>) {
    match tokio::runtime::Builder::new_multi_thread().worker_threads(4).enable_all().build() {
        Ok(runtime) => runtime.block_on(test),
        Err(error) => panic!("no threads: {error}"),
    }
}

/// Claims a key from many tasks at one time, again and again.
pub async fn claims_a_key_once(store: impl IdempotencyStore) {
    let store = Arc::new(store);
    for n in 0..20 {
        let tasks: Vec<_> = (0..16).map(|_| tokio::spawn(claimed(store.clone(), key(n)))).collect();
        let mut fresh = 0;
        for task in tasks {
            match task.await {
                Ok(Ok(Claimed::Fresh(_))) => fresh += 1,
                Ok(Ok(Claimed::InFlight)) => {}
                other => panic!("a claim of a key that is claimed: {other:?}"),
            }
        }
        assert_eq!(fresh, 1, "of 16 claims at one time");
    }
}

async fn claimed(store: Arc<impl IdempotencyStore>, key: StoreKey) -> Result<Claimed, StoreError> {
    store.claim(&key, &PAYLOAD, HOUR).await
}

/// Claims a key for a short time, and another for a long one.
pub async fn lapses_with_the_lease(store: impl IdempotencyStore) {
    fresh(&store, &key(1), HOUR).await;
    fresh(&store, &key(2), SHORT).await;
    fresh_at_last(&store, &key(2)).await;
    assert_eq!(claim(&store, &key(1)).await, Claimed::InFlight, "its lease is an hour");
    assert_eq!(claim(&store, &key(2)).await, Claimed::InFlight, "the second claim has a lease of its own");
}

/// Gives keys back, with the token of the claim and with others.
pub async fn gives_back_by_token_alone(store: impl IdempotencyStore) {
    let first = fresh(&store, &key(1), SHORT).await;
    let second = fresh_at_last(&store, &key(1)).await;
    assert_ne!(first, second, "each claim has a token of its own");
    release(&store, &key(1), first).await;
    assert_eq!(claim(&store, &key(1)).await, Claimed::InFlight, "the lapsed claim has nothing to give back");
    let other = fresh(&store, &key(2), HOUR).await;
    release(&store, &key(1), other).await;
    assert_eq!(claim(&store, &key(1)).await, Claimed::InFlight, "the token is another key's");
    release(&store, &key(1), second).await;
    let third = fresh(&store, &key(1), HOUR).await;
    complete(&store, &key(1), third, &answer(b"a"), HOUR).await;
    release(&store, &key(1), third).await;
    assert_eq!(claim(&store, &key(1)).await, Claimed::Answered(answer(b"a")), "an answer is not given back");
    release(&store, &key(9), third).await;
}

/// Answers a call twice: by a claim that has lapsed first, since callers may have seen that answer.
pub async fn keeps_the_first_answer(store: impl IdempotencyStore) {
    let first = fresh(&store, &key(1), SHORT).await;
    let second = fresh_at_last(&store, &key(1)).await;
    complete(&store, &key(1), first, &answer(b"first"), HOUR).await;
    assert_eq!(claim(&store, &key(1)).await, Claimed::Answered(answer(b"first")));
    complete(&store, &key(1), second, &answer(b"second"), HOUR).await;
    complete(&store, &key(1), first, &answer(b"third"), HOUR).await;
    assert_eq!(claim(&store, &key(1)).await, Claimed::Answered(answer(b"first")));
}

/// Claims a key with another payload: under way, and answered.
pub async fn tells_another_payload_apart(store: impl IdempotencyStore) {
    let token = fresh(&store, &key(1), HOUR).await;
    let other = async || store.claim(&key(1), &[8; 32], HOUR).await;
    assert_eq!(sound(other().await), Claimed::OtherPayload);
    complete(&store, &key(1), token, &answer(b"a"), HOUR).await;
    assert_eq!(sound(other().await), Claimed::OtherPayload);
    assert_eq!(claim(&store, &key(1)).await, Claimed::Answered(answer(b"a")));
    assert!(matches!(sound(store.claim(&key(2), &[8; 32], HOUR).await), Claimed::Fresh(_)), "another key");
}

/// Keeps an answer for a short time, and another for a long one.
pub async fn forgets_an_answer_after_its_time(store: impl IdempotencyStore) {
    for (n, keep) in [(1, SHORT), (2, HOUR)] {
        let token = fresh(&store, &key(n), HOUR).await;
        complete(&store, &key(n), token, &answer(b"a"), keep).await;
    }
    fresh_at_last(&store, &key(1)).await;
    assert_eq!(claim(&store, &key(2)).await, Claimed::Answered(answer(b"a")));
}

/// Keeps answers of all kinds: the largest, an empty one, one without its body, headers that are no text.
pub async fn keeps_answers_to_the_byte(store: impl IdempotencyStore) {
    let largest = (0..MAX_BODY).map(|n| u8::try_from(n % 251).unwrap_or_default()).collect();
    let cookies = (0..40).map(|n| ("set-cookie".to_owned(), format!("a{n}=1").into_bytes())).collect();
    let answers = [
        StoredAnswer { body: Some(largest), ..answer(b"") },
        answer(b""),
        StoredAnswer { body: None, ..answer(b"") },
        StoredAnswer { headers: vec![("x-raw".to_owned(), (0x80..=0xff).collect())], ..answer(b"a") },
        StoredAnswer { status: 599, headers: cookies, body: Some(b"null".to_vec()) },
    ];
    for (n, kept) in (1..).zip(&answers) {
        let token = fresh(&store, &key(n), HOUR).await;
        complete(&store, &key(n), token, kept, HOUR).await;
        assert_eq!(claim(&store, &key(n)).await, Claimed::Answered(kept.clone()));
    }
}

/// Claims far more keys than a call of one caller needs: a store may refuse more, and must then go on to know those that it took.
pub async fn forgets_no_call_under_way(store: impl IdempotencyStore) {
    let mut taken = Vec::new();
    for n in 0..3000_u16 {
        let mut hash = [1; 32];
        hash[..2].copy_from_slice(&n.to_be_bytes());
        let key = StoreKey::of(1, hash);
        match store.claim(&key, &PAYLOAD, HOUR).await {
            Ok(Claimed::Fresh(_)) => taken.push(key),
            Ok(other) => panic!("a key that nobody has claimed: {other:?}"),
            Err(_) => {}
        }
    }
    assert!(!taken.is_empty(), "it takes none at all");
    for key in &taken {
        assert_eq!(claim(&store, key).await, Claimed::InFlight, "{key:?} of {}", taken.len());
    }
}

/// The payload of every claim, unless the test is about that.
const PAYLOAD: [u8; 32] = [7; 32];

/// Each key is another caller's.
fn key(n: u8) -> StoreKey {
    StoreKey::of(n, [n; 32])
}

fn answer(body: &[u8]) -> StoredAnswer {
    StoredAnswer { status: 200, headers: vec![("etag".to_owned(), b"\"a\"".to_vec())], body: Some(body.to_vec()) }
}

/// Takes what the store gives, which must not fail.
#[track_caller]
pub(super) fn sound<T>(given: Result<T, StoreError>) -> T {
    match given {
        Ok(given) => given,
        Err(error) => panic!("the store failed: {error}"),
    }
}

async fn claim(store: &impl IdempotencyStore, key: &StoreKey) -> Claimed {
    sound(store.claim(key, &PAYLOAD, HOUR).await)
}

async fn fresh(store: &impl IdempotencyStore, key: &StoreKey, lease: Duration) -> Token {
    match sound(store.claim(key, &PAYLOAD, lease).await) {
        Claimed::Fresh(token) => token,
        other => panic!("a key that nobody has claimed: {other:?}"),
    }
}

/// Claims a key until it is fresh.
async fn fresh_at_last(store: &impl IdempotencyStore, key: &StoreKey) -> Token {
    for _ in 0..1000 {
        if let Claimed::Fresh(token) = claim(store, key).await {
            return token;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("{key:?} is still taken after its time");
}

async fn complete(store: &impl IdempotencyStore, key: &StoreKey, token: Token, answer: &StoredAnswer, keep: Duration) {
    sound(store.complete(key, token, answer.clone(), keep).await);
}

async fn release(store: &impl IdempotencyStore, key: &StoreKey, token: Token) {
    sound(store.release(key, token).await);
}
