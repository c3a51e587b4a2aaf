//! Numbers of each kind: the ends, around zero, and random ones.

use super::{Sample, samples};
use crate::family::dice::{Dice, rounds};
use std::num::{Saturating, Wrapping};

macro_rules! whole {
    ($($ty:ident)*) => {$(
        impl Sample for $ty {
            fn samples(dice: &mut Dice) -> Vec<Self> {
                let random = (0..4 * rounds()).map(|_| dice.throw_wide() as $ty);
                [0, 1, 7, 10, 100, $ty::MAX, $ty::MIN, $ty::MAX - 1, $ty::MIN + 1, $ty::MAX / 2].into_iter().chain(random).collect()
            }
        }
    )*};
}

whole!(u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize);

macro_rules! non_zero {
    ($($ty:ident)*) => {$(
        impl Sample for std::num::$ty {
            fn samples(_: &mut Dice) -> Vec<Self> {
                [Self::MIN, Self::MAX].into_iter().chain(Self::new(1)).collect()
            }
        }
    )*};
}

non_zero!(NonZeroU8 NonZeroU16 NonZeroU32 NonZeroU64 NonZeroU128 NonZeroUsize NonZeroI8 NonZeroI16 NonZeroI32 NonZeroI64 NonZeroI128 NonZeroIsize);

macro_rules! floats {
    ($($ty:ident $bits:ident: [$($value:expr),*];)*) => {$(
        impl Sample for $ty {
            fn samples(dice: &mut Dice) -> Vec<Self> {
                let mut all = vec![0.0, -0.0, 1.0, -1.5, 0.1, 1e9, 1e10, $ty::MAX, $ty::MIN, $ty::MIN_POSITIVE, $ty::EPSILON, $ty::from_bits(1), $($value),*];
                for _ in 0..20 * rounds() {
                    let bits = dice.throw() as $bits;
                    all.extend(Some($ty::from_bits(bits)).filter(|value| value.is_finite()));
                    all.push(bits as $ty / $bits::MAX as $ty * 1000.0);
                }
                all
            }
        }
    )*};
}

floats! {
    f32 u32: [0.3, 16_777_217.0];
    f64 u64: [31.245_270_191_439_438, 1e21, 1e22, 1e23, 9_007_199_254_740_993.0, 5e-324, 2.225_073_858_507_201e-308];
}

samples! {
    bool: [true, false];
    (): [()];
    Wrapping<u8>: [Wrapping(0), Wrapping(255)];
    Saturating<i64>: [Saturating(i64::MIN), Saturating(1)];
}
