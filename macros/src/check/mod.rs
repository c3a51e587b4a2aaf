//! The rules about several methods.
//!
//! In: a lowered service. Out: every error, and the service without what clashes.

mod refreshes;
mod service;

pub(crate) use service::check;
