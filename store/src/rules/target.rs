//! Names of reads, and how a write names them.

use trifold::transport::{array, is_invalidated};

/// Names of arguments and their JSON texts, in declared order.
type Texts = Vec<(&'static str, String)>;

/// One read: the method, and its arguments.
#[derive(Debug)]
pub(crate) struct Key {
    /// The id of the action.
    pub(crate) method: &'static str,
    arguments: Texts,
    /// The arguments as one JSON array.
    pub(crate) array: String,
}

/// Reads that a write changes: those whose arguments of these names are these; of no name, all.
pub(crate) struct Target {
    /// The id of the action.
    pub(crate) method: &'static str,
    pub(crate) arguments: Texts,
}

impl Key {
    /// The name of the read of a method with these arguments.
    pub(crate) fn new(method: &'static str, arguments: Texts) -> Self {
        Self { method, array: array(&arguments), arguments }
    }

    /// Names this read alone.
    pub(crate) fn target(&self) -> Target {
        Target { method: self.method, arguments: self.arguments.clone() }
    }

    /// Returns true if a server named this read, in a header.
    pub(crate) fn is_among(&self, named: &str) -> bool {
        is_invalidated(named, self.method, &self.array)
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.method == other.method && self.array == other.array
    }
}

impl Target {
    /// Names every read of a method.
    pub(crate) fn every(method: &'static str) -> Self {
        Self { method, arguments: Vec::new() }
    }

    /// Returns true if the target is among what is meant.
    pub(crate) fn names(&self, key: &Key) -> bool {
        self.method == key.method && self.arguments.iter().all(|argument| key.arguments.contains(argument))
    }
}
