//! The reads that a write makes stale: `#[refreshes(list, find(id))]`.

use super::id::Tag;

/// A read whose values a write makes stale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refresh {
    /// The id of its action.
    pub read: Tag,
    /// The names of the arguments that have to be equal in both; with none, all of its values are meant.
    pub arguments: &'static [&'static str],
}

impl Refresh {
    /// Names the values whose arguments of these names are the write's.
    pub const fn by(self, arguments: &'static [&'static str]) -> Self {
        Self { arguments, ..self }
    }
}
