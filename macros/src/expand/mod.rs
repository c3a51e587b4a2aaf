//! A trusted model → code. Nothing here fails, and the folds do not know each other.
//!
//! Everything is emitted for everyone: the gates of the runtime (`__server!`, `__client!`) decide what of it is compiled, by its own features.

mod client;
mod docs;
mod expansion;
mod fits;
mod limits;
mod refreshes;
mod security;
mod server;
mod service;
mod spec;
mod tokens;

pub(crate) use client::client_types;
pub(crate) use expansion::service;
pub(crate) use service::the_trait;
pub(crate) use spec::returned;
