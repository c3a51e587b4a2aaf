//! Servers and their parts without a socket: the transport in process, what fuzzers try, and the tests of a store.
//!
//! In: a router, or any bytes. Out: responses, or a panic where something that must hold does not. It may know every room but the builder.

#[cfg(feature = "testing")]
pub(super) mod fake;
#[cfg(any(test, feature = "fuzzing"))]
pub(crate) mod fuzz;
pub(super) mod in_process;
#[cfg(feature = "testing")]
pub mod rate_store_conformance;
#[cfg(feature = "testing")]
pub mod store_conformance;
