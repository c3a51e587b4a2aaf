//! The figures of servers that share what they keep, beside those of servers that do not.

use std::path::Path;

use anyhow::{Result, ensure};
use xtask_start::process;

use crate::debian;
use crate::workspace::Workspace;

/// Runs the long form of the tests of two servers, and prints what they measured.
pub(crate) fn run(workspace: &Workspace, times: &str) -> Result<()> {
    ensure!(times.parse::<usize>().is_ok_and(|times| times > 0), "`{times}` is no number of times");
    servers(workspace)?;
    let words = [
        "test",
        "--workspace",
        "--test",
        "suite",
        "--",
        "--nocapture",
        "--include-ignored",
        "--test-threads",
        "1",
        "scale::",
        "deploy::",
        "a_store_that_hangs",
    ];
    let told = process::output(workspace.program("cargo").args(words).env("TRIFOLD_SCALE", times))?;
    for line in told.lines().filter_map(|line| line.find("T").map(|at| &line[at..])).filter(|line| is_figure(line)) {
        println!("{line}");
    }
    Ok(())
}

/// Sees that there are the servers beside ours that tests start.
pub(crate) fn servers(workspace: &Workspace) -> Result<()> {
    debian::ensure(workspace, "nginx", "nginx-light")?;
    debian::ensure(workspace, "redis-server", "redis-server")?;
    // Debian has no program of PostgreSQL's server on the PATH. Where there is none at all, its tests say so.
    if Path::new("/usr/lib/postgresql").exists() || process::exists("initdb")? { Ok(()) } else { debian::install(workspace, "postgresql") }
}

/// `T8  Redis killed: ..`.
fn is_figure(line: &str) -> bool {
    let number = line.strip_prefix('T').map(|rest| rest.trim_start_matches(|digit: char| digit.is_ascii_digit()));
    number.is_some_and(|rest| rest.len() + 1 < line.len() && rest.starts_with("  "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_told_from_what_cargo_says() {
        assert!(is_figure("T8  Redis killed") && is_figure("T11  two windows"));
        assert!(!is_figure("Testing") && !is_figure("T  none") && !is_figure("test scale::t1"));
    }
}
