//! One crate, one step, its user seconds.

use super::source::EDITED;
use crate::process;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Check,
    Build,
    CheckAfterEdit,
    BuildAfterEdit,
}

/// A crate below `target/bench`.
pub(super) struct Crate {
    folder: PathBuf,
    name: &'static str,
}

impl Step {
    pub(super) const ALL: [Self; 4] = [Self::Check, Self::Build, Self::CheckAfterEdit, Self::BuildAfterEdit];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Build => "build",
            Self::CheckAfterEdit => "check after a line's edit",
            Self::BuildAfterEdit => "build after a line's edit",
        }
    }

    fn command(self) -> &'static str {
        match self {
            Self::Check | Self::CheckAfterEdit => "check",
            Self::Build | Self::BuildAfterEdit => "build",
        }
    }

    fn is_edit(self) -> bool {
        matches!(self, Self::CheckAfterEdit | Self::BuildAfterEdit)
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
        if step.is_edit() {
            self.edit(round)?;
        } else {
            self.clean()?;
        }
        self.cargo(step.command())
    }

    /// Changes a number in the body of one method.
    fn edit(&self, round: usize) -> Result<()> {
        let path = self.folder.join(self.name).join("src/main.rs");
        let code = std::fs::read_to_string(&path)?;
        let start = code.find("let offset = ").context("no line to edit")?;
        let end = start + code[start..].find(';').context("the line has no end")? + 1;
        let line = EDITED.replace('0', &(round + 1).to_string());
        Ok(std::fs::write(&path, format!("{}{line}{}", &code[..start], &code[end..]))?)
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
