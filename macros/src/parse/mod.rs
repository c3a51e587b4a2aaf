//! As written: attributes and the trait, read but not yet believed.
//!
//! In: tokens. Out: data with spans. Knows one attribute or one item at a time, nothing of the others.

pub(crate) mod args;
pub(crate) mod cache;
pub(crate) mod conditional;
pub(crate) mod docs;
pub(crate) mod duration;
pub(crate) mod item;
pub(crate) mod items;
pub(crate) mod limits;
pub(crate) mod marks;
pub(crate) mod refreshes;
pub(crate) mod security;
pub(crate) mod template;
pub(crate) mod value;
