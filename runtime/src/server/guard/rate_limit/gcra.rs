//! The generic cell rate algorithm: whether a call comes in time, from one number a caller.
//!
//! That number is how far the theoretical arrival time of the caller's next call (ITU-T I.371, annex A: TAT) is ahead of now: the time after
//! which it has its whole allowance back. Times are integers of one unit, whatever it is; so a script of a shared store can do the same.

/// One call more each so often, and at most so many at once: the arithmetic of every [`RateStore`](crate::server::RateStore).
///
/// ```
/// # use trifold::server::Gcra;
/// let gcra = Gcra::new(10, 2);
/// assert_eq!(gcra.take(0), Some(10), "the first call");
/// assert_eq!((gcra.take(10), gcra.left(20)), (Some(20), 0), "and a second at once, which is the last");
/// assert_eq!((gcra.take(20), gcra.wait(20)), (None, 10), "a third must wait");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Gcra {
    each: u128,
    burst: u32,
}

impl Gcra {
    /// A place comes back after each so many units, and there are so many places. Of both there is at least one.
    ///
    /// `each` is at most 2^94, so that nothing overflows.
    pub const fn new(each: u128, burst: u32) -> Self {
        const MOST: u128 = 1 << 94;
        let each = if each > MOST { MOST } else { each };
        Self { each: if each == 0 { 1 } else { each }, burst: if burst == 0 { 1 } else { burst } }
    }

    /// Takes a place for a call of a caller that is so far ahead; 0 for one that has its whole allowance. Gives how far it is ahead then, or
    /// nothing for a call that comes too early, which changes nothing.
    pub const fn take(self, ahead: u128) -> Option<u128> {
        if ahead <= self.latest() { Some(ahead + self.each) } else { None }
    }

    /// Number of calls that may come at once of a caller that is so far ahead.
    pub const fn left(self, ahead: u128) -> u32 {
        let spare = (self.latest() + self.each).saturating_sub(ahead) / self.each;
        // At most `burst`.
        spare as u32
    }

    /// Time after which such a caller has a place, if it has none now.
    pub const fn wait(self, ahead: u128) -> u128 {
        ahead.saturating_sub(self.latest())
    }

    /// So far ahead a caller may be that has a place left.
    const fn latest(self) -> u128 {
        self.each * (self.burst as u128 - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same as a bucket of tokens that fills drop by drop: `each` drops are a token, one drop falls in each unit of time.
    struct Bucket {
        each: u128,
        most: u128,
        drops: u128,
    }

    impl Bucket {
        fn full(each: u128, burst: u32) -> Self {
            let most = each * u128::from(burst);
            Self { each, most, drops: most }
        }

        fn wait_for_a_drop(&mut self) {
            self.drops = (self.drops + 1).min(self.most);
        }

        fn take(&mut self) -> Result<u128, u128> {
            self.drops = self.drops.checked_sub(self.each).ok_or_else(|| self.each - self.drops)?;
            Ok(self.drops / self.each)
        }
    }

    /// Numbers that look random, and are the same in each run (Knuth's linear congruential generator).
    fn numbers() -> impl Iterator<Item = u64> {
        let next = |last: &u64| Some(last.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407));
        std::iter::successors(Some(4711), next).map(|number| number >> 33)
    }

    #[test]
    fn it_is_a_bucket_that_fills_drop_by_drop() {
        for (each, burst) in [(1, 1), (1, 3), (2, 1), (5, 1), (5, 2), (7, 4), (30, 10)] {
            let gcra = Gcra::new(each, burst);
            let (mut bucket, mut ahead) = (Bucket::full(each, burst), 0_u128);
            for number in numbers().take(2_000) {
                for _ in 0..u128::from(number) % (each * 2 + 1) {
                    bucket.wait_for_a_drop();
                    ahead = ahead.saturating_sub(1);
                }
                let judged = gcra.take(ahead).map_or(Err(gcra.wait(ahead)), |ahead| Ok(u128::from(gcra.left(ahead))));
                assert_eq!(judged, bucket.take(), "{gcra:?}, {ahead} ahead");
                ahead = gcra.take(ahead).unwrap_or(ahead);
            }
        }
    }

    #[test]
    fn no_rate_is_too_large() {
        let most = Gcra::new(u128::MAX, u32::MAX);
        let first = most.take(0).unwrap();
        assert_eq!((most.left(0), most.left(first)), (u32::MAX, u32::MAX - 1));
        let last = most.take(first * u128::from(u32::MAX - 1)).unwrap();
        assert_eq!((most.left(last), most.take(last), most.wait(last)), (0, None, first));
        assert_eq!((most.left(u128::MAX), most.take(u128::MAX)), (0, None));
        assert!(u128::from(u64::MAX) * 1_000_000_000 < first, "a `Duration` in nanoseconds is no more");
    }
}
