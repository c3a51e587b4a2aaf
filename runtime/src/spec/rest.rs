//! What a route says beside its value: how long an answer keeps, where the new thing is, which requests come with a condition.
//!
//! In: what `#[service]` read from the attributes. Out: plain constants. Knows no HTTP library.

use crate::wire::Whole;

/// What the answers of a route carry, and what its requests must.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RestSpec {
    /// The `Cache-Control` of a success, where `#[cache(..)]` names one.
    pub cache: Option<&'static str>,
    /// Whether a request must come with a condition (`#[precondition]`): 428 without one (RFC 6585, section 3).
    pub precondition: bool,
    /// The template of the route to what was created, below the service's prefix: `/todos/{id}`.
    pub location: Option<&'static str>,
    /// What a success is as a body.
    pub body: Whole,
}

impl RestSpec {
    pub(super) const PLAIN: Self = Self { cache: None, precondition: false, location: None, body: Whole::Json };
}
