//! The package as its owners handle it: checked by a test, written by a program.

use super::client::Client;
use super::fault::{Difference, PackageError};
use super::file::{self, File, MANIFEST};
use super::integers::Integers;
use crate::server::Server;
use std::fs;
use std::path::{Path, PathBuf};

/// A package of TypeScript in a folder.
#[derive(Debug)]
#[must_use = "say what is to be done: `Package::in_dir(\"web/todos-client\").check(&server)`"]
pub struct Package {
    folder: PathBuf,
    integers: Integers,
    record: bool,
}

impl Package {
    /// The package in this folder. A relative path starts where the program runs: for a test that is the folder of its crate.
    ///
    /// Where the environment says `TRIFOLD_TYPESCRIPT=record`, a check records.
    pub fn in_dir(folder: impl AsRef<Path>) -> Self {
        let record = std::env::var_os("TRIFOLD_TYPESCRIPT").is_some_and(|wish| wish == "record");
        Self { folder: folder.as_ref().to_owned(), integers: Integers::default(), record }
    }

    /// Sets how whole numbers of 64 and 128 bits are written.
    pub fn integers(mut self, integers: Integers) -> Self {
        self.integers = integers;
        self
    }

    /// Has a check write the package anew, whatever the environment says.
    pub fn record(mut self) -> Self {
        self.record = true;
        self
    }

    /// Compares the package with what the server says now; writes it where there is none.
    ///
    /// # Panics
    /// If a file differs; the message says where. For tests.
    #[track_caller]
    pub fn check(self, server: &Server) {
        if let Err(error) = self.try_check(server) {
            panic!("{error}");
        }
    }

    /// As [`Package::check`], for callers that want to show the result by themselves.
    ///
    /// # Errors
    /// Files that differ; a folder that cannot be read or written; a server that cannot be built, or that has a name that TypeScript
    /// has no place for.
    pub fn try_check(self, server: &Server) -> Result<(), PackageError> {
        let files = self.files(server)?;
        let is_new = !self.folder.join(MANIFEST).exists();
        if self.record || is_new {
            return self.put(&files);
        }
        let mut differences = Vec::new();
        for file in &files {
            differences.extend(file::difference(&self.folder, file)?);
        }
        for stray in file::strays(&self.folder, &files) {
            let was = file::read(&self.folder.join(&stray))?.and_then(|text| text.lines().next().map(str::to_owned));
            differences.push(Difference { file: stray, line: 1, was, now: None });
        }
        if differences.is_empty() { Ok(()) } else { Err(PackageError::Outdated(self.folder, differences)) }
    }

    /// Writes the whole package, the modules with the ids of actions too. Call it in a program that is compiled as the server is, with the
    /// same `TRIFOLD_KEY`: it is the front end's build step.
    ///
    /// ```no_run
    /// # use trifold::server::Server;
    /// # fn server() -> Server { Server::new() }
    /// fn main() -> Result<(), trifold::typescript::PackageError> {
    ///     trifold::typescript::Package::in_dir("web/todos-client").write(&server())
    /// }
    /// ```
    ///
    /// # Errors
    /// As of [`Package::try_check`], but for files that differ.
    pub fn write(self, server: &Server) -> Result<(), PackageError> {
        self.put(&self.files(server)?)
    }

    fn files(&self, server: &Server) -> Result<Vec<File>, PackageError> {
        let name = self.folder.file_name().map_or_else(|| "client".to_owned(), |name| name.to_string_lossy().into_owned());
        file::all(&Client::of(server, self.integers)?, &name, &self.folder)
    }

    fn put(&self, files: &[File]) -> Result<(), PackageError> {
        files.iter().try_for_each(|file| file::write(&self.folder, file))?;
        for stray in file::strays(&self.folder, files) {
            let path = self.folder.join(stray);
            fs::remove_file(&path).map_err(|error| PackageError::File(path, error))?;
        }
        Ok(())
    }
}
