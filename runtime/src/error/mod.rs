//! What can go wrong with a call, on the wire and in the caller's hands.
//!
//! In: a service's own errors. Out: RFC 9457 problem documents, and [`CallError`] on the other side. Knows no HTTP library.

mod api;
mod call;
mod decode;
mod hidden;
mod outcome;
mod problem;
mod source;
mod transport;

pub use api::{ApiError, ErrorVariant, Never};
pub use call::CallError;
pub use decode::DecodeError;
#[doc(hidden)]
pub use hidden::Hidden;
#[doc(hidden)]
pub use outcome::{Fails, Refusable, Returnable, Sent, Shown};
pub use outcome::{Outcome, Returns};
pub use problem::{Problem, problem_type};
pub use source::Source;
pub use transport::TransportError;

pub use crate::wire::FieldError;
