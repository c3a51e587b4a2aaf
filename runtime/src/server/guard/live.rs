//! Limits of open streams: of all callers, of one, and in time.
//!
//! In: a call whose contexts let it in. Out: a place for its stream, or a refusal. Streams are counted apart from the calls in flight: a call
//! is short, and a stream is not.

use super::limits::overloaded;
use super::places::{Place, Places};
use super::rate_limit::{Caller, Proxies};
use super::stage::{Stage, Stay};
use crate::server::problem::rejection::Rejection;
use crate::server::trace::metrics;
use http::request::Parts;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::time::Duration;

const FULL: &str = "as many streams are open as may be; close one, or try again";

/// The bounds of the streams of one server.
#[derive(Debug, Clone)]
pub(in crate::server) struct LiveStreams {
    pub(in crate::server) places: Places<Caller>,
    /// Longest time that one is open.
    pub(in crate::server) age: Duration,
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
    _place: Place<Caller>,
    _open: Open,
    age: Duration,
    stay: Option<Stay>,
}

impl Default for LiveStreams {
    fn default() -> Self {
        Self { places: Places::new(10_000, 100), age: Duration::from_secs(15 * 60) }
    }
}

impl LiveStreams {
    /// The name of a bound that lets nothing through.
    pub(in crate::server) fn nothing(&self) -> Option<&'static str> {
        let Self { places, age } = self;
        let bounds =
            [("live_streams", places.most == 0), ("live_streams_of_a_caller", places.most_of_one == 0), ("live_age", age.is_zero())];
        bounds.into_iter().find_map(|(name, is_zero)| is_zero.then_some(name))
    }

    /// Longest time that one stream is open: a tenth less or more by chance, so that not all callers come back at once.
    fn jittered(&self) -> Duration {
        let chance = (RandomState::new().hash_one(0) % 201) as u32;
        self.age.saturating_mul(900 + chance) / 1000
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
        let place = self.streams.places.admit(Some(Caller::of(parts, &self.proxies))).ok_or_else(|| overloaded(FULL))?;
        Ok(LivePlace { _place: place, _open: Open::new(), age: self.streams.jittered(), stay: self.stage.as_ref().map(Stage::stay) })
    }
}

/// A stream that counts among those that are open.
#[derive(Debug)]
struct Open;

impl Open {
    fn new() -> Self {
        metrics::stream_opened();
        Self
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        metrics::stream_closed();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_differ_by_a_tenth() {
        let streams = LiveStreams { age: Duration::from_secs(1000), ..LiveStreams::default() };
        let ages: Vec<_> = (0..100).map(|_| streams.jittered()).collect();
        assert!(ages.iter().all(|age| (Duration::from_secs(900)..=Duration::from_secs(1100)).contains(age)), "{ages:?}");
        assert!(ages.iter().any(|age| *age != ages[0]));
    }
}
