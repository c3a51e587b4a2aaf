//! Other programs: one is run, and must succeed.

use crate::Error;
use std::path::Path;
use std::process::{Command, Stdio};

/// A program that works in `folder`, without what `cargo run` tells this one about its own package: some build scripts look at it, so a
/// build from here and one by hand would undo each other's work.
pub(super) fn program(name: impl AsRef<Path>, folder: &Path) -> Command {
    let mut command = Command::new(name.as_ref());
    command.current_dir(folder);
    for (key, _) in std::env::vars_os() {
        if matches!(key.to_str(), Some(key) if key.starts_with("CARGO_PKG_") || key.starts_with("CARGO_MANIFEST_")) {
            command.env_remove(key);
        }
    }
    command
}

/// Runs a program to its end, and returns its output. Its errors are on the terminal.
pub(super) fn output(command: &mut Command) -> Result<String, Error> {
    let output = command.stderr(Stdio::inherit()).output().map_err(|source| Error::NotStarted { program: name(command), source })?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(Error::Failed { line: line(command) })
    }
}

fn name(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
