//! Reasons why a contract does not hold.

use super::change::Change;
use crate::server::BuildError;
use std::fmt;
use std::path::PathBuf;

/// Error of a contract that does not hold, or could not be checked.
#[derive(Debug)]
#[non_exhaustive]
pub enum Broken {
    /// Callers of a published version would break.
    Callers(Vec<Change>),
    /// A version was published, and is not served.
    Gone(PathBuf),
    /// A file of a contract cannot be read or written, or is no JSON.
    File(PathBuf, std::io::Error),
    /// The server cannot be built.
    Server(BuildError),
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Callers(changes) => {
                write!(f, "{} would break callers of the published API:", many(changes.len()))?;
                changes.iter().try_for_each(|change| write!(f, "\n  {change}"))?;
                write!(
                    f,
                    "\nGive the change a version of its own (`since`, `until`, `returns`), or delete the file to break the contract on purpose."
                )
            }
            Self::Gone(path) => write!(
                f,
                "`{}` was published, and nothing serves it now: its callers get 404. Serve that version, or delete the file to break the contract on purpose.",
                path.display()
            ),
            Self::File(path, error) => write!(f, "`{}`: {error}", path.display()),
            Self::Server(error) => write!(f, "the server cannot be built: {error}"),
        }
    }
}

impl std::error::Error for Broken {}

fn many(changes: usize) -> String {
    if changes == 1 { "one change".to_owned() } else { format!("{changes} changes") }
}
