//! The types, each with its samples.

mod define;
mod structs;

pub(super) use define::define;
pub(super) use structs::*;
