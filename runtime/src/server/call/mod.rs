//! One call, step by step: contexts, then the body, then the arguments, then the method, then its outcome.
//!
//! In: a request that a guard let through, with its method. Out: a response, or a rejection. It may know contexts, bodies, decoding, deadlines,
//! keys and responses; no routing, no page, no document.

pub(super) mod arguments;
pub(super) mod open;
pub(super) mod outcome;
mod rates;
pub(super) mod request;
pub(super) mod route_arguments;
