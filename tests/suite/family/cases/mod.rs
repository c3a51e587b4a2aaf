//! The table: a type, and the places that can carry it. An action carries each.

mod attributes;
mod collections;
mod enums;
mod held;
mod said;
mod scalars;

use super::case::{Case, family};

pub(super) fn all() -> Vec<Case> {
    [scalars::all(), collections::all(), attributes::all(), enums::all(), held::all(), said::all()].into_iter().flatten().collect()
}
