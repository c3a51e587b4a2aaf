//! The generic cell rate algorithm: whether a call comes in time, from one number a caller.
//!
//! That number is the moment at which the caller has its whole allowance back (the theoretical arrival time of its next call). Moments and
//! periods are integers of one unit, whatever it is; so a script of a shared store can do the same.

/// One call more each so often, and at most so many at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pace {
    /// After which time a place comes back; at least 1.
    pub(super) each: u128,
    /// Number of places; at least 1.
    pub(super) burst: u32,
}

/// A call that comes in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct InTime {
    /// So many calls more may come at once.
    pub(super) left: u32,
    /// When the caller has its whole allowance back, if this call counts.
    pub(super) back: u128,
}

impl Pace {
    /// Judges a call of a caller that has its whole allowance back at `back`; 0 for one that never called.
    ///
    /// # Errors
    /// Time that the caller must wait.
    pub(super) fn check(self, back: u128, now: u128) -> Result<InTime, u128> {
        let back = back.max(now);
        let latest = now + self.each * u128::from(self.burst - 1);
        let spare = latest.checked_sub(back).ok_or_else(|| back - latest)?;
        Ok(InTime { left: u32::try_from(spare / self.each).unwrap_or(u32::MAX), back: back + self.each })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same as a bucket of tokens that fills drop by drop: `each` drops are a token, one drop falls in each unit of time.
    struct Bucket {
        pace: Pace,
        drops: u128,
    }

    impl Bucket {
        fn full(pace: Pace) -> Self {
            Self { pace, drops: pace.each * u128::from(pace.burst) }
        }

        fn wait_for_a_drop(&mut self) {
            self.drops = (self.drops + 1).min(self.pace.each * u128::from(self.pace.burst));
        }

        fn take(&mut self) -> Result<u128, u128> {
            let Self { pace, drops } = *self;
            self.drops = drops.checked_sub(pace.each).ok_or_else(|| pace.each - drops)?;
            Ok(self.drops / pace.each)
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
            let pace = Pace { each, burst };
            let (mut bucket, mut back, mut now) = (Bucket::full(pace), 0, 1_000_000);
            for number in numbers().take(2_000) {
                for _ in 0..u128::from(number) % (each * 2 + 1) {
                    bucket.wait_for_a_drop();
                    now += 1;
                }
                let judged = pace.check(back, now);
                assert_eq!(judged.map(|call| u128::from(call.left)), bucket.take(), "{pace:?} at {now}, back at {back}");
                back = judged.map_or(back, |call| call.back);
            }
        }
    }

    #[test]
    fn no_rate_and_no_clock_is_too_large() {
        let most = Pace { each: std::time::Duration::MAX.as_nanos(), burst: u32::MAX };
        let late = most.each;
        let first = most.check(0, late).unwrap();
        assert_eq!(first, InTime { left: u32::MAX - 1, back: late * 2 });
        let latest = late * u128::from(u32::MAX);
        assert_eq!(most.check(latest, late), Ok(InTime { left: 0, back: latest + most.each }));
        assert_eq!(most.check(latest + most.each, late), Err(most.each));
    }

    #[test]
    fn a_clock_that_goes_back_takes_no_place_away() {
        let pace = Pace { each: 10, burst: 2 };
        let first = pace.check(0, 100).unwrap();
        assert_eq!(pace.check(first.back, 99), Err(1), "two places, and the second is free at 100");
        assert_eq!(pace.check(first.back, 100), Ok(InTime { left: 0, back: 120 }));
    }
}
