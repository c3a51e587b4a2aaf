//! Names and schemas of a service's types, and the contract that it keeps. No HTTP.
//!
//! In: specs, and types that have a JSON Schema. Out: the same as values, with the types forgotten. It may know nothing else of the server.

pub(super) mod ambiguity;
pub(crate) mod number_bounds;
pub(super) mod paging;
pub(super) mod parameter_schema;
pub(super) mod service;
pub(super) mod type_info;
pub(super) mod write_only;
