//! As written → as believed: defaults, and the rules about one item.
//!
//! In: the parsed attribute and trait. Out: a [`Service`] of the methods that are sound, and every error found on the way. Rules
//! about several methods are in `check`.

mod alike;
mod argument;
mod limits;
mod mark;
mod method;
mod place;
mod refreshes;
mod rest;
mod route;
mod security;
mod service;
mod stream;
mod types;
mod undeclared;
mod upload;
mod visibility;

pub(crate) use method::about;
pub(crate) use service::{Lowered, lower};
pub(crate) use types::stands_alone;
pub(crate) use undeclared::declare_contexts;
