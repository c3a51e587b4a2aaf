//! A service with its implementation, whose type is forgotten here.
//!
//! In: an implementation, and the adapters that the macros emit. Out: calls by a method's place in the contract. It may know calls and contracts,
//! and neither routing nor guards.

pub(super) mod erased;
pub(super) mod handler;
pub(super) mod version;
