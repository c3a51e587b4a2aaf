//! Whole numbers: which of them JavaScript's `number` holds without loss.

use super::integers::Integers;
use super::shape::Shape;
use crate::wire::table::{Integer, Rule};

/// The greatest whole number up to which each is a `number` of its own (`Number.MAX_SAFE_INTEGER`).
pub(super) const SAFE: i128 = (1 << 53) - 1;

/// The form of a whole number that keeps these rules.
pub(super) fn integer(integer: &Integer, rules: &[Rule], integers: Integers) -> Shape {
    let most = i128::try_from(integer.most).unwrap_or(i128::MAX);
    of_bounds(integer.least, most, bounds(rules), integers)
}

/// The form of a whole number of a type with these bounds, which rules may narrow.
pub(super) fn of_bounds(least: i128, most: i128, (min, max): (Option<i128>, Option<i128>), integers: Integers) -> Shape {
    let is_safe = |least: i128, most: i128| least >= -SAFE && most <= SAFE;
    if is_safe(least, most) {
        return Shape::Number;
    }
    let is_kept = is_safe(min.map_or(least, |min| min.max(least)), max.map_or(most, |max| max.min(most)));
    if is_kept || integers == Integers::Number { Shape::Integer } else { Shape::BigInt }
}

/// The least and the greatest number that rules let through.
fn bounds(rules: &[Rule]) -> (Option<i128>, Option<i128>) {
    let number = |bound: Option<fn() -> String>| bound.and_then(|bound| bound().parse().ok());
    rules.iter().fold((None, None), |(min, max), rule| match rule {
        Rule::Range(least, most) => (number(*least).or(min), number(*most).or(max)),
        _ => (min, max),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_number_cannot_hold_is_a_bigint_unless_a_rule_bounds_it() {
        let of = |least, most, rules| of_bounds(least, most, rules, Integers::BigInt);
        let (u64, i64) = ((0, u64::MAX.into()), (i64::MIN.into(), i64::MAX.into()));
        assert_eq!(of(0, u32::MAX.into(), (None, None)), Shape::Number);
        assert_eq!(of(u64.0, u64.1, (None, None)), Shape::BigInt);
        assert_eq!(of(u64.0, u64.1, (None, Some(SAFE))), Shape::Integer);
        assert_eq!(of(u64.0, u64.1, (None, Some(SAFE + 1))), Shape::BigInt);
        assert_eq!(of(i64.0, i64.1, (None, Some(7))), Shape::BigInt);
        assert_eq!(of(i64.0, i64.1, (Some(-SAFE), Some(7))), Shape::Integer);
        assert_eq!(of_bounds(u64.0, u64.1, (None, None), Integers::Number), Shape::Integer);
    }
}
