//! The captures of a route's path.

use std::sync::Arc;

/// The captures of a route's path, percent-decoded, by name; a request extension that every `#[context]` extractor can read.
///
/// So a context can look at what the path names before the body is read: does it exist, is it the caller's. An action has no captures:
/// there the method looks.
#[derive(Debug, Clone, Default)]
pub struct Captures {
    /// Those of the template, in its order.
    names: Arc<[String]>,
    values: Vec<String>,
}

impl Captures {
    /// Pairs names with values, in the order of the template.
    pub(in crate::server) fn new(names: Arc<[String]>, values: Vec<String>) -> Self {
        Self { names, values }
    }

    /// The capture of this name.
    pub fn get(&self, name: &str) -> Option<&str> {
        let place = self.names.iter().position(|known| known == name)?;
        self.values.get(place).map(String::as_str)
    }
}
