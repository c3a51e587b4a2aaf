//! The two ways to write whole numbers that JavaScript's `number` does not hold.

/// The type in TypeScript of whole numbers of 64 and 128 bits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Integers {
    /// As `bigint`, without loss; as `number` where a rule keeps them within 2⁵³.
    #[default]
    BigInt,
    /// As `number`. One beyond 2⁵³ in an answer is an error of the call, never rounded.
    Number,
}
