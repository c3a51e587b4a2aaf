//! The contracts of a folder, compared with a server.

use super::broken::Broken;
use super::change::{Change, Level};
use super::compare::compare;
use super::file;
use crate::server::{ApiDocument, Server};
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
    /// A change that breaks a caller; a folder that cannot be read or written; a server that cannot be built.
    pub fn try_of(self, server: &Server) -> Result<Vec<Change>, Broken> {
        let published = server.documents().map_err(Broken::Server)?;
        file::stray(&self.folder, &published)?;
        let mut changes = Vec::new();
        for one in &published {
            changes.extend(self.version(one)?);
        }
        if changes.iter().any(|change| change.level == Level::Breaking) {
            Err(Broken::Callers(changes.into_iter().filter(|change| change.level == Level::Breaking).collect()))
        } else {
            Ok(changes)
        }
    }

    fn version(&self, current: &ApiDocument) -> Result<Vec<Change>, Broken> {
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
