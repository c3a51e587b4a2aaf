//! What a route says beside its value: how long an answer keeps, where the new thing is, which requests come with a condition.
//!
//! In: what `#[service]` read from the attributes. Out: plain constants. Knows no HTTP library.

use super::method::Draft;
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

impl Draft {
    /// Sets the `Cache-Control` of a success.
    pub const fn cache(mut self, directives: &'static str) -> Self {
        self.method.rest.cache = Some(directives);
        self
    }

    /// Demands that a request come with a condition.
    pub const fn precondition(mut self) -> Self {
        self.method.rest.precondition = true;
        self
    }

    /// Sets the template of the route to what was created.
    pub const fn location(mut self, template: &'static str) -> Self {
        self.method.rest.location = Some(template);
        self
    }
}
