//! The gate that keeps a published API from breaking by accident.
//!
//! In: the OpenAPI documents of a server, and a folder of those that were published. Out: nothing, or a sentence for each thing that would break
//! somebody. Call it in a test:
//!
//! ```no_run
//! # use trifold::server::Server;
//! # fn server() -> Server { Server::new() }
//! trifold::contract::check("contracts/").of(&server());
//! ```
//!
//! - A version that has no file yet gets one: `contracts/api-v1.json`. Keep it under version control.
//! - What breaks a caller fails the test. Give the change a new version, or leave the old form beside it.
//! - Additions pass. With `TRIFOLD_CONTRACT=record` in the environment they are written to the file, which from then on holds for them too.
//! - To break a contract on purpose, delete its file.
//!
//! The lists of changes are [`compare()`]'s.

mod change;
mod compare;
mod file;
#[cfg(test)]
mod tests;

pub use change::{Change, Level};
pub use compare::compare;

use crate::server::{BuildError, Published, Server};
use std::fmt;
use std::path::{Path, PathBuf};

/// The folder of published documents, about to be compared with what a server serves now.
#[derive(Debug)]
#[must_use = "say what is to be checked: `check(\"contracts/\").of(&server)`"]
pub struct Contracts {
    folder: PathBuf,
    record: bool,
}

/// Looks at the contracts in a folder; a relative path starts at the package, where cargo runs its tests. Additions are recorded where the
/// environment says `TRIFOLD_CONTRACT=record`.
pub fn check(folder: impl AsRef<Path>) -> Contracts {
    let record = std::env::var_os("TRIFOLD_CONTRACT").is_some_and(|wish| wish == "record");
    Contracts { folder: folder.as_ref().to_owned(), record }
}

impl Contracts {
    /// Records additions, whatever the environment says.
    pub fn record(mut self) -> Self {
        self.record = true;
        self
    }

    /// Compares each published version with what the server serves.
    ///
    /// # Panics
    /// If a caller of a published version would break; the message says what and whom. For tests.
    #[track_caller]
    pub fn of(self, server: &Server) {
        match self.try_of(server) {
            Ok(changes) => changes.iter().for_each(|change| eprintln!("{change}")),
            Err(broken) => panic!("{broken}"),
        }
    }

    /// As [`Contracts::of`], for callers that want to show the result by themselves: the changes that break nobody.
    ///
    /// # Errors
    /// What breaks a caller; a folder that cannot be read or written; a server that cannot be built.
    pub fn try_of(self, server: &Server) -> Result<Vec<Change>, Broken> {
        let published = server.documents().map_err(Broken::Server)?;
        file::stray(&self.folder, &published)?;
        let mut changes = Vec::new();
        for one in &published {
            changes.extend(self.version(one)?);
        }
        match changes.iter().any(|change| change.level == Level::Breaking) {
            true => Err(Broken::Callers(changes.into_iter().filter(|change| change.level == Level::Breaking).collect())),
            false => Ok(changes),
        }
    }

    fn version(&self, current: &Published) -> Result<Vec<Change>, Broken> {
        let path = self.folder.join(file::name(current));
        let Some(published) = file::read(&path)? else {
            file::write(&path, &current.document)?;
            return Ok(Vec::new());
        };
        let changes = compare(&published, &current.document);
        let breaks = changes.iter().any(|change| change.level == Level::Breaking);
        if self.record && !breaks {
            file::write(&path, &current.document)?;
        }
        Ok(changes)
    }
}

/// Why a contract does not hold, or could not be checked.
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
