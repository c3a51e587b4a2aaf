//! Limits of open streams: of all callers, of one, and in time.
//!
//! In: a call whose contexts let it in. Out: a place for its stream, or a refusal. Streams are counted apart from the calls in flight: a call
//! is short, and a stream is not.

use super::limits::overloaded;
use super::rate_limit::{Caller, Proxies};
use super::stage::{Stage, Stay};
use crate::server::problem::rejection::Rejection;
use http::request::Parts;
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

const FULL: &str = "as many streams are open as may be; close one, or try again";

/// The bounds of the streams of one server.
#[derive(Debug, Clone)]
pub(in crate::server) struct LiveStreams {
    pub(in crate::server) most: usize,
    pub(in crate::server) most_of_a_caller: usize,
    /// Longest time that one is open.
    pub(in crate::server) age: Duration,
    now: Arc<Mutex<Now>>,
}

/// The streams that are open.
#[derive(Debug, Default)]
struct Now {
    all: usize,
    callers: HashMap<Caller, usize>,
}

/// A call that asks for a stream.
#[derive(Debug)]
pub(in crate::server) struct Seeker {
    pub(in crate::server) streams: LiveStreams,
    pub(in crate::server) proxies: Arc<Proxies>,
    /// The server that is to close the stream when it stops.
    pub(in crate::server) stage: Option<Stage>,
}

/// A place among the streams, until it is dropped.
#[derive(Debug)]
pub(in crate::server) struct LivePlace {
    now: Arc<Mutex<Now>>,
    caller: Caller,
    age: Duration,
    stay: Option<Stay>,
}

impl Default for LiveStreams {
    fn default() -> Self {
        Self { most: 10_000, most_of_a_caller: 100, age: Duration::from_secs(15 * 60), now: Arc::default() }
    }
}

impl LiveStreams {
    /// The name of a bound that lets nothing through.
    pub(in crate::server) fn nothing(&self) -> Option<&'static str> {
        let Self { most, most_of_a_caller, age, .. } = self;
        let bounds = [("live_streams", *most == 0), ("live_streams_of_a_caller", *most_of_a_caller == 0), ("live_age", age.is_zero())];
        bounds.into_iter().find_map(|(name, is_zero)| is_zero.then_some(name))
    }

    /// Longest time that one stream is open: a tenth less or more by chance, so that not all callers come back at once.
    fn jittered(&self) -> Duration {
        let chance = (RandomState::new().hash_one(0) % 201) as u32;
        self.age.saturating_mul(900 + chance) / 1000
    }

    fn admit(&self, caller: Caller) -> Option<LivePlace> {
        let mut now = lock(&self.now);
        let of_caller = now.callers.get(&caller).copied().unwrap_or_default();
        if now.all >= self.most || of_caller >= self.most_of_a_caller {
            return None;
        }
        now.all += 1;
        now.callers.insert(caller.clone(), of_caller + 1);
        Some(LivePlace { now: self.now.clone(), caller, age: self.jittered(), stay: None })
    }
}

impl Seeker {
    /// Refuses a stream of a server that is about to stop.
    ///
    /// # Errors
    /// 503 with `Retry-After`.
    pub(in crate::server) fn is_open(&self) -> Result<(), Rejection> {
        match &self.stage {
            Some(stage) if stage.is_leaving() => Err(overloaded("the server is about to stop; try again")),
            _ => Ok(()),
        }
    }

    /// Takes a place, once the contexts know the caller: the principal that one of them set, or the peer.
    ///
    /// # Errors
    /// 503 with `Retry-After` where there is none.
    pub(in crate::server) fn admit(&self, parts: &Parts) -> Result<LivePlace, Rejection> {
        let mut place = self.streams.admit(Caller::of(parts, &self.proxies)).ok_or_else(|| overloaded(FULL))?;
        place.stay = self.stage.as_ref().map(Stage::stay);
        Ok(place)
    }
}

impl LivePlace {
    /// Longest time that the stream may be open.
    pub(in crate::server) const fn age(&self) -> Duration {
        self.age
    }

    /// The server that closes the stream when it stops.
    pub(in crate::server) fn stay(&self) -> Option<Stay> {
        self.stay.clone()
    }
}

impl Drop for LivePlace {
    fn drop(&mut self) {
        let mut now = lock(&self.now);
        now.all = now.all.saturating_sub(1);
        match now.callers.get_mut(&self.caller) {
            Some(streams) if *streams > 1 => *streams -= 1,
            _ => drop(now.callers.remove(&self.caller)),
        }
    }
}

fn lock(now: &Mutex<Now>) -> MutexGuard<'_, Now> {
    now.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::Principal;

    fn caller(name: &str) -> Caller {
        let (mut parts, ()) = http::Request::new(()).into_parts();
        parts.extensions.insert(Principal(name.to_owned()));
        Caller::of(&parts, &Proxies::default())
    }

    #[test]
    fn each_caller_has_its_streams_and_none_is_remembered_without_one() {
        let streams = LiveStreams { most: 3, most_of_a_caller: 2, ..LiveStreams::default() };
        let places = [streams.admit(caller("a")), streams.admit(caller("a"))];
        assert!(places.iter().all(Option::is_some) && streams.admit(caller("a")).is_none());
        let other = streams.admit(caller("b"));
        assert!(other.is_some() && streams.admit(caller("c")).is_none(), "there are three places in all");
        drop(places);
        assert!(streams.admit(caller("a")).is_some());
        drop(other);
        assert!(lock(&streams.now).callers.is_empty() && lock(&streams.now).all == 0);
    }

    #[test]
    fn ages_differ_by_a_tenth() {
        let streams = LiveStreams { age: Duration::from_secs(1000), ..LiveStreams::default() };
        let ages: Vec<_> = (0..100).map(|_| streams.jittered()).collect();
        assert!(ages.iter().all(|age| (Duration::from_secs(900)..=Duration::from_secs(1100)).contains(age)), "{ages:?}");
        assert!(ages.iter().any(|age| *age != ages[0]));
    }
}
