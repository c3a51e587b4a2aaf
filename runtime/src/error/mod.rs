//! What can go wrong with a call, on the wire and in the caller's hands.
//!
//! In: a service's own errors. Out: RFC 9457 problem documents, and [`CallError`] on the other side. Knows no HTTP library.

mod api;
mod call;
mod outcome;
mod problem;

pub use api::{ApiError, ErrorVariant, Never};
pub use call::CallError;
pub use outcome::{Called, Outcome, Value};
pub use problem::{FieldError, Problem, problem_type};
