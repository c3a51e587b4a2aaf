//! Names of reads, and how a write names them.

/// One read: the method, and its arguments as JSON texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Key {
    /// The id of the action.
    pub(crate) method: &'static str,
    pub(crate) arguments: Vec<String>,
}

/// Reads that a write changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Target {
    /// The id of the action.
    pub(crate) method: String,
    pub(crate) which: Which,
}

/// Which entries of the method.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Which {
    /// Those whose arguments at these places are these JSON texts; of no place, all.
    Arguments(Vec<(usize, String)>),
}

impl Key {
    /// Names this read alone.
    pub(crate) fn target(&self) -> Target {
        Target::some(self.method, self.arguments.iter().cloned().enumerate().collect())
    }
}

impl Target {
    /// Names every read of a method.
    pub(crate) fn every(method: &str) -> Self {
        Self::some(method, Vec::new())
    }

    /// Names the reads of a method whose arguments at these places are these JSON texts.
    pub(crate) fn some(method: &str, arguments: Vec<(usize, String)>) -> Self {
        Self { method: method.to_owned(), which: Which::Arguments(arguments) }
    }

    /// Returns true if the target is among what is meant.
    pub(crate) fn names(&self, key: &Key) -> bool {
        self.method == key.method && self.which.names(key)
    }
}

impl Which {
    fn names(&self, key: &Key) -> bool {
        match self {
            Self::Arguments(wanted) => wanted.iter().all(|(place, text)| key.arguments.get(*place) == Some(text)),
        }
    }
}
