//! The error of a server that cannot be built.

use std::fmt;

/// Error of a server that cannot be built: two services that cannot be served together, or an invalid route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuildError(pub(in crate::server) String);

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for BuildError {}
