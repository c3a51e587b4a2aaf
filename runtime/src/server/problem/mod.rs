//! Refusals and faults: why a request is refused, and why a server cannot be built.
//!
//! In: a status, a type, the fields at fault. Out: one value for each, which becomes a response or a message. It may know the schemas of `describe`.

pub(super) mod build_error;
pub(super) mod field_error;
pub(super) mod format;
pub(super) mod rejection;
