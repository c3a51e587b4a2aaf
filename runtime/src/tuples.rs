//! Tuples of every length.
//!
//! In: a macro that implements something for one. Out: its calls.

/// `implement!(A 0)`, `implement!(A 0, B 1)`, and so on: tuples as long as serde knows them.
macro_rules! for_each_tuple {
    ($implement:ident) => {
        $crate::tuples::for_each_tuple! {
            $implement, ; A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11, M 12, N 13, O 14, P 15,
        }
    };
    ($implement:ident, $($item:ident $place:tt,)* ;) => {};
    ($implement:ident, $($item:ident $place:tt,)* ; $next:ident $at:tt, $($rest:tt)*) => {
        $implement!($($item $place,)* $next $at);
        $crate::tuples::for_each_tuple!($implement, $($item $place,)* $next $at, ; $($rest)*);
    };
}
pub(crate) use for_each_tuple;
