//! The work of a program, counted by valgrind: the numbers are the same on a machine that others use.

use crate::debian;
use crate::workspace::Workspace;
use anyhow::{Context, Result, bail};
use std::collections::HashMap;
use std::ops::Sub;
use std::path::Path;
use std::process::Command;
use xtask_start::process;

/// The functions of the system that give memory.
const ALLOCATE: [&str; 5] = ["malloc", "calloc", "realloc", "posix_memalign", "aligned_alloc"];

/// The work of a program, or of a part of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Work {
    pub(super) instructions: f64,
    pub(super) allocations: f64,
}

/// Sees that valgrind is there.
pub(crate) fn ensure(workspace: &Workspace) -> Result<()> {
    if process::exists("valgrind")? {
        return Ok(());
    }
    debian::install(workspace, "valgrind")?;
    if !process::exists("valgrind")? {
        bail!("counting needs `valgrind`: install it, and put it on the PATH");
    }
    Ok(())
}

/// The command that counts a program with these words, and the file that will say what it did.
pub(super) fn command(workspace: &Workspace, profile: &Path, program: &Path, words: &[&str]) -> Command {
    let mut valgrind = workspace.program("valgrind");
    valgrind.args(["--quiet", "--tool=callgrind"]).arg(format!("--callgrind-out-file={}", profile.display())).arg(program).args(words);
    valgrind
}

/// Runs a program to its end, and counts.
pub(super) fn count(workspace: &Workspace, program: &Path, words: &[&str]) -> Result<Work> {
    let profile = workspace.built("bench/callgrind.out");
    std::fs::create_dir_all(workspace.built("bench"))?;
    process::run(&mut command(workspace, &profile, program, words))?;
    read(&profile)
}

/// The work that a profile tells of.
pub(super) fn read(profile: &Path) -> Result<Work> {
    let text = std::fs::read_to_string(profile)?;
    let total = text.lines().find_map(|line| line.strip_prefix("summary: ").or(line.strip_prefix("totals: ")));
    let instructions = total.and_then(|total| total.trim().parse().ok()).with_context(|| format!("{} has no sum", profile.display()))?;
    Ok(Work { instructions, allocations: allocations(&text) })
}

/// Number of allocations. A name is written out where it comes first, `(12) malloc`, and is `(12)` after that.
fn allocations(profile: &str) -> f64 {
    let (mut names, mut callee, mut sum) = (HashMap::new(), "", 0.0);
    for line in profile.lines() {
        if let Some(name) = line.strip_prefix("fn=").or(line.strip_prefix("cfn=")) {
            let (id, written) = name.split_once(' ').unwrap_or((name, ""));
            if !written.is_empty() {
                names.insert(id, written);
            }
            callee = names.get(id).copied().unwrap_or_default();
        } else if let Some(calls) = line.strip_prefix("calls=")
            && ALLOCATE.contains(&callee)
        {
            sum += calls.split(' ').next().and_then(|calls| calls.parse::<f64>().ok()).unwrap_or_default();
        }
    }
    sum
}

impl Sub for Work {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self { instructions: self.instructions - other.instructions, allocations: self.allocations - other.allocations }
    }
}

impl Work {
    /// The share of one of so many calls.
    pub(super) fn each(self, calls: u64) -> Self {
        Self { instructions: self.instructions / calls as f64, allocations: self.allocations / calls as f64 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn allocations_are_calls_of_the_systems_functions() {
        let profile = "fn=(1) main\n1 2\ncfn=(2) malloc\ncalls=3 0\n1 30\ncfn=(3) other\ncalls=9 0\n1 1\nfn=(3)\ncfn=(2)\ncalls=4 0\n2 2\ncfn=(4) realloc\ncalls=1 1\n";
        assert_eq!(allocations(profile), 8.0);
    }
}
