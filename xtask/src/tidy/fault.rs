//! Faults, as every rule reports them.

use std::fmt;

/// A rule of the house.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    /// Imports go down.
    Direction,
    /// Every file of the server stands in a room.
    Room,
    /// No two files import each other, by whatever detour.
    Circle,
    /// A `mod.rs` holds its header, `mod` lines and re-exports.
    Face,
    /// A file has at most 500 lines.
    Length,
    /// `impl Server` stands in `builder/` alone.
    ServerImpl,
    /// A doc comment opens with a noun phrase or a verb.
    Opening,
    /// The title of a commit has at most 72 characters.
    Title,
}

/// A place where a rule does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) rule: Rule,
    /// Path of the file from the root of the workspace; the commit of a title.
    pub(super) file: String,
    pub(super) line: usize,
    /// The file that is imported, where the rule is about imports.
    pub(super) target: String,
    pub(super) message: String,
}

impl Fault {
    /// Makes a fault that is about one file alone.
    pub(super) fn new(rule: Rule, file: &str, line: usize, message: impl Into<String>) -> Self {
        Self { rule, file: file.to_owned(), line, target: String::new(), message: message.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}
