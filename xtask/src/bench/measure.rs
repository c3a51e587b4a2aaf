//! One crate, one step, its user seconds.

use super::source::Edit;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use xtask_start::process;

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// From nothing but what the crate depends on.
    Whole(Command),
    /// Once more, after an edit.
    After(Edit, Command),
}

/// A command of cargo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Command {
    Check,
    Build,
}

/// A crate below `target/bench`.
pub(super) struct Crate {
    folder: PathBuf,
    name: &'static str,
}

impl Step {
    /// Each command from nothing and after each edit.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        let steps = |command| std::iter::once(Self::Whole(command)).chain(Edit::ALL.map(|edit| Self::After(edit, command)));
        [Command::Check, Command::Build].into_iter().flat_map(steps)
    }

    pub(super) fn name(self) -> String {
        match self {
            Self::Whole(command) => format!("`cargo {}`", command.name()),
            Self::After(edit, command) => format!("`cargo {}` after {}", command.name(), edit.name()),
        }
    }

    fn command(self) -> &'static str {
        match self {
            Self::Whole(command) | Self::After(_, command) => command.name(),
        }
    }
}

impl Command {
    fn name(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Build => "build",
        }
    }
}

impl Crate {
    pub(super) fn new(folder: &Path, name: &'static str) -> Self {
        Self { folder: folder.to_owned(), name }
    }

    /// Builds what the crate depends on, and before an edit the crate itself.
    pub(super) fn prepare(&self, step: Step) -> Result<()> {
        self.cargo(step.command()).map(drop)
    }

    /// The user seconds of one step.
    pub(super) fn measure(&self, step: Step, round: usize) -> Result<f64> {
        match step {
            Step::Whole(_) => self.clean()?,
            Step::After(edit, _) => self.edit(edit, round)?,
        }
        self.cargo(step.command())
    }

    /// Makes an edit that was not made before.
    fn edit(&self, edit: Edit, round: usize) -> Result<()> {
        let path = self.folder.join(self.name).join("src/main.rs");
        let code = std::fs::read_to_string(&path)?;
        Ok(std::fs::write(&path, edit.of(&code, round).context("no line to edit")?)?)
    }

    /// Forgets the crate, its incremental state too, and nothing of what it depends on.
    fn clean(&self) -> Result<()> {
        process::output(process::program("cargo", &self.folder).args(["clean", "--quiet", "--package", self.name])).map(drop)
    }

    /// Bash knows the user time of what it ran. Cargo's own part is a tenth of a second.
    fn cargo(&self, command: &str) -> Result<f64> {
        let script = format!("TIMEFORMAT=%U; {{ time cargo {command} --quiet --package {} 2>/dev/null; }} 2>&1", self.name);
        let printed = process::output(
            process::program("bash", &self.folder).args(["-ec", &script]).env("CARGO_TARGET_DIR", self.folder.join("target")),
        )?;
        printed.trim().lines().last().context("bash printed no time")?.parse().context("bash printed no number")
    }
}
