//! One difference between two documents, in words.

use std::fmt;

/// What a difference does to those who call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// A caller that worked may fail.
    Breaking,
    /// A caller that relies on more than the document promises may fail.
    Caution,
    /// Nobody notices who does not look for it.
    Compatible,
}

/// A difference between a published document and the one that is served now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What it does to those who call.
    pub level: Level,
    /// The operation and the place in it: `POST /api/v1/todos, request body, /title`.
    pub place: String,
    /// What changed, and for whom it matters.
    pub what: String,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.what)
    }
}
