//! What can go wrong with a call, on the wire and in the caller's hands.
//!
//! In: a service's own errors. Out: RFC 9457 problem documents, and [`CallError`] on the other side. Knows no HTTP library.

mod api;
mod call;
mod hidden;
mod out;
mod outcome;
mod problem;
mod transport;

pub use api::{ApiError, ErrorVariant, Never};
pub use call::CallError;
#[doc(hidden)]
pub use hidden::Hidden;
#[doc(hidden)]
pub use out::{Answered, Bodiless, ErrorShape, Given, Giving, NoError, Out, Unreturned, WithoutBody, WithoutFile};
#[doc(hidden)]
pub use outcome::{Alone, Fails, InResult, Returnable};
pub use outcome::{Failure, Outcome, Returns, Value};
pub use problem::{Problem, problem_type};
pub use transport::TransportError;

pub use crate::wire::FieldError;
