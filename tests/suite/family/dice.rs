//! Random numbers, the same in each run.

/// A generator of random numbers (SplitMix64).
pub(super) struct Dice(u64);

impl Dice {
    /// One that begins where each run begins.
    pub(super) fn new() -> Self {
        Self(0x7461_6d69_6c79)
    }

    pub(super) fn throw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let one = (self.0 ^ self.0 >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let two = (one ^ one >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        two ^ two >> 31
    }

    pub(super) fn throw_wide(&mut self) -> u128 {
        u128::from(self.throw()) << 64 | u128::from(self.throw())
    }
}

/// Number of times that the random values are tried: once, unless `FAMILY_ROUNDS` says otherwise.
pub(super) fn rounds() -> usize {
    std::env::var("FAMILY_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(1)
}
