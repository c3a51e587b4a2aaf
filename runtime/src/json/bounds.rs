//! Whole numbers of at most 64 bits. In: digits with a sign. Out: the number, if its type has it.

/// The least and the largest number of a type of at most 64 bits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    pub(super) least: i64,
    pub(super) most: u64,
}

impl Bounds {
    /// The number of these digits in two's complement, if it is within the bounds.
    pub(super) fn number(self, text: &str) -> Option<u64> {
        let Some(digits) = text.strip_prefix('-').filter(|digits| self.least < 0 && !digits.starts_with('+')) else {
            return text.parse().ok().filter(|number| *number <= self.most);
        };
        let number: u64 = digits.parse().ok()?;
        (number <= self.least.unsigned_abs()).then(|| number.wrapping_neg())
    }
}
