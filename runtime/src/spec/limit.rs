//! What one call of a method may take: `#[limit(..)]`.

use std::time::Duration;

/// The limits of a method, where it has its own; else the server's hold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MethodLimits {
    /// The most bytes that a body may have.
    pub body: Option<u64>,
    /// How long the method may take.
    pub deadline: Option<Duration>,
}

impl MethodLimits {
    /// The server's limits hold.
    pub(crate) const NONE: Self = Self { body: None, deadline: None };
}
