//! Collections of what has samples.

use super::{Sample, picked};
use crate::family::dice::Dice;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, LinkedList, VecDeque};
use std::hash::Hash;
use std::marker::PhantomData;
use std::ops::{Bound, Range, RangeFrom, RangeInclusive, RangeTo};

impl<T: Sample> Sample for Option<T> {
    fn samples(dice: &mut Dice) -> Vec<Self> {
        std::iter::once(None).chain(T::samples(dice).into_iter().map(Some)).collect()
    }
}

impl<T: Sample> Sample for Box<T> {
    fn samples(dice: &mut Dice) -> Vec<Self> {
        T::samples(dice).into_iter().map(Self::new).collect()
    }
}

impl<T> Sample for PhantomData<T> {
    fn samples(_: &mut Dice) -> Vec<Self> {
        vec![Self]
    }
}

/// None, each alone, and all together.
impl<T: Sample> Sample for Vec<T> {
    fn samples(dice: &mut Dice) -> Vec<Self> {
        let alone = T::samples(dice).into_iter().take(12).map(|item| vec![item]);
        let most = T::samples(dice).into_iter().take(60).collect();
        std::iter::once(vec![]).chain(alone).chain([most]).collect()
    }
}

macro_rules! lists {
    ($($ty:ident: $($bound:ident)*;)*) => {$(
        impl<T: Sample $(+ $bound)*> Sample for $ty<T> {
            fn samples(dice: &mut Dice) -> Vec<Self> {
                Vec::<T>::samples(dice).into_iter().map(Self::from_iter).collect()
            }
        }
    )*};
}

lists!(VecDeque:; LinkedList:; BTreeSet: Ord;);

/// With one item at most: the order of more is not the same twice.
impl<T: Sample + Eq + Hash> Sample for HashSet<T> {
    fn samples(dice: &mut Dice) -> Vec<Self> {
        Vec::samples(dice).into_iter().filter(|items: &Vec<T>| items.len() < 2).map(Self::from_iter).collect()
    }
}

impl<K: Sample + Ord, V: Sample> Sample for BTreeMap<K, V> {
    fn samples(dice: &mut Dice) -> Vec<Self> {
        let pairs = |dice: &mut Dice| picked(dice, |pick| (pick.one::<K>(), pick.one::<V>()));
        let alone = pairs(dice).into_iter().take(8).map(|pair| Self::from([pair]));
        std::iter::once(Self::new()).chain(alone).chain([Self::from_iter(pairs(dice))]).collect()
    }
}

impl<K: Sample + Ord + Hash, V: Sample> Sample for HashMap<K, V> {
    fn samples(dice: &mut Dice) -> Vec<Self> {
        BTreeMap::samples(dice).into_iter().filter(|map: &BTreeMap<K, V>| map.len() < 2).map(Self::from_iter).collect()
    }
}

impl<T: Sample, const N: usize> Sample for [T; N] {
    fn samples(dice: &mut Dice) -> Vec<Self> {
        picked(dice, |pick| std::array::from_fn(|_| pick.one()))
    }
}

macro_rules! tuples {
    ($(($($name:ident)*))*) => {$(
        impl<$($name: Sample),*> Sample for ($($name,)*) {
            fn samples(dice: &mut Dice) -> Vec<Self> {
                picked(dice, |pick| ($(pick.one::<$name>(),)*))
            }
        }
    )*};
}

tuples!((A) (A B) (A B C) (A B C D) (A B C D E));

macro_rules! ranges {
    ($($ty:ident: |$one:ident, $two:ident| $make:expr;)*) => {$(
        impl<T: Sample> Sample for $ty<T> {
            fn samples(dice: &mut Dice) -> Vec<Self> {
                picked(dice, |pick| match (pick.one::<T>(), pick.one::<T>()) { ($one, $two) => $make })
            }
        }
    )*};
}

ranges! {
    Range: |one, two| one..two;
    RangeInclusive: |one, two| one..=two;
    RangeFrom: |one, _two| one..;
    RangeTo: |_one, two| ..two;
}

impl<T: Sample> Sample for Bound<T> {
    fn samples(dice: &mut Dice) -> Vec<Self> {
        let some = T::samples(dice).into_iter().map(Self::Included).chain(T::samples(dice).into_iter().map(Self::Excluded));
        std::iter::once(Self::Unbounded).chain(some).collect()
    }
}
