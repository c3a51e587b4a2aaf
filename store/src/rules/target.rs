//! Names of reads, and how a write names them.

use trifold::transport::arguments_hash;

/// One read: the method, and its arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Key {
    /// The id of the action.
    pub(crate) method: &'static str,
    /// Names and JSON texts, in declared order.
    pub(crate) arguments: Vec<(&'static str, String)>,
}

/// Reads that a write changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Target {
    /// The id of the action.
    pub(crate) method: String,
    pub(crate) which: Which,
}

/// The entries of the method that are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Which {
    /// Those whose arguments of these names are these JSON texts; of no name, all.
    Arguments(Vec<(&'static str, String)>),
    /// The one whose arguments have this hash.
    Hash(u64),
}

impl Key {
    /// Names this read alone.
    pub(crate) fn target(&self) -> Target {
        Target { method: self.method.to_owned(), which: Which::Arguments(self.arguments.clone()) }
    }

    /// The arguments as one JSON array.
    pub(crate) fn array(&self) -> String {
        let texts: Vec<_> = self.arguments.iter().map(|(_, text)| text.as_str()).collect();
        format!("[{}]", texts.join(","))
    }
}

impl Target {
    /// Names every read of a method.
    pub(crate) fn every(method: &str) -> Self {
        Self { method: method.to_owned(), which: Which::Arguments(Vec::new()) }
    }

    /// Returns true if the target is among what is meant.
    pub(crate) fn names(&self, key: &Key) -> bool {
        self.method == key.method
            && match &self.which {
                Which::Arguments(wanted) => wanted.iter().all(|argument| key.arguments.contains(argument)),
                Which::Hash(hash) => arguments_hash(&key.array()) == *hash,
            }
    }
}
