//! The two directions of a type.

/// The direction of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::server) enum Way {
    /// In answers.
    Written,
    /// In requests.
    Read,
}
