//! Reasons why there is no package, or not the one that is there.

use crate::server::BuildError;
use std::fmt;
use std::path::PathBuf;

/// A server of which no package can be made, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused(String);

/// Error of a package that is not what the server says now, or that could not be made or written.
#[derive(Debug)]
#[non_exhaustive]
pub enum PackageError {
    /// Files differ from what the server says now; each with the first line that does.
    Outdated(PathBuf, Vec<Difference>),
    /// A file of the package cannot be read or written.
    File(PathBuf, std::io::Error),
    /// No package can be made of the server.
    Refused(Refused),
    /// The server cannot be built.
    Server(BuildError),
}

/// A file that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Difference {
    /// Its path within the package.
    pub file: String,
    /// The number of the first line that differs, from 1.
    pub line: usize,
    /// That line in the file; none behind its end.
    pub was: Option<String>,
    /// The line that should be there; none where the file should end, or should not be.
    pub now: Option<String>,
}

impl Refused {
    pub(super) fn new(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }

    /// Two types of one name.
    pub(super) fn names(one: &str, other: &str, name: &str) -> Self {
        Self(format!("`{one}` and `{other}` share the name `{name}`; rename one: #[schemars(rename = \"..\")]"))
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for PackageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Outdated(folder, differences) => {
                write!(f, "the TypeScript package in `{}` is not what the server says now:", folder.display())?;
                differences.iter().try_for_each(|difference| write!(f, "\n  {difference}"))?;
                f.write_str("\nRun the test once more with TRIFOLD_TYPESCRIPT=record in the environment, read what changed, and commit it.")
            }
            Self::File(path, error) => write!(f, "`{}`: {error}", path.display()),
            Self::Refused(reason) => write!(f, "no TypeScript package can be made: {reason}"),
            Self::Server(error) => write!(f, "the server cannot be built: {error}"),
        }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, was, now } = self;
        match (was, now) {
            (Some(was), Some(now)) => write!(f, "{file}:{line} has `{}`, and should have `{}`", was.trim(), now.trim()),
            (None, Some(now)) => write!(f, "{file}:{line} is missing `{}`", now.trim()),
            (Some(was), None) => write!(f, "{file}:{line} has `{}`, which is gone", was.trim()),
            (None, None) => write!(f, "{file} has another end"),
        }
    }
}

impl std::error::Error for PackageError {}

impl From<Refused> for PackageError {
    fn from(reason: Refused) -> Self {
        Self::Refused(reason)
    }
}
