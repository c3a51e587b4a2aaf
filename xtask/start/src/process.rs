//! Other programs: run one and see that it succeeds.

use std::io::{BufRead, BufReader, ErrorKind};
use std::path::Path;
use std::process::{ChildStdout, Command, Stdio};
use std::thread;

use anyhow::{Context, Result, bail};

/// A program that works in `folder`, without what `cargo run` tells this one about its own package.
///
/// Some build scripts look at these variables, so a build from here and one by hand would undo each other's work.
pub fn program(name: &str, folder: &Path) -> Command {
    let mut command = Command::new(name);
    command.current_dir(folder);
    for (key, _) in std::env::vars_os() {
        if matches!(key.to_str(), Some(key) if key.starts_with("CARGO_PKG_") || key.starts_with("CARGO_MANIFEST_")) {
            command.env_remove(key);
        }
    }
    command
}

/// Runs a program to its end, with its output on the terminal.
///
/// # Errors
/// It does not start, or fails.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("{} does not start", name(command)))?;
    if !status.success() {
        bail!("`{}` failed ({status})", line(command));
    }
    Ok(())
}

/// Runs a program in place of this one, so that whoever ends this one ends it.
///
/// # Errors
/// It does not start.
#[cfg(unix)]
pub fn hand_over(command: &mut Command) -> Result<()> {
    let error = std::os::unix::process::CommandExt::exec(command);
    Err(error).with_context(|| format!("{} does not start", name(command)))
}

/// Runs a program as the last thing that this one does.
///
/// # Errors
/// It does not start, or fails.
#[cfg(not(unix))]
pub fn hand_over(command: &mut Command) -> Result<()> {
    run(command)
}

/// Runs a program to its end and returns what it prints.
///
/// # Errors
/// It does not start, or fails.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command.stderr(Stdio::inherit()).output().with_context(|| format!("{} does not start", name(command)))?;
    if !output.status.success() {
        bail!("`{}` failed ({})", line(command), output.status);
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether a program of this name is there and answers to `--version`.
///
/// # Errors
/// It is there, and does not start.
pub fn exists(name: &str) -> Result<bool> {
    match Command::new(name).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status() {
        Ok(status) => Ok(status.success()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error).with_context(|| format!("{name} does not start")),
    }
}

fn name(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

/// The command as one would type it.
fn line(command: &Command) -> String {
    let arguments = command.get_args().map(|argument| argument.to_string_lossy());
    std::iter::once(command.get_program().to_string_lossy()).chain(arguments).collect::<Vec<_>>().join(" ")
}

/// The address that a server says on its output, in a line of its own; none if it ends before. The rest is read and dropped: a program that writes to a
/// pipe that nobody reads would end.
pub fn announced(output: ChildStdout) -> Option<String> {
    let mut lines = BufReader::new(output).lines().map_while(Result::ok);
    let url = lines.find(|line| line.starts_with("http://"));
    thread::spawn(move || lines.for_each(drop));
    url
}
