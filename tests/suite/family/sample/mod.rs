//! Values of each type: the nasty ones, and random ones.

mod collections;
mod foreign;
mod numbers;
mod texts;

use super::dice::Dice;

/// A type with values worth sending.
pub(super) trait Sample: Sized {
    fn samples(dice: &mut Dice) -> Vec<Self>;
}

/// A cursor through the samples of one type, beginning anew at their end.
pub(super) struct Pick<'a> {
    pub(super) dice: &'a mut Dice,
    pub(super) at: usize,
    /// The most samples that a field has had.
    pub(super) most: usize,
}

impl Pick<'_> {
    /// The sample of this type whose turn it is.
    pub(super) fn one<T: Sample>(&mut self) -> T {
        let mut all = T::samples(self.dice);
        self.most = self.most.max(all.len());
        let at = self.at % all.len();
        all.swap_remove(at)
    }
}

/// Values whose parts are picked, as many as the part with the most samples has.
pub(super) fn picked<T>(dice: &mut Dice, make: impl Fn(&mut Pick<'_>) -> T) -> Vec<T> {
    let mut all = Vec::new();
    let (mut at, mut most) = (0, 1);
    while at < most.min(MOST) {
        let mut pick = Pick { dice, at, most };
        all.push(make(&mut pick));
        most = pick.most;
        at += 1;
    }
    all
}

/// No value with parts has more samples.
const MOST: usize = 14;

/// Types and their values, as written.
macro_rules! samples {
    ($($ty:ty: [$($value:expr),* $(,)?];)*) => {$(
        impl $crate::family::sample::Sample for $ty {
            fn samples(_: &mut $crate::family::dice::Dice) -> Vec<Self> {
                vec![$($value),*]
            }
        }
    )*};
}

pub(super) use samples;
