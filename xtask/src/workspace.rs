//! Where things are: the sources, and what is built from them.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use xtask_start::process;

/// The folders of this workspace.
pub(crate) struct Workspace {
    root: PathBuf,
    target: PathBuf,
}

impl Workspace {
    /// Asks cargo, which knows what the environment and its settings say.
    pub(crate) fn find() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask has a folder above it")?;
        let metadata = ["metadata", "--format-version=1", "--no-deps"];
        let metadata = process::output(process::program("cargo", root).args(metadata))?;
        let metadata: serde_json::Value = serde_json::from_str(&metadata)?;
        let target = metadata["target_directory"].as_str().context("cargo names no target folder")?;
        Ok(Self { root: root.to_owned(), target: target.into() })
    }

    /// A file or folder of the sources.
    pub(crate) fn source(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// A file or folder under `target`.
    pub(crate) fn built(&self, path: &str) -> PathBuf {
        self.target.join(path)
    }

    /// The browser bundle of a crate; of none, the folder of all of them.
    pub(crate) fn bundle(&self, package: &str) -> PathBuf {
        self.built("bundle").join(package)
    }

    /// A program that works in the root folder.
    pub(crate) fn program(&self, name: &str) -> Command {
        process::program(name, &self.root)
    }

    /// Builds programs with the features of `cargo build --workspace --all-targets`, so that neither undoes what the other compiled.
    ///
    /// Cargo counts what tests depend on only where a test is built, so the smallest is built too.
    pub(crate) fn build(&self, programs: &[&str]) -> Result<()> {
        let programs = programs.iter().flat_map(|&program| ["--bin", program]);
        process::run(self.program("cargo").args(["build", "--workspace", "--test", "serde"]).args(programs))
    }

    /// A program that was built.
    pub(crate) fn executable(&self, name: &str) -> Command {
        let path = self.built("debug").join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
        self.program(&path.to_string_lossy())
    }

    /// A binary of tests, which is built if it is not: of a target, as cargo's words say it.
    pub(crate) fn test_binary(&self, name: &str, target: &[&str]) -> Result<Command> {
        let words = ["test", "--workspace", "--no-run", "--message-format=json"];
        let told = process::output(self.program("cargo").args(words).args(target))?;
        let artifacts = told.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
        let mut paths = artifacts.filter(|artifact| artifact["target"]["name"] == name);
        let path = paths.find_map(|artifact| Some(artifact["executable"].as_str()?.to_owned()));
        Ok(self.program(&path.with_context(|| format!("cargo names no binary of the tests `{name}`"))?))
    }

    /// Runs cargo with these words.
    pub(crate) fn cargo(&self, words: &str) -> Result<()> {
        process::run(self.program("cargo").args(words.split_whitespace()))
    }
}
