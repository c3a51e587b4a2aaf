//! The types, each with its samples.

mod attributes;
mod define;
mod enums;
mod holders;
mod said;
mod scalars;

pub(super) use attributes::*;
pub(super) use define::define;
pub(super) use enums::*;
pub(super) use holders::*;
pub(super) use said::*;
pub(super) use scalars::*;
